"""Which column of a list is what, and where its people begin."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# Field of a person → headers by which a list may call it, letters and digits only.
HEADERS = {
    "voornaam": "voornaam voornamen roepnaam firstname givenname",
    "tussenvoegsel": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tv infix prefix",
    "achternaam": "achternaam achternamen familienaam geslachtsnaam lastname surname familyname",
    "email": "emailadres email emailaddress mailadres werkmail epost",
    "personeelsnummer": "personeelsnummer personeelsnr persnr medewerkernummer medewerkersnummer "
    "medewerkernr werknemersnummer employeenumber employeeid",
    "afdeling": "afdeling team organisatieonderdeel eenheid cluster dienst domein department",
    "naam": "volledigenaam naam naammedewerker naamdeelnemer voorenachternaam naamvoluit fullname "
    "name",
}
# What may be it, and may be something else: "Medewerker" stands over names and over numbers.
WEAK = {
    "mail": "email",
    "medewerker": "naam",
    "deelnemer": "naam",
    "voorletters": "voornaam",
    "initialen": "voornaam",
}
SYNONYMS = {word: field for field, words in HEADERS.items() for word in words.split()}
# Said beside a word it changes nothing: "Voornaam deelnemer", "E-mailadres (werk)".
ADDITIONS = re.compile(r"\([^)]*\)|\b(deelnemer|medewerker|verplicht|optioneel|indien bekend)\b")
WORK = re.compile(r"\b(werk|zakelijke?|work|organisatie)\b")
PRIVATE = re.compile(r"\b(priv[eé]|thuis|persoonlijke?|private|home)\b")
HEADER_WITHIN = 15
# With a whole sentence of explanation in it; text that is longer is no header.
LONGEST_HEADER = 200
AT_WORK, EXACT, WITH_ADDITIONS, BY_WEAK_WORD, PERSONAL = range(5)
NAME_FIELDS = ("voornaam", "achternaam")

Row = Sequence[str]
Table = Sequence[Row]


@dataclass(frozen=True)
class Header:
    """The rows of a list in which its headers stand, and what they say together.

    A list without headers has first and last -1, and a name "" for every column.
    """

    first: int
    last: int
    names: list[str]

    @property
    def columns(self) -> dict[str, int]:
        return recognise_columns(self.names)

    def columns_of(self, table: Table) -> dict[str, int]:
        """The columns, where of two kinds of address the one of the work is taken.

        "E-mail" over Gmail, Ziggo and KPN beside "Mail" over one employer: that is the one, unless
        a header says which is private.
        """
        columns, below = self.columns, table[self.last + 1 :]
        asked = [n for n, name in enumerate(self.names) if _meaning(name)[0] == "email"]
        open_ones = [n for n in asked if _meaning(self.names[n])[1] != PERSONAL]
        if len(open_ones) > 1 and not any(WORK.search(self.names[n].casefold()) for n in open_ones):
            columns["email"] = max(open_ones, key=lambda n: _share_of_one_domain(below, n))
        if "email" not in columns:
            taken = set(columns.values())
            addresses = [n for n in range(len(self.names)) if n not in taken and _is_of(below, n)]
            columns |= {"email": addresses[0]} if addresses else {}
        return columns


def recognise_columns(header: Row) -> dict[str, int]:
    """Which column holds which field, by its header; a field that nobody named is left out.

    An exact header goes before one with additions, that before a weak word, and an address that is
    said to be private comes last. A column "Naam" beside "Voornaam" is the surname, unless a column
    says that better; beside both names it is left out.
    """
    found: dict[str, tuple[int, int]] = {}
    for index, cell in enumerate(header):
        field, rank = _meaning(cell)
        if field and (field not in found or rank < found[field][0]):
            found[field] = (rank, index)
    columns = {field: index for field, (_, index) in found.items()}
    if "naam" in columns and "voornaam" in columns:
        columns.setdefault("achternaam", columns["naam"])
    if any(field in columns for field in NAME_FIELDS):
        columns.pop("naam", None)
    return columns


def find_header(table: Table) -> Header:
    """The headers, below a title when there is one, in one row or in two.

    The row that names most fields; with the next one when the two together name more, as below
    merged cells: "Naam" over "Voornaam" and "Achternaam", with "E-mail" beside it.
    """
    filled = [index for index, row in enumerate(table[:HEADER_WITHIN]) if any(row)]
    single = [Header(index, index, list(table[index])) for index in filled]
    double = [
        Header(index, index + 1, _together(table[index], table[index + 1]))
        for index in filled
        if index + 1 in filled and _may_be_header(table[index + 1])
    ]
    best = max(single + double, key=lambda header: len(header.columns), default=None)
    if best and len(best.columns) > 1:
        return best
    if not single or any("@" in cell for cell in single[0].names):
        # Somebody stands in the first row: nothing says what the columns are.
        return Header(-1, -1, [""] * max(map(len, table), default=0))
    return single[0]


def _meaning(cell: str) -> tuple[str, int]:
    """The field that a header names, and how surely; no field when it names none."""
    if len(cell) > LONGEST_HEADER:
        return "", EXACT
    words = cell.casefold()
    if field := SYNONYMS.get(_letters(words)):
        return field, EXACT
    bare = _letters(PRIVATE.sub("", WORK.sub("", ADDITIONS.sub("", words))))
    field, rank = SYNONYMS.get(bare, ""), WITH_ADDITIONS
    if not field:
        field, rank = WEAK.get(bare) or WEAK.get(_letters(words), ""), BY_WEAK_WORD
    if field == "email" and PRIVATE.search(words):
        rank = PERSONAL
    # Of two addresses the one of the work is meant, also when the other has the better word.
    if field == "email" and WORK.search(words):
        rank = AT_WORK
    return field, rank


def _is_of(rows: Table, column: int) -> bool:
    """Whether most of what stands in a column is an address, whatever its header says."""
    cells = [row[column] for row in rows if column < len(row) and row[column]]
    return 2 * sum("@" in cell for cell in cells) > len(cells)


def _share_of_one_domain(rows: Table, column: int) -> float:
    cells = (row[column] for row in rows if column < len(row))
    domains = Counter(cell.rpartition("@")[2].casefold() for cell in cells if "@" in cell)
    return domains.most_common(1)[0][1] / domains.total() if domains else 0.0


def _letters(words: str) -> str:
    return "".join(sign for sign in words if sign.isalnum())


def _together(upper: Row, lower: Row) -> list[str]:
    """Each column by its lower header, or by the upper one where nothing stands below it."""
    width = max(len(upper), len(lower))
    above, below = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    return [under or over for over, under in zip(above, below, strict=True)]


def _may_be_header(row: Row) -> bool:
    return bool(recognise_columns(row)) and not any("@" in cell for cell in row)
