"""Participant lists as files: the ones in tests/data/imports/, and ones made on the spot."""

import zipfile
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from cohorts.deelnemers.lists.files import Blad, ReadFile, Table, read_list
from tests.tree import ROOT

IMPORTS = ROOT / "tests/data/imports"
HEADER = "Voornaam,Tussenvoegsel,Achternaam,E-mailadres,Personeelsnummer,Afdeling"
# File → people who can be added.
FILES = {
    "zutphen_14.csv": 14,
    "excel_nl_windows1252.csv": 12,
    "met_fouten.csv": 7,
    "midden_groningen_13.xlsx": 13,
    "douane_12.ods": 12,
}


def content_of(name: str) -> bytes:
    return (IMPORTS / name).read_bytes()


def csv_of(*rows: str) -> bytes:
    return "\n".join((HEADER, *rows)).encode()


def many(count: int) -> bytes:
    return csv_of(
        *(f"Noor,van,Veen{n},noor.veen{n}@testdam.example,07{n:04},Ruimte" for n in range(count))
    )


def xlsx_of(rows: list[list[object]]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for index, row in enumerate(rows):
            sheet.write_row(index, 0, row)
    return out.getvalue()


def far_xlsx(row: int, column: int, *, sheets: int = 1, value: str = "x") -> bytes:
    """A few kilobytes with one filled cell far away: a rectangle of everything before it."""
    near, out = BytesIO(), BytesIO()
    with xlsxwriter.Workbook(near, {"in_memory": True}) as workbook:
        for _ in range(sheets):
            workbook.add_worksheet().write_row(0, 0, [value])
            workbook.worksheets()[-1].write(1, column, value)
    # Moved by hand: the library would write for minutes, row by row.
    letters = xl_col_to_name(column)
    with zipfile.ZipFile(near) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                for old, new in (
                    ('row r="2"', f'row r="{row + 1}"'),
                    (f'c r="{letters}2"', f'c r="{letters}{row + 1}"'),
                ):
                    content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return out.getvalue()


def endless_xlsx() -> bytes:
    """Sheets of a million rows in which nothing stands but a space: none is the list."""
    return far_xlsx(1_048_575, 5, sheets=60, value=" ")


def zip_of(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def ods_of(content_xml: str) -> bytes:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return zip_of(
        {
            "mimetype": mimetype,
            "content.xml": content_xml.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def bomb_ods() -> bytes:
    """A kilobyte that claims 17 billion filled cells."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    return ods_of(
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        '<table:table table:name="Blad1"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def table_of(content: bytes) -> Table:
    """The rows of the sheet that is taken for the list."""
    return read_list(content).bladen[0].rijen


def file_of(table: Table) -> ReadFile:
    return ReadFile([Blad(table)])
