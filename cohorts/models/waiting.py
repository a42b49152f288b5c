"""Rows that wait for a human, as the coördinator's cockpit asks for them.

Each sentence is one statement that first narrows to what runs now, so that its cost follows the
cohorts of this season and not all that were ever held.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from cohorts.models.aanwezigheid import Aanwezigheid, Dagdeel
from cohorts.models.afmelding import Betwisting
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort, Trainerschap
from cohorts.models.counts import count_of
from cohorts.models.deelname import Deelname
from cohorts.models.inhaalopdracht import Inhaalopdracht
from cohorts.models.inhalen import Inhaalplan
from leergang.models import DAGDELEN_PER_PROGRAMMA, DAGEN_PER_PROGRAMMA

# A cohort asks for attention from eight weeks before it starts, until two months after it ended:
# who has not agreed by then on catching up has stopped.
AHEAD, BEHIND = timedelta(weeks=8), timedelta(days=60)
Status = Aanwezigheid.Status
MISSED = (Status.AFWEZIG, Status.AFGEMELD)
# A dagdeel about which nothing was said before its day closed cannot be followed any more either.
LOST = (*MISSED, Status.NIET_GEREGISTREERD)


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
        Deelname.objects.filter(cohort=OuterRef("cohort_id"), vanaf__lte=OuterRef("datum"))
        .filter(Q(tot_en_met=None) | Q(tot_en_met__gte=OuterRef("datum")))
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


def contests() -> QuerySet[Any]:
    """Contested marks that nobody decided about, with the `nummer` of their day."""
    return (
        Betwisting.objects.open()
        .annotate(nummer=F("aanwezigheid__cursusdag__nummer"))
        .select_related("aanwezigheid__deelname__user", "aanwezigheid__deelname__cohort")
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


def missed_days(day: date) -> QuerySet[Any]:
    """Whole days missed by people who missed at least two and have no plan for these.

    One row per day, with its `datum` and `nummer`; by deelname and number.
    """
    same_day = {"deelname": OuterRef("deelname_id"), "cursusdag": OuterRef("cursusdag_id")}
    middag = Aanwezigheid.objects.in_dagdeel(Dagdeel.MIDDAG).filter(status__in=MISSED, **same_day)
    held = Bijeenkomst.objects.taking_place().filter(
        cohort=OuterRef("deelname__cohort_id"), cursusdag=OuterRef("cursusdag_id")
    )
    missed = (
        Aanwezigheid.objects.in_dagdeel(Dagdeel.OCHTEND)
        .filter(status__in=MISSED, deelname__in=_people_of(running(day), day))
        .filter(Exists(middag), ~Exists(Inhaalplan.objects.coming(day).filter(**same_day)))
        .filter(~Exists(Inhaalopdracht.objects.lopend().filter(**same_day)))
    )
    twice = missed.order_by().values("deelname").annotate(aantal=Count("pk")).filter(aantal__gte=2)
    return (
        missed.filter(deelname__in=twice.values("deelname"))
        .annotate(datum=Subquery(held.values("datum")[:1]), nummer=F("cursusdag__nummer"))
        .select_related("deelname__user", "deelname__cohort")
        .order_by("deelname", "nummer")
    )


def short_of_norm(day: date) -> QuerySet[Any]:
    """People who cannot meet the norm in their own cohort, even if all that was agreed comes true.

    With `tekort` in dagdelen, `sinds` and `dag`: the first day to catch up. A dagdeel about which
    nothing was said yet may still turn out well, so a forgotten roll call puts nobody here.
    """
    days = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("cohort_id"))
    held = days.filter(datum__lte=day).order_by().values("cohort").annotate(last=Max("datum"))
    planned = Inhaalplan.objects.coming(day).filter(
        deelname=OuterRef(OuterRef("pk")), cursusdag=OuterRef("cursusdag_id")
    )
    before = days.filter(~Exists(planned), datum__lt=OuterRef("vanaf"))
    lost = _lost(day).filter(deelname=OuterRef("pk"))
    lost_then = _lost(day).filter(
        deelname=OuterRef(OuterRef("pk")), cursusdag=OuterRef("cursusdag_id")
    )
    early_or_lost = Q(datum__lt=OuterRef("vanaf")) | Q(Exists(lost_then))
    to_do = days.filter(early_or_lost, ~Exists(planned))
    return (
        _people_of(running(day), day)
        .filter(Exists(lost) | Exists(before))
        .annotate(
            tekort=F("cohort__norm_dagdelen")
            - DAGDELEN_PER_PROGRAMMA
            + count_of(lost, "deelname")
            + len(Dagdeel) * count_of(before, "cohort")
            - count_of(_made_good_early(day), "deelname")
        )
        .filter(tekort__gt=0)
        .annotate(
            sinds=Subquery(held.values("last")),
            dag=Subquery(to_do.order_by("cursusdag__nummer").values("cursusdag__nummer")[:1]),
        )
        .select_related("user", "cohort")
        .order_by("sinds", "pk")
    )


def _lost(day: date) -> QuerySet[Aanwezigheid]:
    """Dagdelen that were missed, and that nothing agreed on will make good."""
    same_day = {"deelname": OuterRef("deelname_id"), "cursusdag": OuterRef("cursusdag_id")}
    plans = Inhaalplan.objects.coming(day).filter(**same_day)
    tasks = Inhaalopdracht.objects.open().filter(dagdeel=OuterRef("dagdeel"), **same_day)
    return Aanwezigheid.objects.filter(
        ~(Q(dagdeel=Dagdeel.OCHTEND) & Q(Exists(plans.filter(ochtend=True)))),
        ~(Q(dagdeel=Dagdeel.MIDDAG) & Q(Exists(plans.filter(middag=True)))),
        ~Exists(tasks),
        status__in=LOST,
    )


def _made_good_early(day: date) -> QuerySet[Aanwezigheid]:
    """Of an outer deelname: dagdelen caught up of days before it began, without a plan."""
    same_day = {"deelname": OuterRef("deelname_id"), "cursusdag": OuterRef("cursusdag_id")}
    return Aanwezigheid.objects.behaald().filter(
        ~Exists(Inhaalplan.objects.coming(day).filter(**same_day)),
        deelname=OuterRef("pk"),
        cursusdag__bijeenkomsten__cohort=OuterRef("cohort_id"),
        cursusdag__bijeenkomsten__geannuleerd_op=None,
        cursusdag__bijeenkomsten__datum__lt=OuterRef("vanaf"),
    )


def cohorten_to_prepare(day: date) -> QuerySet[Any]:
    """Cohorts without dates, or with a day within eight weeks, that lack something.

    With `eerste` (the first day to come), `gepland`, `has_trainer`, `people` and
    `uninvited`.
    """
    days = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("pk"))
    people = Deelname.objects.filter(cohort=OuterRef("pk"))
    trainers = Trainerschap.objects.not_ended(day).filter(cohort=OuterRef("pk"))
    first = days.filter(datum__gte=day).order_by().values("cohort").annotate(d=Min("datum"))
    return (
        Cohort.objects.filter(
            ~Exists(days) | Exists(days.filter(datum__gte=day, datum__lte=day + AHEAD))
        )
        .annotate(
            eerste=Subquery(first.values("d")),
            gepland=count_of(days, "cohort"),
            has_trainer=Exists(trainers),
            people=count_of(people, "cohort"),
            uninvited=count_of(people.not_ended(day).not_invited(), "cohort"),
        )
        .filter(
            Q(gepland__lt=DAGEN_PER_PROGRAMMA)
            | Q(has_trainer=False)
            | Q(people=0)
            | Q(uninvited__gt=0)
        )
        .order_by("eerste", "aangemaakt_op", "pk")
    )


def days_without_trainer(day: date) -> QuerySet[Bijeenkomst]:
    """Days within eight weeks that nobody leads, of cohorts that do have a trainer."""
    leads = Trainerschap.objects.filter(
        Q(tot_en_met=None) | Q(tot_en_met__gte=OuterRef("datum")), vanaf__lte=OuterRef("datum")
    ).filter(Q(cohort=OuterRef("cohort_id")) | Q(bijeenkomst=OuterRef("pk")))
    known = Trainerschap.objects.not_ended(day).filter(cohort=OuterRef("cohort_id"))
    return (
        Bijeenkomst.objects.taking_place()
        .filter(~Exists(leads), Exists(known), datum__gte=day, datum__lte=day + AHEAD)
        .select_related("cohort", "cursusdag")
        .only("datum", "cohort__naam", "cursusdag__nummer")
        .order_by("datum", "pk")
    )


def _people_of(cohorten: QuerySet[Cohort], day: date) -> QuerySet[Deelname]:
    return Deelname.objects.not_ended(day).filter(cohort__in=cohorten)
