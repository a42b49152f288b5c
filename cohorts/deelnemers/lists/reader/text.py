"""Rows out of text that a spreadsheet, a system for personnel or a person wrote.

Every line of the text is part of exactly one row. A quotation mark opens a cell of several lines
only when the row then has the width of the list; elsewhere it is a sign like any other, so that one
forgotten mark never swallows the people below it.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .cells import MAX_COLUMNS, MAX_LINES, MAX_WIDTH, FaultError
from .headers import find_header

DELIMITERS = ";,\t|"
# So many lines tell which delimiter the list has.
JUDGED_LINES = 200
# A cell that was typed with Alt+Enter has a few lines, not a hundred.
LINES_OF_A_CELL = 20
# No spreadsheet has a longer one.
MAX_CELL = 32_767 * 4
SEP = "sep="
# As programs for mail copy people: "Anna Bos <anna@x.example>; "Vos, Bram" <bram@x.example>".
MAILBOX = re.compile(r"""[\s,"']*([^<>]*?)["'\s]*<([^<>\s@]+@[^<>\s]+)>""")
# Between two semicolons; the pattern takes the square of its length.
LONGEST_MAILBOX = 2000
MAILBOX_HEADER = ["Naam", "E-mailadres"]


def lines_of(text: str) -> Iterator[list[str]]:
    """The rows of a text, by the delimiter that makes most sense of it.

    A first line "sep=;" is what Excel takes it for, and an empty row. Text without headers in which
    people stand as mail has them gives a row for each of those. Raises FaultError for more lines
    than anybody needs.
    """
    lines = [line.rstrip("\n") for line in islice(io.StringIO(text, newline=None), MAX_LINES + 1)]
    if len(lines) > MAX_LINES:
        raise FaultError("too_many_rows")
    said = _said_delimiter(lines)
    if said:
        lines[0] = ""
    split = _Split(lines, said) if said else _best_split(lines)
    copied = _mailboxes(lines) if not _sense(split)[0] else []
    for row in [MAILBOX_HEADER, *copied] if copied else split.rows():
        if any(len(cell) > MAX_CELL for cell in row[:MAX_WIDTH]):
            raise FaultError("unreadable")
        yield row


@dataclass(frozen=True)
class _Split:
    """Lines, and the sign between their cells."""

    lines: Sequence[str]
    delimiter: str

    def rows(self) -> Iterator[list[str]]:
        width, index = self._usual_width(), 0
        while index < len(self.lines):
            cells, used = self._row_at(index, width)
            yield cells
            index += used

    def _row_at(self, index: int, width: int) -> tuple[list[str], int]:
        """The row that begins on this line, and how many lines it takes."""
        line = self.lines[index]
        if '"' in line:
            for used in range(1, min(LINES_OF_A_CELL, len(self.lines) - index) + 1):
                cells, is_open = self._quoted("\n".join(self.lines[index : index + used]))
                if cells and (used == 1 or self._is_one_row(cells, width)):
                    return cells, used
                if not is_open:
                    break
        return [_unquoted(cell) for cell in line.split(self.delimiter, MAX_WIDTH)], 1

    def _quoted(self, record: str) -> tuple[list[str], bool]:
        """The cells when every mark has its partner; else none, and whether one is open still."""
        try:
            (cells,) = csv.reader([record], delimiter=self.delimiter, strict=True)
        except csv.Error as error:
            return [], "unexpected end" in str(error)
        return cells[: MAX_WIDTH + 1], False

    def _is_one_row(self, cells: list[str], width: int) -> bool:
        """Whether these cells, over several lines, are one row and not a few that were swallowed.

        Not when a cell holds an address beside the delimiter, or a line that is a row by itself.
        """
        tall = [cell for cell in cells if "\n" in cell]
        swallowed = any(
            ("@" in cell and self.delimiter in cell)
            or any(line.count(self.delimiter) == width - 1 > 0 for line in cell.split("\n")[1:-1])
            for cell in tall
        )
        return not swallowed and len(cells) == (width or len(cells))

    def _usual_width(self) -> int:
        """How many cells most lines without a quotation mark have; 0 when none tells."""
        some = self.lines[:JUDGED_LINES]
        plain = [line for line in some if self.delimiter in line and '"' not in line]
        widths = Counter(line.count(self.delimiter) + 1 for line in plain)
        return widths.most_common(1)[0][0] if widths else 0


def _said_delimiter(lines: list[str]) -> str:
    first = lines[0].strip(" ") if lines else ""
    is_said = first.casefold().startswith(SEP) and len(first) == len(SEP) + 1
    return first[-1] if is_said and first[-1] in DELIMITERS else ""


def _mailboxes(lines: Sequence[str]) -> list[list[str]]:
    pieces = (piece for line in lines if "<" in line for piece in line.split(";"))
    return [
        [name, address]
        for piece in pieces
        if len(piece) <= LONGEST_MAILBOX
        for name, address in MAILBOX.findall(piece)
    ]


def _best_split(lines: list[str]) -> _Split:
    """The one with the most known headers, and then with rows of equal width.

    Also tried without the marks around whole lines, as a CSV has them that Excel opened as one
    column and saved again: "Voornaam;Achternaam".
    """
    readings = [lines]
    if any(line.startswith('"') for line in lines):
        readings.append([_unquoted(line) for line in lines])
    splits = [_Split(reading, delimiter) for reading in readings for delimiter in DELIMITERS]
    return max(splits, key=_sense)


def _sense(split: _Split) -> tuple[int, float, int]:
    """How much sense the first lines make: known headers, rows as wide as they, delimiters."""
    some = _Split(split.lines[:JUDGED_LINES], split.delimiter)
    table = [row[: MAX_COLUMNS + 1] for row in some.rows()]
    header = find_header(table)
    below = [row for row in table[header.last + 1 :] if any(row)]
    width = len(header.names)
    equal = sum(len(row) == width for row in below) / max(1, len(below))
    used = sum(line.count(split.delimiter) for line in some.lines)
    return len(header.columns), equal if width > 1 else 0.0, used


def _unquoted(cell: str) -> str:
    """A cell without the marks around it; a mark without partner stays, to be seen."""
    bare = cell.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        return bare[1:-1].replace('""', '"')
    return cell
