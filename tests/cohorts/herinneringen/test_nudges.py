"""Asking for marks that are missing: once, not at night, and not when it is done meanwhile."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from berichten.models import Bericht
from berichten.tasks import deliver_due
from cohorts.aanwezigheid.actions.closing import close_dag
from cohorts.herinneringen import tasks
from cohorts.herinneringen.nudges import OPEN_DAG, OPEN_DAG_COORDINATOR, queue_nudges
from tests.cohorts.herinneringen.outbox import moment_of
from tests.factories import TrainerschapFactory, mark_days

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.monday,
    pytest.mark.usefixtures("anna", "carla", "els"),
]
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 10:00 +0100", tick=False):
        yield


@pytest.fixture
def dag(vandaag, bijeenkomsten):
    """Day 5 alone: the days before it are complete by now."""
    for row in bijeenkomsten[:4]:
        close_dag(bijeenkomst=row, by=None)
    return vandaag


def told() -> set[tuple[str, str]]:
    return {(row.soort, row.ontvanger.voornaam) for row in Bericht.objects.all()}


@pytest.mark.parametrize(
    ("days", "clock", "people"),
    [
        (0, "17:29", set()),
        (0, "17:30", {(OPEN_DAG, "Carla")}),
        (0, "20:00", set()),
        (1, "06:59", set()),
        (1, "07:00", {(OPEN_DAG, "Carla")}),
        (1, "09:00", {(OPEN_DAG, "Carla"), (OPEN_DAG_COORDINATOR, "Els")}),
        (7, "19:59", {(OPEN_DAG, "Carla"), (OPEN_DAG_COORDINATOR, "Els")}),
        (8, "09:00", set()),
        (40, "12:00", set()),
    ],
)
def test_the_trainer_is_asked_after_an_hour_and_the_coordinator_next_day(dag, days, clock, people):
    queue_nudges(moment_of(MONDAY + timedelta(days=days), clock))

    assert told() == people


def test_the_coordinator_hears_of_a_friday_on_monday(dag):
    dag.datum = MONDAY - timedelta(days=3)
    dag.save()

    queue_nudges(moment_of(dag.datum + timedelta(days=2)))
    weekend = told()
    queue_nudges(moment_of(MONDAY, "09:00"))

    assert weekend == {(OPEN_DAG, "Carla")}
    assert (OPEN_DAG_COORDINATOR, "Els") in told()


def test_each_hears_of_a_day_once(dag):
    first = queue_nudges(moment_of(MONDAY, "18:00"))

    assert (first, queue_nudges(moment_of(MONDAY, "18:10"))) == (1, 0)
    queue_nudges(moment_of(MONDAY + timedelta(days=1)))
    queue_nudges(moment_of(MONDAY + timedelta(days=2)))
    assert Bericht.objects.count() == 2


def test_a_substitute_who_led_the_day_is_asked_as_well(dag, vervanger):
    queue_nudges(moment_of(MONDAY, "18:00"))

    assert told() == {(OPEN_DAG, "Carla"), (OPEN_DAG, "Sam")}


def test_a_trainer_of_later_is_not_asked(dag, cohort):
    TrainerschapFactory(cohort=cohort, vanaf=MONDAY + timedelta(days=1))

    queue_nudges(moment_of(MONDAY + timedelta(days=1), "08:00"))

    assert told() == {(OPEN_DAG, "Carla")}


def test_a_complete_list_asks_nothing(dag, deelname):
    mark_days(deelname, range(5, 6))

    assert queue_nudges(moment_of(MONDAY, "18:00")) == 0


def test_a_closed_day_asks_nothing_and_ends_what_still_waits(dag, carla):
    queue_nudges(moment_of(MONDAY, "18:00"))
    close_dag(bijeenkomst=dag, by=carla)

    assert queue_nudges(moment_of(MONDAY, "18:10")) == 0
    assert Bericht.objects.get().status == Bericht.Status.VERVALLEN


def test_a_cancelled_day_asks_nothing(dag, els):
    dag.geannuleerd_op, dag.geannuleerd_door = timezone.now(), els
    dag.save()

    assert queue_nudges(moment_of(MONDAY, "18:00")) == 0


def test_a_day_that_is_cancelled_meanwhile_ends_what_still_waits(dag, els):
    queue_nudges(moment_of(MONDAY, "18:00"))
    dag.geannuleerd_op, dag.geannuleerd_door = timezone.now(), els
    dag.save()

    assert queue_nudges(moment_of(MONDAY, "18:10")) == 0
    assert Bericht.objects.get().status == Bericht.Status.VERVALLEN


def test_the_task_looks_at_the_clock(dag):
    with time_machine.travel("2026-11-23 17:30 +0100", tick=False):
        tasks.queue_nudges.delay()

    assert told() == {(OPEN_DAG, "Carla")}


def test_at_night_nothing_is_asked(dag):
    assert queue_nudges(moment_of(MONDAY, "20:00")) == 0
    assert queue_nudges(moment_of(MONDAY, "19:59")) == 1


def test_the_words_name_no_deelnemer_and_say_what_to_do(dag, carla, deelname):
    with time_machine.travel("2026-11-24 09:05 +0100", tick=False):
        queue_nudges(timezone.now())
        deliver_due()

    trainer, coordinator = sorted(mail.outbox, key=lambda message: message.to != [carla.email])
    assert trainer.subject == "Presentie van dag 5 is nog niet compleet"
    assert reverse("presentie", args=[dag.pk]) in trainer.body
    assert "Eén deelnemer staat nog op niets." in trainer.body
    assert "Dat telt niet als afwezig." in trainer.body
    assert coordinator.subject == "Testdam A: presentie van dag 5 staat open"
    assert "De trainer heeft hierover een mail gehad: Carla Wit." in coordinator.body
    assert "Anna" not in trainer.body + coordinator.body
