"""Attendance over all running cohorts: one row per cohort, one cell per course day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import date as format_date

from cohorts.models import Cohort
from leergang.cockpit.attended import attended_days
from programma.models import DAGEN_PER_PROGRAMMA

# From this share of the people on a cell has this strength of colour, the fullest first.
STRENGTHS = ((1.0, "4"), (0.85, "3"), (0.7, "2"), (0.0, "1"))


@dataclass(frozen=True)
class Cell:
    """One course day of one cohort; without a bijeenkomst it has no date yet."""

    nummer: int
    datum: date | None
    followed: int
    expected: int
    is_marked: bool
    seen_on: date

    @property
    def is_today(self) -> bool:
        return self.datum == self.seen_on

    @property
    def kind(self) -> str:
        """Its colour: stronger with more people, and only forgotten presentie stands out."""
        if self.datum is None or self.datum > self.seen_on or not self.expected:
            return "future"
        if not self.is_marked:
            return "future" if self.datum == self.seen_on else "forgotten"
        share = self.followed / self.expected
        return next(kind for floor, kind in STRENGTHS if share >= floor)

    @property
    def words(self) -> str:
        """What a person would say of it."""
        if self.datum is None:
            return "nog geen datum"
        if self.datum > self.seen_on or (self.datum == self.seen_on and not self.is_marked):
            return "vandaag" if self.datum == self.seen_on else "komt nog"
        if not self.expected:
            return "geen deelnemers"
        if not self.is_marked:
            return "niet ingevuld"
        return f"{self.followed} van {self.expected}"

    @property
    def when(self) -> str:
        return format_date(self.datum, "j M").lower() if self.datum else ""


@dataclass(frozen=True)
class Strip:
    """A cohort on the time line."""

    cohort: Cohort
    cells: tuple[Cell, ...]


def heat_of(cohorten: Sequence[Cohort], day: date) -> list[Strip]:
    """How many people were there on each day of these cohorts: one query for any number."""
    rows = attended_days([cohort.pk for cohort in cohorten])
    held = {(row.cohort_id, row.nummer): row for row in rows}
    return [
        Strip(
            cohort,
            tuple(
                _cell(nummer, held.get((cohort.pk, nummer)), day)
                for nummer in range(1, DAGEN_PER_PROGRAMMA + 1)
            ),
        )
        for cohort in cohorten
    ]


def _cell(nummer: int, row: Any | None, day: date) -> Cell:
    if row is None:
        return Cell(nummer, None, 0, 0, False, day)
    return Cell(nummer, row.datum, row.followed, row.expected, row.marked > 0, day)
