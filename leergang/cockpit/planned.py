"""Days that were planned, as the cockpit asks for them: those to come, and those of a year."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.counts import count_of
from cohorts.models.deelname import Deelname
from cohorts.models.trainerschap import Trainerschap
from leergang.cockpit.waiting import is_led


def days_to_come(day: date) -> QuerySet[Bijeenkomst]:
    """Days of all cohorts on or after `day`, the first one first."""
    return Bijeenkomst.objects.upcoming(day).for_agenda().order_by("datum", "begintijd", "pk")


def trainerschappen_of(rows: Sequence[Bijeenkomst]) -> QuerySet[Any]:
    """Who ever leads one of these days; `Trainerschap.leads` says which."""
    here = Q(cohort__in={row.cohort_id for row in rows}) | Q(bijeenkomst__in=rows)
    return Trainerschap.objects.filter(here).select_related("user").order_by("vanaf", "pk")


def cohorten_between(first: date, last: date, day: date) -> QuerySet[Cohort]:
    """Cohorts with a day from `first` to `last`, in the order in which they start.

    Those that are over on `day` stand at the end.
    """
    days = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("pk"))
    begin = days.order_by().values("cohort").annotate(d=Min("datum"))
    return (
        Cohort.objects.filter(Exists(days.filter(datum__gte=first, datum__lte=last)))
        .annotate(begin=Subquery(begin.values("d")), goes_on=Exists(days.filter(datum__gte=day)))
        .order_by("-goes_on", "begin", "pk")
    )


def days_between(first: date, last: date, cohort_pks: Iterable[int]) -> QuerySet[Any]:
    """Days of these cohorts from `first` to `last`, with `nummer` and `is_led`."""
    return (
        Bijeenkomst.objects.taking_place()
        .of_cohorten(cohort_pks)
        .filter(datum__gte=first, datum__lte=last)
        .annotate(nummer=F("cursusdag__nummer"), is_led=is_led())
        .only("cohort", "datum", "locatie")
        .order_by("datum", "pk")
    )


def cohorten_not_over(day: date) -> QuerySet[Any]:
    """Cohorts with a day today or later, the first to start first.

    With `begin`, `held` (days before `day`) and `people` who take part, now or later.
    """
    days = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("pk"))
    begin = days.order_by().values("cohort").annotate(d=Min("datum"))
    people = Deelname.objects.not_ended(day).filter(cohort=OuterRef("pk"))
    return (
        Cohort.objects.filter(Exists(days.filter(datum__gte=day)))
        .annotate(
            begin=Subquery(begin.values("d")),
            held=count_of(days.filter(datum__lt=day), "cohort"),
            people=count_of(people, "cohort"),
        )
        .only("naam", "capaciteit")
        .order_by("begin", "pk")
    )
