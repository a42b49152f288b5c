import re
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cohorts.models import Bijeenkomst
from reflecties.questions import opening_for
from tests.factories import DeelnameFactory, mark_days
from tests.huisstijl.html import element, elements
from tests.reflecties.writing import write

PRIMARY = "utrecht-button utrecht-button--primary-action"
pytestmark = pytest.mark.usefixtures("bijeenkomsten")


def test_deelnemer_sees_next_day_and_what_is_still_needed(client_for, anna, carla, deelname):
    mark_days(deelname, range(1, 5))

    response = client_for(anna).get("/")

    assertContains(response, "Dag 5 van 7")
    assertContains(response, '<h1 id="dag">Rollen en samenwerking</h1>')
    assertContains(response, "vandaag</span>")
    assertContains(response, "Carla Wit")
    assertContains(response, "Je was bij 8 van 8 dagdelen.")
    assertContains(response, "Nog nodig voor je certificaat: 4 van de laatste 6 dagdelen.")


def test_home_shows_nothing_of_a_colleague(client_for, anna, bas):
    response = client_for(anna).get("/")

    assertNotContains(response, "Bas")


@pytest.mark.parametrize(
    ("who", "start"), [("carla", "/vandaag/"), ("els", "/cockpit/"), ("hanna", "/overzicht/")]
)
def test_people_without_a_deelname_start_at_their_work(client_for, cast, who, start):
    response = client_for(cast[who]).get("/")

    assertRedirects(response, start, fetch_redirect_response=False)


def test_somebody_without_a_role_reads_what_to_do(client_for, niemand):
    assertContains(client_for(niemand).get("/"), "Je bent nog niet ingedeeld")


def test_anonymous_is_sent_to_the_sign_in(client):
    assertRedirects(client.get("/"), "/account/login/?next=/", fetch_redirect_response=False)


def test_second_cohort_can_be_chosen(client_for, anna, ander_cohort):
    DeelnameFactory(user=anna, cohort=ander_cohort, vanaf=timezone.localdate())
    client = client_for(anna)

    assertContains(client.get("/"), "Je leergang is nog niet gepland")
    cohort = anna.deelnames.get(cohort__naam="Testdam A").cohort
    assertContains(client.get(f"/?cohort={cohort.pk}"), "Dag 5 van 7")


def test_foreign_cohort_in_the_address_shows_the_own_one(client_for, anna, ander_cohort):
    response = client_for(anna).get(f"/?cohort={ander_cohort.pk}")

    assertContains(response, "Dag 5 van 7")
    assertNotContains(response, "Elders B")


@pytest.mark.parametrize(
    ("today_is", "words"), [(5, "vandaag"), (0, "over 9 dagen")], ids=["on the day", "before"]
)
def test_the_opening_says_how_far_away_the_day_is(client_for, anna, cohort, today_is, words):
    if not today_is:
        cohort.bijeenkomsten.filter(datum=timezone.localdate()).delete()
    day = cohort.bijeenkomsten.filter(datum__gt=timezone.localdate()).earliest("datum")
    Bijeenkomst.objects.filter(pk=day.pk).update(datum=timezone.localdate() + timedelta(days=9))

    page = client_for(anna).get("/").content.decode()

    assert (
        element(page, "span", class_="utrecht-status-badge utrecht-status-badge--active").text
        == words
    )


@pytest.mark.parametrize(
    ("days", "clock", "words"),
    [
        (0, "08:59", "Inchecken voor de ochtend kan vanaf 09.00 uur."),
        (0, "09:00", ""),
        (0, "12:44", "Inchecken voor de middag kan vanaf 12.45 uur."),
        (0, "12:45", ""),
        (-1, "12:44", ""),
    ],
)
def test_on_the_day_home_says_when_checking_in_opens(
    client_for, anna, bijeenkomsten, days, clock, words
):
    day = bijeenkomsten[4].datum + timedelta(days=days)

    with time_machine.travel(timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))):
        page = client_for(anna).get("/").content.decode()

    assert ("Inchecken voor de" in page) is bool(words)
    assert words in page


def test_without_dates_there_is_still_something_to_read(client_for, anna, cohort):
    cohort.bijeenkomsten.all().delete()

    page = client_for(anna).get("/").content.decode()

    assert "Je leergang is nog niet gepland" in page
    assert element(page, "a", class_=PRIMARY)["href"] == f"/cohorten/{cohort.pk}/dagen/1/"


def test_after_the_last_day_the_days_can_be_read_again(client_for, anna, cohort, deelname):
    Bijeenkomst.objects.filter(cohort=cohort, datum__gte=timezone.localdate()).delete()

    page = client_for(anna).get("/").content.decode()

    assert "De zeven dagen zijn voorbij" in page
    assert [a.text.strip() for a in elements(page, "a", class_=PRIMARY)] == ["Lees dag 1 terug"]


def test_the_journal_invites_with_a_question_that_one_has_not_answered(client_for, anna, bas):
    first = opening_for(anna, timezone.now()).vraag
    write(bas, vraag=first)
    assert invitation(client_for(anna)) == first.tekst

    write(anna, vraag=first)

    assert invitation(client_for(anna)) != first.tekst


def invitation(client) -> str:
    page = client.get("/").content.decode()
    assert "Alleen jij kunt dit lezen, behalve wat je zelf deelt." in page
    return element(page, "p", class_="lp-own__question").text


@pytest.mark.parametrize("gemist", [range(3, 4), range(0)], ids=["missed", "followed"])
def test_a_missed_day_asks_to_be_caught_up(client_for, anna, deelname, gemist):
    for nummer in range(1, 5):
        status = "afwezig" if nummer in gemist else "aanwezig"
        mark_days(deelname, range(nummer, nummer + 1), status=status)

    page = client_for(anna).get("/").content.decode()

    offered = [a.text for a in elements(page, "a") if a.text.startswith("Inhalen")]
    assert offered == [f"Inhalen van dag {nummer}" for nummer in gemist]


def test_the_seven_gates_say_in_words_what_they_show(client_for, anna, deelname):
    mark_days(deelname, range(1, 3))
    mark_days(deelname, range(3, 4), status="afwezig")

    page = client_for(anna).get("/").content.decode()

    gates = re.search(r'<ol class="lp-gates">.*?</ol>', page, re.DOTALL)[0]
    shown = [item.get("class") or item["aria-current"] for item in elements(gates, "li")]
    assert shown[:3] == ["is-done", "is-done", "is-missed"]
    assert shown[4] == "step"
    assert "Omgaan met conflict en dilemma, afwezig" in gates


@pytest.mark.parametrize("behaald", [0, 4, 7])
def test_the_ring_has_a_part_for_each_dagdeel(client_for, anna, deelname, behaald):
    mark_days(deelname, range(1, behaald + 1))

    page = client_for(anna).get("/").content.decode()

    parts = [part for part in elements(page, "path") if "transform" in part]
    assert (
        element(page, "svg", class_="lp-ring__parts")["aria-label"]
        == f"{behaald * 2} van 14 dagdelen gevolgd. De norm is 12."
    )
    assert len(parts) == 14
    assert sum("is-done" in part["class"] for part in parts) == behaald * 2
    assert ["is-extra" in part["class"] for part in parts] == [False] * 12 + [True] * 2


def test_home_takes_thirteen_queries(client_for, anna, carla, django_assert_num_queries):
    client = client_for(anna)

    with django_assert_num_queries(13):
        client.get("/")
