"""The sheets of a workbook as a person sees them: without what was hidden, with the zeros shown."""

import io
import zipfile
from dataclasses import dataclass, field

from . import ods, xlsx
from .cells import MEGABYTE, FaultError, Table, within_limits
from .headers import find_header
from .kinds import kind_of_zip
from .look import Look

MAX_UNPACKED = 50 * MEGABYTE
MAX_MEMBERS = 2000
# What such a zip holds: of xlsx, of ods, and of ods that is encrypted as a whole.
CONTENTS = {"[Content_Types].xml", "content.xml", "encrypted-package"}
MANIFEST = "META-INF/manifest.xml"


@dataclass
class Sheet:
    """One sheet: its filled rows, and how much of it was hidden and so is not among them.

    A hidden row is an empty list and a hidden column empty cells: the index of a row stays its
    number in the file.
    """

    naam: str
    rijen: Table
    verborgen_rijen: int = 0
    verborgen_kolommen: list[str] = field(default_factory=list)


def sheets_of(content: bytes) -> tuple[list[Sheet], list[str]]:
    """The visible sheets that hold anything, and the names of the hidden ones."""
    archive = _opened(content)
    # Here and not above: text needs none of it.
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    visible = [m.name for m in workbook.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
    looks = ods.looks_of(archive) or xlsx.looks_of(archive)
    sheets: list[Sheet] = []
    for name in visible:
        values = workbook.get_sheet_by_name(name)
        if values.start is None:
            continue
        # It gives the empty rows above what is filled, and leaves out the columns before it.
        before = [""] * values.start[1]
        look = looks.get(name, Look())
        rows = ([*before, *row] for row in values.iter_rows())
        if rijen := within_limits(_with_zeros(row, n, look) for n, row in enumerate(rows)):
            sheets.append(_without_hidden(name, rijen, look))
    return sheets, [name for name in workbook.sheet_names if name not in visible]


def _with_zeros(row: list, number: int, look: Look) -> list:
    if not look.shown:
        return row
    return [look.shown.get((number, column), cell) for column, cell in enumerate(row)]


def _without_hidden(name: str, rijen: Table, look: Look) -> Sheet:
    """The sheet without what was hidden; how much that was can be told."""
    header = find_header([row if n not in look.rows else [] for n, row in enumerate(rijen)])
    hidden = sorted(
        column for column in look.columns if any(len(row) > column and row[column] for row in rijen)
    )
    seen = [
        [] if number in look.rows else ["" if n in look.columns else c for n, c in enumerate(row)]
        for number, row in enumerate(rijen)
    ]
    return Sheet(
        naam=name,
        rijen=[row if any(row) else [] for row in seen],
        verborgen_rijen=sum(bool(rijen[n]) for n in look.rows if n < len(rijen)),
        verborgen_kolommen=[
            header.names[n] if n < len(header.names) and header.names[n] else f"kolom {n + 1}"
            for n in hidden
        ],
    )


def _opened(content: bytes) -> zipfile.ZipFile:
    """Looks at what a zip says it holds before anything is unpacked."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise FaultError("too_big_unpacked")
    locked = any(member.flag_bits & 1 for member in members)
    mimetype = archive.read("mimetype") if "mimetype" in names and not locked else b""
    if kind := kind_of_zip(names, mimetype):
        raise FaultError(kind)
    if not names & CONTENTS:
        raise FaultError("archive")
    # Of an ODS file with a password the list of what is in it can be read, and says so.
    if locked or (MANIFEST in names and b"encryption-data" in archive.read(MANIFEST)):
        raise FaultError("encrypted")
    return archive
