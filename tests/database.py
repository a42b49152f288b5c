"""A database that several threads can use at once, whichever engine it is."""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from pytest_django import DjangoDbBlocker

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from tests.tree import ROOT

GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"


def migrations_of(app: str) -> Iterator[Path]:
    return (ROOT / app.replace(".", "/") / "migrations").glob("*.py")


@pytest.fixture(scope="session")
def migrated_before() -> Path:
    """Where SQLite's tables of exactly these migrations are kept: migrating takes 3 seconds."""
    contents = hashlib.sha256((ROOT / "requirements-dev.lock").read_bytes())
    for path in sorted(chain.from_iterable(map(migrations_of, settings.FIRST_PARTY_APPS))):
        contents.update(path.read_bytes())
    folder = ROOT / ".pytest_cache/migrated"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{contents.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, migrated_before: Path
) -> Iterator[None]:
    """The database in memory begins as it was kept; `migrate` then finds nothing to do."""
    if connection.vendor != "sqlite" or not migrated_before.exists():
        yield
        return
    name = connection.creation._get_test_db_name()
    with contextlib.closing(sqlite3.connect(name, uri=True)) as memory:
        with contextlib.closing(sqlite3.connect(migrated_before)) as kept:
            kept.backup(memory)
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, migrated_before: Path
) -> None:
    """Keep the new tables for the next run, whole or not at all: several workers do this."""
    if connection.vendor != "sqlite" or migrated_before.exists():
        return
    half = migrated_before.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), contextlib.closing(sqlite3.connect(half)) as kept:
        connection.ensure_connection()
        connection.connection.backup(kept)
    half.rename(migrated_before)


@pytest.fixture(autouse=True, scope="session")
def emptied_between_tests() -> Iterator[None]:
    """Django empties the tables of SQLite with DELETE, which the triggers refuse.

    On PostgreSQL it does so with TRUNCATE, which fires none. Here the triggers step aside.
    """
    sql_flush = SQLite.ops_class.sql_flush

    def past_the_guards(self, *args, **kwargs) -> list[str]:
        statements = sql_flush(self, *args, **kwargs)
        with self.connection.cursor() as cursor:
            guards = cursor.execute(GUARDS).fetchall()
        drop, make = [f"DROP TRIGGER {name}" for name, _ in guards], [sql for _, sql in guards]
        return [*drop, *statements, *make]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLite.ops_class, "sql_flush", past_the_guards)
        yield


@contextlib.contextmanager
def without_guards() -> Iterator[None]:
    """No trigger of the product refuses anything here: for a test that starts over."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
        else:
            guards = cursor.execute(GUARDS).fetchall()
            for name, _ in guards:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _, sql in guards:
                cursor.execute(sql)


def forget_marks() -> None:
    """Before each example of a property test, which all share one transaction."""
    with without_guards():
        Aanwezigheidswijziging.objects.all().delete()
        Aanwezigheid.objects.all().delete()


@pytest.fixture
def shared_database(transactional_db, tmp_path: Path) -> Iterator[None]:
    """A database that threads can share as processes do.

    SQLite's test database lives in memory with one lock per table; the product uses a file in
    which writers wait for each other. PostgreSQL is itself already.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = str(tmp_path / "db.sqlite3")
    with sqlite3.connect(path) as copy:
        memory.backup(copy)
    # As the product's own file is: of two that turn it at once, one is refused.
    copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, path
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name
