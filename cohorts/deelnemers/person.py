"""One person in one cohort: seven days with their history, plans to catch up, employers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cohorts.aanwezigheid.history import Dagdeelgeschiedenis, Regel
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.aanwezigheid.progress.kind import DayKind, kind_of
from cohorts.aanwezigheid.progress.person import Voortgang, voortgang_of
from cohorts.aanwezigheid.progress.words import Dagwoorden
from cohorts.models import Deelname, Dienstverband


@dataclass(frozen=True)
class PersonDay:
    """One course day of one person, with what was said about it."""

    stand: Dagwoorden
    geschiedenis: tuple[Dagdeelgeschiedenis, ...]

    @property
    def status(self) -> str:
        """How the day went, in the word that every page has for it; empty while nobody knows."""
        kind = kind_of(*self.stand.statussen)
        if kind is DayKind.ONBEKEND or self.stand.vorm not in ("done", "half", "missed"):
            return ""
        return str(kind)


@dataclass(frozen=True)
class Person:
    """A deelname as its page shows it, on one day."""

    voortgang: Voortgang
    dagen: tuple[PersonDay, ...]
    dienstverbanden: Sequence[Dienstverband]
    seen_on: date

    @property
    def deelname(self) -> Deelname:
        return self.voortgang.deelname

    @property
    def werkgever(self) -> Dienstverband | None:
        """The employer of this day; before the first and after the last one, the nearest."""
        rows = self.dienstverbanden
        current = (row for row in rows if row.holds_on(self.seen_on))
        if found := next(current, None):
            return found
        return (rows[-1] if self.has_ended else rows[0]) if rows else None

    @property
    def has_ended(self) -> bool:
        return self.deelname.has_ended(self.seen_on)

    @property
    def to_catch_up(self) -> list[Dagwoorden]:
        """Days that were missed or were before the start, and for which nothing is on foot."""
        if self.has_ended:
            return []
        return [dag.stand for dag in self.dagen if dag.stand.in_te_halen]

    @property
    def is_late(self) -> bool:
        """Whether one of those days was held before this person joined."""
        return any(stand.is_before_start for stand in self.to_catch_up)


def person_of(deelname: Deelname, day: date) -> Person:
    """The page of one deelname, seen on `day`: four queries; user and cohort must be loaded."""
    [voortgang] = voortgang_of([deelname], day, with_plans=True)
    history = _history(deelname)
    return Person(
        voortgang=voortgang,
        dagen=tuple(
            PersonDay(stand=stand, geschiedenis=tuple(history[stand.cursusdag.pk]))
            for stand in voortgang.dagen
        ),
        dienstverbanden=list(deelname.dienstverbanden.by_start()),
        seen_on=day,
    )


def _history(deelname: Deelname) -> dict[int, list[Dagdeelgeschiedenis]]:
    """By course day: each dagdeel with what was said about it, the latest first. One query."""
    rows: dict[Aanwezigheid, list[Regel]] = {}
    for wijziging in Aanwezigheidswijziging.objects.of_deelname(deelname.pk).latest_first():
        rows.setdefault(wijziging.aanwezigheid, []).append(Regel(wijziging))
    by_day = defaultdict(list)
    # "ochtend" comes after "middag" in the alphabet, and before it on a day.
    for row in sorted(rows, key=lambda row: row.dagdeel, reverse=True):
        by_day[row.cursusdag_id].append(Dagdeelgeschiedenis(row, tuple(rows[row])))
    return by_day
