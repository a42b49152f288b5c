"""What is hidden in an OpenDocument spreadsheet, and its numbers that are shown with zeros."""

from zipfile import ZipFile

from .cells import MAX_WIDTH
from .look import Look, Walk

CONTENT = "content.xml"
CELLS = {"table-cell", "covered-table-cell"}
HIDDEN = {"collapse", "filter"}
ROWS_OF_A_SHEET = 1_048_576


def looks_of(archive: ZipFile) -> dict[str, Look]:
    """What each sheet shows, by its name."""
    if CONTENT not in archive.namelist():
        return {}
    sheets = _Sheets()
    sheets.through(archive.read(CONTENT))
    return sheets.found


class _Sheets(Walk):
    """Rows and cells that are repeated are counted and never written out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Look] = {}
        self._look = Look()
        self._row = self._column = self._rows = self._columns = 0
        self._is_number = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        hidden = attributes.get("visibility") in HIDDEN
        if name == "table":
            self._look = self.found.setdefault(attributes.get("name", ""), Look())
            self._row = self._column = 0
        elif name == "table-column":
            count = _repeated(attributes, "number-columns-repeated", MAX_WIDTH)
            self._look.columns.update(range(self._column, self._column + count * hidden))
            self._column += count
        elif name == "table-row":
            self._rows = _repeated(attributes, "number-rows-repeated", ROWS_OF_A_SHEET)
            self._look.rows.update(range(self._row, self._row + self._rows * hidden))
            self._column = 0
        elif name in CELLS:
            self._columns = _repeated(attributes, "number-columns-repeated", MAX_WIDTH)
            self._is_number = attributes.get("value-type") == "float"

    def end(self, name: str) -> None:
        if name == "p" and self._is_number and _has_zeros(self.text):
            for column in range(self._column, self._column + self._columns):
                self._look.shown[(self._row, column)] = self.text
        elif name in CELLS:
            self._column += self._columns
        elif name == "table-row":
            self._row += self._rows


def _has_zeros(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) > 1 and text[0] == "0"


def _repeated(attributes: dict[str, str], name: str, most: int) -> int:
    said = attributes.get(name, "1")
    return min(int(said), most) if said.isdecimal() else 1
