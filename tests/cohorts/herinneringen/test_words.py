"""Reminders: in which words."""

from datetime import date, timedelta

import pytest
from django.template.defaultfilters import date as format_date
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.herinneringen.due import queue_due
from cohorts.herinneringen.letter import brief_for_deelnemers, wanneer
from cohorts.models import Bijeenkomst
from programma.models import Mailsjabloon, Reflectievraag
from tests.cohorts.herinneringen.outbox import moment_of

Status = Aanwezigheid.Status
TWEE_WEKEN, TWEE_DAGEN, DAG_ERNA = Mailsjabloon.Soort.values


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
    assert f"van 09.30 tot 16.30 uur in {dag.locatie.naam} in Testdam." in row.tekst
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
    assert "Morgen is het zover. Inloop vanaf 09.15 uur; de plaats hoor je nog van ons." in tekst
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


@pytest.mark.parametrize(
    ("is_cancelled", "words"), [(False, "maandag 7 december"), (True, "de volgende keer")]
)
def test_the_day_after_knows_when_the_next_one_is(at, anna, bijeenkomsten, is_cancelled, words):
    if is_cancelled:
        bijeenkomsten[5].geannuleerd_op = timezone.now()
        bijeenkomsten[5].save()

    at(1)

    assert f"Je praktijkopdracht tot {words}" in anna.berichten.get(soort=DAG_ERNA).tekst


def test_a_letter_asks_the_first_question_of_its_phase(dag):
    questions = dag.cursusdag.reflectievragen
    questions.all().delete()
    for volgnummer, (fase, tekst) in enumerate(
        [("na", "Na 1"), ("voor", "Voor 1"), ("voor", "Voor 2"), ("na", "Na 2")], start=1
    ):
        Reflectievraag.objects.create(
            cursusdag=dag.cursusdag, fase=fase, tekst=tekst, volgnummer=volgnummer
        )
    sjabloon = Mailsjabloon(onderwerp="x", tekst="{{reflectievraag_voor}} {{reflectievraag_na}}")

    def asked() -> str:
        row = Bijeenkomst.objects.get(pk=dag.pk)
        words = {"trainer": None, "volgende": None, "today": row.datum}
        return brief_for_deelnemers(sjabloon, row, **words).tekst

    assert asked() == "Voor 1 Na 1"
    questions.filter(fase="voor").delete()
    assert asked() == "Na 1 Na 1"
    questions.all().delete()
    assert asked().strip() == ""


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


def test_when_where_and_the_page_stand_once_in_a_letter(at, anna, dag):
    """Two weeks before the words of the programme say them; two days before the facts do."""
    at(-14)
    at(-2)

    early, late = (row.tekst for row in anna.berichten.order_by("pk"))
    assert (early.count("Wanneer: "), early.count("Bekijk de dag: ")) == (0, 1)
    assert early.count(f"/cohorten/{dag.cohort_id}/dagen/5/") == 1
    assert f"Wanneer: {format_date(dag.datum, 'l j F')}, 09.30 tot 16.30 uur, inloop 09.15" in late
    assert f"Waar: {dag.locatie.naam}, {dag.locatie.adres}, {dag.locatie.plaats}" in late
    assert late.count(f"/cohorten/{dag.cohort_id}/dagen/5/") == 1


def test_the_facts_of_a_day_without_a_place_say_so(at, anna, dag):
    dag.locatie = None
    dag.save()

    at(-2)

    assert "Waar: dat hoor je nog\n" in anna.berichten.get().tekst


def test_the_day_after_needs_no_facts(at, anna):
    at(1)

    assert "Wanneer: " not in anna.berichten.get(soort=DAG_ERNA).tekst
