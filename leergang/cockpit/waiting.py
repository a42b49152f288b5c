"""Rows that wait for a human, as the coördinator's cockpit asks for them.

Each sentence is one statement that first narrows to what runs now, so that its cost follows the
cohorts of this season and not all that were ever held.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from cohorts.aanwezigheid.models.aanwezigheid import Aanwezigheid
from cohorts.aanwezigheid.models.dagdeel import Dagdeel
from cohorts.aanwezigheid.models.inhaalopdracht import Inhaalopdracht
from cohorts.aanwezigheid.models.inhaalplan import Inhaalplan
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.counts import count_of
from cohorts.models.deelname import Deelname
from cohorts.models.trainerschap import Trainerschap
from cohorts.needs import lacking_something, with_needs
from cohorts.presentie.models.betwisting import Betwisting
from programma.models import DAGDELEN_PER_PROGRAMMA

# A cohort asks for attention from eight weeks before it starts, until two months after it ended:
# who has not agreed by then on catching up has stopped.
AHEAD, BEHIND = timedelta(weeks=8), timedelta(days=60)


def running(day: date, *, behind: timedelta = BEHIND) -> QuerySet[Cohort]:
    """Cohorts that have started and were not over `behind` before `day`."""
    held = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("pk"))
    return Cohort.objects.filter(
        Exists(held.filter(datum__lte=day)), Exists(held.filter(datum__gte=day - behind))
    )


def unmarked_days(day: date) -> QuerySet[Any]:
    """Days before `day` that are not closed, with `open`: people about whom something misses."""
    here = Aanwezigheid.objects.geregistreerd().filter(
        deelname=OuterRef("pk"), cursusdag=OuterRef(OuterRef("cursusdag_id"))
    )
    unmarked = (
        Deelname.objects.on(OuterRef("datum"))
        .filter(cohort=OuterRef("cohort_id"))
        .filter(
            ~Exists(here.in_dagdeel(Dagdeel.OCHTEND)) | ~Exists(here.in_dagdeel(Dagdeel.MIDDAG))
        )
    )
    return (
        Bijeenkomst.objects.taking_place()
        .filter(afgerond_op=None, datum__lt=day)
        .annotate(open=count_of(unmarked, "cohort"))
        .filter(open__gt=0)
        .select_related("cohort", "cursusdag")
        .only("datum", "cohort__naam", "cursusdag__nummer")
        .order_by("datum", "pk")
    )


def betwistingen() -> QuerySet[Any]:
    """Contested marks that nobody decided about."""
    return (
        Betwisting.objects.open()
        .select_related("aanwezigheid__deelname__user", "aanwezigheid__deelname__cohort")
        .select_related("aanwezigheid__cursusdag")
        .order_by("ingediend_op", "pk")
    )


def open_plans() -> QuerySet[Any]:
    """Plans to catch up that need a day, or the coördinator's agreement to one."""
    return (
        Inhaalplan.objects.lopend()
        .filter(akkoord_op=None)
        .annotate(nummer=F("cursusdag__nummer"))
        .select_related("deelname__user", "deelname__cohort", "bijeenkomst__cohort")
        .order_by("aangevraagd_op", "pk")
    )


def open_assignments() -> QuerySet[Any]:
    """Assignments that nobody approved yet."""
    return (
        Inhaalopdracht.objects.open()
        .annotate(nummer=F("cursusdag__nummer"))
        .select_related("deelname__user", "deelname__cohort")
        .order_by("gegeven_op", "pk")
    )


def people_at_risk(day: date) -> QuerySet[Any]:
    """People who lost so many dagdelen that the norm or two whole days may be gone, or came in
    later. Who lost most comes first; `voortgang` says what it means for each. Who leaves before the
    last day of the cohort has nothing to catch up there."""
    days = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("cohort_id"))
    lost = Aanwezigheid.objects.filter(status__in=Aanwezigheid.GEMIST, deelname=OuterRef("pk"))
    return (
        Deelname.objects.not_ended(day)
        .filter(cohort__in=running(day))
        .annotate(lost=count_of(lost, "deelname"))
        .filter(
            Q(lost__gt=DAGDELEN_PER_PROGRAMMA - F("cohort__norm_dagdelen"))
            | Q(lost__gte=2 * len(Dagdeel))
            | Exists(days.filter(datum__lt=OuterRef("vanaf")))
        )
        .exclude(Exists(days.filter(datum__gt=OuterRef("tot_en_met"))))
        .select_related("user", "cohort")
        .order_by("-lost", "pk")
    )


def cohorten_to_prepare(day: date) -> QuerySet[Any]:
    """Cohorts without dates, or with a day within eight weeks, that may lack something."""
    days = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("pk"))
    soon = days.filter(datum__gte=day, datum__lte=day + AHEAD)
    near = Cohort.objects.filter(~Exists(days) | Exists(soon))
    return (
        with_needs(near, day).filter(lacking_something()).order_by("begin", "aangemaakt_op", "pk")
    )


def is_led() -> Exists:
    """For an outer bijeenkomst: that somebody leads it on its date, as trainer or as substitute."""
    return Exists(
        Trainerschap.objects.on(OuterRef("datum")).filter(
            Q(cohort=OuterRef("cohort_id")) | Q(bijeenkomst=OuterRef("pk"))
        )
    )


def days_without_trainer(day: date) -> QuerySet[Bijeenkomst]:
    """Days within eight weeks that nobody leads, of cohorts that do have a trainer."""
    known = Trainerschap.objects.not_ended(day).filter(cohort=OuterRef("cohort_id"))
    return (
        Bijeenkomst.objects.taking_place()
        .filter(~is_led(), Exists(known), datum__gte=day, datum__lte=day + AHEAD)
        .select_related("cohort", "cursusdag")
        .only("datum", "cohort__naam", "cursusdag__nummer")
        .order_by("datum", "pk")
    )
