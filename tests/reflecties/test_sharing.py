"""Sharing one page with a trainer, and taking it back."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reflecties.actions import ConflictError, share_reflectie
from reflecties.models import Deling, Reflectie
from reflecties.reading import shared_text_of
from tests.reflecties.writing import TEKST, fresh, post_tekst, share, write

RECEIVED = reverse("deling_list")


@pytest.fixture
def reflectie(anna, vandaag) -> Reflectie:
    return write(anna, vraag=vandaag.cursusdag.reflectievragen.first())


@pytest.fixture
def client(client_for, anna) -> Client:
    return client_for(anna)


def sharing_url(reflectie: Reflectie) -> str:
    return reverse("deling_create", args=[reflectie.pk])


def withdraw(client: Client, deling: Deling):
    return client.post(reverse("deling_intrekking", args=[deling.pk]))


# -- Sharing -------------------------------------------------------------------------------


def test_the_page_shows_what_is_shared_and_with_whom(client, reflectie, carla, dirk, vervanger):
    response = client.get(sharing_url(reflectie))
    body = response.content.decode()

    assert TEKST in body
    assert list(response.context["form"].trainers) == [carla]
    assert "Wat hier wordt gedeeld, blijft in de groep." in body
    assert "Wat gelezen is, kan niemand ongelezen maken." in body
    assert not Deling.objects.exists()


def test_a_shared_page_is_read_by_that_trainer(client, client_for, reflectie, carla):
    client.post(sharing_url(reflectie), {"met": carla.pk, "versie": 1})

    deling = Deling.objects.get()
    response = client_for(carla).get(deling.get_absolute_url())

    assert TEKST in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_later_words_are_not_shared(client, client_for, anna, reflectie, carla):
    deling = share(reflectie, carla)
    post_tekst(client, reflectie.pk, anna, versie=1, tekst="Dit is van later.")

    body = client_for(carla).get(deling.get_absolute_url()).content.decode()

    assert TEKST in body
    assert "Dit is van later." not in body


def test_a_new_version_takes_the_place_of_the_old(client, anna, reflectie, carla):
    old = share(reflectie, carla)
    post_tekst(client, reflectie.pk, anna, versie=1, tekst="Nieuwe versie.")

    client.post(sharing_url(reflectie), {"met": carla.pk, "versie": 2})

    old.refresh_from_db()
    new = Deling.objects.active().get()
    assert (old.ingetrokken_op is None, bytes(old.versleutelde_tekst)) == (False, b"")
    assert shared_text_of(new) == "Nieuwe versie."


def test_a_page_that_changed_meanwhile_is_shown_again_before_it_is_shared(
    client, anna, reflectie, carla
):
    post_tekst(client, reflectie.pk, anna, versie=1, tekst="Toch anders.")

    response = client.post(sharing_url(reflectie), {"met": carla.pk, "versie": 1})
    body = response.content.decode()

    assert response.status_code == 409
    assert "Toch anders." in body
    assert 'name="versie" value="2"' in body
    assert not Deling.objects.exists()


def test_sharing_with_somebody_who_does_not_lead_the_group_is_refused(
    client, reflectie, carla, dirk, vervanger, els, hanna, bas
):
    for stranger in (dirk, vervanger, els, hanna, bas):
        response = client.post(sharing_url(reflectie), {"met": stranger.pk, "versie": 1})

        assert response.status_code == 422
        assert "Deze persoon is nu geen trainer van je groep." in response.content.decode()
    assert not Deling.objects.exists()


def test_sharing_without_a_choice_is_refused_at_the_field(client, reflectie, carla):
    response = client.post(sharing_url(reflectie), {"versie": 1})

    assert response.status_code == 422
    assert "Kies met wie je deelt." in response.content.decode()


def test_a_group_without_a_trainer_has_nobody_to_share_with(client, reflectie):
    response = client.get(sharing_url(reflectie))

    assert "Er is nu niemand om mee te delen" in response.content.decode()


def test_the_database_keeps_one_active_share_per_trainer(reflectie, carla):
    share(reflectie, carla)

    with pytest.raises(IntegrityError), transaction.atomic():
        Deling.objects.create(reflectie=reflectie, met=carla, versie=1, versleutelde_tekst=b"x")


def test_the_database_keeps_no_text_of_a_withdrawn_share(reflectie, carla):
    deling = share(reflectie, carla)

    with pytest.raises(IntegrityError), transaction.atomic():
        Deling.objects.filter(pk=deling.pk).update(ingetrokken_op=timezone.now())


def test_an_older_version_is_not_shared(anna, reflectie, carla):
    with pytest.raises(ConflictError):
        share_reflectie(reflectie=reflectie, versie=9, met=carla, by=fresh(anna))


# -- Reading -------------------------------------------------------------------------------


def test_the_writer_sees_when_it_was_read(client, client_for, reflectie, carla):
    deling = share(reflectie, carla)
    before = client.get(reflectie.get_absolute_url()).content.decode()
    client_for(carla).get(deling.get_absolute_url())
    after = client.get(reflectie.get_absolute_url()).content.decode()

    assert "Nog niet gelezen" in before
    assert "Gelezen op" in after


def test_only_the_first_opening_counts(client_for, reflectie, carla):
    deling = share(reflectie, carla)
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        client_for(carla).get(deling.get_absolute_url())
        first = timezone.now()
    client_for(carla).get(deling.get_absolute_url())

    deling.refresh_from_db()
    assert deling.gelezen_op == first


def test_a_glance_at_the_list_or_a_head_request_is_no_reading(client_for, reflectie, carla):
    deling = share(reflectie, carla)
    trainer = client_for(carla)
    trainer.get(RECEIVED)
    trainer.head(deling.get_absolute_url())

    deling.refresh_from_db()
    assert deling.gelezen_op is None


def test_the_list_has_unread_pages_first_and_no_text(client_for, anna, bas, carla):
    read, unread = share(write(anna), carla), share(write(bas), carla)
    read.mark_read()

    response = client_for(carla).get(RECEIVED)

    assert list(response.context["delingen"]) == [unread, read]
    assert TEKST not in response.content.decode()


@pytest.mark.parametrize("items", [1, 3])
def test_the_trainers_list_takes_the_same_number_of_queries(
    client_for, anna, carla, vandaag, items, django_assert_num_queries
):
    for _ in range(items):
        share(write(anna, cursusdag=vandaag.cursusdag), carla)
    trainer = client_for(carla)

    with django_assert_num_queries(4):
        trainer.get(RECEIVED)


def test_a_damaged_share_is_told_in_plain_words(client_for, reflectie, carla):
    deling = share(reflectie, carla)
    Deling.objects.filter(pk=deling.pk).update(versleutelde_tekst=b"\x01" + b"kapot" * 20)

    response = client_for(carla).get(deling.get_absolute_url())

    assert response.status_code == 422
    assert "Deze tekst gaat niet open" in response.content.decode()


# -- Taking back ---------------------------------------------------------------------------


def test_a_withdrawn_page_is_gone_at_the_next_request(client, client_for, reflectie, carla):
    deling = share(reflectie, carla)
    trainer = client_for(carla)
    trainer.get(deling.get_absolute_url())

    assert withdraw(client, deling).url == reflectie.get_absolute_url()

    gone = trainer.get(deling.get_absolute_url())
    assert gone.status_code == 410
    assert "Niet meer gedeeld" in gone.content.decode()
    assert TEKST not in gone.content.decode()
    assert list(trainer.get(RECEIVED).context["delingen"]) == []
    deling.refresh_from_db()
    assert bytes(deling.versleutelde_tekst) == b""


def test_taking_back_twice_keeps_the_first_moment(client, reflectie, carla):
    deling = share(reflectie, carla)
    withdraw(client, deling)
    deling.refresh_from_db()
    first = deling.ingetrokken_op
    withdraw(client, deling)

    deling.refresh_from_db()
    assert deling.ingetrokken_op == first


def test_only_the_writer_takes_back(client_for, bas, carla, reflectie):
    deling = share(reflectie, carla)

    assert {withdraw(client_for(user), deling).status_code for user in (bas, carla)} == {404}
    assert Deling.objects.active().exists()
