"""Reads the first filled sheet of a workbook, as a program of its own with little memory and time.

A workbook of a few kilobytes can claim a billion cells, whatever its size unpacked. Here that ends
this process and not the one that serves people. `cohorts.spreadsheets` starts it; the workbook
comes in on stdin, rows of text go out on stdout as JSON.
"""

import json
import resource
import sys
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

from python_calamine import CalamineWorkbook, PasswordError

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 20
ENCRYPTED = 3
TOO_LONG = 4
# Far above what anybody accepts, so that the complaint about a list of 5001 rows stays theirs.
MAX_LINES = 50_000

Cell = int | float | str | bool | time | date | datetime | object


def as_text(cell: Cell) -> str:
    """A cell as the words a person sees: a whole number has no ".0", a date is ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def first_filled_sheet(content: bytes) -> list[list[str]]:
    """The rows of the first sheet that holds anything; nothing when all are empty."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if any(cell != "" for row in rows for cell in row):
            return [[as_text(cell) for cell in row] for row in until_last_filled(rows)]
    return []


def until_last_filled(rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    """The rows without the empty ones at the end: a million of them is no longer list."""
    last = next(i for i in range(len(rows), 0, -1) if any(cell != "" for cell in rows[i - 1]))
    return rows[:last]


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        rows = first_filled_sheet(sys.stdin.buffer.read())
    except PasswordError:
        return ENCRYPTED
    if len(rows) > MAX_LINES:
        # Whoever started this must hold the answer in memory.
        return TOO_LONG
    sys.stdout.write(json.dumps(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
