"""All that is known about the days of some people, in one question to the database."""

from collections.abc import Iterable
from datetime import date, time
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    OuterRef,
    Subquery,
    TimeField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat

from cohorts.aanwezigheid.models import (
    Aanwezigheid,
    Aanwezigheidswijziging,
    Afmelding,
    Dagdeel,
    Inhaalopdracht,
    Inhaalplan,
)

Status = Aanwezigheid.Status


class Soort(StrEnum):
    """What a fact is."""

    STAND = "stand"
    PLAN = "plan"
    OPDRACHT = "opdracht"
    AFMELDING = "afmelding"


class Planstand(StrEnum):
    """How far a plan to catch up is."""

    TE_PLANNEN = "te plannen"
    AANGEVRAAGD = "aangevraagd"
    GEPLAND = "gepland"


HELE_DAG = "dag"


class Feit(NamedTuple):
    """One fact about one day of one deelnemer; `dagdeel` is "dag" for both halves.

    Of a mark: the status, when and in which group it was followed, and in `tekst` what stood there
    before it was caught up. Of a plan: how far it is, when and where. Of an assignment: its text.
    """

    soort: str
    deelname_id: int
    cursusdag_id: int
    dagdeel: str
    status: str
    datum: date | None
    begintijd: time | None
    groep: str | None
    plek: str
    tekst: str
    pk: int

    @property
    def dagdelen(self) -> tuple[str, ...]:
        """Which halves of the day it is about."""
        return tuple(Dagdeel.values) if self.dagdeel == HELE_DAG else (self.dagdeel,)

    @property
    def plaats(self) -> str:
        """The place in words; empty while there is none."""
        return self.plek.strip(", ")


def feiten_of(deelname_ids: Iterable[int], day: date, *, with_plans: bool) -> list[Feit]:
    """The marks of these deelnames and, if asked, what is on foot: one query either way."""
    ids = list(deelname_ids)
    rows = _marks(ids)
    if with_plans:
        rows = rows.union(_plans(ids, day), _opdrachten(ids), _afmeldingen(ids), all=True)
    return [Feit(*row) for row in rows]


def voorheen() -> Case:
    """Of a mark: what stood there before the dagdeel was caught up, else nothing."""
    caught_up = Aanwezigheidswijziging.objects.filter(
        aanwezigheid=OuterRef("pk"), naar=Status.INGEHAALD
    ).exclude(van=Status.INGEHAALD)
    before = Subquery(caught_up.latest_first().values("van")[:1])
    return Case(
        When(status=Status.INGEHAALD, then=Coalesce(before, Value(""))),
        default=Value(""),
        output_field=CharField(),
    )


# What a fact does not say, in columns of the kind that the others have.
NO_DATE = Value(None, output_field=DateField())
NO_TIME = Value(None, output_field=TimeField())
NO_NAME = Value(None, output_field=CharField())


def _halves() -> Case:
    """Which halves a row with two ticks is about."""
    return Case(
        When(middag=False, then=Value(Dagdeel.OCHTEND.value)),
        When(ochtend=False, then=Value(Dagdeel.MIDDAG.value)),
        default=Value(HELE_DAG),
        output_field=CharField(),
    )


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _marks(ids: list[int]) -> Any:
    return Aanwezigheid.objects.of_deelnames(ids).values_list(
        _text(Soort.STAND),
        "deelname_id",
        "cursusdag_id",
        "dagdeel",
        "status",
        "bijeenkomst__datum",
        NO_TIME,
        "bijeenkomst__cohort__naam",
        _text(""),
        voorheen(),
        "pk",
    )


def _plans(ids: list[int], day: date) -> Any:
    stand = Case(
        When(bijeenkomst=None, then=Value(Planstand.TE_PLANNEN.value)),
        When(akkoord_op=None, then=Value(Planstand.AANGEVRAAGD.value)),
        default=Value(Planstand.GEPLAND.value),
        output_field=CharField(),
    )
    rows = Inhaalplan.objects.coming(day).filter(deelname__in=ids)
    return rows.values_list(
        _text(Soort.PLAN),
        "deelname_id",
        "cursusdag_id",
        _halves(),
        stand,
        "bijeenkomst__datum",
        "bijeenkomst__begintijd",
        "bijeenkomst__cohort__naam",
        Concat("bijeenkomst__locatie__naam", Value(", "), "bijeenkomst__locatie__plaats"),
        _text(""),
        "pk",
    )


def _opdrachten(ids: list[int]) -> Any:
    rows = Inhaalopdracht.objects.open().filter(deelname__in=ids)
    return rows.values_list(
        _text(Soort.OPDRACHT),
        "deelname_id",
        "cursusdag_id",
        "dagdeel",
        _text("gegeven"),
        NO_DATE,
        NO_TIME,
        NO_NAME,
        _text(""),
        "opdracht",
        "pk",
    )


def _afmeldingen(ids: list[int]) -> Any:
    rows = Afmelding.objects.geldig().filter(deelname__in=ids)
    return rows.values_list(
        _text(Soort.AFMELDING),
        "deelname_id",
        F("bijeenkomst__cursusdag_id"),
        _halves(),
        _text("geldig"),
        NO_DATE,
        NO_TIME,
        NO_NAME,
        _text(""),
        _text(""),
        "pk",
    )
