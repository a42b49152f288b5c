"""What a spreadsheet program finds beside the cells: widths, a frozen header, a filter, a title."""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from rapportages import ods, xlsx
from rapportages.rows import HEADER, OTHER_WIDTH, WIDTHS, width_of
from tests.rapportages.conftest import download
from tests.rapportages.test_files import ABOUT

NOTES = ("Toelichting", [("Toelichting", ""), ("Organisatie", "Testdam")])


def parts_of(write, length=2, name="Aanwezigheid"):
    """The parts of a file with this many rows below the header, by name."""
    row = ("x",) * len(HEADER)
    file = BytesIO()
    write(file, [(name, [HEADER, *[row] * length]), NOTES], ABOUT)
    archive = ZipFile(file)
    return {part: archive.read(part).decode() for part in archive.namelist()}


def test_every_column_has_a_width_of_its_own_that_holds_its_heading():
    assert set(HEADER) < set(WIDTHS)
    for heading in HEADER:
        # Two more for the button of the filter.
        assert width_of(heading) >= len(heading) + 2, heading
    assert width_of("Datum") < width_of("Naam") < width_of("Titel")
    assert width_of("elders") == OTHER_WIDTH


# -- OpenDocument --------------------------------------------------------------------------


def test_an_ods_has_columns_as_wide_as_what_stands_in_them():
    content = parts_of(ods.write)["content.xml"]

    widths = dict(
        re.findall(
            r'style:name="(w\d+)" style:family="table-column">'
            r'<style:table-column-properties style:column-width="([\d.]+)cm"',
            content,
        )
    )
    columns = re.findall(r'<table:table-column table:style-name="(w\d+)"/>', content)
    assert [float(widths[column]) for column in columns] == pytest.approx(
        [width_of(heading) * 0.2 for heading in (*HEADER, *NOTES[1][0])]
    )


def test_an_ods_keeps_the_header_of_every_sheet_in_sight():
    settings = ElementTree.fromstring(parts_of(ods.write, name="A & <b>")["settings.xml"])
    config = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"

    tables = settings.findall(f".//{config}config-item-map-named/{config}config-item-map-entry")
    assert [table.get(f"{config}name") for table in tables] == ["A & <b>", "Toelichting"]
    for table in tables:
        items = {item.get(f"{config}name"): item.text for item in table}
        assert (items["VerticalSplitMode"], items["VerticalSplitPosition"]) == ("2", "1")
        assert (items["HorizontalSplitMode"], items["PositionBottom"]) == ("0", "1")


@pytest.mark.parametrize("length", [0, 1, 499, 500, 1001])
def test_the_filter_of_an_ods_covers_the_table_and_not_the_notes(length):
    content = parts_of(ods.write, length, name="Blad 'a'")["content.xml"]

    [cells] = re.findall(r'table:target-range-address="(.*?)"', content)
    last = chr(ord("A") + len(HEADER) - 1)
    assert cells == f"'Blad ''a'''.A1:'Blad ''a'''.{last}{1 + length}"
    assert content.count('table:display-filter-buttons="true"') == 1


def test_an_ods_says_what_it_is_who_made_it_when_and_in_which_language():
    meta = ElementTree.fromstring(parts_of(ods.write)["meta.xml"])[0]

    assert {child.tag.partition("}")[2]: child.text for child in meta} == {
        "title": ABOUT.title,
        "initial-creator": ABOUT.author,
        "creation-date": "2026-11-23T11:00:00Z",
        "language": "nl-NL",
    }


# -- Excel ---------------------------------------------------------------------------------


def test_an_excel_sheet_has_columns_as_wide_as_what_stands_in_them():
    parts = parts_of(xlsx.write)

    for number, header in ((1, HEADER), (2, NOTES[1][0])):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        columns = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', sheet)
        # Excel keeps the room around the characters within the width.
        widths = {
            column: float(width)
            for first, last, width in columns
            for column in range(int(first), int(last) + 1)
        }
        assert [widths[column] for column in range(1, len(header) + 1)] == pytest.approx(
            [width_of(heading) + 0.7109375 for heading in header]
        )


def test_an_excel_sheet_keeps_the_header_of_every_sheet_in_sight():
    parts = parts_of(xlsx.write)

    for number in (1, 2):
        pane = re.search(r"<pane[^>]*>", parts[f"xl/worksheets/sheet{number}.xml"])[0]
        assert 'ySplit="1"' in pane
        assert "xSplit" not in pane
        assert 'state="frozen"' in pane


@pytest.mark.parametrize("length", [0, 1, 1001])
def test_the_filter_of_excel_covers_the_table_and_not_the_notes(length):
    parts = parts_of(xlsx.write, length)

    last = chr(ord("A") + len(HEADER) - 1)
    assert f'<autoFilter ref="A1:{last}{1 + length}"/>' in parts["xl/worksheets/sheet1.xml"]
    assert "autoFilter" not in parts["xl/worksheets/sheet2.xml"]


def test_an_excel_file_says_what_it_is_who_made_it_and_when():
    core = ElementTree.fromstring(parts_of(xlsx.write)["docProps/core.xml"])

    told = {child.tag.partition("}")[2]: child.text for child in core}
    assert (told["title"], told["creator"]) == (ABOUT.title, ABOUT.author)
    assert told["created"] == "2026-11-23T11:00:00Z"


# -- Both ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("formaat", "part"), [("ods", "meta.xml"), ("xlsx", "docProps/core.xml")])
@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_a_download_says_of_whom_it_is_and_of_which_period(
    gevolgd, hanna, client_for, formaat, part
):
    archive = ZipFile(BytesIO(download(client_for(hanna), formaat=formaat)))

    told = archive.read(part).decode()
    assert ">Aanwezigheid Testdam, 28-09-2026 t/m 21-12-2026<" in told
    assert "creator>Hanna Peters<" in told
    assert ">2026-11-23T11:00:00Z<" in told
