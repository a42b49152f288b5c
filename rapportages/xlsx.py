"""Excel's own format, row by row: memory does not grow with the file."""

from collections.abc import Iterable
from datetime import UTC, date, time
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from rapportages.rows import About, Row, width_of

# Text stays text: no formulas, links or numbers are made of what people typed.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MAX_ROWS = 1_048_575


def write(file: IO[bytes], sheets: Iterable[tuple[str, Iterable[Row]]], about: About) -> None:
    """Write each sheet: its name and its rows, of which the first is the header.

    The first sheet is the table: it gets filter buttons. Every header stays in sight.
    """
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        made = about.made_at.astimezone(UTC)
        workbook.set_properties({"title": about.title, "author": about.author, "created": made})
        formats = {
            date: workbook.add_format({"num_format": "dd-mm-yyyy"}),
            time: workbook.add_format({"num_format": "hh:mm"}),
            Decimal: workbook.add_format({"num_format": "0.0"}),
        }
        bold = workbook.add_format({"bold": True})
        for name, rows in sheets:
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            lines = iter(rows)
            header = next(lines)
            for column, heading in enumerate(header):
                sheet.set_column(column, column, width_of(heading))
            _write_row(sheet, 0, header, {str: bold})
            number = 0
            for number, row in enumerate(lines, start=1):
                _write_row(sheet, number, row, formats)
            if sheet.index == 0:
                sheet.autofilter(0, 0, number, len(header) - 1)


def _write_row(sheet: Any, number: int, row: Row, formats: dict[type, Any]) -> None:
    for column, cell in enumerate(row):
        look = formats.get(type(cell))
        if isinstance(cell, str):
            sheet.write_string(number, column, cell, look)
        elif isinstance(cell, date | time):
            sheet.write_datetime(number, column, cell, look)
        else:
            sheet.write_number(number, column, cell, look)
