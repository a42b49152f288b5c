"""CSV as Dutch Excel opens it: UTF-8 with BOM, semicolons, CRLF, decimal commas, ISO dates.

A text cell is written as it is, but for two kinds that a spreadsheet would not leave alone
(besluit 0010): what would start a formula gets an apostrophe before it, and what would be read
as a number or a date is written as ="…".
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import time
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from itertools import islice
from unicodedata import category, normalize

from rapportages.rows import Cell, Row

BOM = "\ufeff"
LINES_AT_ONCE = 500
# A spreadsheet reads a cell that starts so as a formula, also between quotes (OWASP); a bar
# starts another program. Wide and small forms become these when they are made plain.
SIGNS = frozenset("=+-@|\u2212")
QUOTES = frozenset("\"'`´‘’‚‛“”„‟«»")
BREAKS = frozenset("\t\r\n\v\f")
# Eleven digits are as many as Excel shows; of more it makes 1,23E+11, and of 16 it loses some.
PLAIN_NUMBER = re.compile("0|[1-9][0-9]{0,10}")
WORD = re.compile(r"[^\W\d_]+")
NOT_IN_NUMBERS = re.compile(r"[^\w.,:/+\-%()$€£']|_")
# The only words in numbers, dates and times, of Dutch and English programs; T and Z are of ISO.
MONTHS = re.compile(
    "jan(uari|uary)?|feb(ruari|ruary)?|mrt|maart|mar(ch)?|apr(il)?|mei|may|june?|juni|july?|juli"
    "|aug(ustus|ust)?|sept?(ember)?|o[kc]t(ober)?|nov(ember)?|dec(ember)?"
)
AFTER_DIGITS = frozenset({"e", "eur", "a", "am", "p", "pm", "m", "t", "z"})
BOOLEANS = frozenset({"waar", "onwaar", "true", "false"})


def stream(header: Iterable[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The file in pieces of 500 lines."""
    yield (BOM + _lines([tuple(header)])).encode()
    lines = iter(rows)
    while piece := list(islice(lines, LINES_AT_ONCE)):
        yield _lines(piece).encode()


def starts_formula(text: str) -> bool:
    """Whether a program could take it for a formula, once it has dropped what cannot be seen."""
    for char in text:
        if char in BREAKS:
            return True
        if char not in QUOTES and not _is_invisible(char):
            return normalize("NFKC", char)[0] in SIGNS
    return False


def reads_as_number(text: str) -> bool:
    """Whether a spreadsheet could make a number, date, time or truth of it that reads otherwise.

    Rather too often than too seldom: a text that is written as ="…" shows as that text. One with
    a quote in it never is, so that nobody can close the text and go on with a formula.
    """
    if PLAIN_NUMBER.fullmatch(text) or "\n" in text:
        return False
    plain = "".join(c for c in normalize("NFKC", text) if not _is_invisible(c)).lower()
    if not any(char.isdigit() for char in plain):
        return plain in BOOLEANS
    if NOT_IN_NUMBERS.search(plain):
        return False
    words = {word for word in WORD.findall(plain) if not MONTHS.fullmatch(word)} - AFTER_DIGITS
    first = WORD.match(plain)
    return not words and (not first or bool(MONTHS.fullmatch(first[0])) or first[0] == "eur")


def _is_invisible(char: str) -> bool:
    """A space, or what has no width: marks of direction, joiners, accents without a letter."""
    return char.isspace() or category(char) in {"Cc", "Cf", "Mn", "Me"} or char in "\u3164\uffa0"


def _lines(rows: Iterable[Row]) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, Decimal):
        return str(cell).replace(".", ",")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return str(cell)


# Names and titles come back row after row: most have been judged before.
@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    if starts_formula(text):
        return f"'{text}"
    return f'="{text}"' if reads_as_number(text) else text
