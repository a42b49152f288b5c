"""Reads a list that a stranger made, as a program of its own with little memory and time.

A file of a kilobyte can claim a billion cells, and five megabytes of text can be one row. Here that
ends this process and not the one that serves people. `cohorts.spreadsheets` starts it by its path
and without environment; the file comes in on stdin, and `{"rows": …}` or `{"fault": …}` goes out as
JSON, never more than anybody may have. A parser that gives up ends the program, and that says
enough: the file is unreadable. It imports nothing of this project.
"""

import csv
import io
import json
import os
import resource
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_UNPACKED = 50 * MEGABYTE
MAX_ROWS = 5000
MAX_COLUMNS = 60
# Where reading text stops, empty rows included.
MAX_LINES = 50_000
# No spreadsheet program has more columns, filled or not.
MAX_WIDTH = 16_384
MAX_MEMBERS = 2000
MEMORY_BYTES = 512 * MEGABYTE
CPU_SECONDS = 5
NICENESS = 10
DELIMITERS = ";,\t"
DELIMITER_WITHIN = 10
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# How files begin: a zip (xlsx, ods), and the container of old or encrypted Office files.
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What such a zip holds: of xlsx, of ods, and of ods that is encrypted as a whole.
CONTENTS = {"[Content_Types].xml", "content.xml", "encrypted-package"}
MANIFEST = "META-INF/manifest.xml"

Cell = int | float | str | bool | time | date | datetime | object
Table = list[list[str]]


class FaultError(Exception):
    """Why this is not a list; the only argument is the word that `cohorts.spreadsheets` knows."""


def read(content: bytes) -> Table:
    if content.startswith(OLE):
        raise FaultError("encrypted")
    if content.startswith(ZIP):
        return _first_filled_sheet(content)
    return within_limits(_lines_of(_decode(content)))


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


def _refuse_too_much(width: int, above: int, size: int) -> None:
    # Above the last of them stand the others and the headers.
    if above > MAX_ROWS:
        raise FaultError("too_many_rows")
    if width > MAX_COLUMNS:
        raise FaultError("too_many_columns")
    if size > MAX_BYTES:
        raise FaultError("too_much_text")


def as_text(cell: Cell) -> str:
    """A cell as the words a person sees: a whole number has no ".0", a date is ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def clean_cell(cell: str) -> str:
    """Text of a cell on one line: composed letters, single spaces, no control characters."""
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c for c in cell)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _lines_of(text: str) -> Iterator[list[str]]:
    """Rows of CSV text; the delimiter is the one that its first lines hold most of."""
    first = "".join(islice(io.StringIO(text, newline=None), DELIMITER_WITHIN))
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, row in enumerate(reader):
        if number == MAX_LINES:
            raise FaultError("too_many_rows")
        yield row


def _decode(content: bytes) -> str:
    """Text in UTF-8, in UTF-16 with its mark (Excel's "Unicode text"), or in Windows-1252."""
    encodings = ("utf-16",) if content.startswith(UTF16_MARKS) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(ord(c) < 32 and c not in "\r\n\t\x0b\x0c" for c in text):
            break
        return text
    raise FaultError("wrong_type")


def _first_filled_sheet(content: bytes) -> Table:
    """The rows of the first sheet that holds anything; nothing when all are empty."""
    _check_zip(content)
    # Here and not above: text needs none of it.
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start is None:
            continue
        # It gives the empty rows above what is filled, and leaves out the columns before it.
        before = [""] * sheet.start[1]
        if table := within_limits([*before, *row] for row in sheet.iter_rows()):
            return table
    return []


def _check_zip(content: bytes) -> None:
    """Looks at what a zip says it holds before anything is unpacked."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    members = archive.infolist()
    names = {member.filename for member in members}
    if not names & CONTENTS:
        raise FaultError("wrong_type")
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise FaultError("too_big_unpacked")
    # Of an ODS file with a password the list of what is in it can be read, and says so.
    if any(member.flag_bits & 1 for member in members) or (
        MANIFEST in names and b"encryption-data" in archive.read(MANIFEST)
    ):
        raise FaultError("encrypted")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # It opens no file for writing: what it has to say goes down a pipe.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # Whoever waits for a page goes before a list.
    os.nice(NICENESS)
    try:
        answer: dict[str, object] = {"rows": read(sys.stdin.buffer.read())}
    except FaultError as fault:
        answer = {"fault": str(fault)}
    except MemoryError:
        answer = {"fault": "too_heavy"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
