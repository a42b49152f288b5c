"""Text of any program: which code, which delimiter, which lines are one row."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohorts.deelnemers.lists.reader.encodings import LOST, decode
from cohorts.deelnemers.lists.reader.text import lines_of

HEADER = "Voornaam;Achternaam;E-mailadres"
NAMES = ["José", "Zoë", "Jürgen", "Björn", "François", "Noël", "Özil", "Çelik", "Señor"]


def rows_of(*lines: str) -> list[list[str]]:
    return list(lines_of("\n".join(lines)))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("name", NAMES)
def test_one_name_tells_the_code(codec, name):
    assert decode(f"Anna\n{name}\n".encode(codec)) == f"Anna\n{name}\n"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zeros(codec):
    assert decode("Voornaam;Zoë".encode(codec)) == "Voornaam;Zoë"


def test_one_wrong_byte_spoils_one_line():
    content = "Zoë\nJosé Groß\nAnna\n".encode().replace("ß".encode(), b"\xdf")

    assert decode(content) == f"Zoë\nJosé Gro{LOST}\nAnna\n"


def test_a_list_glued_together_of_two_codes_is_read_as_both():
    content = "Zoë;UTF\n".encode() + "José;Windows\r\nRené;Windows\r".encode("cp1252") + b"Anna"

    assert decode(content) == "Zoë;UTF\nJosé;Windows\r\nRené;Windows\rAnna"


def test_a_lone_quotation_mark_swallows_nobody():
    rows = rows_of(HEADER, 'Bram;"s-Graven;bram@x', "Farid;Amrani;farid@x", 'Greet;Bos";greet@x')

    assert rows[1:] == [
        ["Bram", '"s-Graven', "bram@x"],
        ["Farid", "Amrani", "farid@x"],
        ["Greet", 'Bos"', "greet@x"],
    ]


def test_a_cell_of_several_lines_is_one_cell():
    rows = rows_of(
        HEADER + ";Afdeling", 'Anna;Jansen;a@x;"Toezicht;', 'Handhaving"', "Bram;Vos;b@x;Zorg"
    )

    assert rows[1:] == [
        ["Anna", "Jansen", "a@x", "Toezicht;\nHandhaving"],
        ["Bram", "Vos", "b@x", "Zorg"],
    ]


@pytest.mark.parametrize(("lines", "is_one"), [(20, True), (21, False)])
def test_a_cell_has_at_most_twenty_lines(lines, is_one):
    cell = "\n".join(["x"] * lines)

    rows = rows_of(HEADER, f'Anna;"{cell}";a@x', "Bram;Vos;b@x")

    assert (len(rows) == 3) is is_one
    assert rows[-1] == ["Bram", "Vos", "b@x"]


def test_a_row_that_would_be_too_wide_is_no_row_of_several_lines():
    rows = rows_of(HEADER, 'Anna;"Jansen', 'van";a@x;extra', "Bram;Vos;b@x")

    assert rows[1] == ["Anna", '"Jansen']


@pytest.mark.parametrize("delimiter", list(";,\t|"))
def test_the_delimiter_is_the_one_that_gives_known_headers(delimiter):
    line = "Beleid, Regie; Advies | Control"
    others = line.replace(delimiter, " ")

    rows = rows_of(HEADER.replace(";", delimiter), *[f"V{delimiter}A{delimiter}{others}"] * 3)

    assert rows[1] == ["V", "A", others]


def test_without_known_headers_the_delimiter_is_the_one_of_equal_rows():
    assert rows_of("Wie;Waar", "Jansen, A;x", "Vos, B, jr.;y")[1] == ["Jansen, A", "x"]


@pytest.mark.parametrize(("first", "delimiter"), [("sep=,", ","), ("SEP=;", ";"), ("sep=\t", "\t")])
def test_a_line_that_says_the_delimiter_is_an_empty_row(first, delimiter):
    rows = rows_of(first, delimiter.join(["a", "b|c"]), delimiter.join(["d", "e"]))

    assert rows == [[""], ["a", "b|c"], ["d", "e"]]


def test_lines_that_were_quoted_as_a_whole_are_read_without_their_marks():
    text = '"Voornaam;Achternaam;E-mailadres"\n"Anna;Bos ""Blom"";a@x"\n"Bram;Vos;b@x"'

    assert list(lines_of(text))[1:] == [["Anna", 'Bos "Blom"', "a@x"], ["Bram", "Vos", "b@x"]]


@pytest.mark.parametrize(
    "text",
    [
        'Sanne de Wolf <sanne@x.example>; "Bos, An" <an@x.example>',
        "Hoi Els,\n\nSanne de Wolf <sanne@x.example>\nBos, An <an@x.example>\n",
        'Sanne de Wolf <sanne@x.example>, "Bos, An" <an@x.example>',
    ],
)
def test_people_as_a_mail_has_them_are_a_list(text):
    assert list(lines_of(text)) == [
        ["Naam", "E-mailadres"],
        ["Sanne de Wolf", "sanne@x.example"],
        ["Bos, An", "an@x.example"],
    ]


def test_a_list_with_headers_may_have_such_addresses_in_its_cells():
    rows = rows_of("Naam;E-mail", "Sanne;Sanne <sanne@x.example>")

    assert rows == [["Naam", "E-mail"], ["Sanne", "Sanne <sanne@x.example>"]]


CELLS = st.text(st.sampled_from(list("abé'\"; ,|.-")), min_size=1, max_size=8)


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6),
    st.sampled_from(";,\t|"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\r\n", "\n", "\r"]),
)
@settings(max_examples=60)
def test_what_a_program_writes_comes_back(rows, delimiter, quoting, end):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([HEADER.split(";"), *rows])

    assert list(lines_of(text.getvalue()))[1:] == [list(row) for row in rows]


@given(st.text(st.sampled_from(list('ab;"\n@,')), max_size=80))
def test_no_sign_of_a_text_is_lost(text):
    """Whatever is read: each letter stands in some row, once, and in its order."""
    found = "".join("".join(row) for row in lines_of(text))

    assert [sign for sign in found if sign in "ab@"] == [sign for sign in text if sign in "ab@"]
