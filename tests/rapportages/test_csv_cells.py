"""What a spreadsheet makes of a CSV: no formulas, and numbers of people as they are written."""

import csv
import re
import unicodedata
from datetime import date, time
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapportages import csvfile
from rapportages.csvfile import reads_as_number, starts_formula
from tests.rapportages.test_files import read_csv

INVISIBLE = ["", " ", "\u00a0", "\u200b", "\u200d", "\ufeff", "\u202e", "\u2060", "\u3000", "\x00"]
SIGNS = "=+-@|＝＋－＠｜﹢﹣﹦﹫−"
NUMBERS = [
    "070303", "00", "0", "70303", "1E5", "1e5", "3-4", "3/4", "12345678901", "123456789012",
    "1234567890123456789012345678901", "1.000", "3,50", "9:30", "4 mrt", "mei 2026", "10%", "(5)",
    "€ 5", "WAAR", "false", " 12 ", "0\u00a0123", "１２３", "5 A", "2026-11-23", "2026-11-23T09:30",
]  # fmt: skip
beginnings = st.text(st.sampled_from([*filter(None, INVISIBLE), *"'\"‘“", "\t", "\r", "\n"]))
hostile = st.builds(
    "{}{}{}".format, beginnings, st.sampled_from([*SIGNS, "", '="', "'"]), st.text(max_size=20)
)
texts = st.text(st.characters(exclude_categories=["Cs"])) | hostile | st.sampled_from(NUMBERS)


def written(text: str) -> str:
    """The cell as `csv.reader` gives it to a machine."""
    return read_csv(csvfile.stream(("a",), [(text, "x")]))[1][0]


def original(cell: str) -> str:
    """What a machine does to have the text of a cell back, in the words of besluit 0010."""
    if number := re.fullmatch(r'="([^"]*)"', cell):
        return number[1]
    return cell[1:] if cell.startswith("'") and starts_formula(cell) else cell


def seen(cell: str) -> str:
    """The cell without what cannot be seen at its start."""
    while cell and (cell[0].isspace() or unicodedata.category(cell[0]) in {"Cc", "Cf"}):
        cell = cell[1:]
    return cell


# -- Formulas ------------------------------------------------------------------------------


@given(texts)
def test_no_cell_starts_a_formula_and_each_text_can_be_had_back(text):
    cell = written(text)

    if not re.fullmatch(r'="[^"\r\n]*"', cell):  # a text and nothing more, as Excel reads it
        assert not seen(cell).startswith(tuple(SIGNS))
        assert not cell.startswith(("\t", "\r", "\n"))
    assert original(cell) == text


@pytest.mark.parametrize("invisible", INVISIBLE)
@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n"])
def test_a_sign_is_disarmed_at_the_start_however_it_is_hidden(sign, invisible):
    for text in (f"{invisible}{sign}1", f"{invisible}'{sign}x", f'{invisible}"{sign}x'):
        assert written(text) == f"'{text}"
    assert written(f"x{sign}1") == f"x{sign}1"


@pytest.mark.parametrize(
    "text",
    ["", "'t Hoen", "'s-Gravenhage", "Anna", "“Team”", "A-B", "a@testdam.example", "→ x", "Çelik"],
)
def test_a_text_that_starts_nothing_is_left_alone(text):
    assert written(text) == text


# -- Numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_of_somebody_is_written_so_that_no_spreadsheet_changes_it(text):
    plain = text in {"0", "70303", "12345678901"}

    assert written(text) == (text if plain else f'="{text}"')


@pytest.mark.parametrize(
    "text",
    ["Team 3", "P070303", "1e verdieping", "A4", "B&W 1", "1_000", "mei", "Jan", "Waar?", "1\n2"],
)
def test_what_no_spreadsheet_takes_for_a_number_is_left_alone(text):
    assert not reads_as_number(text)
    assert written(text) == text


@given(st.from_regex(r"[0-9.,:/\- ]{0,20}[0-9][0-9.,:/\- ]{0,20}(E[0-9]{1,3})?", fullmatch=True))
def test_what_has_only_digits_and_their_signs_reads_the_same_or_is_kept_as_text(text):
    cell = written(text)

    if cell == text:
        assert str(int(text)) == text
        assert len(text) <= 11


@given(texts)
def test_nobody_closes_the_text_and_goes_on_with_a_formula(text):
    assert '"' not in written(text).removeprefix('="').removesuffix('"') or '"' in text
    assert written(f'1"&{text}') == f'1"&{text}'


def test_real_numbers_dates_and_times_stay_what_they_are():
    row = (Decimal("-3.5"), 7, date(2026, 11, 23), time(9, 5))

    assert read_csv(csvfile.stream("abcd", [row]))[1] == ["-3,5", "7", "2026-11-23", "09:05"]


def test_the_form_stands_in_the_bytes_as_rfc_4180_asks():
    content = b"".join(csvfile.stream(("a",), [("070303", "x")])).decode("utf-8-sig")

    assert content == 'a\r\n"=""070303""";x\r\n'
    assert list(csv.reader(StringIO(content), delimiter=";"))[1] == ['="070303"', "x"]
