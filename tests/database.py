"""A database that several threads can use at once, whichever engine it is."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

from cohorts.models import Aanwezigheid, Aanwezigheidswijziging

GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"


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
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, path
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name
