"""The way to the code, on the day itself and while it can be used."""

import pytest
from django.urls import reverse

from tests.factories import AanwezigheidFactory

LINK = '"/inchecken/"'
IN_TIME, TOO_EARLY, TOO_LATE = "09:10", "08:50", "16:00"


@pytest.fixture
def at(time_machine, request):
    """The moment of the test, set before anything is planned."""
    time_machine.move_to(f"2026-11-23 {request.param} +0100", tick=False)


@pytest.mark.parametrize(
    ("at", "is_shown"), [(IN_TIME, True), (TOO_EARLY, False), (TOO_LATE, False)], indirect=["at"]
)
def test_a_deelnemer_finds_it_on_home_and_on_the_day(at, is_shown, client_for, anna, vandaag):
    client = client_for(anna)

    pages = [client.get(url).content.decode() for url in ("/", vandaag.get_absolute_url())]

    assert [LINK in page for page in pages] == [is_shown, is_shown]


@pytest.mark.parametrize("at", [IN_TIME], indirect=True)
def test_who_is_in_reads_so_at_home_instead(at, client_for, deelname, vandaag):
    AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag)

    page = client_for(deelname.user).get("/").content.decode()

    assert LINK not in page
    assert "Deze ochtend</dt>" in page
    assert "je staat op aanwezig" in page


@pytest.mark.parametrize("at", [IN_TIME], indirect=True)
def test_not_on_another_day_and_not_for_who_does_not_take_part(
    at, client_for, anna, carla, hanna, bijeenkomsten, vandaag
):
    other = client_for(anna).get(bijeenkomsten[3].get_absolute_url()).content.decode()
    readers = [
        client_for(user).get(vandaag.get_absolute_url()).content.decode() for user in (carla, hanna)
    ]

    assert [LINK in page for page in (other, *readers)] == [False] * 3


@pytest.mark.parametrize("at", [IN_TIME], indirect=True)
def test_a_trainer_finds_the_screen_on_vandaag(at, client_for, carla, vandaag):
    page = client_for(carla).get(reverse("vandaag")).content.decode()

    assert reverse("incheckcode", args=[vandaag.pk]) in page
