"""Twelve months of all cohorts: every day as a square, and what it still lacks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.template.defaultfilters import date as format_date
from django.utils.text import get_text_list

from cohorts.models import Cohort
from leergang.cockpit.planned import cohorten_between, days_between

# The months before this one that are still shown, and how many there are in all.
BEFORE, MONTHS = 2, 12
# As many cohorts as somebody can look over; the list of cohorts has them all.
COHORTEN = 30


@dataclass(frozen=True)
class Month:
    """A column: the first day of the month."""

    first: date
    is_now: bool

    @property
    def letter(self) -> str:
        return self.rest_of_name[0]

    @property
    def rest_of_name(self) -> str:
        """Its short name, as it stands above the column."""
        return format_date(self.first, "M").lower()


@dataclass(frozen=True)
class Square:
    """One day of one cohort."""

    datum: date
    nummer: int
    kind: str
    lacks: tuple[str, ...]

    @property
    def words(self) -> str:
        """What a person would say of it."""
        when = {"done": "geweest", "today": "vandaag", "planned": "gepland"}[self.kind]
        lacks = f", nog geen {get_text_list(list(self.lacks), 'en')}" if self.lacks else ""
        return f"{format_date(self.datum, 'M').lower()}, dag {self.nummer}, {when}{lacks}"


@dataclass(frozen=True)
class Line:
    """A cohort with its squares, one group for each month."""

    cohort: Cohort
    months: tuple[tuple[Month, tuple[Square, ...]], ...]


@dataclass(frozen=True)
class Year:
    """The columns, the lines, and whether more cohorts have a day in these months."""

    months: tuple[Month, ...]
    lines: tuple[Line, ...]
    has_more: bool

    @property
    def words(self) -> str:
        """From which month to which, as a title says it."""
        first, last = (format_date(m.first, "M Y") for m in (self.months[0], self.months[-1]))
        return f"{first} t/m {last}".lower()


def year_of(day: date) -> Year:
    """The twelve months around `day`: two queries for any number of cohorts."""
    months = tuple(
        Month(first, is_now=first == day.replace(day=1))
        for first in (_shifted(day, number - BEFORE) for number in range(MONTHS))
    )
    first, last = months[0].first, _shifted(months[-1].first, 1) - timedelta(days=1)
    found = list(cohorten_between(first, last, day)[: COHORTEN + 1])
    squares: dict[tuple[int, date], list[Square]] = defaultdict(list)
    for row in days_between(first, last, [cohort.pk for cohort in found[:COHORTEN]]):
        squares[row.cohort_id, row.datum.replace(day=1)].append(_square(row, day))
    lines = (
        Line(cohort, tuple((month, tuple(squares[cohort.pk, month.first])) for month in months))
        for cohort in found[:COHORTEN]
    )
    return Year(months, tuple(lines), has_more=len(found) > COHORTEN)


def _square(row: Any, day: date) -> Square:
    if row.datum < day:
        return Square(row.datum, row.nummer, "done", ())
    missing = {"trainer": not row.is_led, "plaats": row.locatie_id is None}
    lacks = tuple(word for word, is_lacking in missing.items() if is_lacking)
    return Square(row.datum, row.nummer, "today" if row.datum == day else "planned", lacks)


def _shifted(day: date, months: int) -> date:
    """The first day of the month that lies `months` after that of `day`."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, 1)
