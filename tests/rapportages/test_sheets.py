"""What a spreadsheet program finds beside the cells: widths, a frozen header, a filter, a title."""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from rapportages import ods
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


@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_a_download_says_of_whom_it_is_and_of_which_period(gevolgd, hanna, client_for):
    archive = ZipFile(BytesIO(download(client_for(hanna), formaat="ods")))

    meta = archive.read("meta.xml").decode()
    assert "<dc:title>Aanwezigheid Testdam, 28-09-2026 t/m 21-12-2026</dc:title>" in meta
    assert "<meta:initial-creator>Hanna Peters</meta:initial-creator>" in meta
    assert "<meta:creation-date>2026-11-23T11:00:00Z</meta:creation-date>" in meta
