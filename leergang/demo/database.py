"""A demo database that another version of the platform made is kept, and is no longer used."""

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path

from django.db.migrations.loader import MigrationLoader


def set_aside(file: Path, now: datetime) -> Path | None:
    """Rename a SQLite database that our migrations cannot bring up to date; its new path, if so.

    `now` goes into the new name, which stands beside the old one: `db-2026-11-29-231500.sqlite3`.
    """
    if not file.is_file() or _migrations_in(file) <= set(MigrationLoader(None).disk_migrations):
        return None
    kept = file.with_stem(f"{file.stem}-{now:%Y-%m-%d-%H%M%S}")
    file.rename(kept)
    return kept


def _migrations_in(file: Path) -> set[tuple[str, str]]:
    """What was once applied. Closing it writes to the file what stood in the journal beside it."""
    with contextlib.closing(sqlite3.connect(file)) as database:
        try:
            return set(database.execute("SELECT app, name FROM django_migrations"))
        except sqlite3.OperationalError:  # nothing was migrated yet
            return set()
