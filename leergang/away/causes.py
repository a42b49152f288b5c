"""Whether an error means that the database is busy or away; any other is a fault of ours."""

import sqlite3
from typing import Literal

from django.db import InterfaceError, InternalError, OperationalError

Cause = Literal["busy", "away"]

_SQLITE: dict[int, Cause] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_CANTOPEN: "away",
    sqlite3.SQLITE_IOERR: "away",
    sqlite3.SQLITE_FULL: "away",
    sqlite3.SQLITE_READONLY: "away",
}
# Serialization failure, deadlock, lock timeout, a query that took too long; shut down, crashed,
# starting up, no slot, disk or memory left, a session that the server ended, and a server that
# takes no writes: the one that is left when another takes over. Class 08 is about the connection.
_POSTGRESQL: dict[str, Cause] = {
    "40001": "busy",
    "40P01": "busy",
    "55P03": "busy",
    "57014": "busy",
    "57P01": "away",
    "57P02": "away",
    "57P03": "away",
    "53100": "away",
    "53200": "away",
    "53300": "away",
    "25006": "away",
    "25P03": "away",
    "57P05": "away",
}


def cause_of(error: BaseException | None) -> Cause | None:
    """What ails the database, as far as waiting helps; None when the error is another."""
    if not isinstance(error, OperationalError | InterfaceError | InternalError):
        return None
    driver = error.__cause__
    if isinstance(driver, sqlite3.Error):
        # The lowest byte is the kind, the rest says more of it.
        return _SQLITE.get(getattr(driver, "sqlite_errorcode", 0) & 0xFF)
    code: str | None = getattr(driver, "pgcode", "")
    if code is None:
        return _without_code(error)
    return "away" if code.startswith("08") else _POSTGRESQL.get(code)


def _without_code(error: OperationalError | InterfaceError | InternalError) -> Cause | None:
    """The server said nothing: it was not reached, or the connection broke."""
    if isinstance(error, OperationalError) or "connection" in str(error):
        return "away"
    return None  # a cursor that we closed ourselves
