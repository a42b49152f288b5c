"""What is known about the days of some people, kind by kind, in plain rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from django.db.models import F

from cohorts.aanwezigheid.models import (
    Aanwezigheid,
    Aanwezigheidswijziging,
    Afmelding,
    Dagdeel,
    Inhaalopdracht,
    Inhaalplan,
)

Status = Aanwezigheid.Status
# A deelname and a course day.
Key = tuple[int, int]


class Planstand(StrEnum):
    """How far a plan to catch up is."""

    TE_PLANNEN = "te plannen"
    AANGEVRAAGD = "aangevraagd"
    GEPLAND = "gepland"


class MarkFact(NamedTuple):
    """Where one dagdeel stands, when and in which group it was followed.

    `voorheen` is what stood there before it was caught up; empty when it was not.
    """

    dagdeel: str
    status: str
    datum: date | None = None
    groep: str | None = None
    voorheen: str = ""


class PlanFact(NamedTuple):
    """A plan to catch up: how far it is, and when and where once there is a day."""

    status: Planstand
    dagdelen: tuple[str, ...]
    pk: int
    datum: date | None = None
    begintijd: time | None = None
    groep: str | None = None
    plaats: str = ""


class OpdrachtFact(NamedTuple):
    """An assignment that nobody approved yet."""

    dagdeel: str
    tekst: str
    pk: int


@dataclass(frozen=True)
class Facts:
    """What is known of each day of each deelname; of `afmeldingen` the dagdelen they are about."""

    marks: Mapping[Key, Mapping[str, MarkFact]]
    plans: Mapping[Key, PlanFact] = field(default_factory=dict)
    opdrachten: Mapping[Key, list[OpdrachtFact]] = field(default_factory=dict)
    afmeldingen: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)


def facts_of(deelname_ids: Iterable[int], day: date, *, with_plans: bool) -> Facts:
    """The marks of these deelnames and, if asked, what is on foot: one query for each kind.

    One more when somebody has a plan, and one when something was caught up.
    """
    ids = list(deelname_ids)
    if not with_plans:
        return Facts(_marks(ids))
    return Facts(_marks(ids), _plans(ids, day), _opdrachten(ids), _afmeldingen(ids))


def before_catching_up(mark_pks: Iterable[int]) -> dict[int, str]:
    """Of marks that were caught up: what stood there before, by the key of the mark."""
    caught_up = Aanwezigheidswijziging.objects.filter(
        aanwezigheid__in=list(mark_pks), naar=Status.INGEHAALD
    ).exclude(van=Status.INGEHAALD)
    # Of two the latest counts, so it comes last.
    return dict(caught_up.order_by("moment", "pk").values_list("aanwezigheid_id", "van"))


def _marks(ids: list[int]) -> dict[Key, dict[str, MarkFact]]:
    names = ("pk", "deelname_id", "cursusdag_id", "dagdeel", "status")
    place = ("bijeenkomst__datum", "bijeenkomst__cohort__naam")
    rows = list(Aanwezigheid.objects.of_deelnames(ids).values_list(*names, *place))
    caught_up = [pk for pk, _, _, _, status, *_ in rows if status == Status.INGEHAALD]
    before = before_catching_up(caught_up) if caught_up else {}
    marks: dict[Key, dict[str, MarkFact]] = defaultdict(dict)
    for pk, deelname, dag, dagdeel, status, datum, groep in rows:
        voorheen = before.get(pk, "")
        marks[deelname, dag][dagdeel] = MarkFact(dagdeel, status, datum, groep, voorheen)
    return marks


def _plans(ids: list[int], day: date) -> dict[Key, PlanFact]:
    names = ("deelname_id", "cursusdag_id", "ochtend", "middag", "akkoord_op", "pk")
    day_elsewhere = ("bijeenkomst__datum", "bijeenkomst__begintijd", "bijeenkomst__cohort__naam")
    place = ("bijeenkomst__locatie__naam", "bijeenkomst__locatie__plaats")
    # Few people catch up: whether a plan is still of use is asked only when there is one.
    not_ended = list(
        Inhaalplan.objects.not_lapsed().filter(deelname__in=ids).values_list("pk", flat=True)
    )
    if not not_ended:
        return {}
    rows = Inhaalplan.objects.coming(day).filter(pk__in=not_ended)
    plans = {}
    for row in rows.values_list(*names, *day_elsewhere, *place):
        deelname, dag, ochtend, middag, akkoord_op, pk, datum, begintijd, groep, *where = row
        plans[deelname, dag] = PlanFact(
            status=_planstand(datum, akkoord_op),
            dagdelen=_halves(ochtend, middag),
            pk=pk,
            datum=datum,
            begintijd=begintijd,
            groep=groep,
            plaats=", ".join(filter(None, where)),
        )
    return plans


def _planstand(datum: date | None, akkoord_op: object) -> Planstand:
    if datum is None:
        return Planstand.TE_PLANNEN
    return Planstand.GEPLAND if akkoord_op else Planstand.AANGEVRAAGD


def _halves(ochtend: bool, middag: bool) -> tuple[str, ...]:
    """Which halves of the day a row with two ticks is about."""
    chosen = ((ochtend, Dagdeel.OCHTEND), (middag, Dagdeel.MIDDAG))
    return tuple(dagdeel for is_chosen, dagdeel in chosen if is_chosen)


def _opdrachten(ids: list[int]) -> dict[Key, list[OpdrachtFact]]:
    rows = Inhaalopdracht.objects.open().filter(deelname__in=ids).order_by("pk")
    found: dict[Key, list[OpdrachtFact]] = defaultdict(list)
    names = ("deelname_id", "cursusdag_id", "dagdeel", "opdracht", "pk")
    for deelname, dag, dagdeel, tekst, pk in rows.values_list(*names):
        found[deelname, dag].append(OpdrachtFact(dagdeel, tekst, pk))
    return found


def _afmeldingen(ids: list[int]) -> dict[Key, tuple[str, ...]]:
    rows = Afmelding.objects.geldig().filter(deelname__in=ids).order_by("-pk")
    return {
        (deelname, dag): _halves(ochtend, middag)
        for deelname, dag, ochtend, middag in rows.values_list(
            "deelname_id", F("bijeenkomst__cursusdag_id"), "ochtend", "middag"
        )
    }
