"""Proposing the dates of a cohort: a steady rhythm around public and school holidays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from statistics import mode

from django.template.defaultfilters import date as format_date

from cohorts.planning.schoolvakanties import is_known, schooljaar_of, vakantie_on
from cohorts.working_days import holiday_on
from programma.models import DAGEN_PER_PROGRAMMA

# Thursdays, three weeks apart, so that people have time for the assignment.
DEFAULT_RHYTHM = (3, 3)
FRIDAY, LONGEST_RHYTHM = 4, 8


@dataclass(frozen=True)
class Skipped:
    """A date of the rhythm that was passed over, and the holiday it falls on."""

    datum: date
    reden: str


@dataclass(frozen=True)
class Proposal:
    """One proposed date, with the dates that were passed over to reach it."""

    datum: date
    skipped: tuple[Skipped, ...] = ()
    # The school year, when its holidays are not known: nobody looked at them for this date.
    unknown_schooljaar: str = ""

    @property
    def notes(self) -> list[str]:
        """A sentence for each reason: six weeks of summer are one sentence."""
        groups = (list(rows) for _, rows in groupby(self.skipped, key=lambda row: row.reden))
        notes = [_sentence(rows) for rows in groups]
        if self.unknown_schooljaar:
            notes.append(unknown_note(self.unknown_schooljaar))
        return notes


def reason_to_skip(day: date, regio: str) -> str:
    """Why no day should be held then: a public holiday, or a school holiday of the region."""
    return holiday_on(day) or str(vakantie_on(day, regio) or "")


def unknown_note(schooljaar: str) -> str:
    """Said where a date lies beyond the school holidays that we know."""
    return f"Voor dit schooljaar ({schooljaar}) kennen we de vakanties nog niet."


def first_weekday(day: date, weekday: int) -> date:
    """The first day on or after `day` that is this weekday; Monday is 0."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def rhythm_of(days: Sequence[date]) -> tuple[int, int]:
    """Weekday and weeks between two days of a planning that was made before.

    What most days do: one that was moved, or passed over a holiday, says nothing of the rhythm.
    """
    if not days:
        return DEFAULT_RHYTHM
    ordered = sorted(days)
    weekday = mode(day.weekday() for day in ordered)
    gaps = [(later - earlier).days for earlier, later in pairwise(ordered)]
    weeks = mode(round(gap / 7) for gap in gaps) if gaps else DEFAULT_RHYTHM[1]
    return min(weekday, FRIDAY), min(max(weeks, 1), LONGEST_RHYTHM)


def propose_dates(
    *, start: date, weekday: int, weeks: int, regio: str = "", count: int = DAGEN_PER_PROGRAMMA
) -> tuple[Proposal, ...]:
    """`count` dates on one weekday, `weeks` apart, none on a public or school holiday.

    A date on a holiday moves to the next week; the rhythm goes on from there, so that people
    always have the same time between two days for their assignment. Without a `regio` school
    holidays are not looked at; in a school year of which we know none, neither.
    """
    rhythm = timedelta(weeks=weeks)
    return tuple(_walk(first_weekday(start, weekday), rhythm, count, regio))


def _walk(day: date, rhythm: timedelta, count: int, regio: str) -> Iterator[Proposal]:
    for _ in range(count):
        skipped = []
        while reden := reason_to_skip(day, regio):
            skipped.append(Skipped(day, reden))
            day += timedelta(weeks=1)
        unknown = schooljaar_of(day) if regio and not is_known(day, regio) else ""
        yield Proposal(day, tuple(skipped), unknown)
        day += rhythm


def _sentence(rows: list[Skipped]) -> str:
    first, last = rows[0].datum, rows[-1].datum
    days = format_date(first, "j F")
    if last != first:
        days = f"{days} tot en met {format_date(last, 'j F')}"
    return f"{days} overgeslagen: {rows[0].reden}"
