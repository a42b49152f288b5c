"""OpenDocument 1.3 spreadsheets, row by row: memory does not grow with the file."""

import re
from collections.abc import Iterable
from datetime import UTC, date, time
from functools import lru_cache
from itertools import chain
from string import ascii_uppercase
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from rapportages.rows import OTHER_WIDTH, WIDTHS, About, Cell, Row, width_of

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" \
manifest:media-type="{MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
META = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta office:version="1.3" xmlns:office="{_OASIS}:office:1.0" \
xmlns:meta="{_OASIS}:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:meta><dc:title>%s</dc:title><meta:initial-creator>%s</meta:initial-creator>\
<meta:creation-date>%s</meta:creation-date><dc:language>nl-NL</dc:language></office:meta>
</office:document-meta>
"""
# What a program remembers of a window is not in the standard: LibreOffice's names of it.
SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings office:version="1.3" xmlns:office="{_OASIS}:office:1.0" \
xmlns:config="{_OASIS}:config:1.0" xmlns:ooo="http://openoffice.org/2004/office">
<office:settings><config:config-item-set config:name="ooo:view-settings">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>
<config:config-item-map-named config:name="Tables">%s</config:config-item-map-named>
</config:config-item-map-entry></config:config-item-map-indexed>
</config:config-item-set></office:settings></office:document-settings>
"""
# The lower part begins below row 1, and the cursor is there; 2 is "frozen".
FROZEN = {
    "HorizontalSplitMode": ("short", 0),
    "VerticalSplitMode": ("short", 2),
    "HorizontalSplitPosition": ("int", 0),
    "VerticalSplitPosition": ("int", 1),
    "ActiveSplitRange": ("short", 2),
    "PositionTop": ("int", 0),
    "PositionBottom": ("int", 1),
}
CM_PER_CHARACTER = 0.2
# A style for each width, named by it: the widths are few, and styles come before the cells.
COLUMNS = "".join(
    f'<style:style style:name="w{width}" style:family="table-column">'
    f'<style:table-column-properties style:column-width="{width * CM_PER_CHARACTER:.1f}cm"/>'
    f"</style:style>\n"
    for width in sorted({OTHER_WIDTH, *WIDTHS.values()})
)
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
{COLUMNS}</office:automatic-styles>
<office:body><office:spreadsheet>
"""
TAIL = "</office:spreadsheet></office:body></office:document-content>"
SPACES = re.compile(" {2,}|^ | $")
ROWS_AT_ONCE = 500


def write(file: IO[bytes], sheets: Iterable[tuple[str, Iterable[Row]]], about: About) -> None:
    """Write each sheet: its name and its rows, of which the first is the header.

    The first sheet is the table: it gets filter buttons. Every header stays in sight.
    """
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        # First and not compressed: so that the kind of file can be read from its first bytes.
        archive.writestr(ZipInfo("mimetype"), MIMETYPE, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        names, ranges = [], []
        with archive.open("content.xml", "w", force_zip64=True) as content:
            content.write(HEAD.encode())
            for name, rows in sheets:
                names.append(name)
                ranges.append(_write_table(content, name, rows))
            content.write((_filter(ranges[0]) + TAIL).encode())
        archive.writestr("settings.xml", SETTINGS % "".join(map(_frozen, names)))
        archive.writestr("meta.xml", META % _properties(about))


def _write_table(content: IO[bytes], name: str, rows: Iterable[Row]) -> str:
    """Returns the cells that it wrote, as an address."""
    lines = iter(rows)
    header = next(lines)
    # The standard asks for the columns before the first row.
    columns = [f'<table:table-column table:style-name="w{width_of(cell)}"/>' for cell in header]
    content.write(f"<table:table table:name={quoteattr(name)}>{''.join(columns)}\n".encode())
    piece: list[str] = []
    length = 0
    for length, row in enumerate(chain([header], lines), start=1):
        cells = "".join([_cell(cell, heading=length == 1) for cell in row])
        piece.append(f"<table:table-row>{cells}</table:table-row>\n")
        if len(piece) == ROWS_AT_ONCE:
            content.write("".join(piece).encode())
            piece.clear()
    content.write("".join(piece).encode() + b"</table:table>")
    sheet = "'" + name.replace("'", "''") + "'"
    return f"{sheet}.A1:{sheet}.{ascii_uppercase[len(header) - 1]}{length}"


def _filter(cells: str) -> str:
    # LibreOffice's name of a range without a name: its filter belongs to the sheet.
    return (
        '<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0" '
        f'table:target-range-address={quoteattr(cells)} table:display-filter-buttons="true"/>'
        "</table:database-ranges>"
    )


def _frozen(name: str) -> str:
    items = [
        f'<config:config-item config:name="{item}" config:type="{kind}">{value}'
        "</config:config-item>"
        for item, (kind, value) in FROZEN.items()
    ]
    return (
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{''.join(items)}"
        "</config:config-item-map-entry>"
    )


def _properties(about: About) -> tuple[str, str, str]:
    made = about.made_at.astimezone(UTC)
    return escape(about.title), escape(about.author), f"{made:%Y-%m-%dT%H:%M:%SZ}"


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
