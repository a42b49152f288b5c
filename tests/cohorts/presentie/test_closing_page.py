"""Dag afronden: the page of the trainer."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst
from tests.day_factories import AfmeldingFactory
from tests.factories import DeelnameFactory, mark_days

pytestmark = pytest.mark.django_db
DURING, AFTER = "2026-11-23 15:00 +0100", "2026-11-23 16:30 +0100"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(vandaag: Bijeenkomst) -> str:
    return reverse("afronding_create", args=[vandaag.pk])


def is_closed(bijeenkomst: Bijeenkomst) -> bool:
    bijeenkomst.refresh_from_db()
    return bijeenkomst.afgerond_op is not None


def test_after_the_end_it_says_who_is_open_and_what_becomes_of_them(
    client_for, carla, anna, bas, page, clock
):
    clock.move_to(AFTER)

    shown = client_for(carla).get(page)

    assertContains(shown, "Bij 2 mensen is de ochtend of de middag nog niet ingevuld.")
    assertContains(shown, "wordt dat ‘niet geregistreerd’. Dat telt niet als afwezig.")
    assertContains(shown, "Anna Jansen")


@pytest.mark.parametrize("who", ["carla", "vervanger", "els"])
def test_who_leads_the_day_closes_it(client_for, cast, who, page, vandaag, clock):
    clock.move_to(AFTER)

    response = client_for(cast[who]).post(page)

    assert response.url == reverse("presentie", args=[vandaag.pk])
    assert is_closed(vandaag)
    assert vandaag.afgerond_door == cast[who]


def test_during_the_day_it_waits_while_somebody_is_open(client_for, carla, anna, page, vandaag):
    response = client_for(carla).post(page)

    assertContains(response, "Afronden kan vanaf 16.30 uur", status_code=422)
    assert not is_closed(vandaag)


def test_a_complete_list_closes_before_the_end(client_for, carla, deelname, page, vandaag):
    mark_days(deelname, range(5, 6))

    client_for(carla).post(page)

    assert is_closed(vandaag)


def test_a_day_to_come_is_not_closed(client_for, carla, anna, bijeenkomsten):
    url = reverse("afronding_create", args=[bijeenkomsten[5].pk])

    assert client_for(carla).post(url).status_code == 422
    assert not is_closed(bijeenkomsten[5])


def test_a_second_press_changes_nothing(client_for, carla, els, anna, page, vandaag, clock):
    clock.move_to(AFTER)
    client_for(carla).post(page)
    clock.shift(timedelta(hours=1))

    assert client_for(els).post(page).status_code == 302

    vandaag.refresh_from_db()
    assert vandaag.afgerond_door == carla


def test_a_notice_alone_makes_nobody_absent(client_for, carla, deelname, page, vandaag, clock):
    AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag)
    clock.move_to(AFTER)

    client_for(carla).post(page)

    assert set(Aanwezigheid.objects.values_list("status", flat=True)) == {"niet_geregistreerd"}


def test_a_closed_day_offers_no_button(client_for, carla, anna, page, clock):
    clock.move_to(AFTER)
    client = client_for(carla)
    client.post(page)

    assertNotContains(client.get(page), "Rond de dag af")


@pytest.mark.parametrize("people", [1, 3, 60])
def test_the_page_takes_seven_queries(
    client_for, carla, cohort, page, people, django_assert_num_queries
):
    DeelnameFactory.create_batch(people, cohort=cohort)
    client = client_for(carla)

    with django_assert_num_queries(7):
        client.get(page)
