"""A question that is asked twice, or answered by two: no word is lost, nobody is told twice."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from berichten.models import Bericht
from cohorts.presentie.actions.betwistingen import (
    answer_betwisting,
    withdraw_betwisting,
)
from cohorts.presentie.models import Betwisting
from tests.cohorts.presentie.asking import WOORDEN, form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 17:00 +0100", tick=False) as traveller:
        yield traveller


def test_the_same_question_twice_is_one(client_for, anna, mark):
    url = reverse("betwisting_create", args=[mark.pk])
    client = client_for(anna)

    codes = [client.post(url, {"toelichting": WOORDEN}).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert (Betwisting.objects.count(), Bericht.objects.count()) == (1, 1)


def test_another_question_beside_the_first_is_refused_and_kept_on_the_page(client_for, anna, mark):
    url, client = reverse("betwisting_create", args=[mark.pk]), client_for(anna)
    client.post(url, {"toelichting": WOORDEN})

    shown, other = client.get(url), client.post(url, {"toelichting": "En ook de middag niet."})

    assertContains(shown, "Je vraag over dit dagdeel loopt al.")
    assertNotContains(shown, "<textarea")
    assertContains(other, "Je vraag over dit dagdeel loopt al.", status_code=422)
    assertContains(other, "En ook de middag niet.</textarea>", status_code=422)
    assert Betwisting.objects.get().toelichting == WOORDEN


def test_of_two_answers_the_first_counts_and_one_message_goes_out(carla, els, vraag, anna):
    answer_betwisting(betwisting=vraag, status="aanwezig", antwoord="", by=carla)

    with pytest.raises(ValidationError) as refusal:
        answer_betwisting(betwisting=vraag, status="", antwoord="Nee.", by=els)

    assert refusal.value.code == "klaar"
    assert anna.berichten.count() == 1


def test_who_answers_later_reads_who_was_first_and_what_was_typed(client_for, carla, els, vraag):
    answer_betwisting(betwisting=vraag, status="aanwezig", antwoord="Klopt.", by=carla)

    page = client_for(els).post(
        reverse("betwisting_antwoord", args=[vraag.pk]), form(vraag, "ongewijzigd", "Je kwam laat.")
    )

    first = "Carla Wit gaf Anna Jansen al antwoord, op maandag 23 november, 17.00 uur."
    assertContains(page, first, 1, 422)
    assertContains(page, "<blockquote>Je kwam laat.</blockquote>", 1, 422)
    vraag.refresh_from_db()
    assert (vraag.uitkomst, vraag.antwoord) == ("aangepast", "Klopt.")


def test_who_answers_what_was_taken_back_reads_so(client_for, carla, anna, vraag):
    withdraw_betwisting(betwisting=vraag, by=anna)

    page = client_for(carla).post(
        reverse("betwisting_antwoord", args=[vraag.pk]), form(vraag, "afgemeld")
    )

    assertContains(page, "Anna Jansen heeft de vraag ingetrokken.", 1, 422)
    assertNotContains(page, "Dit schreef je", 422)
