"""One reminder to complete a list: to the trainers after the day, then to the coördinators.

Looked for every few minutes and never planned ahead, like the other reminders: a day that was
completed, closed, moved or cancelled meanwhile is not found.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from berichten.actions import queue_berichten
from berichten.letter import Brief
from berichten.mail import html_of
from berichten.models import Bericht
from cohorts.aanwezigheid.actions.closing import last_day_to_mark, oldest_open_day, open_people
from cohorts.day_messages import (
    aanleiding_of,
    evening_of,
    expire_waiting,
    is_quiet,
    letterhead_of,
)
from cohorts.herinneringen.mail import compose_open_dag, compose_open_dag_coordinator
from cohorts.models import Bijeenkomst
from cohorts.recipients import coordinators_on, leaders_of
from cohorts.working_days import working_day_after

PAUSE = timedelta(hours=1)
# By then a trainer who was told at seven has had a moment.
COORDINATOR_FROM = time(9)
OPEN_DAG, OPEN_DAG_COORDINATOR = "open_dag", "open_dag_coordinator"
SOORTEN = (OPEN_DAG, OPEN_DAG_COORDINATOR)


def queue_nudges(now: datetime) -> int:
    """Put every nudge that is due at `now` in the outbox; returns how many were new.

    Promises one to each trainer and one to each coördinator for a day, none at night, none for a
    day that closed or has closed by itself.
    """
    now = timezone.localtime(now)
    if is_quiet(now):
        return 0
    expire_waiting(SOORTEN, _incomplete)
    found = Bijeenkomst.objects.not_closed().for_nudge(oldest_open_day(now.date()), now.date())
    ended = [row for row in found if row.eindigt_op + PAUSE <= now]
    open_at = open_people(ended)
    due = [row for row in ended if open_at[row.pk]]
    coordinators = coordinators_on(now.date()) if due else []
    return sum(
        queue_berichten(berichten=list(_nudges(row, len(open_at[row.pk]), coordinators, now)))
        for row in due
    )


def coordinators_hear_of(datum: date) -> datetime:
    """From when a coördinator is told of a day that was not completed."""
    return timezone.make_aware(datetime.combine(working_day_after(datum), COORDINATOR_FROM))


def _incomplete(pks: list[str]) -> Iterable[Bijeenkomst]:
    """Which of these days were neither completed, closed nor cancelled."""
    rows = list(Bijeenkomst.objects.not_closed().filter(pk__in=pks))
    open_at = open_people(rows)
    return (row for row in rows if open_at[row.pk])


def _nudges(
    row: Bijeenkomst, count: int, coordinators: list[User], now: datetime
) -> Iterator[Bericht]:
    trainers = leaders_of(row)
    for user in trainers:
        yield _bericht(row, user, OPEN_DAG, now, compose_open_dag(user, row, open_people=count))
    if now < coordinators_hear_of(row.datum):
        return
    for user in coordinators:
        brief = compose_open_dag_coordinator(user, row, open_people=count, trainers=trainers)
        yield _bericht(row, user, OPEN_DAG_COORDINATOR, now, brief)


def _bericht(row: Bijeenkomst, user: User, soort: str, now: datetime, brief: Brief) -> Bericht:
    onderwerp, tekst = brief
    return Bericht(
        soort=soort,
        ontvanger=user,
        adres=user.email,
        aanleiding=aanleiding_of(row),
        versie=row.versie,
        onderwerp=onderwerp,
        tekst=tekst,
        html=html_of(onderwerp, tekst, letterhead_of(row.cohort, row.cursusdag.nummer)),
        klaar_vanaf=now,
        uiterlijk=evening_of(last_day_to_mark(row.datum)),
    )
