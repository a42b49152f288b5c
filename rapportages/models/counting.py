"""What SQL counts for a report: which days and marks belong to one employment."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst

# Instead of a status: the dagdeel was followed in an earlier cohort and is counted there.
EERDER = "eerder"


class Periode(NamedTuple):
    """The days that a report is about, both ends included; None is an open end."""

    van: date | None = None
    tot_en_met: date | None = None

    def holds(self, datum: str) -> Q:
        """That the date at the path `datum` lies in it."""
        ends = {f"{datum}__gte": self.van, f"{datum}__lte": self.tot_en_met}
        return Q(**{path: day for path, day in ends.items() if day})

    @property
    def in_words(self) -> str:
        """As a person would say it; nothing when it has no ends."""
        said = (("van", self.van), ("tot en met", self.tot_en_met))
        return " ".join(f"{word} {date_format(day, 'j F Y')}" for word, day in said if day)


ALWAYS = Periode()


def attended() -> models.QuerySet[Aanwezigheid]:
    return Aanwezigheid.objects.behaald().filter(deelname=OuterRef("deelname"))


def days() -> models.QuerySet[Bijeenkomst]:
    """Days of the own cohort of the deelname."""
    return Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("deelname__cohort"))


def days_after_end() -> models.QuerySet[Bijeenkomst]:
    """The day of an outer mark in the own cohort, when it was after the end of the employment.

    Bas left the gemeente on 1 June: his mark of day 5, which his cohort held on 3 June, is found
    here and does not count for that gemeente.
    """
    return days().filter(cursusdag=OuterRef("cursusdag"), datum__gt=OuterRef(OuterRef("einde")))


def days_on(day: date) -> models.QuerySet[Bijeenkomst]:
    """The day of an outer mark in the own cohort, when it is `day`."""
    return days().filter(cursusdag=OuterRef("cursusdag"), datum=day)


def count(rows: models.QuerySet[Any], by: str) -> Subquery:
    """How many rows stand with this `by`; NULL when there is none."""
    return Subquery(rows.order_by().values(by).annotate(aantal=Count("pk")).values("aantal"))


def mark(path: str, dagdeel: str) -> Coalesce:
    """The status of one dagdeel on the day at `path`; EERDER when it counts elsewhere."""
    marks = Aanwezigheid.objects.filter(
        deelname=OuterRef("deelname"), cursusdag=OuterRef(f"{path}__cursusdag"), dagdeel=dagdeel
    ).annotate(
        uitkomst=Case(
            When(_is_counted_elsewhere(), then=Value(EERDER)),
            default=F("status"),
            output_field=models.CharField(),
        )
    )
    return Coalesce(Subquery(marks.values("uitkomst")[:1]), Value(Aanwezigheid.Status.OPEN))


def followed_before(deelname_ids: Iterable[int]) -> set[tuple[int, int, str]]:
    """Deelname, course day and dagdeel of the marks that count in another deelname: one query."""
    marks = Aanwezigheid.objects.of_deelnames(deelname_ids).filter(_is_counted_elsewhere())
    return set(marks.values_list("deelname_id", "cursusdag_id", "dagdeel"))


def _is_counted_elsewhere() -> Q:
    """That a mark repeats what the same person followed in another deelname.

    Anna followed day 3 in cohort A and moved to cohort B. There her mark of day 3 is "ingehaald",
    at that bijeenkomst of A. Its hours belong to her employment in A, so of B the report says
    "eerder gevolgd".
    """
    # Where she was present herself the mark stays; of two that were caught up, the earlier one.
    others = Aanwezigheid.objects.behaald().filter(
        Q(status=Aanwezigheid.Status.AANWEZIG) | Q(deelname__lt=OuterRef("deelname")),
        deelname__user=OuterRef("deelname__user"),
        bijeenkomst=OuterRef("bijeenkomst"),
        dagdeel=OuterRef("dagdeel"),
    )
    return Q(status=Aanwezigheid.Status.INGEHAALD) & Q(Exists(others))
