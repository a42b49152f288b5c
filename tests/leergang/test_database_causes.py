"""Which errors of a driver mean that the database is busy or away."""

import sqlite3

import psycopg2
import pytest
from django.db import InterfaceError, InternalError, OperationalError
from django.db.utils import ProgrammingError

from leergang.away.causes import cause_of
from tests import servers


def error_of(kind: type[Exception], driver: BaseException) -> Exception:
    error = kind(str(driver))
    error.__cause__ = driver
    return error


class Refused(psycopg2.OperationalError):
    pgcode = None

    def __init__(self, code: str | None) -> None:
        super().__init__("refused")
        self.pgcode = code


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("40P01", "busy"),
        ("40001", "busy"),
        ("55P03", "busy"),
        ("57P01", "away"),
        ("57P03", "away"),
        ("53300", "away"),
        ("08006", "away"),
        (None, "away"),
        ("42P01", None),
        ("53100", "away"),
        ("53200", "away"),
        ("57014", "busy"),
        ("57P04", None),
    ],
)
def test_postgresql_says_what_ails_it(code, cause):
    assert cause_of(error_of(OperationalError, Refused(code))) == cause


def test_a_server_that_takes_no_writes_is_away_and_another_inner_fault_is_not():
    assert cause_of(error_of(InternalError, Refused("25006"))) == "away"
    assert cause_of(error_of(InternalError, Refused("25P02"))) is None


def test_a_closed_cursor_is_our_own_fault_and_a_closed_connection_is_not():
    cursor = psycopg2.InterfaceError("cursor already closed")
    away = psycopg2.InterfaceError("connection already closed")

    assert cause_of(error_of(InterfaceError, cursor)) is None
    assert cause_of(error_of(InterfaceError, away)) == "away"
    assert cause_of(OperationalError("disk full")) is None
    assert cause_of(ValueError()) is None
    assert cause_of(None) is None


def test_sqlite_says_what_ails_it(tmp_path):
    with pytest.raises(sqlite3.OperationalError) as away:
        sqlite3.connect(tmp_path / "nowhere" / "db.sqlite3")

    assert cause_of(error_of(OperationalError, away.value)) == "away"
    assert cause_of(error_of(OperationalError, sqlite3.OperationalError("x"))) is None


@pytest.mark.parametrize(
    ("fault", "table", "cause"),
    [
        ("PRAGMA max_page_count = 2", "rows", "away"),
        ("PRAGMA query_only = on", "rows", "away"),
        ("", "nergens", None),
    ],
)
def test_a_full_disk_and_a_file_that_takes_no_writes_are_no_fault_of_ours(fault, table, cause):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE rows (words)")
    connection.execute(fault)

    with pytest.raises(sqlite3.OperationalError) as ended:
        connection.execute(f"INSERT INTO {table} VALUES (?)", ["w" * 100_000])

    assert cause_of(error_of(OperationalError, ended.value)) == cause
    connection.close()


@pytest.mark.services
def test_a_server_that_ends_our_session_stops_and_is_gone():
    with servers.postgresql() as url:
        held, other = psycopg2.connect(url), psycopg2.connect(url)
        pid = held.info.backend_pid
        other.cursor().execute("SELECT pg_terminate_backend(%s)", [pid])
        with pytest.raises(psycopg2.OperationalError) as ended:
            held.cursor().execute("SELECT 1")
        with pytest.raises(psycopg2.InterfaceError) as closed:
            held.cursor()
        with pytest.raises(psycopg2.ProgrammingError) as missing:
            other.cursor().execute("SELECT * FROM nergens")
    with pytest.raises(psycopg2.OperationalError) as lost:
        other.cursor().execute("SELECT 1")
    with pytest.raises(psycopg2.OperationalError) as refused:
        psycopg2.connect(url)

    for error in (ended.value, lost.value, refused.value):
        assert cause_of(error_of(OperationalError, error)) == "away"
    assert cause_of(error_of(InterfaceError, closed.value)) == "away"
    assert cause_of(error_of(ProgrammingError, missing.value)) is None
