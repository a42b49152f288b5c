"""`manage.py start`: everything from one command, and nothing left behind it."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.running import DOWN_SECONDS, UP_SECONDS, answers, part, start, wait_until_it_answers
from tests.servers import free_port, stopped

pytestmark = pytest.mark.services


@pytest.fixture
def platform(clone: Path) -> Iterator[tuple[psutil.Process, int]]:
    port = free_port()
    process = start(clone, port)
    with stopped(process, signal.SIGTERM):
        wait_until_it_answers(process, clone, port)
        yield psutil.Process(process.pid), port


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopping_leaves_no_process_and_no_socket_behind(platform, clone, number):
    process, _ = platform
    family = process.children(recursive=True)
    assert {"gunicorn", "worker", "beat"} <= {word for one in family for word in one.cmdline()}
    assert "valkey-server" in {one.name() for one in family}

    process.send_signal(number)

    _, alive = psutil.wait_procs([process, *family], timeout=DOWN_SECONDS)
    assert alive == []
    assert not (clone / "var/valkey/valkey.sock").exists()


def test_worker_and_scheduler_are_heard_within_a_minute(platform, clone):
    _, port = platform
    deadline = time.monotonic() + UP_SECONDS

    while not answers(port, "/readyz"):
        assert time.monotonic() < deadline, (clone / "start.log").read_text()
        time.sleep(1)


def test_without_the_web_the_rest_stops_too(platform):
    process, _ = platform
    family = process.children(recursive=True)

    part(process, "gunicorn").kill()

    _, alive = psutil.wait_procs([process, *family], timeout=DOWN_SECONDS)
    assert alive == []


def test_a_demo_of_another_version_is_kept_and_begins_anew(clone):
    database = clone / "var/db.sqlite3"
    database.parent.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(database)) as other, other:
        other.execute("CREATE TABLE IF NOT EXISTS django_migrations (app, name, applied)")
        other.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('cohorts', '0099_other', 0)"
        )
    port = free_port()

    process = start(clone, port)
    with stopped(process, signal.SIGTERM):
        wait_until_it_answers(process, clone, port)

    (kept,) = database.parent.glob("db-*.sqlite3")
    lines = (clone / "start.log").read_text().splitlines()
    assert [line for line in lines if kept.name in line] == [
        f"The demo's data were of another version: they are kept in {kept.name}, "
        "and the demo begins anew."
    ]
    assert "De demo staat klaar." in lines


def test_a_second_start_in_the_same_folder_is_refused_in_one_line(platform, clone):
    line = [sys.executable, "manage.py", "start", "--port", str(free_port())]
    second = subprocess.run(
        line,
        cwd=clone,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert second.returncode == 1
    assert second.stderr.startswith("CommandError: `make start` already runs in this folder")


def test_a_command_does_its_work_without_a_start(clone):
    """Asking for a task in vain takes no time and one line."""
    words = "from berichten.tasks import deliver_due; [deliver_due.delay() for _ in range(20)]"
    started = time.monotonic()
    command = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", words],
        cwd=clone,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert time.monotonic() - started < 15
    assert command.stderr.count("The broker is away: berichten.tasks.deliver_due") == 20
    assert "Traceback" not in command.stdout + command.stderr


def test_a_taken_port_is_said_in_one_line(clone):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        process = start(clone, port)
        assert process.wait(UP_SECONDS) == 1

    output = (clone / "start.log").read_text()
    assert output.splitlines()[-1].startswith(f"CommandError: Port {port} cannot be used")
    assert f"make start PORT={port + 1}" in output
    assert "Traceback" not in output
