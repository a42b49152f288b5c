"""Whose page is whose, and where the list and the texts end: exactly there."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programma.models import Voorbereiding
from reflecties.models import Reflectie, Voorbereidingsvink
from reflecties.questions import opening_for, own_days, own_questions, questions_of
from reflecties.reading import pages_of
from reflecties.views.writing import GONE
from reflecties.voorbereiding import voorbereidingen_of
from tests.factories import BijeenkomstFactory, CohortFactory, DeelnameFactory, ProgrammaFactory
from tests.reflecties.writing import TEKST, fresh, post_tekst, write

LIST = reverse("reflectie_list")
NEW = reverse("reflectie_create")


@pytest.fixture
def client(client_for, anna) -> Client:
    return client_for(anna)


@pytest.fixture
def vragen(vandaag):
    return list(vandaag.cursusdag.reflectievragen.all())


# -- The list ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "part", "shown", "newer", "older"),
    [
        (19, 1, 19, 0, 0),
        (20, 1, 20, 0, 0),
        (21, 1, 20, 0, 2),
        (21, 2, 1, 1, 0),
        (40, 2, 20, 1, 0),
        (41, 2, 20, 1, 3),
        (41, 3, 1, 2, 0),
    ],
)
def test_twenty_pages_stand_on_one_part(client, anna, bas, pages, part, shown, newer, older):
    write(bas)
    Reflectie.objects.bulk_create(
        Reflectie(
            eigenaar=anna,
            versleutelde_tekst=b"",
            gewijzigd_op=timezone.now() - timedelta(minutes=number),
        )
        for number in range(pages)
    )

    context = client.get(LIST, {"bladzijde": part}).context

    assert (context["newer"], context["older"]) == (newer, older)
    start = (part - 1) * 20
    mine = list(Reflectie.objects.written_by(anna).order_by("-gewijzigd_op"))
    assert [line.reflectie for line in context["bladzijden"]] == mine[start : start + shown]


@pytest.mark.parametrize(
    ("asked", "newer"),
    [("0", 0), ("-1", 0), ("abc", 0), ("٣", 0), ("²", 0), ("99999", 99998), ("100000", 0)],
)
def test_a_number_of_five_digits_is_a_part_and_anything_else_the_first(client, anna, asked, newer):
    write(anna)

    context = client.get(LIST, {"bladzijde": asked}).context

    assert context["newer"] == newer
    assert len(context["bladzijden"]) == (0 if newer else 1)


@pytest.mark.parametrize(
    ("text", "first_words"),
    [
        ("a" * 60 + " " + "b" * 9 + " " + "c" * 68, "a" * 60 + " " + "b" * 9 + " " + "c" * 68),
        ("a" * 60 + " " + "b" * 9 + " " + "c" * 69, "a" * 60 + " " + "b" * 9 + " " + "c" * 69),
        ("a" * 60 + " " + "b" * 9 + " " + "c" * 70, "a" * 60 + " " + "b" * 9 + " …"),
        ("a" * 60 + " " + "b" * 78 + " " + "c" * 9, "a" * 60 + " " + "b" * 78 + " …"),
        ("een\n\n  twee", "een twee"),
    ],
)
def test_the_first_words_are_whole_words_of_140_signs(anna, text, first_words):
    (line,) = pages_of([write(anna, text)], owner=fresh(anna))

    assert (line.first_words, line.damaged) == (first_words, False)


def test_a_damaged_page_has_no_first_words(anna):
    whole, damaged = write(anna), write(anna)
    damaged.versleutelde_tekst = b"\x01" + b"kapot" * 20

    lines = pages_of([damaged, whole], owner=fresh(anna))

    assert [(line.first_words, line.damaged) for line in lines] == [("", True), (TEKST, False)]


# -- The question of the moment ------------------------------------------------------------


def test_the_question_changes_at_midnight_and_at_the_end_of_the_day(anna, vandaag):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    ends = vandaag.eindigt_op
    moments = {
        midnight - timedelta(minutes=30): "voor",
        midnight + timedelta(minutes=30): "tijdens",
        ends - timedelta(seconds=1): "tijdens",
        ends: "na",
    }

    assert {moment: opening_for(anna, moment).vraag.fase for moment in moments} == moments


def test_the_nearest_day_is_counted_in_dutch_days(anna, vandaag):
    midnight = timezone.localtime().replace(hour=0, minute=30, second=0, microsecond=0)

    nearest = [
        opening_for(anna, midnight + timedelta(days=days)).cursusdag.nummer for days in (7, 8)
    ]

    assert nearest == [5, 6]


def test_the_days_of_another_group_open_nobodys_journal(anna, bijeenkomsten):
    elsewhere = DeelnameFactory(cohort=CohortFactory(programma=ProgrammaFactory()))
    today = BijeenkomstFactory(cohort=elsewhere.cohort)
    alone = DeelnameFactory(cohort=CohortFactory(programma=ProgrammaFactory()))
    now = timezone.now() + timedelta(days=5)
    today.datum = timezone.localdate(now)
    today.save()

    assert opening_for(elsewhere.user, now).cursusdag == today.cursusdag
    assert opening_for(anna, now).cursusdag == bijeenkomsten[4].cursusdag
    assert opening_for(alone.user, now) is None
    assert {day.programma_id for day in own_days(anna)} == {bijeenkomsten[4].cohort.programma_id}
    assert {vraag.cursusdag for vraag in own_questions(alone.user)} == set(
        alone.cohort.programma.cursusdagen.all()
    )


def test_a_question_is_answered_by_an_own_page_about_it_alone(anna, bas, vandaag, vragen):
    write(bas, vraag=vragen[0])
    write(anna)
    mine = write(anna, vraag=vragen[1])

    answered = [one.reflectie_id for one in questions_of(vandaag.cursusdag, anna)]

    assert answered == [None, mine.pk, *[None] * (len(vragen) - 2)]


def test_the_empty_page_of_the_list_is_about_the_question_of_the_moment(client, anna, vandaag):
    while (opening := opening_for(anna, timezone.now())).vraag:
        form = client.get(LIST).context["form"]
        assert form.initial["vraag"] == opening.vraag.pk
        assert (form.initial["versie"], form.initial["eigenaar"]) == (0, anna.pk)
        assert "dag" not in form.initial
        write(anna, vraag=opening.vraag)

    initial = client.get(LIST).context["form"].initial
    assert initial["dag"] == vandaag.cursusdag_id
    assert "vraag" not in initial


# -- A page --------------------------------------------------------------------------------


def test_a_question_opens_nobody_elses_page_and_no_other_page(client, anna, bas, vragen):
    write(bas, vraag=vragen[0])
    write(anna)
    write(anna, vraag=vragen[1])

    response = client.get(NEW, {"vraag": vragen[0].pk})

    assert response.status_code == 200
    assert response.context["form"].initial["versie"] == 0
    assert response.context["reflectie"].cursusdag == vragen[0].cursusdag
    assert not response.context["stored"]


def test_each_address_opens_saves_and_deletes_its_own_page(client, anna, bas):
    theirs = write(bas, "Van Bas.")
    first, second, third = (write(anna, f"Bladzijde {number}.") for number in (1, 2, 3))

    for page in (first, second, third):
        assert client.get(page.get_absolute_url()).context["reflectie"] == page
    post_tekst(client, second.pk, anna, versie=1, tekst="Tweede.")
    versions = {page.pk: page.versie for page in Reflectie.objects.all()}
    assert versions == {theirs.pk: 1, first.pk: 1, second.pk: 2, third.pk: 1}
    client.post(reverse("reflectie_verwijdering", args=[third.pk]))
    assert set(Reflectie.objects.all()) == {theirs, first, second}


def test_spaces_around_a_text_stay(client, anna):
    page = write(anna)

    post_tekst(client, page.pk, anna, versie=1, tekst="  Ingesprongen.\r\n\r\n")

    assert (
        "  Ingesprongen.\n\n"
        in client.get(page.get_absolute_url()).context["form"].initial["tekst"]
    )


def test_words_for_a_page_that_is_gone_go_on_a_new_one_of_who_has_a_journal(
    client_for, anna, carla
):
    gone = write(anna)
    pk, url = gone.pk, gone.get_absolute_url()
    gone.delete()
    data = {"id": pk, "versie": 1, "eigenaar": anna.pk, "tekst": "Bewaar dit."}

    kept = client_for(anna).post(url, data)
    without_words = client_for(anna).post(url, data | {"tekst": ""})
    stranger = client_for(carla).post(url, data | {"eigenaar": carla.pk})

    assert [answer.status_code for answer in (kept, without_words, stranger)] == [404] * 3
    assert "Bewaar dit." in kept.text
    assert GONE in kept.text
    assert kept.context["page_id"] != pk
    assert GONE not in without_words.text
    assert "Bewaar dit." not in stranger.text


@pytest.mark.parametrize(("size", "status"), [(204_800, 200), (204_801, 422)])
def test_a_page_holds_204800_bytes(client, anna, size, status):
    page = write(anna)

    assert post_tekst(client, page.pk, anna, versie=1, tekst="a" * size).status_code == status


@pytest.mark.parametrize("versie", [-1, 2**31 - 1])
def test_a_version_that_cannot_be_is_refused(client, anna, versie):
    page = write(anna)

    assert post_tekst(client, page.pk, anna, versie=versie).status_code == 422


def test_the_clock_beside_the_text_is_the_dutch_one(client_for, anna):
    page = write(anna)
    with time_machine.travel("2026-11-24 00:05 +0100", tick=False):
        saved = post_tekst(client_for(anna), page.pk, anna, versie=1, tekst="Laat.")

    assert saved.json() == {"versie": 2, "opgeslagen": "om 00.05 uur"}


# -- Preparations --------------------------------------------------------------------------


def test_a_preparation_is_ticked_off_by_who_did_it_and_for_that_one_alone(anna, bas, vandaag):
    first, second = vandaag.cursusdag.voorbereidingen.order_by("volgnummer")
    Voorbereidingsvink.objects.create(user=anna, voorbereiding=first)
    Voorbereidingsvink.objects.create(user=bas, voorbereiding=second)

    def of(user):
        rows = voorbereidingen_of(user).filter(cursusdag=vandaag.cursusdag)
        return [(row, row.gedaan) for row in rows]

    assert of(anna) == [(first, True), (second, False)]
    assert of(bas) == [(first, False), (second, True)]
    Voorbereiding.objects.filter(pk=first.pk).update(volgnummer=9)
    assert of(anna) == [(second, False), (first, True)]
