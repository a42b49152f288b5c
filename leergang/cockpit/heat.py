"""Attendance over all running cohorts: one row per cohort, one cell per course day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import date as format_date

from cohorts.models import Cohort
from leergang.cockpit.attended import attended_days, words_of
from programma.models import DAGEN_PER_PROGRAMMA

# From this share of the people on a cell has this strength of colour, the fullest first.
STRENGTHS = ((1.0, "4"), (0.85, "3"), (0.7, "2"), (0.0, "1"))


@dataclass(frozen=True)
class Cell:
    """One course day of one cohort; without a bijeenkomst it has no date yet."""

    nummer: int
    datum: date | None
    # What became of the people, the share that followed all of it, and whether anything is known.
    said: str
    share: float
    is_marked: bool
    seen_on: date

    @property
    def is_today(self) -> bool:
        return self.datum == self.seen_on

    @property
    def kind(self) -> str:
        """Its colour: stronger with more people, and only forgotten presentie stands out."""
        if self.datum is None or self.datum > self.seen_on or not self.said:
            return "future"
        if not self.is_marked:
            return "future" if self.datum == self.seen_on else "forgotten"
        return next(kind for floor, kind in STRENGTHS if self.share >= floor)

    @property
    def words(self) -> str:
        """What a person would say of it."""
        if self.datum is None:
            return "nog geen datum"
        if self.datum > self.seen_on or (self.datum == self.seen_on and not self.is_marked):
            return "vandaag" if self.datum == self.seen_on else "komt nog"
        if not self.said:
            return "geen deelnemers"
        if not self.is_marked:
            return "niet ingevuld"
        return self.said

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
        return Cell(nummer, None, "", 0, False, day)
    said = words_of(row, day) if row.expected else ""
    # Of today half a day counts: the other half may still come.
    followed = row.followed if row.datum == day else row.attained
    return Cell(nummer, row.datum, said, followed / max(row.expected, 1), row.marked > 0, day)
