"""Reminders: to whom, when, and never twice."""

from datetime import UTC, date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from berichten.models import Bericht
from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.herinneringen.due import queue_due
from cohorts.herinneringen.tasks import queue_herinneringen
from cohorts.models import Cohort
from programma.models import Mailsjabloon
from tests.cohorts.herinneringen.outbox import moment_of, sent_about
from tests.factories import (
    AanwezigheidFactory,
    CohortFactory,
    DeelnameFactory,
    ProgrammaFactory,
    TrainerschapFactory,
    plan_seven_days,
)

Status = Aanwezigheid.Status
TWEE_WEKEN, TWEE_DAGEN, DAG_ERNA = Mailsjabloon.Soort.values


# -- When ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "clock", "soorten"),
    [
        (-15, "12:00", set()),
        (-14, "06:59", set()),
        (-14, "07:00", {TWEE_WEKEN}),
        (-8, "19:59", {TWEE_WEKEN}),
        (-8, "20:00", set()),
        (-7, "12:00", set()),
        (-3, "12:00", set()),
        (-2, "06:59", set()),
        (-2, "07:00", {TWEE_DAGEN}),
        (-1, "20:00", set()),
        (0, "09:30", {TWEE_DAGEN}),
        (0, "09:31", set()),
        (1, "06:59", set()),
        (1, "07:00", {DAG_ERNA}),
        (4, "19:59", {DAG_ERNA}),
        (5, "12:00", set()),
    ],
)
def test_each_kind_has_its_window_and_the_night_is_quiet(at, anna, dag, days, clock, soorten):
    at(days, clock)

    assert {soort for soort, user in sent_about(dag) if user == anna} == soorten


@pytest.mark.parametrize(("clock", "is_sent"), [("06:59", False), ("07:00", True)])
def test_a_worker_that_counts_in_the_time_of_greenwich_sends_by_ours(anna, dag, clock, is_sent):
    queue_due(moment_of(dag.datum - timedelta(days=14), clock).astimezone(UTC))

    assert ((TWEE_WEKEN, anna) in sent_about(dag)) == is_sent


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_seven_o_clock_is_that_of_the_wall_when_the_clock_changes(anna, dag, day):
    dag.datum = day + timedelta(days=14)
    dag.save()

    assert queue_due(moment_of(day, "06:59")) == 0
    queue_due(moment_of(day, "07:00"))

    assert (TWEE_WEKEN, anna) in sent_about(dag)


def test_a_reminder_that_waits_too_long_says_when_it_is_of_no_use(at, anna, dag):
    at(-14)
    at(-2)
    at(1)

    about = anna.berichten.filter(aanleiding=f"bijeenkomst:{dag.pk}")
    limits = dict(about.values_list("soort", "uiterlijk"))
    assert limits == {
        TWEE_WEKEN: moment_of(dag.datum - timedelta(days=8), "20:00"),
        TWEE_DAGEN: dag.begint_op,
        DAG_ERNA: moment_of(dag.datum + timedelta(days=4), "20:00"),
    }


# -- Never twice ---------------------------------------------------------------------------


def test_a_second_look_finds_nothing_new(at, anna, bas, dag):
    first = at(-14)

    assert first == 3  # Anna, Bas, and Carla who leads the day
    assert at(-14, "12:05") == 0
    assert at(-10) == 0
    assert Bericht.objects.filter(soort=TWEE_WEKEN).count() == 3


def test_somebody_who_joins_late_gets_the_reminder_alone(at, anna, cohort, dag):
    at(-14)
    late = DeelnameFactory(cohort=cohort)

    assert at(-12) == 1
    assert (TWEE_WEKEN, late.user) in sent_about(dag)


def test_a_moved_day_is_announced_anew_and_the_old_reminder_ends(at, anna, dag):
    at(-14)
    dag.datum += timedelta(days=7)
    dag.versie += 1
    dag.save()

    at(-14)

    rows = anna.berichten.filter(aanleiding=f"bijeenkomst:{dag.pk}").order_by("versie")
    assert list(rows.values_list("versie", "status")) == [(1, "vervallen"), (2, "klaar")]


def test_a_cancelled_day_is_not_announced_and_what_waits_is_ended(at, anna, dag):
    at(-14)
    dag.geannuleerd_op = timezone.now()
    dag.save()

    assert at(-2) == 0
    assert set(anna.berichten.values_list("status", flat=True)) == {"vervallen"}


def test_what_was_delivered_is_left_alone(at, anna, dag):
    at(-14)
    anna.berichten.update(status="verzonden", verzonden_op=timezone.now())
    dag.geannuleerd_op = timezone.now()
    dag.save()

    at(-13)

    about = anna.berichten.get(aanleiding=f"bijeenkomst:{dag.pk}")
    assert about.status == "verzonden"


# -- To whom -------------------------------------------------------------------------------


def test_only_those_who_take_part_on_the_day_are_reminded(at, anna, vreemd, cohort, dag):
    DeelnameFactory(cohort=cohort, vanaf=dag.datum + timedelta(days=1))
    DeelnameFactory(cohort=cohort, tot_en_met=dag.datum - timedelta(days=1))
    DeelnameFactory(cohort=cohort, user__is_active=False)

    at(-2)

    assert {user for _, user in sent_about(dag)} - {anna} == {
        row.user for row in dag.cohort.trainerschappen.all()
    }


def test_trainer_and_substitute_are_reminded_beforehand_but_not_afterwards(
    at, anna, carla, vervanger, dag
):
    at(-2)
    at(1)

    assert sent_about(dag) == {
        (TWEE_DAGEN, anna),
        (TWEE_DAGEN, carla),
        (TWEE_DAGEN, vervanger),
        (DAG_ERNA, anna),
    }


def test_a_trainer_who_takes_part_gets_one_mail_that_of_a_deelnemer(at, carla, cohort, dag):
    DeelnameFactory(cohort=cohort, user=carla)

    at(-2)

    assert "Neem mee:" in carla.berichten.get().tekst


@pytest.mark.parametrize(
    ("ochtend", "middag", "reminded"),
    [
        (None, None, True),
        (Status.AANWEZIG, None, True),
        (Status.AFWEZIG, Status.AANWEZIG, True),
        (Status.AFWEZIG, Status.AFWEZIG, False),
        (Status.AFGEMELD, None, False),
        (Status.INGEHAALD, Status.INGEHAALD, False),
        (Status.OPEN, Status.OPEN, True),
    ],
)
def test_the_day_after_is_for_those_who_were_there(
    at, anna, deelname, dag, ochtend, middag, reminded
):
    for dagdeel, status in ((Dagdeel.OCHTEND, ochtend), (Dagdeel.MIDDAG, middag)):
        if status:
            AanwezigheidFactory(deelname=deelname, bijeenkomst=dag, dagdeel=dagdeel, status=status)

    at(1)

    assert ((DAG_ERNA, anna) in sent_about(dag)) == reminded


def test_somebody_who_said_not_to_come_is_not_reminded(at, anna, deelname, dag):
    for dagdeel in Dagdeel.values:
        AanwezigheidFactory(
            deelname=deelname, bijeenkomst=dag, dagdeel=dagdeel, status=Status.AFGEMELD
        )

    at(-2)

    assert (TWEE_DAGEN, anna) not in sent_about(dag)


# -- Many ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("cohorts", "people"), [(1, 1), (1, 3), (3, 20)])
def test_the_number_of_queries_does_not_grow_with_the_people(programma, cohorts, people):
    for cohort in CohortFactory.create_batch(cohorts, programma=programma):
        plan_seven_days(cohort)
        TrainerschapFactory(cohort=cohort)
        DeelnameFactory.create_batch(people, cohort=cohort)
    noon = moment_of(timezone.localdate() - timedelta(days=2))

    with CaptureQueriesContext(connection) as captured:
        new = queue_due(noon)

    # SQLite takes at most 999 values at a time: only there the INSERT comes in parts.
    brackets = ("SAVEPOINT", "RELEASE", "INSERT")
    asked = [row["sql"] for row in captured if not row["sql"].startswith(brackets)]
    assert new == cohorts * (people + 1)
    assert len(asked) == 16


def test_the_task_looks_at_the_clock(anna, dag, time_machine):
    time_machine.move_to(moment_of(dag.datum - timedelta(days=2)), tick=False)

    queue_herinneringen.delay()

    assert (TWEE_DAGEN, anna) in sent_about(dag)


def test_a_cohort_of_another_programme_version_gets_its_own_text(anna, dag, cohort: Cohort):
    other = Mailsjabloon.objects.get(programma=cohort.programma, soort=TWEE_DAGEN)
    other.onderwerp = "Tot overmorgen"
    other.save()
    call_command("laad_programma", verbosity=0)

    queue_due(moment_of(dag.datum - timedelta(days=2)))

    assert anna.berichten.get().onderwerp == "Tot overmorgen"


def test_a_programme_without_this_reminder_sends_none(anna, dag, cohort: Cohort):
    """Another course has it."""
    Mailsjabloon.objects.filter(programma=cohort.programma, soort=TWEE_DAGEN).delete()
    Mailsjabloon.objects.create(
        programma=ProgrammaFactory(slug="iets-anders"),
        soort=TWEE_DAGEN,
        dagen=-2,
        onderwerp="Tot dan",
        tekst="Tot dan.",
    )

    assert queue_due(moment_of(dag.datum - timedelta(days=2))) == 0
    assert not anna.berichten.exists()
