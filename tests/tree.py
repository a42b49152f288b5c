"""The files of the project, as the house-rule tests read them."""

import subprocess
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# The folders of the rooms at the top, and the labels of all apps in them.
APPS = sorted({name.partition(".")[0] for name in settings.FIRST_PARTY_APPS})
LABELS = [name.rpartition(".")[2] for name in settings.FIRST_PARTY_APPS]


@cache
def tracked_files() -> tuple[Path, ...]:
    """What git would commit: the files it follows and the new ones it does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=30
    )
    paths = (ROOT / name for name in listing.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def files(*suffixes: str, under: tuple[str, ...] = ()) -> list[Path]:
    return [
        path
        for path in tracked_files()
        if path.suffix in suffixes and (not under or path.relative_to(ROOT).parts[0] in under)
    ]


def application_files() -> list[Path]:
    return [path for path in files(".py", under=tuple(APPS)) if "migrations" not in path.parts]


def named(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT)}" + (f":{line}" if line else "")


def templates() -> list[Path]:
    return [path for path in tracked_files() if path.is_relative_to(ROOT / "templates")]
