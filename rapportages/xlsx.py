"""Excel's own format, row by row: memory does not grow with the file."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from rapportages.rows import About, Row

# Text stays text: no formulas, links or numbers are made of what people typed.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MAX_ROWS = 1_048_575


def write(file: IO[bytes], sheets: Iterable[tuple[str, Iterable[Row]]], about: About) -> None:
    """Write each sheet: its name and its rows, of which the first is the header."""
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        formats = {
            date: workbook.add_format({"num_format": "dd-mm-yyyy"}),
            time: workbook.add_format({"num_format": "hh:mm"}),
            Decimal: workbook.add_format({"num_format": "0.0"}),
        }
        bold = workbook.add_format({"bold": True})
        for name, rows in sheets:
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 20, 18)
            for number, row in enumerate(rows):
                _write_row(sheet, number, row, formats if number else {str: bold})


def _write_row(sheet: Any, number: int, row: Row, formats: dict[type, Any]) -> None:
    for column, cell in enumerate(row):
        look = formats.get(type(cell))
        if isinstance(cell, str):
            sheet.write_string(number, column, cell, look)
        elif isinstance(cell, date | time):
            sheet.write_datetime(number, column, cell, look)
        else:
            sheet.write_number(number, column, cell, look)
