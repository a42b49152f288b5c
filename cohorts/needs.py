"""What a cohort still needs: one answer for its page, its steps and the cockpit."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from cohorts.models import Bijeenkomst, Cohort, Deelname, Trainerschap
from cohorts.models.counts import count_of
from programma.models import DAGEN_PER_PROGRAMMA


class Need(Enum):
    """In the order in which a cohort needs them."""

    DATES = auto()
    TRAINER = auto()
    PEOPLE = auto()
    INVITATIONS = auto()


@dataclass(frozen=True)
class Needs:
    """A cohort on one day in numbers, and what follows from them."""

    dated: int  # days that ever got a date, also those that were cancelled
    planned: int  # of these: days that go on, held or to come
    to_come: int  # of these: today or later
    has_trainer: bool  # somebody leads the whole cohort, now or later
    people: int  # take part, now or later
    uninvited: int  # of these: no invitation was written

    @property
    def undated(self) -> int:
        """How many of the seven days have no date."""
        return DAGEN_PER_PROGRAMMA - self.planned

    @property
    def has_future(self) -> bool:
        """Whether somebody can still come in: a day is to come, or nothing was planned so far.

        Once days were held or cancelled and none is to come, the others were there, or nobody was.
        """
        return self.to_come > 0 or not self.dated

    @property
    def missing(self) -> tuple[Need, ...]:
        """Nothing once all seven days were held: who has stopped since is no longer missed."""
        if not (self.undated or self.to_come):
            return ()
        lacks = {
            Need.DATES: self.undated > 0,
            Need.TRAINER: not self.has_trainer,
            Need.PEOPLE: not self.people,
            Need.INVITATIONS: self.uninvited > 0 and self.has_future,
        }
        return tuple(need for need, is_lacking in lacks.items() if is_lacking)

    @property
    def to_invite(self) -> int:
        """How many people are to be invited: nobody to a cohort without a future."""
        return self.uninvited if Need.INVITATIONS in self.missing else 0


def needs_of(cohort: Cohort, day: date) -> Needs:
    """What one cohort needs on `day`: one query."""
    return of_row(with_needs(Cohort.objects.filter(pk=cohort.pk), day).get())


def of_row(row: Any) -> Needs:
    """Of a cohort of `with_needs`: no query."""
    return Needs(row.dated, row.planned, row.to_come, row.has_trainer, row.people, row.uninvited)


def with_needs(cohorten: QuerySet[Cohort], day: date) -> QuerySet[Any]:
    """With the numbers of `Needs`, and `begin`: the first day to come."""
    dated = Bijeenkomst.objects.filter(cohort=OuterRef("pk"))
    days = dated.taking_place()
    people = Deelname.objects.not_ended(day).filter(cohort=OuterRef("pk"))
    trainers = Trainerschap.objects.not_ended(day).filter(cohort=OuterRef("pk"))
    to_come = days.filter(datum__gte=day)
    first = to_come.order_by().values("cohort").annotate(d=Min("datum"))
    return cohorten.annotate(
        begin=Subquery(first.values("d")),
        dated=count_of(dated, "cohort"),
        planned=count_of(days, "cohort"),
        to_come=count_of(to_come, "cohort"),
        has_trainer=Exists(trainers),
        people=count_of(people, "cohort"),
        uninvited=count_of(people.not_invited(), "cohort"),
    )


def lacking_something() -> Q:
    """For cohorts of `with_needs`: those that may need something; `Needs.missing` decides."""
    return (
        Q(planned__lt=DAGEN_PER_PROGRAMMA) | Q(has_trainer=False) | Q(people=0) | Q(uninvited__gt=0)
    )
