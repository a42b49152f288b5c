import pytest
from django.urls import reverse

from programma.models import Voorbereiding
from reflecties.models import Voorbereidingsvink
from tests.factories import DeelnameFactory


@pytest.fixture
def voorbereiding(vandaag) -> Voorbereiding:
    return vandaag.cursusdag.voorbereidingen.first()


def url_of(voorbereiding: Voorbereiding) -> str:
    return reverse("voorbereidingsvink", args=[voorbereiding.pk])


def test_a_preparation_is_ticked_once_and_the_way_back_is_kept(client_for, anna, voorbereiding):
    client = client_for(anna)
    data = {"gedaan": "1", "next": "/cohorten/1/dagen/5/"}

    answers = [client.post(url_of(voorbereiding), data) for _ in range(2)]

    assert {answer.url for answer in answers} == {"/cohorten/1/dagen/5/"}
    assert Voorbereidingsvink.objects.get().user == anna


def test_a_tick_is_taken_away_for_oneself_only(client_for, anna, bas, voorbereiding):
    for user in (anna, bas):
        client_for(user).post(url_of(voorbereiding), {"gedaan": "1"})

    client_for(anna).post(url_of(voorbereiding), {"gedaan": ""})

    assert [vink.user for vink in Voorbereidingsvink.objects.all()] == [bas]


@pytest.mark.parametrize("asked", ["https://elders.example/", "//elders.example", "javascript:x"])
def test_the_way_back_stays_on_this_site(client_for, anna, voorbereiding, asked):
    response = client_for(anna).post(url_of(voorbereiding), {"gedaan": "1", "next": asked})

    assert response.url == reverse("home")


def test_a_preparation_of_another_programme_is_unknown(client_for, anna):
    other = DeelnameFactory().cohort.programma.cursusdagen.first().voorbereidingen.first()

    response = client_for(anna).post(url_of(other), {"gedaan": "1"})

    assert response.status_code == 404
    assert not Voorbereidingsvink.objects.exists()


def test_people_who_take_no_part_tick_nothing(
    client_for, carla, els, hanna, beheerder, voorbereiding
):
    for user in (carla, els, hanna, beheerder):
        assert client_for(user).post(url_of(voorbereiding), {"gedaan": "1"}).status_code == 404

    assert not Voorbereidingsvink.objects.exists()


def test_a_tick_is_a_post(client_for, anna, voorbereiding):
    assert client_for(anna).get(url_of(voorbereiding)).status_code == 405
