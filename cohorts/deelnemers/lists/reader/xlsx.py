"""What is hidden in a workbook of Excel, and which of its numbers are shown with zeros in front."""

import re
from posixpath import join, normpath
from zipfile import ZipFile

from .look import Look, Walk

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
# A format of whole numbers with zeros: "000000", "00-0000", "P\0000". Quoted or escaped signs stand
# as they are; anything else ("0.00", "0%", "0E+0") is shown as calamine reads it.
TOKENS = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|([0#])|([-/ ()])')
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
TRUE = {"1", "true"}


def looks_of(archive: ZipFile) -> dict[str, Look]:
    """What each sheet shows, by its name."""
    names = set(archive.namelist())
    if WORKBOOK not in names or RELATIONS not in names:
        return {}
    sheets, targets = _Sheets(), _Targets()
    sheets.through(archive.read(WORKBOOK))
    targets.through(archive.read(RELATIONS))
    formats = _Formats()
    if STYLES in names:
        formats.through(archive.read(STYLES))
    padded = formats.padded()
    paths = {name: targets.found.get(relation, "") for name, relation in sheets.found.items()}
    return {
        name: _look_of(archive.read(path), padded) for name, path in paths.items() if path in names
    }


def shown_by(number: float, code: str) -> str:
    """A whole number as a format with zeros shows it: 4711 by "000000" is "004711".

    Nothing when the format is of another kind, or the number is below zero or no whole one.
    """
    if number < 0 or number != int(number):
        return ""
    section, at = code.partition(";")[0].removesuffix("@"), 0
    pieces: list[tuple[str, str]] = []
    while at < len(section):
        if not (token := TOKENS.match(section, at)):
            return ""
        quoted, escaped, place, sign = token.groups()
        pieces.append(("place", place) if place else ("sign", quoted or escaped or sign or ""))
        at = token.end()
    return _filled_in(pieces, str(int(number)))


def _filled_in(pieces: list[tuple[str, str]], digits: str) -> str:
    """The digits in their places, from the right; the first place takes what is left over."""
    places = sum(kind == "place" for kind, _ in pieces)
    if not any(piece == ("place", "0") for piece in pieces):
        return ""
    left, out = digits, ""
    for kind, value in reversed(pieces):
        if kind == "sign":
            out = value + out
            continue
        places -= 1
        here, left = (left, "") if not places else (left[-1:], left[:-1])
        out = (here or ("0" if value == "0" else "")) + out
    return out


def _look_of(content: bytes, padded: dict[str, str]) -> Look:
    """Walks through a sheet only when something in it can differ from its values."""
    sheet = _Sheet(padded)
    if padded or b"hidden=" in content:
        sheet.through(content)
    return sheet.look


class _Sheets(Walk):
    """Name of a sheet → the id of its relation."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.found[attributes.get("name", "")] = attributes.get("id", "")


class _Targets(Walk):
    """Id of a relation → the path of its member of the zip."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = normpath(join("/xl", attributes.get("Target", ""))).lstrip("/")
            self.found[attributes.get("Id", "")] = target


class _Formats(Walk):
    """The number formats of a workbook, and the style of a cell that has each."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, str] = {}
        self.styles: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.styles.append(attributes.get("numFmtId", ""))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def padded(self) -> dict[str, str]:
        """Index of a style → its format, of those that put zeros in front."""
        codes = {str(index): self.codes.get(style, "") for index, style in enumerate(self.styles)}
        return {index: code for index, code in codes.items() if len(shown_by(1, code)) > 1}


class _Sheet(Walk):
    def __init__(self, padded: dict[str, str]) -> None:
        super().__init__()
        self.look = Look()
        self._padded = padded
        self._cell: tuple[int, int] | None = None
        self._code = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        hidden = attributes.get("hidden") in TRUE
        if name == "col" and hidden:
            first, last = int(attributes["min"]), int(attributes["max"])
            self.look.columns.update(range(first - 1, last))
        elif name == "row" and hidden:
            self.look.rows.add(int(attributes.get("r", "0")) - 1)
        elif name == "c":
            is_number = attributes.get("t", "n") == "n"
            self._code = self._padded.get(attributes.get("s", ""), "") if is_number else ""
            self._cell = _place(attributes.get("r", "")) if self._code else None

    def end(self, name: str) -> None:
        if name == "v" and self._cell:
            if shown := shown_by(float(self.text), self._code):
                self.look.shown[self._cell] = shown
            self._cell = None


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of "E2", from 0."""
    if not (found := REFERENCE.match(reference)):
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
