"""Dated facts: a row that holds from a day up to and including another."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q


def not_ended(day: Any, path: str = "") -> Q:
    """That a row holds on `day` or begins later; `path` leads to it: "deelname__".

    `day` is a date, or the name or an expression of a column that holds one.
    """
    return Q(**{f"{path}tot_en_met": None}) | Q(**{f"{path}tot_en_met__gte": day})


class PeriodQuerySet(models.QuerySet):
    """Sentences about rows that hold for a period."""

    def on(self, day: date | OuterRef) -> Self:
        """Rows that hold on `day`, which may be that of an outer row; both ends belong to it."""
        return self.not_ended(day).filter(vanaf__lte=day)

    def not_ended(self, day: date | OuterRef) -> Self:
        """Rows that hold on `day` or begin later."""
        return self.filter(not_ended(day))


class Period(models.Model):
    """A fact with a first day and, once it has ended, a last day."""

    vanaf = models.DateField("vanaf")
    tot_en_met = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(tot_en_met=None) | Q(tot_en_met__gte=F("vanaf")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message="De laatste dag ligt vóór de eerste dag.",
            )
        ]

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.vanaf <= day and not self.has_ended(day)

    def has_ended(self, day: date) -> bool:
        """Whether the last day lies before `day`."""
        return self.tot_en_met is not None and self.tot_en_met < day
