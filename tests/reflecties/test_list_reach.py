"""Who can read each page, told in the writer's own list."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import Trainerschap
from reflecties.models import Reflectie
from tests.reflecties.writing import TEKST, post_tekst, share, write

LIST = reverse("reflectie_list")

pytestmark = pytest.mark.monday


@pytest.fixture
def client(client_for, anna) -> Client:
    return client_for(anna)


@pytest.fixture
def reflectie(anna, vandaag) -> Reflectie:
    return write(anna, vraag=vandaag.cursusdag.reflectievragen.first())


@pytest.fixture
def second(dirk, cohort):
    """Another trainer who leads the whole group."""
    Trainerschap.objects.create(user=dirk, cohort=cohort, vanaf="2026-01-01")
    return dirk


def words(client: Client) -> list[str]:
    return [bladzijde.reach.words for bladzijde in client.get(LIST).context["bladzijden"]]


def write_on(client: Client, reflectie: Reflectie) -> None:
    post_tekst(client, reflectie.pk, reflectie.eigenaar, versie=1, tekst="Later.")
    reflectie.refresh_from_db()


def test_a_page_that_was_never_shared_is_of_the_writer_alone(client, reflectie):
    response = client.get(LIST)

    assert words(client) == ["Alleen jij"]
    assert "<span>Alleen jij</span>" in response.text
    assert "is-shared" not in response.text


def test_a_shared_page_says_with_whom_and_since_when(client, reflectie, carla):
    deling = share(reflectie, carla)
    before = words(client)
    deling.mark_read()

    assert before == [f"Gedeeld met {carla}, sinds 23 nov · nog niet gelezen"]
    assert words(client) == [f"Gedeeld met {carla}, sinds 23 nov · gelezen op 23 nov"]
    assert "is-shared" in client.get(LIST).text


def test_a_page_that_changed_since_says_that_an_earlier_text_is_shared(client, reflectie, carla):
    share(reflectie, carla)
    write_on(client, reflectie)

    assert words(client) == [f"Eerdere tekst gedeeld met {carla}, sinds 23 nov · nog niet gelezen"]


def test_two_trainers_are_counted(client, reflectie, carla, second):
    share(reflectie, carla).mark_read()
    share(reflectie, second)
    both = words(client)
    write_on(client, reflectie)

    assert both == ["Gedeeld met 2 trainers, sinds 23 nov · gelezen door 1 van de 2"]
    assert words(client) == [
        "Eerdere tekst gedeeld met 2 trainers, sinds 23 nov · gelezen door 1 van de 2"
    ]


def test_two_trainers_with_different_texts_are_not_told_as_one(client, reflectie, carla, second):
    share(reflectie, carla)
    write_on(client, reflectie)
    share(reflectie, second)

    assert words(client) == [
        "Gedeeld met 2 trainers, sinds 23 nov, niet steeds de nieuwste tekst · nog niet gelezen"
    ]


@pytest.mark.parametrize("was_read", [False, True])
def test_a_withdrawn_page_is_of_the_writer_alone_but_what_was_read_stays_read(
    client, reflectie, carla, was_read
):
    deling = share(reflectie, carla)
    if was_read:
        deling.mark_read()
    deling.withdraw()

    read = "was gelezen" if was_read else "niet gelezen"
    assert words(client) == [f"Alleen jij · ingetrokken op 23 nov, {read}"]
    assert "is-shared" not in client.get(LIST).text


def test_a_new_version_for_the_same_trainer_is_no_withdrawal(client, reflectie, carla):
    share(reflectie, carla).mark_read()
    write_on(client, reflectie)
    share(reflectie, carla)

    assert words(client) == [f"Gedeeld met {carla}, sinds 23 nov · nog niet gelezen"]


def test_a_trainer_who_left_reads_nothing_more(client, reflectie, carla):
    share(reflectie, carla)
    Trainerschap.objects.filter(user=carla).update(vanaf="2020-01-01", tot_en_met="2020-02-01")

    assert words(client) == [f"Nu alleen jij · was gedeeld met {carla}, niet gelezen"]


def test_somebody_else_sees_neither_the_page_nor_its_reach(client_for, reflectie, bas, carla):
    share(reflectie, carla)
    write(bas, "Van Bas.")

    response = client_for(bas).get(LIST)

    assert words(client_for(bas)) == ["Alleen jij"]
    assert str(carla) not in response.text
    assert TEKST not in response.text
    assert str(reflectie.pk) not in response.text


def test_the_list_never_takes_the_text_of_a_share_from_the_database(client, reflectie, carla):
    share(reflectie, carla)

    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)

    asked = [query["sql"] for query in queries if 'FROM "reflecties_deling"' in query["sql"]]
    assert len(asked) == 1
    assert '"reflecties_deling"."versleutelde_tekst"' not in asked[0]


def test_an_empty_journal_says_what_will_come(client, vandaag):
    assert "Hier komen je bladzijden" in client.get(LIST).text
    assert "Eerdere bladzijden" not in client.get(LIST).text


def test_a_journal_with_pages_is_not_called_empty(client, reflectie):
    assert "Hier komen je bladzijden" not in client.get(LIST).text


# -- Under the sheet -----------------------------------------------------------------------


def test_a_new_page_says_that_only_the_writer_reads_and_offers_no_sharing_yet(client, vandaag):
    said = " ".join(client.get(reverse("reflectie_create")).text.split())

    assert "Alleen jij kunt dit lezen." in said
    assert "<div data-after-save hidden>" in said


def test_a_shared_page_says_which_text_and_what_withdrawing_cannot_undo(client, reflectie, carla):
    share(reflectie, carla).mark_read()

    said = " ".join(client.get(reflectie.get_absolute_url()).text.split())

    assert f"<dd><b>{carla}</b></dd>" in said
    assert "de tekst van 23 november om 10.00&nbsp;uur" in said
    assert "Gelezen op 23 november om 10.00&nbsp;uur" in said
    assert "Wat al gelezen is, blijft gelezen." in said


def test_a_withdrawn_page_says_when_and_that_it_was_read(client, reflectie, carla):
    deling = share(reflectie, carla)
    deling.mark_read()
    deling.withdraw()

    said = " ".join(client.get(reflectie.get_absolute_url()).text.split())

    assert "Ingetrokken op 23 november, gelezen op 23 november." in said
    assert "Trek in wat je deelde" not in said
    assert "Wat al gelezen is, blijft gelezen." not in said
