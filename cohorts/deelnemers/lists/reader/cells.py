"""Cells of any list as text on one line, and how many of them a list may have."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_ROWS = 5000
MAX_COLUMNS = 60
# Where reading text stops, empty rows included.
MAX_LINES = 50_000
# No spreadsheet program has more columns, filled or not.
MAX_WIDTH = 16_384
# Signs that draw nothing and that a script needs between its letters (UAX 31, 2.3): without them
# the Persian name علی‌رضا is written wrong.
JOINERS = "\u200c\u200d"

Cell = int | float | str | bool | time | date | datetime | object
Table = list[list[str]]


class FaultError(Exception):
    """Why this is not a list; the only argument is the word that `files.FAULTS` knows."""


def within_limits(rows: Iterable[Sequence[Cell]]) -> Table:
    """The rows as clean text up to the last filled one; a row without text is an empty list.

    Stops at the first row that is too much, and asks for no other.
    """
    table: Table = []
    empty = size = 0
    for row in rows:
        if len(row) > MAX_WIDTH:
            raise FaultError("too_many_columns")
        cells = [clean_cell(as_text(cell)) if cell != "" else "" for cell in row]
        if not any(cells):
            empty += 1
            continue
        size += sum(map(len, cells))
        _refuse_too_much(len(cells), len(table) + empty, size)
        table += [[] for _ in range(empty)]
        table.append(cells)
        empty = 0
    return table


def as_text(cell: Cell) -> str:
    """A cell as the words a person sees: a whole number has no ".0", a date is ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def clean_cell(cell: str) -> str:
    """Text of a cell on one line: composed letters, single spaces, nothing that cannot be seen.

    A control character is a space; a sign of format (zero width space, soft hyphen, the marks of
    writing direction) is nothing, so that "gre\u200bet@…" is one address. A joiner stays between
    two letters of a script that has them.
    """
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    seen = "".join(map(_visible, " " + cell, cell, cell[1:] + " "))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _visible(before: str, sign: str, after: str) -> str:
    category = unicodedata.category(sign)
    if category in {"Cc", "Cs"}:
        return " "
    if sign in JOINERS and _is_joined(before) and _is_joined(after):
        return sign
    return "" if category == "Cf" else sign


def _is_joined(letter: str) -> bool:
    """Whether a joiner means something beside it: letters of scripts without capitals."""
    return unicodedata.category(letter) in {"Lo", "Mn", "Mc"}


def _refuse_too_much(width: int, above: int, size: int) -> None:
    # Above the last of them stand the others and the headers.
    if above > MAX_ROWS:
        raise FaultError("too_many_rows")
    if width > MAX_COLUMNS:
        raise FaultError("too_many_columns")
    if size > MAX_BYTES:
        raise FaultError("too_much_text")
