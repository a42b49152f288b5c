import time
from datetime import date
from datetime import time as clock_time
from io import BytesIO

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cohorts.deelnemers.lists.files import MAX_BYTES, MAX_ROWS, read_pasted
from cohorts.deelnemers.lists.reader.cells import as_text
from huisstijl.typed import clean_line
from tests.cohorts.deelnemers.lists import (
    FILES,
    HEADER,
    bomb_ods,
    content_of,
    csv_of,
    many,
    ods_of,
    table_of,
    xlsx_of,
    zip_of,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROW = "Zoë,van,Ðorđević,zoe@testdam.example,070303,Ruimte"


def code_of(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        table_of(content)
    return str(caught.value.code)


@pytest.mark.parametrize("name", FILES)
def test_read_list_reads_every_kind_of_file(name):
    table = table_of(content_of(name))

    assert table[0] == HEADER.split(",")
    assert {len(row) for row in table} == {6}


def test_read_list_keeps_letters_of_windows_1252():
    table = table_of(content_of("excel_nl_windows1252.csv"))

    assert table[12][:3] == ["Imane", "el", "Öztürk"]


def test_read_list_keeps_letters_of_utf8_with_mark():
    table = table_of(content_of("met_fouten.csv"))

    assert table[3][2] == "Ðorđević"


def test_read_list_ends_at_the_last_filled_row():
    table = table_of(csv_of(ROW, ",,,,,", ""))

    assert len(table) == 2


def test_read_list_keeps_the_numbers_of_rows_below_an_empty_one():
    table = table_of(csv_of("", ROW))

    assert table[1:] == [[], ROW.split(",")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_read_list_knows_delimiters_and_encodings(delimiter, encoding):
    text = f"{HEADER}\r\n{ROW}\r\n".replace(",", delimiter)

    assert table_of(text.encode(encoding)) == [HEADER.split(","), ROW.split(",")]


def test_read_list_keeps_a_delimiter_within_quotes():
    table = table_of(csv_of('Anna,,Jansen,anna@testdam.example,1,"Toezicht, Handhaving"'))

    assert table[1][5] == "Toezicht, Handhaving"


def test_read_list_keeps_numbers_of_a_workbook_as_text():
    table = table_of(xlsx_of([["Nummer", "Met nul"], [70303.0, "070303"]]))

    assert table[1] == ["70303", "070303"]


def test_read_list_keeps_formulas_as_text():
    formula = "=HYPERLINK(1)"

    assert table_of(csv_of(f"{formula},,Jansen,a@testdam.example,,"))[1][0] == formula


def test_read_list_ignores_the_name_of_a_file():
    # A workbook that was renamed to .csv is still a workbook: nothing here sees a name.
    assert table_of(content_of("midden_groningen_13.xlsx"))[1][0] == "Mees"


def test_read_pasted_takes_no_text_for_a_workbook_and_leaves_out_what_nobody_types():
    assert read_pasted("PK\x03\x04,Jansen\x01\n").bladen[0].rijen == [["PK", "Jansen"]]


def test_read_pasted_knows_the_tabs_of_a_copied_table():
    assert read_pasted(HEADER.replace(",", "\t")).bladen[0].rijen == [HEADER.split(",")]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("  Anna \n", "Anna"),
        ("Anna\x00", "Anna"),
        ("An\u200bna", "Anna"),
        ("Kui\u00adpers", "Kuipers"),
        ("\u202aanna@x.example\u202c", "anna@x.example"),
        ("de\u00a0Wolf\u00a0", "de Wolf"),
        ("\ufeffAnna", "Anna"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("\u200cعلی\u200c", "علی"),
        ("An\u200cna", "Anna"),
        ("A\u0308nna", "Änna"),
        ("An  na\tde\n\nBoer", "An na de Boer"),
    ],
)
def test_a_cell_keeps_its_visible_letters(text, seen):
    assert clean_line(text) == seen


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n ;;; \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00\x01\x02", "wrong_type"),
        (zip_of({"brief.txt": b"hallo"}), "archive"),
        (b"PK\x03\x04 niet heus", "unreadable"),
        (zip_of({"[Content_Types].xml": b"<Types/>"}), "unreadable"),
        (ods_of("<niet-af"), "unreadable"),
        (OLE + b"\x00" * 600, "old"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"a" * (MAX_BYTES + 1), "too_big"),
        (many(MAX_ROWS + 1), "too_many_rows"),
        (b"\n" * MAX_BYTES, "too_many_rows"),
        (b";" * MAX_BYTES, "too_many_columns"),
        (b",".join([b"a"] * 61), "too_many_columns"),
        (b'"' + b"a" * 200_000, "unreadable"),
    ],
)
def test_read_list_refuses_in_dutch(content, code):
    assert code_of(content) == code


def test_a_zip_with_a_password_says_so():
    content = bytearray(zip_of({"content.xml": b"<a/>", "brief.txt": b"hallo"}))
    flags = content.rindex(b"PK\x01\x02") + 8
    content[flags] |= 1

    assert code_of(bytes(content)) == "encrypted"


@pytest.mark.parametrize("name", ["content.xml", "encrypted-package"])
def test_an_ods_file_with_a_password_says_so(name):
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="{name}"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )

    assert code_of(zip_of({name: b"geheim", "META-INF/manifest.xml": manifest.encode()})) == (
        "encrypted"
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (70303.0, "70303"),
        (70303.5, "70303.5"),
        (True, "True"),
        (date(2026, 11, 23), "2026-11-23"),
        (clock_time(9, 30), "09:30:00"),
        ("070303", "070303"),
    ],
)
def test_a_cell_is_the_text_that_a_person_sees(cell, text):
    assert as_text(cell) == text


@pytest.mark.parametrize("control", ["\t", "\x0b", "\x0c"])
def test_text_with_other_spaces_than_a_space_is_text(control):
    assert table_of(f"Anna{control}Jansen;x;y".encode())[0][0] == "Anna Jansen"


def test_a_workbook_is_read_from_its_first_filled_sheet_and_keeps_its_columns():
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.add_worksheet()
        for word in ("Voornaam", "Ander blad"):
            workbook.add_worksheet().write(1, 2, word)

    assert table_of(out.getvalue()) == [[], ["", "", "Voornaam"]]


def test_a_workbook_without_a_filled_sheet_is_empty():
    assert code_of(xlsx_of([])) == "empty"


def test_read_list_refuses_what_is_over_50_mb_unpacked():
    content = zip_of({"[Content_Types].xml": b"", "xl/worksheets/sheet1.xml": b" " * 53_000_000})

    assert len(content) < 100_000
    assert code_of(content) == "too_big_unpacked"


def test_read_list_survives_a_kilobyte_with_a_billion_cells():
    started = time.monotonic()

    assert code_of(bomb_ods()) == "unreadable"
    assert time.monotonic() - started < 10


def test_read_list_survives_a_workbook_with_one_far_cell():
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "Voornaam")
        sheet.write(1_048_575, 16_383, "ver weg")

    assert code_of(out.getvalue()) == "too_heavy"


def test_read_list_counts_the_empty_rows_above_a_workbooks_list():
    table = table_of(xlsx_of([[], [], ["Voornaam"], ["Anna"]]))

    assert table == [[], [], ["Voornaam"], ["Anna"]]


def test_read_list_survives_a_zip_that_lies_about_its_size():
    content = bytearray(zip_of({"[Content_Types].xml": b"", "xl/workbook.xml": b" " * 60_000_000}))
    real, lie = (60_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")

    assert code_of(bytes(content.replace(real, lie))) == "unreadable"


def test_read_list_reads_2000_rows_quickly():
    started = time.process_time()

    assert len(table_of(many(2000))) == 2001
    assert time.process_time() - started < 1


def reads_or_complains(content: bytes) -> None:
    """Anything but rows or a ValidationError with a Dutch text fails the test that calls this."""
    try:
        table = table_of(content)
    except ValidationError as complaint:
        table = [complaint.messages]
    assert table[-1]
    assert all(isinstance(cell, str) for row in table for cell in row)
    assert not any("\x00" in cell for row in table for cell in row)


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf\x00")
@example(b'"')
def test_any_bytes_become_rows_or_a_complaint(content):
    reads_or_complains(content)


@given(st.text(max_size=300))
def test_any_text_becomes_rows_or_a_complaint(text):
    reads_or_complains(text.encode("utf-8", "replace"))


@given(st.binary(max_size=60), st.integers(0, 5000))
@settings(max_examples=8)
def test_a_damaged_workbook_becomes_rows_or_a_complaint(noise, place):
    content = content_of("midden_groningen_13.xlsx")

    reads_or_complains(content[:place] + noise + content[place + len(noise) :])
