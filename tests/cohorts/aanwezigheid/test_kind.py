"""The whole cast of one day: one word for each person, and every page counts the same people."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.aanwezigheid.progress.kind import DayKind, headcount_of, kind_of, so_far
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.models import Cohort, Deelname
from cohorts.planning.standing import days_of
from cohorts.presentie.checkin.screen import beamer_of
from leergang.cockpit.attended import attended_days, headcount_of_row, words_of
from tests.cohorts.catching_up import follow, mark, plan_beside
from tests.cohorts.rolls import gast_at
from tests.factories import AanwezigheidFactory, CohortFactory, DeelnameFactory

PAIRS = list(product(Aanwezigheid.Status.values, repeat=2))
DAY = timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.monday]


@pytest.mark.parametrize(
    ("ochtend", "middag", "kind"),
    [
        ("aanwezig", "aanwezig", "aanwezig"),
        ("aanwezig", "afwezig", "halve dag"),
        ("afgemeld", "aanwezig", "halve dag"),
        ("aanwezig", "open", "halve dag"),
        ("niet_geregistreerd", "aanwezig", "halve dag"),
        ("ingehaald", "afwezig", "halve dag"),
        ("ingehaald", "aanwezig", "ingehaald"),
        ("ingehaald", "ingehaald", "ingehaald"),
        ("afgemeld", "afgemeld", "afgemeld"),
        ("afgemeld", "afwezig", "afwezig"),
        ("afwezig", "afwezig", "afwezig"),
        ("afwezig", "open", "deels geregistreerd"),
        ("niet_geregistreerd", "afgemeld", "deels geregistreerd"),
        ("open", "open", "nog niet geregistreerd"),
        ("open", "niet_geregistreerd", "nog niet geregistreerd"),
        ("niet_geregistreerd", "niet_geregistreerd", "nog niet geregistreerd"),
    ],
)
def test_each_day_is_of_one_kind(ochtend, middag, kind):
    assert kind_of(ochtend, middag) == kind
    assert kind_of(middag, ochtend) == kind


def put(deelname: Deelname, bijeenkomst, ochtend: str, middag: str) -> None:
    for dagdeel, status in zip(Dagdeel.values, (ochtend, middag), strict=True):
        AanwezigheidFactory(
            deelname=deelname, bijeenkomst=bijeenkomst, dagdeel=dagdeel, status=status
        )


def standen(cohort: Cohort, nummer: int):
    people = voortgang_of(list(cohort.deelnames.select_related("cohort")), timezone.localdate())
    return [person.dagen[nummer - 1] for person in people]


def said(cohort: Cohort, nummer: int) -> set[str]:
    """What the page of the cohort and the cockpit say of this day."""
    today = timezone.localdate()
    people = voortgang_of(list(cohort.deelnames.select_related("cohort")), today)
    row = attended_days([cohort.pk]).get(nummer=nummer)
    return {days_of(cohort, people, today)[nummer - 1].uitkomst, words_of(row, today)}


def test_the_database_counts_every_pair_of_statuses_as_the_word_does(cohort, bijeenkomsten):
    for pair in PAIRS:
        put(DeelnameFactory(cohort=cohort), bijeenkomsten[0], *pair)
    DeelnameFactory(cohort=cohort)

    by_word = headcount_of(standen(cohort, 1))
    by_sql = headcount_of_row(attended_days([cohort.pk]).get(nummer=1))

    assert by_word.total == by_sql.total == len(PAIRS) + 1
    assert {kind: by_word.of(kind) for kind in DayKind} == by_sql.numbers


def test_the_cast_of_a_day_is_told_apart_on_every_page(cohort, bijeenkomsten, els):
    day = bijeenkomsten[1]
    other = CohortFactory(programma=cohort.programma)
    hosts = plan_beside(other, today_is=2)
    for pair in (
        ("aanwezig", "aanwezig"),
        ("aanwezig", "afwezig"),
        ("afgemeld", "aanwezig"),
        ("afwezig", "afwezig"),
        ("afgemeld", "afgemeld"),
        ("afgemeld", "afwezig"),
        ("afwezig", "niet_geregistreerd"),
    ):
        put(DeelnameFactory(cohort=cohort), day, *pair)
    elsewhere = DeelnameFactory(cohort=cohort)
    mark(elsewhere, day, "afwezig")
    follow(elsewhere, hosts[1])
    # Neither of these was of the group on that day; one of them followed it all the same.
    later = DeelnameFactory(cohort=cohort, vanaf=day.datum + DAY)
    follow(later, hosts[1])
    DeelnameFactory(cohort=cohort, tot_en_met=day.datum - DAY)
    gast = DeelnameFactory(cohort=other)
    follow(gast, day)

    assert said(cohort, 2) == {
        "1 van 8 aanwezig, 2 een halve dag, 1 ingehaald, 1 afgemeld, 2 afwezig, "
        "1 deels geregistreerd"
    }


@pytest.mark.parametrize(("shift", "total"), [(-1, 1), (0, 2), (1, 2)])
def test_who_left_counts_up_to_the_last_day(cohort, bijeenkomsten, shift, total):
    day = bijeenkomsten[1]
    put(DeelnameFactory(cohort=cohort), day, "aanwezig", "aanwezig")
    DeelnameFactory(cohort=cohort, tot_en_met=day.datum + shift * DAY)

    rest = ", 1 nog niet geregistreerd" if total == 2 else ""
    assert said(cohort, 2) == {f"1 van {total} aanwezig{rest}"}


@pytest.mark.parametrize(("shift", "total"), [(-1, 2), (0, 2), (1, 1)])
def test_who_joined_counts_from_the_first_day(cohort, bijeenkomsten, shift, total):
    day = bijeenkomsten[1]
    put(DeelnameFactory(cohort=cohort), day, "aanwezig", "aanwezig")
    DeelnameFactory(cohort=cohort, vanaf=day.datum + shift * DAY)

    rest = ", 1 nog niet geregistreerd" if total == 2 else ""
    assert said(cohort, 2) == {f"1 van {total} aanwezig{rest}"}


def test_while_a_day_goes_on_only_what_is_certain_is_said(cohort, bijeenkomsten):
    for pair in (
        ("aanwezig", "open"),
        ("aanwezig", "afwezig"),
        ("afgemeld", "afgemeld"),
        ("afwezig", "open"),
        ("open", "open"),
        ("ingehaald", "ingehaald"),
        ("ingehaald", "open"),
    ):
        put(DeelnameFactory(cohort=cohort), bijeenkomsten[4], *pair)

    words = "2 van 7 aanwezig tot nu toe"
    assert so_far(standen(cohort, 5)) == f"{words}, 1 ingehaald, 1 afgemeld"
    assert said(cohort, 5) == {words, f"{words}, 1 ingehaald, 1 afgemeld"}


def test_the_screen_counts_who_is_in_the_room(
    cohort, bijeenkomsten, ander_cohort, els, time_machine
):
    """A gast is in it, and who followed this dagdeel elsewhere is not: nobody waits for them."""
    today = bijeenkomsten[4]
    put(DeelnameFactory(cohort=cohort), today, "aanwezig", "aanwezig")
    put(DeelnameFactory(cohort=cohort), today, "afwezig", "aanwezig")
    put(DeelnameFactory(cohort=cohort), today, "ingehaald", "ingehaald")
    gast = gast_at(today, ander_cohort, els).deelname
    time_machine.move_to("2026-11-23 09:30 +0100", tick=False)

    beamer = beamer_of(today, timezone.now())
    assert (beamer.present, beamer.expected) == (1, 3)
    follow(gast, today)

    beamer = beamer_of(today, timezone.now())
    assert (beamer.present, beamer.expected) == (2, 3)
