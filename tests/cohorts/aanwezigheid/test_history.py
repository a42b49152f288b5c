"""The history of marks as people read it: who, when, from what to what, and how it came in."""

from datetime import timedelta

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import timezone

from cohorts.aanwezigheid.history import history_of
from cohorts.aanwezigheid.models import Aanwezigheidswijziging, Dagdeel
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from tests.factories import AanwezigheidFactory, DeelnameFactory

Bron = Aanwezigheidswijziging.Bron

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def said(vandaag, deelname, carla):
    def say(status="aanwezig", dagdeel=Dagdeel.OCHTEND, **other):
        return register_aanwezigheid(
            bijeenkomst=vandaag,
            deelname=deelname,
            dagdeel=dagdeel,
            status=status,
            by=carla,
            **other,
        )

    return say


def words(deelname) -> str:
    """What the page says about the first dagdeel, as one line."""
    html = render_to_string("cohorts/_geschiedenis.html", {"geschiedenis": history_of(deelname)[0]})
    return " ".join(html.split())


def test_the_latest_statement_stands_first_with_who_when_from_and_to(said, deelname):
    said("afwezig")
    with time_machine.travel("2026-11-23 11:30 +0100", tick=False):
        said("aanwezig")

    first, second = history_of(deelname)[0].regels

    assert (first.van, first.naar, first.door) == ("afwezig", "aanwezig", "Carla Wit")
    assert (second.van, second.naar) == ("nog niet", "afwezig")
    assert "ma 23 nov 2026, 11.30 uur · Carla Wit" in words(deelname)


def test_days_stand_in_the_order_of_the_course_and_the_morning_before_the_afternoon(
    said, deelname, bijeenkomsten
):
    said(dagdeel=Dagdeel.MIDDAG)
    said(dagdeel=Dagdeel.OCHTEND)
    AanwezigheidFactory(deelname=deelname, bijeenkomst=bijeenkomsten[1])

    order = [
        (row.aanwezigheid.cursusdag.nummer, row.aanwezigheid.dagdeel)
        for row in history_of(deelname)
    ]

    assert order == [(2, "ochtend"), (5, "ochtend"), (5, "middag")]


def test_a_paper_list_says_when_it_was_copied(said, deelname):
    said(bron=Bron.PAPIER)

    assert "ingevoerd op 23 november 2026, papier" in words(deelname)


def test_a_late_tap_says_when_it_arrived_and_what_another_clock_said(said, deelname):
    now = timezone.now()
    said(moment=now - timedelta(hours=2), toesteltijd=now - timedelta(days=400))

    text = words(deelname)

    assert "ma 23 nov 2026, 08.00 uur" in text
    assert "aangekomen op 23 nov, 10.00 uur" in text
    assert "de klok van het toestel stond op 19 okt 2025, 11.00 uur" in text


def test_an_ordinary_tap_says_nothing_about_clocks_or_sources(said, deelname):
    said(toesteltijd=timezone.now() - timedelta(seconds=3))

    (regel,) = history_of(deelname)[0].regels

    assert (regel.bron, regel.ingevoerd_op, regel.verzonden_op, regel.toesteltijd) == (
        "",
        None,
        None,
        None,
    )


def test_a_confirmed_mark_says_so(said, deelname):
    said()
    said(bron=Bron.CODE)

    assert "Aanwezig, bevestigd" in words(deelname)
    assert "code op het scherm" in words(deelname)


def test_a_mark_without_history_says_so(deelname, vandaag):
    AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag)

    assert "nog niets over genoteerd" in words(deelname)


@pytest.mark.parametrize("people", [1, 3, 60])
def test_a_history_asks_two_questions_however_many_marks(
    people, bijeenkomsten, cohort, carla, django_assert_num_queries
):
    first, *_ = DeelnameFactory.create_batch(people, cohort=cohort)
    for bijeenkomst in bijeenkomsten[: min(people, 5)]:
        register_aanwezigheid(
            bijeenkomst=bijeenkomst, deelname=first, dagdeel="ochtend", status="aanwezig", by=carla
        )

    with django_assert_num_queries(2):
        for row in history_of(first):
            assert row.aanwezigheid.cursusdag.titel
            assert [(regel.door, regel.elders) for regel in row.regels]
