"""Whatever program wrote a list, in any shape: the same people come back, and nobody else."""

import csv
import io
from collections.abc import Callable
from dataclasses import asdict
from zipfile import ZipFile

import pytest
import xlsxwriter
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.people.persons import Persoon
from cohorts.deelnemers.lists.judging import Company, judge_rows
from cohorts.deelnemers.lists.reader.headers import find_header
from cohorts.deelnemers.lists.reader.program import read
from cohorts.deelnemers.lists.rows import read_rows
from rapportages import ods
from rapportages.rows import About

# Letters of names here; the first ones exist in every encoding that is tried.
FIRST = ["Anna", "José", "Zoë", "Jürgen", "Björn", "François", "Noël", "Jan Piet", "J.P."]
LAST = ["Bos", "Ménard", "Öztürk", "Çelik", "Veld-van Dijk", "O'Neil", "Groß", "IJssel"]
PREFIX = ["", "", "de", "van der", "van 't", "ten", "in 't"]
UNICODE_FIRST = [*FIRST, "Şule", "Łukasz", "Nguyễn", "علی\u200cرضا", "Ðorđe"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"]
FIELDS = ["voornaam", "tussenvoegsel", "achternaam", "email", "personeelsnummer", "afdeling"]
HEADERS = [
    ["Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Personeelsnummer", "Afdeling"],
    ["Roepnaam", "Voorvoegsel", "Familienaam", "Mail", "Pers.nr.", "Team"],
    ["VOORNAAM *", "Tussenvoegsel(s)", "Achternaam *", "E-mail (werk)", "Personeelsnr.", "Eenheid"],
]
ABOVE = [[], [["Aanmelding leergang; gemeente, team, versie 2"]], [["Lijst"], []]]


@st.composite
def people(draw, first=tuple(FIRST)) -> list[Persoon]:
    names = st.tuples(st.sampled_from(first), st.sampled_from(PREFIX), st.sampled_from(LAST))
    listed = draw(st.lists(names, min_size=2, max_size=6, unique=True))
    departments = st.sampled_from(["Zorg", "Beleid, Regie; Advies", 'Team "Oost"', "Financiën", ""])
    return [
        Persoon(voornaam, achternaam, f"p{n}@testdam.example", prefix, f"{n:05}", draw(departments))
        for n, (voornaam, prefix, achternaam) in enumerate(listed, start=1)
    ]


@st.composite
def tables(draw, listed) -> list[list[str]]:
    """A list of these people with columns in some order, among others, below some title."""
    persons, header = draw(listed), draw(st.sampled_from(HEADERS))
    order = draw(st.permutations(range(len(FIELDS))))
    rows = [[asdict(persoon)[FIELDS[n]] for n in order] for persoon in persons]
    names = [header[n] for n in order]
    if draw(st.booleans()):
        names, rows = ["Nr.", *names], [[str(n), *row] for n, row in enumerate(rows, start=1)]
    return [*draw(st.sampled_from(ABOVE)), names, *rows]


def persons_in(table: list[list[str]]) -> list[Persoon]:
    """Who stands in a table that `tables` made: the last rows, by their addresses."""
    width = len(table[-1])
    head = next(row for row in table if len(row) == width)
    named = [(h, FIELDS[n]) for names in HEADERS for n, h in enumerate(names)]
    columns = {field: head.index(word) for word, field in named if word in head}
    return [
        Persoon(**{field: row[n] for field, n in columns.items()})
        for row in table[table.index(head) + 1 :]
    ]


def people_of(content: bytes) -> list[Persoon]:
    """Who is added when a coördinator says yes."""
    table = read(content)["sheets"][0]["rijen"]
    columns = find_header(table).columns_of(table)
    judged = judge_rows(read_rows(table, columns), Company())
    assert [row.fouten for row in judged if row.fouten] == []
    return [row.persoon for row in judged]


def as_text(table: list[list[str]], delimiter: str, quoting: int, end: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(table)
    return text.getvalue()


@given(
    tables(people()),
    st.sampled_from(ENCODINGS),
    st.sampled_from(";,\t|"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.booleans(),
)
@settings(max_examples=150)
def test_people_in_text_come_back(table, encoding, delimiter, quoting, end, says_delimiter):
    text = as_text(table, delimiter, quoting, end)
    if says_delimiter:
        text = f"sep={delimiter}{end}{text}"

    assert people_of(text.encode(encoding)) == persons_in(table)


@given(tables(people(tuple(UNICODE_FIRST))), st.booleans(), st.sampled_from([1, 3]))
@settings(max_examples=40)
def test_people_in_a_workbook_come_back(table, padded, column):
    """Numbers as text or as numbers that are shown with zeros; other sheets, rows and columns."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        hidden = workbook.add_worksheet("Vorig jaar")
        hidden.write_row(0, 0, HEADERS[0])
        hidden.write_row(1, 0, ["Oud", "", "Mens", "oud@testdam.example", "1", ""])
        workbook.add_worksheet("Toelichting").write(0, 0, "Vul het tweede blad in.")
        sheet = workbook.add_worksheet("Lijst")
        sheet.activate()
        hidden.hide()
        zeros = workbook.add_format({"num_format": "00000"})
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                if padded and len(cell) == 5 and cell.isdecimal():
                    sheet.write_number(number, place + column, int(cell), zeros)
                else:
                    sheet.write_string(number, place + column, cell)
        sheet.write_row(len(table), column, ["x"] * len(table[-1]))
        sheet.set_row(len(table), None, None, {"hidden": True})

    assert people_of(out.getvalue()) == persons_in(table)


@given(tables(people(tuple(UNICODE_FIRST))))
@settings(max_examples=40)
def test_people_in_an_opendocument_sheet_come_back(table):
    width = len(table[-1])
    rows = [(*row, *[""] * (width - len(row))) for row in table]

    assert people_of(ods_of(rows)) == persons_in(table)


@given(people(), st.sampled_from(ENCODINGS), st.booleans())
@settings(max_examples=80)
def test_people_with_their_name_in_one_column_come_back(listed, encoding, surname_first):
    """ "Veld, Anna in 't" or "Anna in 't Veld"; each is asked to be looked at."""
    rows = [
        [
            f"{p.achternaam}, {p.voornaam} {p.tussenvoegsel}".strip() if surname_first else p.naam,
            p.email,
        ]
        for p in listed
    ]
    content = as_text([["Naam", "E-mail"], *rows], ";", csv.QUOTE_MINIMAL, "\n").encode(encoding)

    found = people_of(content)

    assert [(p.naam, p.email) for p in found] == [(p.naam, p.email) for p in listed]


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_rows_of_an_opendocument_sheet_are_not_read(visibility):
    content = ods_of([("Voornaam", "Achternaam", "E-mailadres"), ("An", "Bos", "an@x.example")])
    assert len(people_of(content)) == 1

    [sheet] = read(with_hidden_row(content, visibility))["sheets"]

    assert (sheet["rijen"], sheet["verborgen_rijen"]) == (
        [["Voornaam", "Achternaam", "E-mailadres"], []],
        1,
    )


def test_a_hidden_sheet_of_an_opendocument_file_is_not_read():
    content = ods_of([("Voornaam", "Achternaam", "E-mailadres"), ("An", "Bos", "an@x.example")])
    styled = b'<style:style style:name="weg" style:family="table"><style:table-properties '
    styled += b'table:display="false"/></style:style></office:automatic-styles>'

    def hide(part: bytes) -> bytes:
        part = part.replace(b"</office:automatic-styles>", styled)
        return part.replace(
            b'<table:table table:name="Lijst"',
            b'<table:table table:name="Lijst" table:style-name="weg"',
        )

    assert read(changed(content, hide)) == {"sheets": [], "hidden": ["Lijst"]}


def ods_of(rows: list[tuple[str, ...]]) -> bytes:
    out = io.BytesIO()
    ods.write(out, [("Lijst", rows)], About("Lijst", "Els", timezone.now()))
    return out.getvalue()


def with_hidden_row(content: bytes, visibility: str) -> bytes:
    """The same file with its last row hidden by hand, or by a filter."""

    def hide(part: bytes) -> bytes:
        head, row, rest = part.rpartition(b"<table:table-row>")
        return head + row[:-1] + f' table:visibility="{visibility}">'.encode() + rest

    return changed(content, hide)


def changed(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same OpenDocument file with another content.xml."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(part) if name == "content.xml" else part)
    return out.getvalue()
