"""Who or what would be in two places at once: a trainer or a room, with the cohort that has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import date as format_date

from accounts.models import User
from cohorts.models import Bijeenkomst, Cohort, Locatie, Trainerschap


@dataclass(frozen=True)
class DoubleBooking:
    """A bijeenkomst of another cohort that needs the same trainer or the same room that day."""

    bijeenkomst: Bijeenkomst
    trainer: User | None = None
    locatie: Locatie | None = None

    @property
    def key(self) -> str:
        """Names it for a page that asks whether somebody is sure."""
        who = f"trainer-{self.trainer.pk}" if self.trainer else "zaal"
        return f"{self.bijeenkomst.pk}-{who}"

    @property
    def sentence(self) -> str:
        """With its date, where no day stands above it."""
        return f"Let op {format_date(self.bijeenkomst.datum, 'j F')}: {self}"

    def __str__(self) -> str:
        elsewhere = self.bijeenkomst.cohort
        if self.trainer:
            return f"{self.trainer} is die dag ook trainer bij {elsewhere}."
        return f"{elsewhere} is die dag ook in {self.locatie}."


def double_bookings_of(row: Trainerschap) -> list[DoubleBooking]:
    """Where this trainer of a cohort is needed elsewhere on one of its days."""
    cohort = row.cohort
    if cohort is None:
        return []
    days: list[tuple[date, Locatie | None]] = [
        (dag.datum, None) for dag in cohort.bijeenkomsten.upcoming(row.vanaf)
    ]
    return [found for found in double_bookings(cohort, days) if found.trainer == row.user]


def double_bookings(
    cohort: Cohort, days: Sequence[tuple[date, Locatie | None]]
) -> list[DoubleBooking]:
    """What clashes when this cohort is on these days at these places; three queries at most."""
    places = {(day, place.pk) for day, place in days if place}
    others = list(Bijeenkomst.objects.elsewhere(cohort, {day for day, _ in days}))
    if not others:
        return []
    ours = list(Trainerschap.objects.leading_cohort(cohort))
    theirs = list(Trainerschap.objects.leading_any_of(others))
    found = []
    for other in others:
        found += [DoubleBooking(other, trainer=user) for user in _shared(other, ours, theirs)]
        if (other.datum, other.locatie_id) in places:
            found.append(DoubleBooking(other, locatie=other.locatie))
    return found


def _shared(
    other: Bijeenkomst, ours: Sequence[Trainerschap], theirs: Sequence[Trainerschap]
) -> Iterator[User]:
    """Who leads something of ours and the other bijeenkomst on its day, each once."""
    there = {row.user_id for row in theirs if row.leads(other)}
    mine = {
        row.user_id: row.user
        for row in ours
        if row.holds_on(other.datum) and _is_on(row, other.datum)
    }
    return (user for pk, user in sorted(mine.items()) if pk in there)


def _is_on(row: Trainerschap, day: date) -> bool:
    """Whether a trainer of ours is needed that day: a substitute only for the own bijeenkomst."""
    return row.bijeenkomst is None or row.bijeenkomst.datum == day
