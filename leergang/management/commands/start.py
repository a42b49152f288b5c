"""Serve the whole platform on this machine from one command; `make start` calls it."""

import contextlib
import hashlib
import signal
import socket
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from leergang.demo.database import set_aside
from leergang.serving import valkey
from leergang.serving.supervisor import Part, stop
from leergang.static import room_sheets

HOST = "127.0.0.1"
BROKER_SECONDS = 5
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Migrate, load the demo and serve web, worker and scheduler until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        refuse_taken_port(port)
        on_stop_signal(leave)
        with contextlib.ExitStack() as cleanup:
            helpers = broker(cleanup)
            if settings.DEMO:
                self.set_aside_older_demo()
            prepare()
            stopped = threading.Event()
            on_stop_signal(lambda number, frame: stopped.set())
            web, *others = [Part(name, line) for name, line in command_lines(port).items()]
            # Stopped before the broker, without which a worker cannot take its leave.
            cleanup.callback(stop, [web, *others])
            for part in (web, *others):
                part.start()
            self.wait_for_web(web, stopped, port)
            self.supervise(web, [*helpers, *others], stopped)

    def set_aside_older_demo(self) -> None:
        if kept := set_aside(Path(settings.DATABASES["default"]["NAME"]), timezone.localtime()):
            self.stdout.write(
                f"The demo's data were of another version: they are kept in {kept.name}, "
                "and the demo begins anew."
            )

    def wait_for_web(self, web: Part, stopped: threading.Event, port: int) -> None:
        while not (stopped.is_set() or answers(port)):
            raise_when_over(web)
            time.sleep(0.1)
        if not stopped.is_set():
            self.stdout.write(f"The leergang is served on {settings.BASE_URL} (Ctrl-C stops it).")

    def supervise(self, web: Part, others: list[Part], stopped: threading.Event) -> None:
        """The web goes on whatever the others do; without the web there is nothing to go on for."""
        while not stopped.wait(0.2):
            raise_when_over(web)
            for part in others:
                if news := part.tend():
                    self.stderr.write(news)


def on_stop_signal(handler: Callable[[int, FrameType | None], None]) -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, handler)


def leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def broker(cleanup: contextlib.ExitStack) -> list[Part]:
    """Our own Valkey, running, when the environment names no server."""
    if settings.REDIS_URL:
        return []
    var = Path(settings.VAR_DIR)
    try:
        cleanup.enter_context(valkey.door(var))
    except valkey.AlreadyRunningError as error:
        raise CommandError("`make start` already runs in this folder; stop that one first.") from (
            error
        )
    server = Part("broker", valkey.command_line(var), partial(valkey.forget_unreadable, var))
    cleanup.callback(stop, [server])
    server.start()
    deadline = time.monotonic() + BROKER_SECONDS
    while not valkey.answers(var) and time.monotonic() < deadline:
        time.sleep(0.02)
    return [server]


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
    for text in room_sheets().values():
        digest.update(text.encode())
    return digest.hexdigest()


def command_lines(port: int) -> dict[str, list[str]]:
    """What runs beside each other: one process each, threads inside, for one machine."""
    python = [sys.executable, "-m"]
    gunicorn = [*python, "gunicorn", "leergang.wsgi", "--bind", f"{HOST}:{port}"]
    celery = [*python, "celery", "--quiet", "--app", "leergang"]
    return {
        "web": [
            *(*gunicorn, "--no-control-socket", "--threads", "8"),
            *("--graceful-timeout", "5", "--log-level", "warning"),
        ],
        "worker": [
            *celery,
            "worker",
            *("--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        # No pid file: after a power cut it would keep the scheduler from starting.
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--pidfile="],
    }


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def raise_when_over(web: Part) -> None:
    if (status := web.status()) is not None:
        raise CommandError(f"{web.name} stopped by itself (exit {status}); see above.")
