"""From rows of text to people: which column is what, and what is wrong with a row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.canonical import validate_plain
from accounts.people.persons import LIMITS, Persoon
from cohorts.deelnemers.lists.files import Table
from cohorts.deelnemers.lists.names import split_name, split_surname
from cohorts.deelnemers.lists.reader.headers import find_header
from cohorts.deelnemers.lists.readings import doubt_about, read_cell

LABELS = {
    "voornaam": "Voornaam",
    "tussenvoegsel": "Tussenvoegsel",
    "achternaam": "Achternaam",
    "email": "E-mailadres",
    "personeelsnummer": "Personeelsnummer",
    "afdeling": "Afdeling",
    "naam": "Volledige naam",
}
CUT = "Deze naam hebben we in stukken gedeeld: {}."
EXAMPLE_LENGTH, EXAMPLES = 24, 3
REQUIRED = ("voornaam", "achternaam", "email")
PARTS = ("voornaam", "tussenvoegsel", "achternaam")

Columns = Mapping[str, int]


@dataclass(frozen=True)
class ReadRow:
    """One row as it was read, before anything is known of the person; texts are Dutch."""

    nummer: int
    persoon: Persoon
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class FirstRows:
    """The columns of a list as a person recognises them: their names, and three rows below."""

    names: list[str]
    rows: list[list[str]]

    @classmethod
    def of(cls, table: Table) -> "FirstRows":
        header = find_header(table)
        names = [name or f"Kolom {number}" for number, name in enumerate(header.names, start=1)]
        below = [row for row in table[header.last + 1 :] if row][:EXAMPLES]
        return cls(names, [[*row, *[""] * (len(names) - len(row))] for row in below])

    def described(self) -> list[str]:
        """Each column in one line, to choose from: "Mail (zoals anna@…, bas@…)"."""
        columns = [[row[n] for row in self.rows if row[n]] for n in range(len(self.names))]
        return [
            f"{name} (zoals {', '.join(dict.fromkeys(c[:EXAMPLE_LENGTH] for c in cells))})"
            if cells
            else name
            for name, cells in zip(self.names, columns, strict=True)
        ]


def missing_columns(columns: Columns) -> list[str]:
    """The labels of the columns that a list cannot do without; a full name is as good as two."""
    needed = ["email"] if "naam" in columns else REQUIRED
    return [LABELS[field] for field in needed if field not in columns]


def read_rows(
    table: Table, columns: Columns, corrections: Mapping[str, Mapping[str, str]] | None = None
) -> list[ReadRow]:
    """Each filled row below the header, with what is wrong in its own cells.

    `corrections` holds, by the number of a row, the cells that a person typed over it: they go
    before those of the list, and a full name is not cut again.
    """
    below = find_header(table).last + 1
    return [
        _typed(nummer, typed)
        if (typed := (corrections or {}).get(str(nummer)))
        else _read(nummer, row, columns)
        for nummer, row in enumerate(table[below:], start=below + 1)
        if any(row)
    ]


def _typed(nummer: int, cells: Mapping[str, str]) -> ReadRow:
    persoon = Persoon(**cells)
    return ReadRow(nummer, persoon, tuple(_problems(persoon)))


def _read(nummer: int, row: list[str], columns: Columns) -> ReadRow:
    """A short row has empty cells at its end."""
    readings = {
        field: read_cell(field, LABELS[field], row[index] if index < len(row) else "")
        for field, index in columns.items()
    }
    texts = {field: reading.text for field, reading in readings.items()}
    cut = _cut(texts)
    persoon = Persoon(**(dict.fromkeys(REQUIRED, "") | texts | cut))
    doubts = [reading.doubt for reading in readings.values() if reading.doubt]
    if "voornaam" in cut and cut["achternaam"]:
        doubts.append(CUT.format(" · ".join(part for part in cut.values() if part)))
    doubts += filter(None, (doubt_about(LABELS[f], getattr(persoon, f)) for f in PARTS))
    faults = [reading.fault for reading in readings.values() if reading.fault]
    said = {field for field, reading in readings.items() if reading.fault}
    return ReadRow(nummer, persoon, (*faults, *_problems(persoon, said)), tuple(doubts))


def _cut(texts: dict[str, str]) -> dict[str, str]:
    """The parts of a name that stood in one cell, of the whole name or of the surname."""
    if "naam" in texts:
        return split_name(texts.pop("naam"))._asdict()
    voornaam, achternaam = texts.get("voornaam", ""), texts.get("achternaam", "")
    if not achternaam or texts.get("tussenvoegsel"):
        return {}
    whole = split_name(achternaam)
    # "Sanne" beside "Wolf, S. de": the whole name stands in the column of the surname.
    if "," in achternaam and whole.voornaam[:1] == voornaam[:1] != "":
        return whole._replace(voornaam=voornaam)._asdict()
    return dict(zip(("tussenvoegsel", "achternaam"), split_surname(achternaam), strict=True))


def _problems(persoon: Persoon, said: Collection[str] = ()) -> Iterator[str]:
    """What is wrong with the fields of which nothing was said yet."""
    for field, value in asdict(persoon).items():
        if field in said:
            continue
        limit = LIMITS[field]
        if field in REQUIRED and not value:
            yield f"{LABELS[field]} ontbreekt."
        elif len(value) > limit:
            yield f"{LABELS[field]} is langer dan {limit} tekens."
        elif field == "email" and not is_address(value):
            yield f"‘{value}’ is geen geldig e-mailadres."


def is_address(value: str) -> bool:
    """Whether mail can be sent there and the address can be an account's."""
    try:
        validate_email(value)
        validate_plain(value)
    except ValidationError:
        return False
    return True
