"""Counting working days: no weekends, no public holidays."""

from datetime import date, timedelta

from cohorts.dates import holiday_on

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether people are at their desks on `day`."""
    return day.weekday() < SATURDAY and not holiday_on(day)


def working_day_after(day: date, count: int = 1) -> date:
    """The `count`-th working day after `day`, which itself is not counted."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
