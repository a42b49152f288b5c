"""OpenDocument 1.3 spreadsheets, row by row: memory does not grow with the file."""

import re
from collections.abc import Iterable
from datetime import date, time
from functools import lru_cache
from itertools import chain
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from rapportages.rows import Cell, Row

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" \
manifest:media-type="{MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.3" xmlns:office="{_OASIS}:office:1.0" \
xmlns:style="{_OASIS}:style:1.0" xmlns:text="{_OASIS}:text:1.0" \
xmlns:table="{_OASIS}:table:1.0" xmlns:number="{_OASIS}:datastyle:1.0" \
xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0">
<office:automatic-styles>
<number:date-style style:name="nd"><number:day number:style="long"/>\
<number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>\
<number:year number:style="long"/></number:date-style>
<number:time-style style:name="nt"><number:hours number:style="long"/>\
<number:text>:</number:text><number:minutes number:style="long"/></number:time-style>
<style:style style:name="d" style:family="table-cell" style:data-style-name="nd"/>
<style:style style:name="t" style:family="table-cell" style:data-style-name="nt"/>
<style:style style:name="h" style:family="table-cell">\
<style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
"""
TAIL = "</office:spreadsheet></office:body></office:document-content>"
SPACES = re.compile(" {2,}|^ | $")
ROWS_AT_ONCE = 500


def write(file: IO[bytes], sheets: Iterable[tuple[str, Iterable[Row]]]) -> None:
    """Write each sheet: its name and its rows, of which the first is the header."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        # First and not compressed: so that the kind of file can be read from its first bytes.
        archive.writestr(ZipInfo("mimetype"), MIMETYPE, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w", force_zip64=True) as content:
            content.write(HEAD.encode())
            for name, rows in sheets:
                _write_table(content, name, rows)
            content.write(TAIL.encode())


def _write_table(content: IO[bytes], name: str, rows: Iterable[Row]) -> None:
    lines = iter(rows)
    header = next(lines)
    # The standard asks for the columns before the first row.
    content.write(
        f"<table:table table:name={quoteattr(name)}>"
        f'<table:table-column table:number-columns-repeated="{len(header)}"/>\n'.encode()
    )
    piece: list[str] = []
    for number, row in enumerate(chain([header], lines)):
        cells = "".join([_cell(cell, heading=not number) for cell in row])
        piece.append(f"<table:table-row>{cells}</table:table-row>\n")
        if len(piece) == ROWS_AT_ONCE:
            content.write("".join(piece).encode())
            piece.clear()
    content.write("".join(piece).encode() + b"</table:table>")


# Names, titles and dates come back row after row: most cells have been written before.
@lru_cache(maxsize=4096, typed=True)
def _cell(cell: Cell, *, heading: bool) -> str:
    if isinstance(cell, str):
        style = ' table:style-name="h"' if heading else ""
        paragraphs = "".join(f"<text:p>{_text(line)}</text:p>" for line in cell.split("\n"))
        return (
            f'<table:table-cell{style} office:value-type="string">{paragraphs}</table:table-cell>'
        )
    if isinstance(cell, date):
        value, shown = f'"date" office:date-value="{cell}"', f"{cell:%d-%m-%Y}"
        return _typed("d", value, shown)
    if isinstance(cell, time):
        return _typed("t", f'"time" office:time-value="PT{cell:%HH%MM%SS}"', f"{cell:%H:%M}")
    return _typed("", f'"float" office:value="{cell}"', str(cell).replace(".", ","))


def _typed(style: str, value: str, shown: str) -> str:
    look = f' table:style-name="{style}"' if style else ""
    return (
        f"<table:table-cell{look} office:value-type={value}>"
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def _text(line: str) -> str:
    """One paragraph: repeated spaces need an element of their own, or they are lost."""
    return SPACES.sub(lambda found: f'<text:s text:c="{len(found.group())}"/>', escape(line))
