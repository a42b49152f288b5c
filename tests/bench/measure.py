"""Servers to measure, a client that asks, and the processor time that it took."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlencode

import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from psutil import Process

from accounts.models import User
from accounts.sessions import cookie_of
from tests.bench.scenarios import Ask
from tests.servers import free_port

START_SECONDS = 30
CSRF = "b" * 32


@dataclass(frozen=True)
class Server:
    """A gunicorn with two sync workers."""

    port: int
    process: Process


@contextlib.contextmanager
def gunicorn(settings_module: str) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "leergang.wsgi", "--workers", "2"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings_module},
    )
    try:
        wait_for(port, process)
        yield Server(port, Process(process.pid))
    finally:
        process.terminate()
        process.wait(15)


def wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not come up.")


def cpu_seconds(*roots: Process) -> float:
    """User and system time of these processes, their children, and children that have ended."""
    total = 0.0
    for root in roots:
        for process in [root, *root.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                total += sum((times.user, times.system, times.children_user, times.children_system))
    return total


def postmaster() -> Process:
    """The first process of the PostgreSQL that this run brought up."""
    port = str(settings.DATABASES["default"]["PORT"])
    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == "postgres" and port in (process.info["cmdline"] or []):
            return process
    raise RuntimeError("No PostgreSQL server found: run `make bench`.")


def cookies_of(user: User) -> str:
    """The cookies of somebody who has signed in, with a session in the database."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return (
        f"{settings.SESSION_COOKIE_NAME}={cookie_of(session.session_key)}; "
        f"{settings.CSRF_COOKIE_NAME}={CSRF}"
    )


def answer_to(ask: Ask, *, port: int, cookies: str) -> str:
    """Ask once on a new connection, as sync workers do; anything but success stops the run."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "HX-Request": "true"}
    if ask.data:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", ask.path, urlencode(ask.data), headers)
    else:
        connection.request("GET", ask.path, headers={"Cookie": cookies})
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    if response.status >= 400 or (response.status >= 300 and not ask.data):
        raise RuntimeError(f"{ask.path} answered {response.status}: {body[:500]}")
    return body
