import csv
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from rapportages import csvfile, ods, xlsx
from rapportages.rows import HEADER, About, printable
from tests.papers import broken_odf_rules

NASTY = [
    "",
    " twee  spaties ",
    "tab\there".expandtabs(1),
    "a;b\"c'd,e",
    "<b>&amp;</b>",
    "Đ ł ş é ﷽ 😀",
    "=1+1",
    "@SUM(A1)",
    "+31 6",
    "-tje",
    "007",
    "1e9",
    "https://testdam.example/",
    "ja\nnee",
]
ABOUT = About("Titel & <meer>", "Hanna Peters", datetime(2026, 11, 23, 11, tzinfo=UTC))
texts = st.text(max_size=60).map(printable) | st.sampled_from(NASTY)
dates = st.dates(date(1901, 1, 1), date(2199, 12, 31))
times = st.times().map(lambda t: time(t.hour, t.minute))
numbers = st.decimals("-999", "999", places=1)
rows = st.lists(st.tuples(texts, dates, times, numbers), max_size=8)


def read_csv(pieces):
    text = b"".join(pieces).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def read_sheet(write, table, name="Blad"):
    file = BytesIO()
    write(file, [(name, [("a", "b", "c", "d"), *table])], ABOUT)
    sheet = CalamineWorkbook.from_filelike(BytesIO(file.getvalue())).get_sheet_by_name(name)
    return sheet.to_python(skip_empty_area=False)[1:]


@pytest.mark.parametrize("write", [xlsx.write, ods.write])
@given(table=rows)
def test_spreadsheets_give_back_values_of_their_own_kind(write, table):
    cells = read_sheet(write, table)

    assert len(cells) == len(table)
    for line, (text, datum, clock, number) in zip(cells, table, strict=True):
        assert line[0] == text
        assert line[1] == datum
        assert line[2] == clock
        assert Decimal(str(line[3])) == number


@pytest.mark.parametrize("write", [xlsx.write, ods.write])
@pytest.mark.parametrize("length", [498, 499, 500, 501, 1001])
def test_no_row_is_lost_where_a_spreadsheet_is_written_in_pieces(write, length):
    table = [(str(number), date(2026, 11, 23), time(9), number) for number in range(length)]

    assert [line[0] for line in read_sheet(write, table)] == [str(n) for n in range(length)]


@pytest.mark.parametrize("length", [499, 500, 501, 1000])
def test_no_line_is_lost_where_a_csv_is_written_in_pieces(length):
    lines = read_csv(csvfile.stream(("a",), ((number,) for number in range(length))))

    assert lines[1:] == [[str(number)] for number in range(length)]


@given(st.text())
def test_unprintable_characters_are_left_out(text):
    clean = printable(text)

    assert printable(clean) == clean
    assert not {"\x00", "\t", "\r"} & set(clean)
    clean.encode()


def test_csv_has_the_marks_that_excel_looks_for():
    content = b"".join(csvfile.stream(HEADER, [("x",) * len(HEADER)]))

    assert content.startswith(b"\xef\xbb\xbfPersoneelsnummer;Naam;")
    assert content.endswith(b";x\r\n")


def test_csv_comes_in_pieces():
    pieces = list(csvfile.stream(("a",), ((n,) for n in range(1201))))

    assert [piece.count(b"\r\n") for piece in pieces] == [1, 500, 500, 201]


def test_the_kind_of_an_ods_stands_in_its_first_bytes():
    file = BytesIO()
    ods.write(file, [("Blad & <meer>", [("kop",), ("cel",)])], ABOUT)

    first, *others = ZipFile(file).infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert file.getvalue()[30:].startswith(b"mimetype" + ods.MIMETYPE.encode())
    assert {other.filename for other in others} == {
        "META-INF/manifest.xml", "content.xml", "settings.xml", "meta.xml",
    }  # fmt: skip
    workbook = CalamineWorkbook.from_filelike(BytesIO(file.getvalue()))
    assert workbook.sheet_names == ["Blad & <meer>"]


@pytest.mark.services
@pytest.mark.parametrize("length", [0, 1, 1201])
def test_an_ods_keeps_the_schema_of_opendocument(length):
    cells = (date(2026, 11, 23), time(9, 30), Decimal("3.5"), 7)
    table = [(NASTY[number % len(NASTY)], *cells) for number in range(length)]
    file = BytesIO()

    sheets = [("Blad '& <meer>", [("a", "b", "c", "d", "e"), *table]), ("B", [("a", "")])]
    ods.write(file, sheets, ABOUT)

    assert broken_odf_rules(file.getvalue()) == []


@pytest.mark.services
@pytest.mark.parametrize(
    ("name", "after", "wrong", "said"),
    [
        ("TAIL", "", "<table:table-row/>", '"table:table-row" not allowed'),
        ("META", "<office:meta>", "<dc:name/>", '"dc:name" not allowed'),
        ("SETTINGS", "<office:settings>", "<config:item/>", '"config:item" not allowed'),
        ("MANIFEST", '1.0" manifest:version="1.3">', "<manifest:entry/>", "not allowed"),
    ],
)
def test_a_broken_schema_is_found_in_each_part(monkeypatch, name, after, wrong, said):
    head, found, tail = getattr(ods, name).partition(after) if after else ("", "", ods.TAIL)
    assert tail
    monkeypatch.setattr(ods, name, f"{head}{found}{wrong}{tail}")
    file = BytesIO()

    ods.write(file, [("Blad", [("kop",)])], ABOUT)

    broken, *_ = broken_odf_rules(file.getvalue())
    assert said in broken
