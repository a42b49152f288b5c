"""Proposing the dates of a cohort: a steady rhythm that leaves public holidays alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from leergang.models import DAGEN_PER_PROGRAMMA


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


@cache
def _calendar() -> holidays.HolidayBase:
    # Optional: 5 May, on which public bodies are closed each year though others work.
    return holidays.country_holidays(
        "NL", categories=(holidays.PUBLIC, holidays.OPTIONAL), language="nl"
    )


def holiday_on(day: date) -> str:
    """The Dutch name of the public holiday on `day`, or nothing."""
    return _calendar().get(day, "")


def first_weekday(day: date, weekday: int) -> date:
    """The first day on or after `day` that is this weekday; Monday is 0."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def propose_dates(
    *, start: date, weekday: int, weeks: int, count: int = DAGEN_PER_PROGRAMMA
) -> tuple[Proposal, ...]:
    """`count` dates on one weekday, `weeks` apart, none on a public holiday.

    A date on a holiday moves to the next week; the rhythm goes on from there, so that people
    always have the same time between two days for their assignment.
    """
    return tuple(_walk(first_weekday(start, weekday), timedelta(weeks=weeks), count))


def _walk(day: date, rhythm: timedelta, count: int) -> Iterator[Proposal]:
    for _ in range(count):
        skipped = []
        while reden := holiday_on(day):
            skipped.append(Skipped(day, reden))
            day += timedelta(weeks=1)
        yield Proposal(day, tuple(skipped))
        day += rhythm
