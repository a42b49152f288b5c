"""Counting working days: no weekends, no public holidays."""

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


@cache
def _calendar() -> holidays.HolidayBase:
    # Optional: 5 May, on which public bodies are closed each year though others work.
    return holidays.country_holidays(
        "NL", categories=(holidays.PUBLIC, holidays.OPTIONAL), language="nl"
    )


def holiday_on(day: date) -> str:
    """The Dutch name of the public holiday on `day`, or nothing."""
    return _calendar().get(day, "")


def is_working_day(day: date) -> bool:
    """Whether people are at their desks on `day`."""
    return day.weekday() < SATURDAY and not holiday_on(day)


def working_day_after(day: date, count: int = 1) -> date:
    """The `count`-th working day after `day`, which itself is not counted."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
