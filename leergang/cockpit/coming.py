"""The days to come of all cohorts, with who leads them and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import get_text_list

from cohorts.models import Bijeenkomst
from leergang.cockpit.planned import days_to_come, trainerschappen_of

DAYS = 5


@dataclass(frozen=True)
class Coming:
    """One day to come: `trainers` and `plaats` are empty when nobody chose them yet."""

    bijeenkomst: Bijeenkomst
    trainers: str
    plaats: str
    is_today: bool

    @property
    def is_lacking(self) -> bool:
        return not (self.trainers and self.plaats)


def coming_days(day: date) -> list[Coming]:
    """The next days of all cohorts: two queries."""
    rows = list(days_to_come(day)[:DAYS])
    leading = list(trainerschappen_of(rows)) if rows else []
    return [
        Coming(
            row,
            trainers=_names(row, leading),
            plaats=row.locatie.naam if row.locatie else "",
            is_today=row.datum == day,
        )
        for row in rows
    ]


def _names(row: Bijeenkomst, leading: Sequence[Any]) -> str:
    """Each person once, also who leads the cohort and stands in as well."""
    names = dict.fromkeys(str(one.user) for one in leading if one.leads(row))
    return str(get_text_list(list(names), "en"))
