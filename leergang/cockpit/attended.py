"""How full each day of a cohort was."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from cohorts.aanwezigheid.models.aanwezigheid import Aanwezigheid
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.counts import count_of
from cohorts.models.deelname import Deelname
from leergang.cockpit.waiting import running

# How far back the last days are looked for.
BEHIND = timedelta(days=180)


def attended_days(cohort_pks: Iterable[int]) -> QuerySet[Any]:
    """Days of these cohorts, in the order of their numbers, each as in `_counted`."""
    days = Bijeenkomst.objects.taking_place().of_cohorten(cohort_pks)
    return _counted(days).only("cohort", "datum").order_by("cohort", "nummer")


def last_days(day: date) -> QuerySet[Any]:
    """Days up to `day` with people and presentie, of any cohort, the last one first."""
    days = Bijeenkomst.objects.past(day + timedelta(days=1)).filter(datum__gt=day - BEHIND)
    return (
        _counted(days)
        .filter(expected__gt=0, marked__gt=0)
        .select_related("cohort")
        .only("datum", "cohort__naam")
        .order_by("-datum", "-pk")
    )


def _counted(days: QuerySet[Bijeenkomst]) -> QuerySet[Any]:
    """With `nummer`, and how many people each day counted on (`expected`).

    Of these: who followed at least half of it or caught it up (`followed`), and about whom anything
    is known (`marked`).
    """
    expected = Deelname.objects.on(OuterRef("datum")).filter(cohort=OuterRef("cohort_id"))
    marks = Aanwezigheid.objects.filter(
        deelname=OuterRef("pk"), cursusdag=OuterRef(OuterRef("cursusdag_id"))
    )
    return days.annotate(
        nummer=F("cursusdag__nummer"),
        expected=count_of(expected, "cohort"),
        followed=count_of(expected.filter(Exists(marks.behaald())), "cohort"),
        marked=count_of(expected.filter(Exists(marks.geregistreerd())), "cohort"),
    )


def cohorten_on_the_way(day: date) -> QuerySet[Cohort]:
    """Cohorts that have started and are not over, in the order in which they started."""
    days = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("pk")).order_by("datum")
    return (
        running(day, behind=timedelta(0))
        .annotate(begin=Subquery(days.values("datum")[:1]))
        .order_by("begin", "pk")
    )
