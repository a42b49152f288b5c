"""The rows of a list that cannot be added, as a file to send back to who made it."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

from cohorts.deelnemers.lists.files import Table
from cohorts.deelnemers.lists.judging import JudgedRow
from cohorts.deelnemers.lists.reader.headers import find_header

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHY, ROW = "Wat er niet klopt", "Rij"
# Text stays text: no formula, link or number is made of what somebody typed.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_faults(table: Table, judged: Iterable[JudgedRow]) -> bytes:
    """A workbook with the cells of the list as they were read, and why each row does not go along.

    It can be mended and sent back: the headers are those of the list.
    """
    header = find_header(table).names
    wrong = [row for row in judged if (row.fouten or row.is_open) and not row.left_out]
    lines = [[ROW, *header, WHY]]
    for row in wrong:
        cells = table[row.nummer - 1]
        why = " ".join(row.fouten) or (row.question.text if row.question else "")
        lines.append([str(row.nummer), *cells, *[""] * (len(header) - len(cells)), why])
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as workbook:
        sheet = workbook.add_worksheet("Niet toegevoegd")
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, len(header), 22)
        sheet.set_column(len(header) + 1, len(header) + 1, 60)
        bold = workbook.add_format({"bold": True})
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell, None if number else bold)
    return out.getvalue()
