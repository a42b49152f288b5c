"""Serve the whole platform on this machine from one command; `make start` calls it."""

import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

HOST = "127.0.0.1"
STOP_SECONDS = 10
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Children = dict[str, subprocess.Popen[bytes]]


class Command(BaseCommand):
    help = "Migrate, load the demo and serve web, worker and scheduler until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        refuse_taken_port(port)
        prepare()
        stopped = threading.Event()
        for number in STOP_SIGNALS:
            signal.signal(number, lambda number, frame: stopped.set())
        children = {name: spawn(line) for name, line in command_lines(port).items()}
        try:
            self.wait_for_web(children, stopped, port)
            self.supervise(children, stopped)
        finally:
            stop(children)

    def wait_for_web(self, children: Children, stopped: threading.Event, port: int) -> None:
        while not (stopped.is_set() or answers(port)):
            raise_when_one_died(children)
            time.sleep(0.1)
        if not stopped.is_set():
            self.stdout.write(f"The leergang is served on {settings.BASE_URL} (Ctrl-C stops it).")

    def supervise(self, children: Children, stopped: threading.Event) -> None:
        while not stopped.wait(0.2):
            raise_when_one_died(children)


def refuse_taken_port(port: int) -> None:
    """Stop before anything is changed when another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). "
                f"Choose another one: make start PORT={port + 1}"
            ) from error


def prepare() -> None:
    """Bring the database, the static files and the demo up to date."""
    call_command("migrate", interactive=False, verbosity=0)
    collect_static_files()
    if settings.DEMO:
        call_command("demo")


def collect_static_files() -> None:
    """Collect and compress the static files, unless they are those of the last time."""
    stamp = Path(settings.VAR_DIR) / "staticfiles.stamp"
    mark = static_fingerprint()
    if stamp.is_file() and stamp.read_text() == mark and Path(settings.STATIC_ROOT).is_dir():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(mark)


def static_fingerprint() -> str:
    """Changes with a file of ours, with the fetched ones, and with any Python package."""
    digest = hashlib.sha256()
    sources = [path for path in sorted((settings.BASE_DIR / "static").rglob("*")) if path.is_file()]
    for path in [
        *sources,
        settings.BASE_DIR / "vendor/.stamp",
        settings.BASE_DIR / "requirements.lock",
    ]:
        digest.update(f"{path}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def command_lines(port: int) -> dict[str, list[str]]:
    """What runs beside each other: one process each, threads inside, for one machine."""
    gunicorn = ["gunicorn", "leergang.wsgi", "--bind", f"{HOST}:{port}", "--no-control-socket"]
    celery = ["celery", "--quiet", "--app", "leergang"]
    return {
        "web": [*gunicorn, "--threads", "8", "--graceful-timeout", "5", "--log-level", "warning"],
        "worker": [
            *celery,
            "worker",
            *("--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        # No pid file: after a power cut it would keep the scheduler from starting.
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--pidfile="],
    }


def spawn(line: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own: Ctrl-C reaches us alone, and we stop the children.

    Where `setpriv` is at hand the kernel stops the child even when we are killed outright.
    """
    guard = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    return subprocess.Popen([*guard, sys.executable, "-m", *line], start_new_session=True)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def raise_when_one_died(children: Children) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise CommandError(f"{name} stopped by itself (exit {child.returncode}); see above.")


def stop(children: Children) -> None:
    """End every child and whatever it started: kindly first, then for certain."""
    for child in children.values():
        child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
