"""The rows of a file: one per employee per day, with real dates, times and numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from cohorts.models import Trainerschap
from programma.models import DAGEN_PER_PROGRAMMA
from rapportages.models import PER_DAY, InzetQuerySet
from rapportages.outcomes import dagdelen_of, outcome_of
from rapportages.overview import CERTIFICAAT

Cell = str | int | Decimal | date | time
Row = tuple[Cell, ...]

HEADER = (
    "Personeelsnummer",
    "Naam",
    "Afdeling",
    "Organisatie",
    "Cohort",
    "Dag",
    "Titel",
    "Datum",
    "Begin",
    "Eind",
    "Uren",
    "Status",
    "Trainers",
    "Certificaat",
    # Last, so that every column before them keeps its place for who reads by place.
    "Voornaam",
    "Tussenvoegsel",
    "Achternaam",
)
# Wide enough for most of what stands in a column, in characters.
WIDTHS = {
    "Personeelsnummer": 18,
    "Naam": 28,
    "Afdeling": 26,
    "Organisatie": 26,
    "Cohort": 22,
    "Dag": 8,
    "Titel": 38,
    "Datum": 12,
    "Begin": 9,
    "Eind": 9,
    "Uren": 9,
    "Status": 24,
    "Trainers": 32,
    "Certificaat": 14,
    "Voornaam": 18,
    "Tussenvoegsel": 16,
    "Achternaam": 26,
    # One row per employee: the longest word of a day, and how far somebody is.
    **{f"Dag {nummer}": 24 for nummer in range(1, DAGEN_PER_PROGRAMMA + 1)},
    "Norm gehaald": 15,
    "Stand": 22,
    # The second sheet: what is told, and beside it the words.
    "Toelichting": 18,
    "": 72,
}
OTHER_WIDTH = 18
CHUNK = 2000
# What XML 1.0 cannot hold, and so neither a spreadsheet: control characters and half characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class About(NamedTuple):
    """What a spreadsheet says of itself, where a program shows the properties of a file."""

    title: str
    author: str
    made_at: datetime


def width_of(heading: Cell) -> int:
    """How wide the column below this heading is, in characters."""
    return WIDTHS.get(str(heading), OTHER_WIDTH)


def printable(text: str) -> str:
    """The text as a cell can hold it: no control characters, a space for a tab."""
    clean = UNPRINTABLE.sub("", text).replace("\t", " ")
    return clean.replace("\r\n", "\n").replace("\r", "\n")


def rows_of(days: InzetQuerySet, today: date) -> Iterator[Row]:
    """The rows of these employments, read in chunks: memory does not grow with the file.

    `days` comes from `per_day`, with the status of the certificate.
    """
    trainers = Trainers(Trainerschap.objects.select_related("user").order_by("pk"))
    for (
        number, first, prefix, last, afdeling, organisatie, cohort, nummer, titel, datum,
        start, end, ochtend, middag, uren, certificaat, cohort_id, bijeenkomst_id,
    ) in days.by_day().values_list(*PER_DAY).iterator(chunk_size=CHUNK):  # fmt: skip
        uitkomst = outcome_of(ochtend, middag, datum, today)
        yield (
            printable(number),
            printable(" ".join(part for part in (first, prefix, last) if part)),
            printable(afdeling),
            printable(organisatie),
            printable(cohort),
            nummer,
            printable(titel),
            datum,
            start,
            end,
            dagdelen_of(ochtend, middag, uitkomst) * uren,
            str(uitkomst),
            printable(trainers.of(cohort_id, bijeenkomst_id, datum)),
            CERTIFICAAT[certificaat],
            printable(first),
            printable(prefix),
            printable(last),
        )


class Trainers:
    """Who led which day: the trainers of the cohort on that date, and substitutes."""

    def __init__(self, rows: QuerySet[Trainerschap]) -> None:
        self._of_cohort: dict[int, list[Trainerschap]] = defaultdict(list)
        self._of_day: dict[int, list[str]] = defaultdict(list)
        for row in rows:
            if row.cohort_id is not None:
                self._of_cohort[row.cohort_id].append(row)
            elif row.bijeenkomst_id is not None:
                self._of_day[row.bijeenkomst_id].append(row.user.naam)

    def of(self, cohort_id: int, bijeenkomst_id: int, datum: date) -> str:
        """Their names, with commas between."""
        own = [row.user.naam for row in self._of_cohort[cohort_id] if row.holds_on(datum)]
        return ", ".join(own + self._of_day[bijeenkomst_id])
