"""A clone of the project on which `manage.py start` runs, and a look at its processes."""

import os
import shutil
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from tests.tree import ROOT, tracked_files

UP_SECONDS, DOWN_SECONDS = 120, 30


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in a folder of its own, as a clone with its assets and a .env for the demo."""
    return copy_project(tmp_path_factory.mktemp("clone"))


def copy_project(folder: Path) -> Path:
    """Put into this folder what git would commit, the assets, and a .env for the demo."""
    for path in tracked_files():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (folder / "vendor").symlink_to(ROOT / "vendor")
    subprocess.run([sys.executable, folder / "bin/write_env.py", "8000"], check=True, timeout=60)
    return folder


def start(clone: Path, port: int, **environment: str) -> subprocess.Popen:
    """Start on this port; what it says goes to start.log."""
    with (clone / "start.log").open("w") as log:
        return subprocess.Popen(
            [sys.executable, "manage.py", "start", "--port", str(port)],
            cwd=clone,
            env={
                "PATH": os.environ["PATH"],
                "BASE_URL": f"http://127.0.0.1:{port}",
                **environment,
            },
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_until_it_answers(process: subprocess.Popen, clone: Path, port: int) -> None:
    deadline = time.monotonic() + UP_SECONDS
    while not answers(port):
        assert process.poll() is None, (clone / "start.log").read_text()
        assert time.monotonic() < deadline
        time.sleep(0.2)


def answers(port: int, path: str = "/healthz") -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except ConnectionError:
        return False
    finally:
        connection.close()


def part(start: psutil.Process, word: str) -> psutil.Process | None:
    """The part of a start with this word on its command line, when it runs now."""
    for child in start.children():
        try:
            if word in child.cmdline() or word == child.name():
                return child
        except psutil.Error:
            continue
    return None
