"""The rows of a file with one row per employee: the line of the overview, in cells."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from programma.models import DAGEN_PER_PROGRAMMA
from rapportages.models import InzetQuerySet
from rapportages.overview import Regel, lines_of
from rapportages.rows import Row, printable

DAYS = range(1, DAGEN_PER_PROGRAMMA + 1)
HEADER = (
    "Personeelsnummer",
    "Naam",
    "Voornaam",
    "Tussenvoegsel",
    "Achternaam",
    "Afdeling",
    "Organisatie",
    "Cohort",
    *(f"Dag {nummer}" for nummer in DAYS),
    "Uren",
    "Norm gehaald",
    "Stand",
    "Certificaat",
)
# The days of so many people are read at once.
CHUNK = 500


def people_of(people: InzetQuerySet, today: date) -> Iterator[Row]:
    """One row for each of these employments as seen today, in the order of names.

    Read in chunks of three queries more: memory does not grow with the file. `people` comes with
    its voltooiing and certificaat.
    """
    rows = people.for_page().sorted_by("naam").iterator(chunk_size=CHUNK)
    while piece := list(islice(rows, CHUNK)):
        yield from map(_row, lines_of(piece, today))


def _row(line: Regel) -> Row:
    inzet, user = line.inzet, line.inzet.deelname.user
    words = {dag.nummer: str(dag.uitkomst) for dag in line.dagen}
    return (
        printable(inzet.personeelsnummer),
        printable(user.naam),
        printable(user.voornaam),
        printable(user.tussenvoegsel),
        printable(user.achternaam),
        printable(inzet.afdeling),
        printable(inzet.organisatie.weergavenaam),
        printable(inzet.deelname.cohort.naam),
        *(words.get(nummer, "") for nummer in DAYS),
        line.uren,
        "ja" if line.haalde_norm else "nee",
        str(line.voltooiing.label),
        line.certificaat,
    )
