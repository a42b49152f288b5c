"""Who may check in where: members of the day, and gasten who catch it up there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel, Inhaalplan
from cohorts.aanwezigheid.models.inhaalplan import InhaalplanQuerySet
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.checkin.code import (
    dagdeel_around,
    dagdeel_of_code,
    dagdeel_of_scan,
    refusal_at,
)

Status = Aanwezigheid.Status


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at one bijeenkomst; with a plan they are a gast there, who catches up."""

    bijeenkomst: Bijeenkomst
    deelname: Deelname
    plan: Inhaalplan | None = None

    @property
    def cursusdag_id(self) -> int:
        """The day of the own programme that is followed here."""
        return (self.plan or self.bijeenkomst).cursusdag_id

    def mark_in(self, dagdeel: str) -> Aanwezigheid | None:
        return Aanwezigheid.objects.filter(
            deelname=self.deelname, cursusdag=self.cursusdag_id, dagdeel=dagdeel
        ).first()

    def refusal_in(self, dagdeel: str, mark: Aanwezigheid | None) -> str:
        """Why this person cannot say to be there in this dagdeel, or nothing when they can."""
        if self.plan and dagdeel not in self.plan.dagdelen:
            return f"Je haalt hier alleen de {' en de '.join(self.plan.dagdelen)} in."
        if mark is None or mark.status in Aanwezigheid.BEHAALD:
            return ""
        if self.plan:
            return self._refusal_of_gast(mark)
        if mark.status in {Status.AFWEZIG, Status.AFGEMELD}:
            word = mark.get_status_display()
            return f"Je trainer heeft je op {word} gezet. Zeg het even als dat niet klopt."
        return ""

    def _refusal_of_gast(self, mark: Aanwezigheid) -> str:
        # The mark of a gast is that of the own missed day: what was said here last decides.
        last = mark.wijzigingen.by_hosts().latest_first().first()
        is_here = last is not None and last.bijeenkomst_id == self.bijeenkomst.pk
        if last and is_here and last.naar != Status.INGEHAALD:
            return (
                "Je trainer heeft genoteerd dat je er niet bent. Zeg het even als je er wel bent."
            )
        return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody gets to hear who comes with a code: one of the four, or the typed form."""

    dagdeel: Dagdeel
    is_present: bool = False
    refusal: str = ""
    is_granted: bool = False
    is_wrong: bool = False


def attendee_at(bijeenkomst: Bijeenkomst, user: User) -> Attendee | None:
    """This person at this bijeenkomst, on its date; None for everybody else."""
    own = Deelname.objects.of_user(user).expected_at(bijeenkomst).first()
    plan = None if own else _plans_of(user).at(bijeenkomst).first()
    return _attendee(bijeenkomst, user, own, plan)


def attendees_of(user: User, now: datetime) -> list[Attendee]:
    """Where this person is expected on the day of `now`, the earliest first: three queries."""
    day = timezone.localdate(now)
    own = {row.cohort_id: row for row in Deelname.objects.of_user(user).on(day)}
    plans = {plan.bijeenkomst_id: plan for plan in _plans_of(user)}
    today = Bijeenkomst.objects.on(day).taking_place().for_presentie()
    found = (
        _attendee(row, user, own.get(row.cohort_id), plans.get(row.pk))
        for row in today.filter(Q(cohort__in=own) | Q(pk__in=plans))
    )
    return [attendee for attendee in found if attendee]


def answer_to(
    attendee: Attendee, *, code: str, scan: dict[str, Any] | None, now: datetime
) -> Answer:
    """Judge a code that is scanned now, or one that was scanned before signing in.

    Who is on the list already hears that, with whatever code. A scan from before the sign-in is
    good for ten minutes, also when the code went on meanwhile or the time to check in ended.
    """
    bijeenkomst = attendee.bijeenkomst
    scanned = dagdeel_of_scan(scan, bijeenkomst, now)
    dagdeel = scanned or dagdeel_around(bijeenkomst, now)
    mark = attendee.mark_in(dagdeel)
    if mark and mark.status in Aanwezigheid.BEHAALD:
        return Answer(dagdeel, is_present=True)
    refusal = "" if scanned else refusal_at(bijeenkomst, now)
    refusal = refusal or attendee.refusal_in(dagdeel, mark)
    if refusal or scanned:
        return Answer(dagdeel, refusal=refusal, is_granted=not refusal)
    fits = dagdeel_of_code(bijeenkomst, code, now)
    return Answer(fits or dagdeel, is_granted=fits is not None, is_wrong=bool(code) and not fits)


def _plans_of(user: User) -> InhaalplanQuerySet:
    return Inhaalplan.objects.gepland().of_user(user).select_related("deelname")


def _attendee(
    bijeenkomst: Bijeenkomst, user: User, own: Deelname | None, plan: Inhaalplan | None
) -> Attendee | None:
    """A member of the cohort is no gast, whatever was planned."""
    deelname = own or (plan.deelname if plan else None)
    if deelname is None:
        return None
    deelname.user = user
    return Attendee(bijeenkomst, deelname, None if own else plan)
