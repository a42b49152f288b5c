"""Writing, reading and deleting one's own pages."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Bijeenkomst
from reflecties.models import Reflectie
from reflecties.questions import opening_for
from reflecties.reading import text_of
from tests.factories import DeelnameFactory
from tests.reflecties.writing import TEKST, fresh, write

LIST = reverse("reflectie_list")
NEW = reverse("reflectie_create")


@pytest.fixture
def client(client_for, anna) -> Client:
    return client_for(anna)


def stored_text(pk) -> str:
    reflectie = Reflectie.objects.get(pk=pk)
    return text_of(reflectie, owner=fresh(reflectie.eigenaar))


# -- The list ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "clock", "nummer", "fase"),
    [
        (-3, time(9), 5, "voor"),
        (0, time(11), 5, "tijdens"),
        (0, time(21), 5, "na"),
        (6, time(9), 5, "na"),
        (7, time(9), 5, "na"),
        (8, time(9), 6, "voor"),
        (400, time(9), 7, "na"),
    ],
)
def test_the_journal_opens_with_the_question_of_the_moment(
    anna, vandaag, days, clock, nummer, fase
):
    moment = timezone.make_aware(datetime.combine(vandaag.datum + timedelta(days=days), clock))

    opening = opening_for(anna, moment)

    assert (opening.cursusdag.nummer, opening.vraag.fase) == (nummer, fase)


def test_an_answered_question_makes_room_for_the_next(anna, vandaag):
    evening = timezone.make_aware(datetime.combine(vandaag.datum, time(21)))
    first = opening_for(anna, evening).vraag
    write(anna, vraag=first)
    second = opening_for(anna, evening).vraag
    write(anna, vraag=second)

    assert (first.fase, second.fase) == ("na", "na")
    assert first != second
    assert opening_for(anna, evening).vraag is None


def test_a_cancelled_day_asks_nothing(anna, vandaag):
    Bijeenkomst.objects.update(geannuleerd_op=timezone.now())

    assert opening_for(anna, timezone.now()) is None


def test_the_journal_of_somebody_without_planned_days_is_a_free_page(client):
    response = client.get(LIST)

    assert response.status_code == 200
    assert response.context["opening"] is None
    assert "Vrije bladzijde" in response.content.decode()


def test_earlier_pages_show_their_first_words_only(client, anna):
    write(anna, "Het begin. " + "woord " * 200 + "het slot.")

    body = client.get(LIST).content.decode()

    assert "Het begin." in body
    assert "het slot" not in body


def test_a_long_journal_is_read_in_parts_of_twenty(client, anna):
    for number in range(23):
        write(anna, f"Bladzijde {number}.")

    first, second = client.get(LIST), client.get(LIST, {"bladzijde": "2"})

    assert [len(r.context["bladzijden"]) for r in (first, second)] == [20, 3]
    assert (first.context["older"], second.context["older"]) == (2, 0)


@pytest.mark.parametrize("asked", ["0", "-1", "abc", "²", "9" * 40])
def test_a_strange_part_of_the_journal_is_the_first_or_an_empty_one(client, anna, asked):
    assert client.get(LIST, {"bladzijde": asked}).status_code == 200


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_takes_the_same_number_of_queries(
    client, anna, vandaag, items, django_assert_num_queries
):
    for number in range(items):
        write(anna, f"Bladzijde {number}.", cursusdag=vandaag.cursusdag)

    with django_assert_num_queries(8):
        client.get(LIST)


# -- A new page ----------------------------------------------------------------------------


def test_opening_a_new_page_writes_nothing(client, vandaag):
    vraag = vandaag.cursusdag.reflectievragen.first()

    response = client.get(NEW, {"vraag": vraag.pk})

    assert response.status_code == 200
    assert vraag.tekst in response.content.decode()
    assert not Reflectie.objects.exists()


def test_a_question_that_has_a_page_opens_that_page(client, anna, vandaag):
    vraag = vandaag.cursusdag.reflectievragen.first()
    reflectie = write(anna, vraag=vraag)

    assert client.get(NEW, {"vraag": vraag.pk}).url == reflectie.get_absolute_url()


def test_a_question_of_a_programme_that_one_does_not_follow_is_unknown(client, anna):
    elsewhere = DeelnameFactory().cohort.programma.cursusdagen.first()
    vraag = elsewhere.reflectievragen.first()

    assert client.get(NEW, {"vraag": vraag.pk}).status_code == 404
    assert client.get(NEW, {"dag": elsewhere.pk}).status_code == 404
    assert client.get(NEW, {"vraag": "zomaar"}).status_code == 404


def test_a_plain_form_makes_the_page_once(client, anna, vandaag):
    vraag = vandaag.cursusdag.reflectievragen.first()
    data = {"id": uuid4(), "versie": 0, "eigenaar": anna.pk, "vraag": vraag.pk, "tekst": TEKST}

    first, second = client.post(NEW, data), client.post(NEW, data)

    reflectie = Reflectie.objects.get()
    assert first.url == second.url == reflectie.get_absolute_url()
    assert (reflectie.vraag, reflectie.cursusdag) == (vraag, vandaag.cursusdag)
    assert stored_text(reflectie.pk) == TEKST


def test_a_free_page_keeps_its_day(client, anna, vandaag):
    data = {"id": uuid4(), "versie": 0, "eigenaar": anna.pk, "tekst": TEKST}

    client.post(NEW, {**data, "dag": vandaag.cursusdag_id})

    assert Reflectie.objects.get().cursusdag == vandaag.cursusdag


def test_a_plain_form_without_text_is_refused_at_the_field(client, anna):
    data = {"id": uuid4(), "versie": 0, "eigenaar": anna.pk, "tekst": "  \n"}

    response = client.post(NEW, data)

    assert response.status_code == 422
    assert "Een lege bladzijde bewaren we niet." in response.content.decode()
    assert not Reflectie.objects.exists()


def test_a_strange_page_number_in_a_form_is_refused(client, anna):
    data = {"id": "geen-nummer", "versie": 0, "eigenaar": anna.pk, "tekst": TEKST}

    response = client.post(NEW, data)

    assert response.status_code == 422
    assert TEKST in response.content.decode()
