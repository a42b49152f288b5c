"""A demo database of another version is kept under another name; that of this one stays."""

import contextlib
import sqlite3
from datetime import UTC, datetime

import pytest
from django.db.migrations.loader import MigrationLoader

from leergang.demo.database import set_aside

NOW = datetime(2026, 11, 29, 23, 15, tzinfo=UTC)
OURS = sorted(MigrationLoader(None).disk_migrations)


def migrated(file, migrations):
    """A database with a row of its own, in which these migrations were applied."""
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
        database.executemany("INSERT INTO django_migrations VALUES (?, ?)", migrations)
        database.execute("CREATE TABLE own (word TEXT)")
        database.execute("INSERT INTO own VALUES ('kept')")
    return file


@pytest.fixture
def file(tmp_path):
    return tmp_path / "db.sqlite3"


def test_a_database_of_another_version_is_kept_whole_under_another_name(file):
    migrated(file, [*OURS, ("cohorts", "0099_of_another_version")])

    kept = set_aside(file, NOW)

    assert kept == file.with_name("db-2026-11-29-231500.sqlite3")
    assert [path.name for path in file.parent.iterdir()] == [kept.name]
    with contextlib.closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT word FROM own").fetchall() == [("kept",)]


@pytest.mark.parametrize("migrations", [OURS, OURS[:-1], []], ids=["all", "not the last", "none"])
def test_a_database_that_migrations_bring_up_to_date_stays(file, migrations):
    migrated(file, migrations)

    assert set_aside(file, NOW) is None
    assert file.is_file()


def test_an_empty_file_stays(file):
    file.touch()

    assert set_aside(file, NOW) is None


def test_without_a_database_nothing_is_made(file):
    assert set_aside(file, NOW) is None
    assert not file.exists()
