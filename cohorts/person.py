"""One person in one cohort: seven days with their history, plans to catch up, employers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cohorts.geschiedenis import Dagdeelgeschiedenis, Regel
from cohorts.models import (
    Aanwezigheid,
    Aanwezigheidswijziging,
    Deelname,
    Dienstverband,
    Inhaalplan,
)
from cohorts.voortgang import Dagstand, Voortgang, voortgang_of

Status = Aanwezigheid.Status


@dataclass(frozen=True)
class PersonDay:
    """One course day of one person, with what was said about it."""

    stand: Dagstand
    geschiedenis: tuple[Dagdeelgeschiedenis, ...]
    plan: Inhaalplan | None
    may_catch_up: bool

    @property
    def pil(self) -> str:
        """The kind of status mark beside the word: a class of the style guide."""
        if self.stand.vorm == "done":
            caught_up = Status.INGEHAALD in self.stand.statussen
            return "lp-pill--info" if caught_up else "lp-pill--ok"
        if self.stand.vorm == "half":
            return "lp-pill--warn"
        is_absent = self.stand.vorm == "missed" and self.stand.label != "nog niet geregistreerd"
        return "lp-pill--bad" if is_absent else ""

    @property
    def elders(self) -> tuple[str, ...]:
        """Where it was caught up: "14 mei (Testdam B)", each place once."""
        places = dict.fromkeys(
            host
            for row in self.geschiedenis
            if row.aanwezigheid.status == Status.INGEHAALD
            and (host := row.aanwezigheid.bijeenkomst)
        )
        return tuple(host.plek for host in places)


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
    def is_late(self) -> bool:
        """Whether days were held before this person joined."""
        return any(
            dag.stand.bijeenkomst and dag.stand.bijeenkomst.datum < self.deelname.vanaf
            for dag in self.dagen
        )

    @property
    def to_catch_up(self) -> list[PersonDay]:
        """Days that this person missed, wholly or in part, without a plan to make good."""
        return [dag for dag in self.dagen if dag.may_catch_up]


def person_of(deelname: Deelname, day: date) -> Person:
    """The page of one deelname, seen on `day`: five queries; user and cohort must be loaded."""
    [voortgang] = voortgang_of([deelname], day)
    history = _history(deelname)
    plans = {
        plan.cursusdag_id: plan
        for plan in Inhaalplan.objects.lopend().of_deelname(deelname).for_page()
    }
    is_running = not deelname.has_ended(day)
    return Person(
        voortgang=voortgang,
        dagen=tuple(
            PersonDay(
                stand=stand,
                geschiedenis=tuple(history[stand.cursusdag.pk]),
                plan=plans.get(stand.cursusdag.pk),
                may_catch_up=is_running
                and stand.cursusdag.pk not in plans
                and _is_missed(stand, deelname),
            )
            for stand in voortgang.dagen
        ),
        dienstverbanden=list(deelname.dienstverbanden.by_start()),
        seen_on=day,
    )


def _is_missed(stand: Dagstand, deelname: Deelname) -> bool:
    """Whether the day is behind this person and not wholly followed, or was before they came."""
    if stand.vorm in {"missed", "half"}:
        return stand.label != "nog niet geregistreerd"
    held = stand.bijeenkomst
    came_later = held is not None and held.datum < deelname.vanaf
    return stand.vorm == "none" and came_later


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
