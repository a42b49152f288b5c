"""CSV as Dutch Excel opens it: UTF-8 with BOM, semicolons, CRLF, decimal commas, ISO dates."""

import csv
from collections.abc import Iterable, Iterator
from datetime import time
from decimal import Decimal
from io import StringIO
from itertools import islice

from rapportages.rows import Cell, Row

BOM = "\ufeff"
# A spreadsheet reads a cell that starts so as a formula, also between quotes (OWASP).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
LINES_AT_ONCE = 500


def stream(header: Iterable[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The file in pieces of 500 lines."""
    yield (BOM + _lines([tuple(header)])).encode()
    lines = iter(rows)
    while piece := list(islice(lines, LINES_AT_ONCE)):
        yield _lines(piece).encode()


def _lines(rows: Iterable[Row]) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return text.getvalue()


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(DANGEROUS) else cell
    if isinstance(cell, Decimal):
        return str(cell).replace(".", ",")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return str(cell)
