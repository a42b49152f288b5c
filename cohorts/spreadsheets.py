"""Reading a list that somebody was sent: from any bytes to rows of text, or a Dutch complaint."""

import csv
import json
import subprocess
import sys
import unicodedata
import zipfile
from io import BytesIO, StringIO

from django.conf import settings
from django.core.exceptions import ValidationError

from cohorts import workbook

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_UNPACKED = 50 * MEGABYTE
MAX_ROWS = 5000
MAX_COLUMNS = 60
# Where reading stops, empty cells included: five megabytes of them fill a gigabyte.
MAX_WIDTH = 16_384
MAX_MEMBERS = 2000
SECONDS = 30
DELIMITERS = ";,\t"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# How files begin: a zip (xlsx, ods), and the container of old or encrypted Office files.
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Table = list[list[str]]

WRONG_TYPE = (
    "Dit bestand is geen lijst die we kunnen lezen. Kies een Excel-bestand (.xlsx), "
    "een ODS-bestand of een CSV-bestand."
)
EMPTY = "Dit bestand is leeg."
TOO_BIG = "Dit bestand is groter dan 5 MB. Haal afbeeldingen en andere tabbladen eruit."
TOO_BIG_UNPACKED = (
    "Dit bestand is uitgepakt groter dan 50 MB. Bewaar alleen de deelnemerslijst in een nieuw "
    "bestand."
)
TOO_MANY_ROWS = f"Deze lijst heeft meer dan {MAX_ROWS} rijen. Knip haar in kleinere lijsten."
TOO_MANY_COLUMNS = f"Deze lijst heeft meer dan {MAX_COLUMNS} kolommen. Haal er kolommen uit."
ENCRYPTED = (
    "Dit bestand heeft een wachtwoord of is van een oude Excel-versie (.xls). "
    "Bewaar het zonder wachtwoord als .xlsx of CSV."
)
UNREADABLE = "Dit bestand is beschadigd: we kunnen het niet openen. Bewaar het opnieuw, of als CSV."


def read_table(content: bytes) -> Table:
    """The rows of a CSV, XLSX or ODS file, by what is in it and not by its name.

    Every cell is text, trimmed, without control characters; a row without text is an empty list,
    so that the index of a row is its number in the file. Raises ValidationError, in Dutch, for
    anything else: wrong type, empty, too big, encrypted.
    """
    if len(content) > MAX_BYTES:
        raise ValidationError(TOO_BIG, code="too_big")
    if content.startswith(OLE):
        raise ValidationError(ENCRYPTED, code="encrypted")
    rows = _read_workbook(content) if content.startswith(ZIP) else read_text(_decode(content))
    return _checked(rows)


def read_pasted(text: str) -> Table:
    """The rows of pasted text; a copy out of a spreadsheet has tabs between cells."""
    return _checked(read_text(text))


def read_text(text: str) -> Table:
    """Rows of CSV text; the delimiter is the one that its first lines hold most of."""
    delimiter = max(DELIMITERS, key="\n".join(text[:50_000].splitlines()[:10]).count)
    rows: Table = []
    filled = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            filled += any(row)
            if filled > MAX_ROWS + 1 or len(rows) == workbook.MAX_LINES:
                raise ValidationError(TOO_MANY_ROWS, code="too_many_rows")
            if len(row) > MAX_WIDTH:
                raise ValidationError(TOO_MANY_COLUMNS, code="too_many_columns")
            rows.append(row)
    except csv.Error as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error
    return rows


def clean_cell(cell: str) -> str:
    """Text of a cell on one line: composed letters, single spaces, no control characters."""
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c for c in cell)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _checked(rows: Table) -> Table:
    table = [[clean_cell(cell) for cell in row] for row in rows]
    table = [row if any(row) else [] for row in table]
    while table and not table[-1]:
        table.pop()
    if not table:
        raise ValidationError(EMPTY, code="empty")
    if len(table) > MAX_ROWS + 1:
        raise ValidationError(TOO_MANY_ROWS, code="too_many_rows")
    if max(map(len, table)) > MAX_COLUMNS:
        raise ValidationError(TOO_MANY_COLUMNS, code="too_many_columns")
    return table


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
    raise ValidationError(WRONG_TYPE, code="wrong_type")


def _read_workbook(content: bytes) -> Table:
    _check_zip(content)
    try:
        run = subprocess.run(
            [sys.executable, "-m", workbook.__name__],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            cwd=settings.BASE_DIR,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ValidationError(TOO_BIG_UNPACKED, code="too_big_unpacked") from error
    if run.returncode == workbook.ENCRYPTED:
        raise ValidationError(ENCRYPTED, code="encrypted")
    if run.returncode == workbook.TOO_LONG:
        raise ValidationError(TOO_MANY_ROWS, code="too_many_rows")
    if run.returncode:
        raise ValidationError(UNREADABLE, code="unreadable")
    rows: Table = json.loads(run.stdout)
    return rows


def _check_zip(content: bytes) -> None:
    """Looks at what a zip says it holds before anything is unpacked."""
    try:
        members = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ValidationError(UNREADABLE, code="unreadable") from error
    names = {member.filename for member in members}
    if not names & {"[Content_Types].xml", "content.xml"}:
        raise ValidationError(WRONG_TYPE, code="wrong_type")
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise ValidationError(TOO_BIG_UNPACKED, code="too_big_unpacked")
    if any(member.flag_bits & 1 for member in members):
        raise ValidationError(ENCRYPTED, code="encrypted")
