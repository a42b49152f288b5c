"""The autosave endpoint: cheap, idempotent, and never a word lost to another window."""

from uuid import uuid4

import pytest
from django.test import Client

from reflecties.models import Reflectie
from reflecties.reading import text_of
from tests.reflecties.writing import TEKST, fresh, post_tekst, write


@pytest.fixture
def client(client_for, anna) -> Client:
    return client_for(anna)


def stored_text(pk) -> str:
    reflectie = Reflectie.objects.get(pk=pk)
    return text_of(reflectie, owner=fresh(reflectie.eigenaar))


def test_the_first_save_makes_the_page(client, anna, vandaag):
    pk = uuid4()
    vraag = vandaag.cursusdag.reflectievragen.first()

    response = post_tekst(client, pk, anna, vraag=vraag.pk)

    assert response.json()["versie"] == 1
    assert Reflectie.objects.get(pk=pk).vraag == vraag
    assert stored_text(pk) == TEKST


def test_the_first_save_sent_twice_makes_one_page(client, anna):
    pk = uuid4()

    answers = [post_tekst(client, pk, anna).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert Reflectie.objects.count() == 1


def test_a_save_makes_the_next_version(client, anna):
    reflectie = write(anna)

    response = post_tekst(client, reflectie.pk, anna, versie=1, tekst="Verder.")

    assert response.json()["versie"] == 2
    assert stored_text(reflectie.pk) == "Verder."


def test_a_save_whose_answer_got_lost_may_be_sent_again(client, anna):
    reflectie = write(anna)

    answers = [
        post_tekst(client, reflectie.pk, anna, versie=1, tekst="Verder.").json() for _ in range(2)
    ]

    assert [answer["versie"] for answer in answers] == [2, 2]


def test_another_window_wrote_first(client, anna):
    reflectie = write(anna)
    post_tekst(client, reflectie.pk, anna, versie=1, tekst="Andere venster.")

    response = post_tekst(client, reflectie.pk, anna, versie=1, tekst="Dit venster.")

    assert response.status_code == 409
    assert response.json()["tekst"] == "Andere venster."
    assert response.json()["versie"] == 2
    assert response.json()["url"] == reflectie.get_absolute_url()
    assert stored_text(reflectie.pk) == "Andere venster."


def test_another_window_answered_the_same_question_first(client, anna, vandaag):
    vraag = vandaag.cursusdag.reflectievragen.first()
    first = write(anna, "Andere venster.", vraag=vraag)

    response = post_tekst(client, uuid4(), anna, vraag=vraag.pk, tekst="Dit venster.")

    assert response.status_code == 409
    assert response.json()["url"] == first.get_absolute_url()
    assert Reflectie.objects.count() == 1


def test_a_page_that_exists_wins_from_a_question_that_has_another(client, anna, vandaag):
    vraag = vandaag.cursusdag.reflectievragen.first()
    write(anna, "Bij de vraag.", vraag=vraag)
    free = write(anna, "Vrij.")

    response = post_tekst(client, free.pk, anna, vraag=vraag.pk, tekst="Anders.")

    assert response.status_code == 409
    assert response.json()["tekst"] == "Vrij."


def test_a_page_that_was_deleted_in_another_window_is_not_made_again(client, anna):
    response = post_tekst(client, uuid4(), anna, versie=3)

    assert response.status_code == 404
    assert not Reflectie.objects.exists()


def test_somebody_elses_page_stays_as_it_is(client, anna, bas):
    reflectie = write(bas, "Van Bas.")

    created = post_tekst(client, reflectie.pk, anna, versie=0)
    rewritten = post_tekst(client, reflectie.pk, anna, versie=1)

    assert (created.status_code, rewritten.status_code) == (404, 404)
    assert stored_text(reflectie.pk) == "Van Bas."
    assert Reflectie.objects.get().eigenaar == bas


def test_a_window_of_somebody_who_signed_out_never_writes_in_the_next_ones_journal(
    client_for, anna, bas
):
    response = post_tekst(client_for(bas), uuid4(), anna, tekst="Van Anna.")

    assert response.status_code == 422
    assert "iemand anders" in response.json()["fout"]
    assert not Reflectie.objects.exists()


def test_an_expired_session_is_sent_to_sign_in_and_nothing_is_stored(anna):
    response = post_tekst(Client(), uuid4(), anna)

    assert response.status_code == 302
    assert not Reflectie.objects.exists()


@pytest.mark.parametrize("tekst", ["", " \n ", "a" * 204_801])
def test_refused_words_say_why(client, anna, tekst):
    response = post_tekst(client, uuid4(), anna, tekst=tekst)

    assert response.status_code == 422
    assert response.json()["fout"]
    assert not Reflectie.objects.exists()


def test_an_empty_save_does_not_wipe_a_page(client, anna):
    reflectie = write(anna)

    post_tekst(client, reflectie.pk, anna, versie=1, tekst="")

    assert stored_text(reflectie.pk) == TEKST


def test_pasted_markup_comes_back_as_it_was_and_is_never_markup(client, anna):
    pasted = '<p class="MsoNormal"><script>alert(1)</script>🙂 \u202eabc</p>'
    pk = uuid4()

    post_tekst(client, pk, anna, tekst=pasted)

    assert stored_text(pk) == pasted
    assert "<script>alert" not in client.get(f"/logboek/{pk}/").content.decode()


def test_autosave_takes_five_queries(client, anna, django_assert_num_queries):
    reflectie = write(anna)

    with django_assert_num_queries(5):
        post_tekst(client, reflectie.pk, anna, versie=1, tekst="Verder.")


def test_autosave_answers_without_a_template(client, anna):
    response = post_tekst(client, uuid4(), anna)

    assert response["Content-Type"] == "application/json"
    assert response.templates == []
    assert "no-store" in response["Cache-Control"]


def test_autosave_is_a_post(client, anna):
    assert client.get(f"/logboek/{uuid4()}/tekst/").status_code == 405
