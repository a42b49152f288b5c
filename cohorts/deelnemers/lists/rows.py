"""From rows of text to people: which column is what, and what is wrong with a row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.canonical import validate_plain
from accounts.people.persons import LIMITS, Persoon
from cohorts.deelnemers.lists.files import Table
from cohorts.deelnemers.lists.mail_domains import UNKNOWN, Domeinen

# Field of a person → headers by which a list may call it, letters and digits only.
HEADERS = {
    "voornaam": "voornaam voornamen roepnaam firstname givenname",
    "tussenvoegsel": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tv infix prefix",
    "achternaam": "achternaam familienaam geslachtsnaam naam lastname surname",
    "email": "email emailadres mail mailadres emailaddress werkmail zakelijkemail epost",
    "personeelsnummer": "personeelsnummer personeelsnr persnr medewerkernummer medewerkersnummer "
    "werknemersnummer employeenumber employeeid",
    "afdeling": "afdeling team organisatieonderdeel eenheid cluster dienst domein department",
}
LABELS = {
    "voornaam": "Voornaam",
    "tussenvoegsel": "Tussenvoegsel",
    "achternaam": "Achternaam",
    "email": "E-mailadres",
    "personeelsnummer": "Personeelsnummer",
    "afdeling": "Afdeling",
}
LEADS = "Deze persoon is trainer van dit cohort en kan er geen deelnemer van zijn."
HEADER_WITHIN = 10
EXAMPLE_LENGTH = 30
REQUIRED = ("voornaam", "achternaam", "email")
SYNONYMS = {word: field for field, words in HEADERS.items() for word in words.split()}

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

    @property
    def can_be_added(self) -> bool:
        return not self.fouten and not self.in_cohort


def recognise_columns(header: list[str]) -> dict[str, int]:
    """Which column holds which field, by its header; a field that nobody named is left out."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(header):
        field = SYNONYMS.get("".join(c for c in cell.casefold() if c.isalnum()))
        if field:
            columns.setdefault(field, index)
    return columns


def find_header(table: Table) -> int:
    """Index of the row with the headers: some lists have a title above them."""
    filled = [index for index, row in enumerate(table[:HEADER_WITHIN]) if row]
    named = [index for index in filled if len(recognise_columns(table[index])) > 1]
    return (named or filled or [0])[0]


def describe_columns(table: Table) -> list[str]:
    """Each column as a person recognises it: its header, and what stands below it."""
    index = find_header(table)
    header, below = table[index], next((row for row in table[index + 1 :] if row), [])
    names = [cell or f"Kolom {number}" for number, cell in enumerate(header, start=1)]
    examples = [*below, *[""] * len(names)]
    return [
        f"{name} (zoals {example[:EXAMPLE_LENGTH]})" if example else name
        for name, example in zip(names, examples, strict=False)
    ]


def missing_columns(columns: Columns) -> list[str]:
    """The labels of the columns that a list cannot do without."""
    return [LABELS[field] for field in REQUIRED if field not in columns]


def addresses(table: Table, columns: Columns) -> set[str]:
    """Every address of a list as accounts keep it, valid or not."""
    return {persoon.adres for _, persoon in _people(table, columns) if persoon.adres}


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
            nummer=nummer,
            persoon=persoon,
            fouten=(
                *_problems(persoon),
                *_repeated(persoon, nummer, first),
                *([LEADS] if persoon.adres in leading else []),
            ),
            has_account=persoon.adres in known,
            in_cohort=persoon.adres in in_cohort,
            waarschuwing=domeinen.warning_about(persoon.adres),
        )
        for nummer, persoon in _people(table, columns)
    ]


def _people(table: Table, columns: Columns) -> Iterator[tuple[int, Persoon]]:
    below = find_header(table) + 1
    for nummer, row in enumerate(table[below:], start=below + 1):
        if row:
            yield nummer, _read(row, columns)


def _read(row: list[str], columns: Columns) -> Persoon:
    """A short row has empty cells at its end."""
    cells = {field: row[index] if index < len(row) else "" for field, index in columns.items()}
    return Persoon(**(dict.fromkeys(REQUIRED, "") | cells))


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
