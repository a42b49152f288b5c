"""Klopt dit niet? Seeing one's own marks, contesting them, and the answer."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from berichten.tasks import deliver_due
from cohorts.aanwezigheid.actions.closing import close_dag
from cohorts.aanwezigheid.models import Aanwezigheidswijziging
from cohorts.presentie.actions.betwistingen import answer_betwisting, create_betwisting
from cohorts.presentie.betwistingen import AAN_COORDINATOR, AAN_TRAINER, escalate_betwistingen
from cohorts.presentie.models import Betwisting
from cohorts.presentie.own_marks import own_marks_of
from tests.cohorts.herinneringen.outbox import moment_of
from tests.cohorts.presentie.asking import WOORDEN, form, told
from tests.day_factories import BetwistingFactory
from tests.factories import AanwezigheidFactory, DeelnameFactory, mark_days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 17:00 +0100", tick=False) as traveller:
        yield traveller


# -- Mijn aanwezigheid ---------------------------------------------------------------------


def test_a_mark_shows_at_once_with_who_and_when(client_for, anna, mark):
    page = client_for(anna).get(reverse("aanwezigheid_list"))

    assertContains(page, "Afwezig")
    assertContains(page, "Carla Wit, maandag 23 november, 17.00 uur")
    assertContains(page, reverse("betwisting_create", args=[mark.pk]))


def test_home_leads_to_it(client_for, anna, vandaag):
    assertContains(client_for(anna).get("/"), reverse("aanwezigheid_list"))


@pytest.mark.parametrize("days", [1, 3, 7])
def test_the_page_takes_eight_queries(
    client_for, anna, deelname, vandaag, days, django_assert_num_queries
):
    mark_days(deelname, range(1, days + 1))
    for row in deelname.aanwezigheden.all():
        BetwistingFactory(aanwezigheid=row)
    client = client_for(anna)

    with django_assert_num_queries(8):
        client.get(reverse("aanwezigheid_list"))


# -- Asking --------------------------------------------------------------------------------


def test_a_question_goes_to_the_trainer_without_its_words(client_for, anna, els, mark):
    client_for(anna).post(reverse("betwisting_create", args=[mark.pk]), {"toelichting": WOORDEN})
    deliver_due()

    row = Betwisting.objects.get()
    [message] = mail.outbox
    assert (row.status, row.toelichting) == ("afwezig", WOORDEN)
    assert told() == {(AAN_TRAINER, "Carla")}
    assert message.subject == "Vraag over de presentie van dag 5"
    assert "Anna Jansen (Testdam A) vraagt" in message.body
    assert reverse("betwisting_list") in message.body
    assert "half tien" not in message.body + str(message.alternatives)


@pytest.mark.parametrize("text", ["", "   ", "x" * 301, "a\0b"])
def test_a_question_without_proper_words_is_shown_again(client_for, anna, mark, text):
    response = client_for(anna).post(
        reverse("betwisting_create", args=[mark.pk]), {"toelichting": text}
    )

    assert response.status_code == 422
    assert not Betwisting.objects.exists()


def test_nobody_contests_the_mark_of_somebody_else(bas, mark):
    with pytest.raises(ValidationError):
        create_betwisting(aanwezigheid=mark, toelichting=WOORDEN, by=bas)


@pytest.mark.parametrize(("days", "is_open"), [(14, True), (15, False)])
def test_a_question_can_be_asked_until_fourteen_days_after_the_closing(
    anna, mark, vandaag, clock, days, is_open
):
    close_dag(bijeenkomst=vandaag, by=None)
    clock.shift(timedelta(days=days))

    if is_open:
        create_betwisting(aanwezigheid=mark, toelichting=WOORDEN, by=anna)
    else:
        with pytest.raises(ValidationError) as refusal:
            create_betwisting(aanwezigheid=mark, toelichting=WOORDEN, by=anna)
        assert refusal.value.code == "te_laat"
    assert Betwisting.objects.exists() == is_open


def test_a_question_is_taken_back(client_for, anna, vraag):
    client = client_for(anna)

    client.post(reverse("betwisting_intrekking", args=[vraag.pk]))

    assert not Betwisting.objects.open().exists()
    assertContains(client.get(reverse("aanwezigheid_list")), "Klopt dit niet?")


# -- Who hears of it -----------------------------------------------------------------------


def test_a_question_about_a_closed_day_goes_to_the_coordinator_too(els, mark, vandaag, anna):
    close_dag(bijeenkomst=vandaag, by=None)

    create_betwisting(aanwezigheid=mark, toelichting=WOORDEN, by=anna)

    assert told() == {(AAN_TRAINER, "Carla"), (AAN_COORDINATOR, "Els")}


@pytest.mark.parametrize(
    ("day", "clock_time", "is_told"),
    [("2026-11-26", "23:00", False), ("2026-11-27", "06:59", False), ("2026-11-27", "07:00", True)],
)
def test_without_an_answer_the_coordinator_hears_after_three_working_days(
    els, vraag, day, clock_time, is_told
):
    now = moment_of(date.fromisoformat(day), clock_time)

    assert [escalate_betwistingen(now), escalate_betwistingen(now)] == [int(is_told), 0]
    assert ((AAN_COORDINATOR, "Els") in told()) == is_told


def test_trainers_see_the_questions_of_their_cohorts_the_coordinator_all(
    client_for, carla, dirk, vervanger, els, vraag
):
    url = reverse("betwisting_list")

    for reader in (carla, els):
        assertContains(client_for(reader).get(url), WOORDEN)
    for other in (dirk, vervanger):
        assertNotContains(client_for(other).get(url), WOORDEN)


@pytest.mark.parametrize("people", [1, 3, 60])
def test_the_list_takes_the_same_queries_for_any_number(
    client_for, carla, cohort, vandaag, people, django_assert_num_queries
):
    for row in DeelnameFactory.create_batch(people, cohort=cohort):
        BetwistingFactory(aanwezigheid=AanwezigheidFactory(deelname=row, bijeenkomst=vandaag))
    client = client_for(carla)

    with django_assert_num_queries(4):
        client.get(reverse("betwisting_list"))


# -- Answering -----------------------------------------------------------------------------


def test_the_trainer_changes_the_mark_of_an_open_day(client_for, carla, vraag, mark):
    client_for(carla).post(
        reverse("betwisting_antwoord", args=[vraag.pk]), form(vraag, "aanwezig", "Klopt, sorry!")
    )
    deliver_due()

    vraag.refresh_from_db()
    mark.refresh_from_db()
    message = mail.outbox[-1]
    assert (mark.status, vraag.uitkomst, vraag.afgehandeld_door) == ("aanwezig", "aangepast", carla)
    assert message.subject == "Antwoord op je vraag over dag 5"
    assert "voor de ochtend sta je nu op 'aanwezig'" in message.body
    assert "sorry" not in message.body
    assert "half tien" not in message.body


def test_it_stays_so_needs_a_word_of_explanation(client_for, carla, vraag, mark):
    client, url = client_for(carla), reverse("betwisting_antwoord", args=[vraag.pk])

    without = client.post(url, form(vraag, "ongewijzigd"))
    client.post(url, form(vraag, "ongewijzigd", "Je kwam na de pauze."))

    mark.refresh_from_db()
    vraag.refresh_from_db()
    assertContains(without, "Leg in één zin uit waarom het zo blijft.", status_code=422)
    assert (mark.status, vraag.uitkomst) == ("afwezig", "ongewijzigd")


def test_the_deelnemer_reads_the_answer(client_for, anna, carla, vraag):
    answer_betwisting(betwisting=vraag, status="", antwoord="Je kwam na de pauze.", by=carla)

    page = client_for(anna).get(reverse("aanwezigheid_list"))

    assertContains(page, "Blijft zo door Carla Wit")
    assertContains(page, "Je kwam na de pauze.")


def test_after_the_closing_only_the_coordinator_answers_with_a_correction(
    client_for, carla, els, vraag, mark, vandaag
):
    close_dag(bijeenkomst=vandaag, by=carla)
    url = reverse("betwisting_antwoord", args=[vraag.pk])

    refused = client_for(carla).post(url, form(vraag, "aanwezig"))
    with pytest.raises(ValidationError):
        answer_betwisting(betwisting=vraag, status="aanwezig", antwoord="", by=carla)
    client_for(els).post(url, form(vraag, "aanwezig"))

    last = Aanwezigheidswijziging.objects.latest("pk")
    assert refused.status_code == 403
    assert (last.bron, last.naar, last.door) == ("correctie", "aanwezig", els)
    assert last.reden == "Na een vraag van de deelnemer"


def test_a_changed_answer_to_what_stands_there_is_refused(carla, vraag, mark):
    with pytest.raises(ValidationError) as refusal:
        answer_betwisting(betwisting=vraag, status="afwezig", antwoord="", by=carla)

    assert refusal.value.code == "zelfde"


def test_hr_gets_the_very_same_answer_with_and_without_a_question(
    client_for, hanna, anna, mark, vandaag
):
    client = client_for(hanna)

    def answers() -> list[bytes]:
        pages = [client.get(reverse("overzicht")), client.get(vandaag.get_absolute_url())]
        # A token of each form is new for every answer.
        return [re.sub(rb"[A-Za-z0-9]{64}", b"", page.content) for page in pages]

    before = answers()
    create_betwisting(aanwezigheid=mark, toelichting=WOORDEN, by=anna)

    assert answers() == before


def test_a_mark_stays_in_sight_when_the_own_day_does_not_go_on(deelname, bijeenkomsten, els):
    """Day 2 was caught up elsewhere, and then cancelled in the own cohort."""
    AanwezigheidFactory(
        deelname=deelname, bijeenkomst=bijeenkomsten[1], dagdeel="ochtend", status="ingehaald"
    )
    bijeenkomsten[1].cancel(els)

    (dag,) = [dag for dag in own_marks_of(deelname) if dag.cursusdag.nummer == 2]

    assert (dag.bijeenkomst, dag.applies) == (None, True)
    assert [stand.status for stand in dag.dagdelen] == ["ingehaald", "open"]
