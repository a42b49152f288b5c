"""Which question a journal opens with, and which ones belong to somebody's own course."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from cohorts.models import Bijeenkomst, Cohort
from programma.models import Cursusdag, Reflectievraag
from reflecties.models import Reflectie

Fase = Reflectievraag.Fase


@dataclass(frozen=True)
class Question:
    """A question of a day, with the page on which this person answered it, if there is one."""

    vraag: Reflectievraag
    reflectie_id: UUID | None


@dataclass(frozen=True)
class Opening:
    """What a journal shows first: the nearest day, its questions, and the one to start with."""

    cursusdag: Cursusdag
    questions: tuple[Question, ...]
    vraag: Reflectievraag | None


def own_days(user: User) -> QuerySet[Cursusdag]:
    """The days of the programmes that this person follows or followed."""
    return Cursusdag.objects.of_cohorten(Cohort.objects.followed_by(user))


def own_questions(user: User) -> QuerySet[Reflectievraag]:
    """The questions of those days."""
    return Reflectievraag.objects.filter(cursusdag__in=own_days(user)).select_related("cursusdag")


def questions_of(cursusdag: Cursusdag, user: User) -> tuple[Question, ...]:
    """The questions of a day in their order, each with this person's own page."""
    mine = Reflectie.objects.written_by(user).about(OuterRef("pk")).values("pk")[:1]
    vragen = cursusdag.reflectievragen.annotate(own=Subquery(mine))
    return tuple(Question(vraag, vraag.own) for vraag in vragen)


def opening_for(user: User, now: datetime) -> Opening | None:
    """The nearest day and the question that fits the moment; nothing while no day is planned.

    When all questions of the moment have a page, `vraag` is empty: then comes a free page.
    """
    bijeenkomsten = list(
        Bijeenkomst.objects.taking_place()
        .filter(cohort__in=Cohort.objects.followed_by(user))
        .select_related("cursusdag")
    )
    if not bijeenkomsten:
        return None
    nearest = min(bijeenkomsten, key=lambda b: _distance(b, timezone.localdate(now)))
    questions = questions_of(nearest.cursusdag, user)
    fitting = _fase(nearest, now)
    unanswered = (q.vraag for q in questions if q.vraag.fase == fitting and not q.reflectie_id)
    return Opening(nearest.cursusdag, questions, next(unanswered, None))


def _distance(bijeenkomst: Bijeenkomst, today: date) -> tuple[int, bool]:
    # Halfway between two days, the one that has been is still on somebody's mind.
    return abs((bijeenkomst.datum - today).days), bijeenkomst.datum > today


def _fase(bijeenkomst: Bijeenkomst, now: datetime) -> str:
    if bijeenkomst.datum > timezone.localdate(now):
        return Fase.VOOR
    return Fase.TIJDENS if now < bijeenkomst.eindigt_op else Fase.NA
