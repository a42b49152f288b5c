"""How full each day of a cohort was."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.aanwezigheid.models.aanwezigheid import AanwezigheidQuerySet
from cohorts.aanwezigheid.progress.kind import DayKind, Headcount, present_so_far
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.counts import count_of
from cohorts.models.deelname import Deelname
from leergang.cockpit.waiting import running

Status = Aanwezigheid.Status
ABSENT = (Status.AFWEZIG, Status.AFGEMELD)
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
    """With `nummer`, how many people each day counted on (`expected`), and how many of those were
    what: the numbers that `headcount_of_row` reads. `marked`: about whom anything is known.
    """
    expected = Deelname.objects.on(OuterRef("datum")).filter(cohort=OuterRef("cohort_id"))
    marks = Aanwezigheid.objects.filter(
        deelname=OuterRef("pk"), cursusdag=OuterRef(OuterRef("cursusdag_id"))
    )
    here = marks.filter(status=Status.AANWEZIG)
    return days.annotate(
        nummer=F("cursusdag__nummer"),
        expected=count_of(expected, "cohort"),
        followed=count_of(expected.filter(Exists(marks.behaald())), "cohort"),
        present=count_of(expected.filter(Exists(here)), "cohort"),
        whole=count_of(expected.filter(_both(marks, Status.AANWEZIG)), "cohort"),
        attained=count_of(expected.filter(_both(marks, *Aanwezigheid.BEHAALD)), "cohort"),
        excused=count_of(expected.filter(_both(marks, Status.AFGEMELD)), "cohort"),
        missed=count_of(expected.filter(_both(marks, *ABSENT)), "cohort"),
        known=count_of(expected.filter(Exists(marks.stated())), "cohort"),
        marked=count_of(expected.filter(Exists(marks.geregistreerd())), "cohort"),
    )


def _both(marks: AanwezigheidQuerySet, *statussen: str) -> Q:
    """That both halves of the day stand on one of these: `marks` of one person and one day."""
    halves = marks.filter(status__in=statussen)
    return Q(*(Exists(halves.in_dagdeel(dagdeel)) for dagdeel in Dagdeel.values))


def words_of(row: Any, today: date) -> str:
    """What became of everybody on one of these days; of today, who is there so far."""
    if row.datum == today:
        return present_so_far(row.present, row.expected)
    return headcount_of_row(row).words


def headcount_of_row(row: Any) -> Headcount:
    """The people of one of these days, each of one kind: what `kind_of` says of each of them."""
    return Headcount(
        {
            DayKind.AANWEZIG: row.whole,
            DayKind.HALVE_DAG: row.followed - row.attained,
            DayKind.INGEHAALD: row.attained - row.whole,
            DayKind.AFGEMELD: row.excused,
            DayKind.AFWEZIG: row.missed - row.excused,
            DayKind.DEELS: row.known - row.followed - row.missed,
            DayKind.ONBEKEND: row.expected - row.known,
        }
    )


def cohorten_on_the_way(day: date) -> QuerySet[Cohort]:
    """Cohorts that have started and are not over, in the order in which they started."""
    days = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("pk")).order_by("datum")
    return (
        running(day, behind=timedelta(0))
        .annotate(begin=Subquery(days.values("datum")[:1]))
        .order_by("begin", "pk")
    )
