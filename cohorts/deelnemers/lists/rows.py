"""From rows of text to people: which column is what, and what is wrong with a row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.canonical import validate_plain
from accounts.people.persons import LIMITS, Persoon
from cohorts.deelnemers.lists.files import Table
from cohorts.deelnemers.lists.mail_domains import UNKNOWN, Domeinen
from cohorts.deelnemers.lists.names import split_name, split_surname
from cohorts.deelnemers.lists.reader.headers import find_header
from cohorts.deelnemers.lists.readings import read_cell

LABELS = {
    "voornaam": "Voornaam",
    "tussenvoegsel": "Tussenvoegsel",
    "achternaam": "Achternaam",
    "email": "E-mailadres",
    "personeelsnummer": "Personeelsnummer",
    "afdeling": "Afdeling",
    "naam": "Volledige naam",
}
LEADS = "Deze persoon is trainer van dit cohort en kan er geen deelnemer van zijn."
CUT = "Deze naam hebben we in stukken gedeeld: {}."
EXAMPLE_LENGTH, EXAMPLES = 24, 3
REQUIRED = ("voornaam", "achternaam", "email")

Columns = Mapping[str, int]


@dataclass(frozen=True)
class JudgedRow:
    """One row of a list: whom it names, and whether that person can be added."""

    nummer: int
    persoon: Persoon
    fouten: tuple[str, ...] = ()
    has_account: bool = False
    in_cohort: bool = False
    waarschuwing: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def can_be_added(self) -> bool:
        return not self.fouten and not self.in_cohort


def describe_columns(table: Table) -> list[str]:
    """Each column as a person recognises it: its header, and the first rows that stand below it."""
    header = find_header(table)
    below = [row for row in table[header.last + 1 :] if row][:EXAMPLES]
    return [
        f"{name or f'Kolom {index + 1}'}{_examples(below, index)}"
        for index, name in enumerate(header.names)
    ]


def missing_columns(columns: Columns) -> list[str]:
    """The labels of the columns that a list cannot do without; a full name is as good as two."""
    needed = ["email"] if "naam" in columns else REQUIRED
    return [LABELS[field] for field in needed if field not in columns]


def addresses(table: Table, columns: Columns) -> set[str]:
    """Every address of a list as accounts keep it, valid or not."""
    return {row.persoon.adres for row in _people(table, columns) if row.persoon.adres}


def judge_rows(
    table: Table,
    columns: Columns,
    *,
    known: Collection[str],
    in_cohort: Collection[str],
    leading: Collection[str] = (),
    domeinen: Domeinen = UNKNOWN,
) -> list[JudgedRow]:
    """Each filled row below the header with what is wrong with it, in Dutch.

    `known`, `in_cohort` and `leading` hold addresses as accounts keep them: of accounts, of people
    of the cohort, and of its trainers. `domeinen` says which mail domain is usual here.
    """
    first: dict[str, int] = {}
    return [
        JudgedRow(
            nummer=row.nummer,
            persoon=row.persoon,
            fouten=(
                *row.faults,
                *_repeated(row.persoon, row.nummer, first),
                *([LEADS] if row.persoon.adres in leading else []),
            ),
            has_account=row.persoon.adres in known,
            in_cohort=row.persoon.adres in in_cohort,
            waarschuwing=domeinen.warning_about(row.persoon.adres),
            doubts=row.doubts,
        )
        for row in _people(table, columns)
    ]


@dataclass(frozen=True)
class _ReadRow:
    """One row as it was read, before anything is known of the person."""

    nummer: int
    persoon: Persoon
    faults: tuple[str, ...]
    doubts: tuple[str, ...]


def _people(table: Table, columns: Columns) -> Iterator[_ReadRow]:
    below = find_header(table).last + 1
    for nummer, row in enumerate(table[below:], start=below + 1):
        if any(row):
            yield _read(nummer, row, columns)


def _read(nummer: int, row: list[str], columns: Columns) -> _ReadRow:
    """A short row has empty cells at its end."""
    readings = {
        field: read_cell(field, LABELS[field], row[index] if index < len(row) else "")
        for field, index in columns.items()
    }
    texts = {field: reading.text for field, reading in readings.items()}
    cut = _cut(texts)
    persoon = Persoon(**(dict.fromkeys(REQUIRED, "") | texts | cut))
    doubts = [reading.doubt for reading in readings.values() if reading.doubt]
    if "naam" in columns and cut.get("achternaam"):
        doubts.append(CUT.format(" · ".join(part for part in cut.values() if part)))
    faults = [reading.fault for reading in readings.values() if reading.fault]
    return _ReadRow(nummer, persoon, (*faults, *_problems(persoon)), tuple(doubts))


def _cut(texts: dict[str, str]) -> dict[str, str]:
    """The parts of a name that stood in one cell, of the whole name or of the surname."""
    if "naam" in texts:
        return split_name(texts.pop("naam"))._asdict()
    if texts.get("achternaam") and not texts.get("tussenvoegsel"):
        tussenvoegsel, achternaam = split_surname(texts["achternaam"])
        return {"tussenvoegsel": tussenvoegsel, "achternaam": achternaam}
    return {}


def _examples(below: list[list[str]], column: int) -> str:
    """What stands in a column of these rows, each cell once: " (zoals Anna, Bram)"."""
    cells = [row[column][:EXAMPLE_LENGTH] for row in below if column < len(row) and row[column]]
    return f" (zoals {', '.join(dict.fromkeys(cells))})" if cells else ""


def _repeated(persoon: Persoon, nummer: int, first: dict[str, int]) -> Iterator[str]:
    if persoon.adres and (earlier := first.setdefault(persoon.adres, nummer)) != nummer:
        yield f"Dit e-mailadres staat ook in rij {earlier}."


def _problems(persoon: Persoon) -> Iterator[str]:
    for field, value in asdict(persoon).items():
        limit = LIMITS[field]
        if field in REQUIRED and not value:
            yield f"{LABELS[field]} ontbreekt."
        elif len(value) > limit:
            yield f"{LABELS[field]} is langer dan {limit} tekens."
        elif field == "email" and not _is_address(value):
            yield f"‘{value}’ is geen geldig e-mailadres."


def _is_address(value: str) -> bool:
    try:
        validate_email(value)
        validate_plain(value)
    except ValidationError:
        return False
    return True
