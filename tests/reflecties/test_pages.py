"""One's own page: reading, saving without JavaScript, deleting, and what happens to damage."""

import pytest
from django.test import Client
from django.urls import reverse

from programma.models import Reflectievraag
from reflecties.forms import MAX_BYTES
from reflecties.models import Deling, Reflectie
from reflecties.reading import text_of
from tests.reflecties.writing import TEKST, fresh, post_tekst, share, write

LIST = reverse("reflectie_list")


@pytest.fixture
def client(client_for, anna) -> Client:
    return client_for(anna)


def stored_text(pk) -> str:
    reflectie = Reflectie.objects.get(pk=pk)
    return text_of(reflectie, owner=fresh(reflectie.eigenaar))


# -- An existing page ----------------------------------------------------------------------


def test_the_page_shows_its_text_to_the_writer(client, anna):
    reflectie = write(anna)

    response = client.get(reflectie.get_absolute_url())

    assert TEKST in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_plain_form_saves_the_next_version(client, anna):
    reflectie = write(anna)
    data = {"id": reflectie.pk, "versie": 1, "eigenaar": anna.pk, "tekst": "Nieuw.\r\nRegel 2."}

    response = client.post(reflectie.get_absolute_url(), data)

    assert response.url == reflectie.get_absolute_url()
    assert stored_text(reflectie.pk) == "Nieuw.\nRegel 2."


def test_a_plain_form_against_another_window_shows_both_texts(client, anna):
    reflectie = write(anna)
    data = {"id": reflectie.pk, "versie": 1, "eigenaar": anna.pk}
    client.post(reflectie.get_absolute_url(), {**data, "tekst": "Uit het andere venster."})

    response = client.post(reflectie.get_absolute_url(), {**data, "tekst": "Uit dit venster."})
    body = response.content.decode()

    assert response.status_code == 409
    assert "Uit het andere venster." in body
    assert "Uit dit venster." in body
    assert 'name="versie" value="2"' in body
    assert stored_text(reflectie.pk) == "Uit het andere venster."


@pytest.mark.parametrize(
    ("tekst", "status"),
    [("a" * MAX_BYTES, 302), ("a" * (MAX_BYTES + 1), 422), ("é" * MAX_BYTES, 422)],
)
def test_a_page_holds_two_hundred_kilobyte(client, anna, tekst, status):
    reflectie = write(anna)
    data = {"id": reflectie.pk, "versie": 1, "eigenaar": anna.pk, "tekst": tekst}

    response = client.post(reflectie.get_absolute_url(), data)

    assert response.status_code == status
    assert (tekst in response.content.decode()) == (status == 422)


@pytest.mark.parametrize("delingen", [0, 1, 3])
def test_the_page_takes_the_same_number_of_queries(
    client, anna, carla, vandaag, delingen, django_assert_num_queries
):
    reflectie = write(anna, vraag=vandaag.cursusdag.reflectievragen.first())
    for _ in range(delingen):
        share(reflectie, carla)

    with django_assert_num_queries(7):
        client.get(reflectie.get_absolute_url())


# -- Deleting ------------------------------------------------------------------------------


def test_deleting_asks_first_and_then_takes_everything_away(client, anna, carla):
    reflectie = write(anna)
    share(reflectie, carla)
    url = reverse("reflectie_verwijdering", args=[reflectie.pk])

    asked = client.get(url)
    assert asked.status_code == 200
    assert TEKST not in asked.content.decode()
    assert Reflectie.objects.exists()

    assert client.post(url).url == LIST
    assert not Reflectie.objects.exists()
    assert not Deling.objects.exists()


# -- Damage --------------------------------------------------------------------------------


def test_a_damaged_page_is_told_to_its_writer_and_leaves_the_others_alone(client, anna, caplog):
    whole, damaged = write(anna, "Heel gebleven."), write(anna)
    Reflectie.objects.filter(pk=damaged.pk).update(versleutelde_tekst=b"\x01" + b"kapot" * 20)

    response = client.get(damaged.get_absolute_url())

    assert response.status_code == 422
    assert "Deze bladzijde is beschadigd" in response.content.decode()
    assert "Heel gebleven." in client.get(LIST).content.decode()
    assert client.get(whole.get_absolute_url()).status_code == 200
    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert set(errors) == {f"reflectie {damaged.pk} is unreadable: DamagedError"}


def test_a_lost_key_is_told_in_other_words(client, anna):
    reflectie = write(anna)
    anna.persoonssleutel.delete()

    response = client.get(reflectie.get_absolute_url())

    assert response.status_code == 422
    assert "De sleutel van je logboek is er niet." in response.content.decode()


def test_writing_under_a_lost_wrapping_key_keeps_the_words_on_the_screen(client, anna, settings):
    reflectie = write(anna)
    settings.JOURNAAL_SLEUTELS = ["ander:" + "A" * 43 + "="]
    data = {"id": reflectie.pk, "versie": 1, "eigenaar": anna.pk, "tekst": "Nieuwe woorden."}

    response = client.post(reflectie.get_absolute_url(), data)

    assert response.status_code == 422
    assert "Nieuwe woorden." in response.content.decode()
    assert post_tekst(client, reflectie.pk, anna, versie=1).status_code == 503


def test_a_question_belongs_to_one_page_in_each_journal(anna, bas, vandaag):
    vraag = Reflectievraag.objects.filter(cursusdag=vandaag.cursusdag).first()

    assert write(anna, vraag=vraag).vraag == write(bas, vraag=vraag).vraag
