"""The two machines of the tests of the backups, and the backups that stand there."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import servers
from tests.leergang.machines import Machine


def key_pair() -> tuple[str, str]:
    """The public and the secret half, as `age-keygen` writes them."""
    made = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True, timeout=10)
    return made.stdout.split("public key: ")[1].split()[0], made.stdout


PUBLIC, SECRET = key_pair() if shutil.which("age-keygen") else ("", "")


@pytest.fixture(scope="session")
def filled() -> Iterator[str]:
    with servers.postgresql() as url:
        machine = Machine(url, Path("/nowhere"), Path("/nowhere"))
        machine.prepare()
        machine.manage("fill")
        yield url


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[str]:
    with servers.postgresql() as url:
        Machine(url, Path("/nowhere"), Path("/nowhere")).prepare()
        yield url


def machine_at(url: str, folder: Path) -> Machine:
    programs, backups = folder / "programs", folder / "backups"
    for part in (programs, backups):
        part.mkdir(parents=True)
    return Machine(url, backups, programs, {"BACKUP_ONTVANGER": PUBLIC})


@pytest.fixture
def old(filled: str, tmp_path: Path) -> Machine:
    return machine_at(filled, tmp_path / "old")


@pytest.fixture
def new(elsewhere: str, old: Machine, tmp_path: Path) -> Machine:
    """Another machine with an empty database, to which the folder of backups was carried."""
    machine = machine_at(elsewhere, tmp_path / "new")
    machine.folder = old.folder
    machine.empty()
    return machine


def name_of(moment: datetime) -> str:
    return f"leergang-{moment:%Y%m%dT%H%M%SZ}.dump.age"


def left(machine: Machine, *, age: timedelta) -> str:
    """A backup that was made so long ago."""
    path = machine.folder / name_of(datetime.now(UTC) - age)
    path.write_bytes(b"age-encryption.org/v1")
    return path.name


def made(machine: Machine) -> Path:
    answer = machine.backup("maak")
    assert answer.returncode == 0, answer.stderr
    return machine.folder / machine.files()[-1]


def refused(machine: Machine, *words: str, **options) -> str:
    answer = machine.backup(*words, **options)
    assert answer.returncode == 1
    return answer.stderr
