"""Who reads the page of a course day, what it asks of them, and what it costs."""

import re

import pytest
import time_machine
from django.urls import reverse

from reflecties.models import Voorbereidingsvink
from tests.factories import CohortFactory, TrainerschapFactory, plan_seven_days

QUERIES_DEELNEMER = 7  # session, user, roles; day, trainers, preparation, questions
QUERIES_WHILE_IT_IS_ON = 8  # and the own notice, as long as one can be given
QUERIES_TRAINER = 8  # and whether the reader leads this bijeenkomst
QUERIES_WITHOUT_DATE = 7  # session, user, roles; no date, day, preparation, questions


@pytest.fixture
def read(client_for):
    """The page of a day as this person gets it, as text."""

    def get(user, cohort, nummer):
        response = client_for(user).get(reverse("cursusdag_detail", args=[cohort.pk, nummer]))
        assert response.status_code == 200
        return response.content.decode()

    return get


# -- Who -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("anna", 200),
        ("bas", 200),
        ("carla", 200),
        ("vervanger", 200),
        ("els", 200),
        ("hanna", 200),
        ("vreemd", 404),
        ("dirk", 404),
        ("henk", 404),
        ("niemand", 404),
        ("beheerder", 404),
    ],
)
def test_only_people_of_the_cohort_read_its_days(client_for, cast, cohort, vandaag, name, status):
    client = client_for(cast[name])

    assert client.get(reverse("cursusdag_detail", args=[cohort.pk, 5])).status_code == status


def test_a_stranger_gets_404_for_a_day_without_a_date(client_for, vreemd, cohort):
    response = client_for(vreemd).get(reverse("cursusdag_detail", args=[cohort.pk, 5]))

    assert response.status_code == 404


def test_anonymous_is_sent_to_sign_in(client, cohort):
    response = client.get(reverse("cursusdag_detail", args=[cohort.pk, 5]))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("nummer", [0, 8, 99])
def test_there_is_no_eighth_day(client_for, anna, cohort, bijeenkomsten, nummer):
    response = client_for(anna).get(reverse("cursusdag_detail", args=[cohort.pk, nummer]))

    assert response.status_code == 404


def test_the_page_is_for_reading(client_for, anna, cohort):
    response = client_for(anna).post(reverse("cursusdag_detail", args=[cohort.pk, 5]))

    assert response.status_code == 405


def test_only_a_deelnemer_is_asked_to_write(read, anna, carla, els, hanna, cohort, bijeenkomsten):
    vraag = bijeenkomsten[2].cursusdag.reflectievragen.get(volgnummer=4)
    link = f'{reverse("reflectie_create")}?vraag={vraag.pk}"'

    assert link in read(anna, cohort, 3)
    for reader in (carla, els, hanna):
        page = read(reader, cohort, 3)
        assert reverse("reflectie_create") not in page
        assert vraag.tekst in page


def test_who_takes_the_roll_finds_it_on_the_day(
    read, anna, carla, vervanger, els, hanna, cohort, bijeenkomsten
):
    link = reverse("presentie", args=[bijeenkomsten[4].pk])

    readers = (anna, carla, vervanger, els, hanna)
    assert [link in read(reader, cohort, 5) for reader in readers] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert "Open presentie" not in read(carla, cohort, 6)


# -- Preparation ---------------------------------------------------------------------------


def test_own_ticks_are_shown_and_those_of_others_are_not(read, anna, bas, cohort, bijeenkomsten):
    first, second = bijeenkomsten[5].cursusdag.voorbereidingen.all()
    Voorbereidingsvink.objects.create(user=anna, voorbereiding=first)
    Voorbereidingsvink.objects.create(user=bas, voorbereiding=second)

    page = read(anna, cohort, 6)

    assert re.findall(r'id="voorbereiding-(\d+)" checked', page) == [str(first.pk)]
    assert "nog 20 van 40 minuten" in page


def test_everything_ticked_is_done(read, anna, cohort, bijeenkomsten):
    for item in bijeenkomsten[5].cursusdag.voorbereidingen.all():
        Voorbereidingsvink.objects.create(user=anna, voorbereiding=item)

    assert '<small id="voorbereiding-minuten">klaar</small>' in read(anna, cohort, 6)


def test_who_prepares_nothing_ticks_nothing(read, anna, carla, cohort, bijeenkomsten):
    for item in bijeenkomsten[5].cursusdag.voorbereidingen.all():
        Voorbereidingsvink.objects.create(user=anna, voorbereiding=item)

    page = read(carla, cohort, 6)

    assert 'type="checkbox"' not in page
    assert '<small id="voorbereiding-minuten">40 minuten</small>' in page


# -- Queries -------------------------------------------------------------------------------


@pytest.mark.monday
@pytest.mark.parametrize(
    ("clock", "queries"),
    [("10:00", QUERIES_WHILE_IT_IS_ON), ("17:00", QUERIES_DEELNEMER)],
)
@pytest.mark.parametrize("more", [0, 2])
def test_queries_do_not_grow_with_people(
    client_for, anna, carla, cohort, bijeenkomsten, django_assert_num_queries, more, clock, queries
):
    TrainerschapFactory.create_batch(more, cohort=cohort)
    plan_seven_days(CohortFactory(programma=cohort.programma))
    deelnemer, trainer = client_for(anna), client_for(carla)
    url = reverse("cursusdag_detail", args=[cohort.pk, 5])

    with time_machine.travel(f"2026-11-23 {clock} +0100"), django_assert_num_queries(queries):
        deelnemer.get(url)
    with django_assert_num_queries(QUERIES_TRAINER):
        trainer.get(url)


def test_queries_of_a_day_without_a_date(client_for, anna, cohort, django_assert_num_queries):
    client = client_for(anna)

    with django_assert_num_queries(QUERIES_WITHOUT_DATE):
        client.get(reverse("cursusdag_detail", args=[cohort.pk, 5]))


@pytest.mark.parametrize("address", ["/cohorten/{}/dagen/1/", "/cohorten/1/dagen/{}/"])
def test_a_number_beyond_any_key_is_a_page_that_is_not_there(client_for, anna, address):
    assert client_for(anna).get(address.format("9" * 25)).status_code == 404
