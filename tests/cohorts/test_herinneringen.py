"""Reminders: to whom, when, in which words, and never twice."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from berichten.models import Bericht
from cohorts.herinneringen import queue_due
from cohorts.herinneringsbrief import wanneer
from cohorts.models import Aanwezigheid, Bijeenkomst, Cohort, Dagdeel
from cohorts.tasks import queue_herinneringen
from leergang.models import Mailsjabloon, Programma
from tests.factories import (
    AanwezigheidFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
    plan_seven_days,
)

Status = Aanwezigheid.Status
TWEE_WEKEN, TWEE_DAGEN, DAG_ERNA = Mailsjabloon.Soort.values


@pytest.fixture
def programma(db: None) -> Programma:
    """The real texts, as they are loaded for a new cohort."""
    call_command("laad_programma", verbosity=0)
    return Programma.objects.latest_version("ambtelijk-vakmanschap")


@pytest.fixture
def dag(bijeenkomsten: list[Bijeenkomst], carla: User) -> Bijeenkomst:
    """Day 5 of Carla's cohort, today."""
    return bijeenkomsten[4]


def moment_of(day: date, clock: str = "12:00") -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{clock}"))


@pytest.fixture
def at(dag: Bijeenkomst) -> Callable[..., int]:
    """Look for reminders so many days from day 5; says how many there are about it since."""

    def look(days: int, clock: str = "12:00") -> int:
        about = Bericht.objects.filter(aanleiding=f"bijeenkomst:{dag.pk}")
        before = about.count()
        queue_due(moment_of(dag.datum + timedelta(days=days), clock))
        return about.count() - before

    return look


def sent_about(bijeenkomst: Bijeenkomst) -> set[tuple[str, User]]:
    rows = Bericht.objects.filter(aanleiding=f"bijeenkomst:{bijeenkomst.pk}")
    return {(row.soort, row.ontvanger) for row in rows.select_related("ontvanger")}


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


# -- In which words ------------------------------------------------------------------------


def test_no_reminder_of_the_whole_course_holds_a_bracket(anna, cohort, bijeenkomsten):
    for bijeenkomst in bijeenkomsten:
        for days in (-14, -2, 1):
            queue_due(moment_of(bijeenkomst.datum + timedelta(days=days)))

    rows = anna.berichten.all()
    assert rows.count() == 21
    for row in rows:
        for text in (row.onderwerp, row.tekst, row.html.replace("{margin", "")):
            assert "{{" not in text
            assert "{%" not in text
        assert "[" not in row.onderwerp + row.tekst
        assert "None" not in row.onderwerp + row.tekst


def test_two_weeks_before_says_when_where_and_how_long(at, anna, carla, dag):
    at(-14)

    row = anna.berichten.get()
    assert row.onderwerp == "Over twee weken: dag 5, Rollen en samenwerking"
    assert row.tekst.startswith("Dag Anna,\n\n")
    assert f"van 09:30 tot 16:30 uur in {dag.locatie.naam} in Testdam." in row.tekst
    assert f"/cohorten/{dag.cohort_id}/dagen/5/" in row.tekst
    assert "Je praktijkopdracht van de vorige keer" in row.tekst
    assert row.tekst.endswith("Tot dan, Carla Wit")
    assert row.antwoord_aan == carla.email


def test_a_late_reminder_does_not_say_two_weeks(at, anna):
    at(-9)

    assert anna.berichten.get().onderwerp == "Over negen dagen: dag 5, Rollen en samenwerking"


def test_two_days_before_without_a_phone_or_a_place_leaves_the_sentence_out(at, anna, dag):
    dag.locatie = None
    dag.save()

    at(-1)

    tekst = anna.berichten.get().tekst
    assert "Morgen is het zover. Inloop vanaf 09:15 uur; de plaats hoor je nog van ons." in tekst
    assert "Antwoord op deze mail." in tekst
    assert "Mail of bel" not in tekst


def test_two_days_before_names_the_phone_of_the_trainer(at, anna, carla):
    carla.telefoon = "0575 000 000"
    carla.save()

    at(-2)

    tekst = anna.berichten.get().tekst
    assert "Overmorgen is het zover." in tekst
    assert "Mail of bel Carla Wit via 0575 000 000." in tekst


def test_the_day_after_names_the_day_and_the_next_date(at, anna, dag):
    at(1)

    row = anna.berichten.get(soort=DAG_ERNA)
    assert row.onderwerp == "Wat neem je mee van gisteren?"
    assert "Gisteren ging het over rollen en samenwerking." in row.tekst
    assert "Spreek ook een half uur af met je maatje." in row.tekst
    assert "Je praktijkopdracht tot " in row.tekst


def test_without_a_trainer_the_team_signs_and_answers_go_to_the_office(at, anna, dag):
    dag.cohort.trainerschappen.all().delete()

    at(-14)

    row = anna.berichten.get()
    assert row.tekst.endswith("Tot dan, het team van de leergang")
    assert row.antwoord_aan == ""


def test_a_trainer_reads_about_leading_the_day(at, anna, carla):
    at(-14)

    row = carla.berichten.get()
    assert row.onderwerp == "Over twee weken: dag 5 van Testdam A"
    assert "begeleid je dag 5 van Testdam A: Rollen en samenwerking." in row.tekst
    assert "Er staat één deelnemer op de lijst." in row.tekst
    assert "praktijkopdracht" not in row.tekst


def test_a_name_cannot_bring_html_or_another_name_into_a_mail(at, anna):
    anna.voornaam = "<b>Anna</b> {{voornaam}}"
    anna.save()

    at(-14)

    row = anna.berichten.get()
    assert row.tekst.startswith("Dag <b>Anna</b> {{voornaam}},")
    assert "<b>Anna</b>" not in row.html
    assert "&lt;b&gt;Anna&lt;/b&gt;" in row.html


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (14, "over twee weken"),
        (13, "over dertien dagen"),
        (10, "over tien dagen"),
        (8, "over acht dagen"),
        (7, "over een week"),
        (3, "over drie dagen"),
        (2, "overmorgen"),
        (1, "morgen"),
        (0, "vandaag"),
        (-1, "gisteren"),
        (-2, "eergisteren"),
        (-3, "afgelopen vrijdag"),
        (20, "op 14 december"),
    ],
)
def test_a_distance_in_days_is_said_as_people_say_it(days, words):
    today = date(2026, 11, 23 if days < 20 else 24)
    assert wanneer(date(2026, 11, 23) + timedelta(days=days if days < 20 else 21), today) == words


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
    assert len(asked) == 13


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
