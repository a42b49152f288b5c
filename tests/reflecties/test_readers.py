"""What a page says about who reads it: true in every state of sharing."""

import pytest
from django.test import Client
from django.urls import reverse

from cohorts.models import Trainerschap
from reflecties.models import Deling, Reflectie
from tests.reflecties.writing import post_tekst, share, write


@pytest.fixture
def reflectie(anna, vandaag) -> Reflectie:
    return write(anna, vraag=vandaag.cursusdag.reflectievragen.first())


@pytest.fixture
def client(client_for, anna) -> Client:
    return client_for(anna)


def withdraw(client: Client, deling: Deling, *, follow: bool = False):
    return client.post(reverse("deling_intrekking", args=[deling.pk]), follow=follow)


ALONE = "Alleen jij kunt dit lezen."
AS_IT_IS = "<p data-until-save>Dat is wat er nu is opgeslagen.</p>"
MINE = "Wat je daarna schrijft, leest alleen jij."


def said_on(client: Client, reflectie: Reflectie) -> str:
    return " ".join(client.get(reflectie.get_absolute_url()).text.split())


def shown(said: str, deling: Deling) -> bool:
    """Whether the sentence about a later version stands there, and is not hidden."""
    return f"<p >Daarna bewaarde je de bladzijde opnieuw. Die versie ziet {deling.met} niet" in said


def test_nothing_shared_is_read_by_nobody_else(client, reflectie):
    said = said_on(client, reflectie)

    assert ALONE in said
    assert "kan lezen" not in said
    assert MINE not in said


@pytest.mark.monday
def test_a_page_shared_as_it_is_says_so(client, reflectie, carla):
    deling = share(reflectie, carla)

    said = said_on(client, reflectie)

    assert f"{carla.naam} kan lezen wat er stond op 23 november om 10.00 uur. {MINE}" in said
    assert AS_IT_IS in said
    assert not shown(said, deling)
    assert "Alleen jij kunt" not in said


def test_a_page_that_changed_says_that_the_trainer_reads_the_earlier_one(
    client, anna, reflectie, carla
):
    deling = share(reflectie, carla)
    post_tekst(client, reflectie.pk, anna, versie=1, tekst="Later.")

    said = said_on(client, reflectie)

    assert MINE in said
    assert shown(said, deling)
    assert AS_IT_IS not in said


def test_a_share_that_was_withdrawn_leaves_the_writer_alone_again(client, reflectie, carla):
    withdraw(client, share(reflectie, carla))

    said = said_on(client, reflectie)

    assert ALONE in said
    assert "Nu leest niemand mee." in said
    assert MINE not in said
    assert AS_IT_IS not in said


def test_each_of_several_trainers_has_a_version(client, anna, reflectie, carla, dirk, cohort):
    Trainerschap.objects.create(user=dirk, cohort=cohort, vanaf="2026-01-01")
    early = share(reflectie, carla)
    post_tekst(client, reflectie.pk, anna, versie=1, tekst="Later.")
    reflectie.refresh_from_db()
    late = share(reflectie, dirk)

    said = said_on(client, reflectie)

    assert f"{dirk.naam} en {carla.naam} kunnen lezen wat er stond toen je met hen" in said
    assert shown(said, early)
    assert not shown(said, late)
    assert said.count(AS_IT_IS) == 1


def test_a_trainer_who_left_reads_nothing_more(client, reflectie, carla):
    share(reflectie, carla)
    Trainerschap.objects.filter(user=carla).update(vanaf="2020-01-01", tot_en_met="2020-02-01")

    said = said_on(client, reflectie)

    assert ALONE in said
    assert "kan het niet meer openen" in said
    assert MINE not in said


@pytest.mark.monday
def test_the_trainer_is_told_which_version_it_is(client_for, reflectie, carla):
    deling = share(reflectie, carla)

    said = client_for(carla).get(deling.get_absolute_url()).text

    assert "gedeeld op 23 november 2026 om 10.00 uur. Je leest de tekst van dat moment." in said


def test_sharing_and_withdrawing_promise_no_more_than_is_true(client, reflectie, carla):
    url = reverse("deling_create", args=[reflectie.pk])
    shared = client.post(url, {"met": carla.pk, "versie": 1}, follow=True)
    back = withdraw(client, Deling.objects.get(), follow=True)

    assert f"{carla} leest wat er nu staat, niet wat je hierna schrijft." in shared.text
    assert f"{carla} kan niet meer openen wat je deelde." in back.text
