"""Which coming days of a cohort somebody leads, and which nobody does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cohorts.models import Bijeenkomst, Cohort, Trainerschap


@dataclass(frozen=True)
class Dagleiding:
    """One coming day with who leads it then; nobody when that must still be found."""

    bijeenkomst: Bijeenkomst
    leiding: tuple[Trainerschap, ...]


def cover_of(cohort: Cohort, rows: Sequence[Trainerschap], day: date) -> list[Dagleiding]:
    """The days from `day` on, each with its trainers and substitutes among `rows`; one query."""
    return [
        Dagleiding(dag, tuple(row for row in rows if row.leads(dag)))
        for dag in cohort.bijeenkomsten.upcoming(day).select_related("cursusdag")
    ]
