"""Cells of any list as text on one line, and how many of them a list may have."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from huisstijl.typed import clean_line

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_ROWS = 5000
MAX_COLUMNS = 60
# Where reading text stops, empty rows included.
MAX_LINES = 50_000
# No spreadsheet program has more columns, filled or not.
MAX_WIDTH = 16_384

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
        cells = [clean_line(as_text(cell)) if cell != "" else "" for cell in row]
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


def _refuse_too_much(width: int, above: int, size: int) -> None:
    # Above the last of them stand the others and the headers.
    if above > MAX_ROWS:
        raise FaultError("too_many_rows")
    if width > MAX_COLUMNS:
        raise FaultError("too_many_columns")
    if size > MAX_BYTES:
        raise FaultError("too_much_text")
