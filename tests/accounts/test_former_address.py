"""Whoever took over a device that was just signed in does not get the account for good."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Adreswijziging, User
from tests.accounts.steps import (
    CODE_PAGE,
    add_address,
    ask_for_code,
    code_in_mail,
    link_to_confirm,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db

PAGE = "/account/e-mail/"
OWN, THEIRS = "zus@gemeente.example", "dief@post.example"


def act(client, name: str, address: str):
    return client.post(PAGE, {name: "", "email": address})


def addresses_of(user: User) -> set[str]:
    return set(EmailAddress.objects.filter(user=user).values_list("email", flat=True))


def sign_in_at(client, address: str) -> None:
    ask_for_code(client, address)
    client.post(CODE_PAGE, {"code": code_in_mail()})


@pytest.fixture
def taken(client, zus, time_machine) -> User:
    """At ten somebody in Zus's fresh session made an address of theirs the own one."""
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)
    sign_in(client, zus)
    add_address(client, THEIRS)
    Client().post(link_to_confirm())
    act(client, "action_primary", THEIRS)
    zus.refresh_from_db()
    assert zus.email == THEIRS
    return zus


@pytest.mark.parametrize(
    ("moment", "removed"), [("2026-11-30 09:59:59", False), ("2026-11-30 10:00:00", True)]
)
def test_the_former_own_address_stays_for_a_week(client, taken, time_machine, moment, removed):
    time_machine.move_to(f"{moment}+01:00", tick=False)
    client.post("/account/logout/")
    sign_in_at(client, THEIRS)

    act(client, "action_remove", OWN)

    assert (OWN not in addresses_of(taken)) == removed


def test_the_owner_is_told_and_takes_it_back(client, taken, time_machine):
    time_machine.move_to("2026-11-23 10:01+01:00", tick=False)
    told = [letter for letter in mail.outbox if letter.to == [OWN]][-1]
    assert "een week lang kun je dit daarmee terugdraaien" in told.body
    client.post("/account/logout/")
    sign_in_at(client, OWN)
    assert signed_in(client) == str(taken.pk)

    act(client, "action_primary", OWN)
    act(client, "action_remove", THEIRS)

    taken.refresh_from_db()
    assert taken.email == OWN
    assert addresses_of(taken) == {OWN}
    assert not Adreswijziging.objects.exists()


def test_after_a_week_the_former_address_proves_nothing(client, taken, time_machine):
    client.post("/account/logout/")
    time_machine.move_to("2026-11-30 10:00+01:00", tick=False)
    sign_in_at(client, OWN)

    response = act(client, "action_primary", OWN)

    assert response.url.startswith("/account/beveiliging/nogmaals/mail/")


def test_a_second_choice_gives_the_first_address_no_week_more(client, taken, time_machine):
    time_machine.move_to("2026-11-25 10:00+01:00", tick=False)
    client.post("/account/logout/")
    sign_in_at(client, THEIRS)
    EmailAddress.objects.create(user=taken, email="derde@post.example", verified=True)
    act(client, "action_primary", "derde@post.example")

    assert set(Adreswijziging.objects.values_list("van", flat=True)) == {OWN, THEIRS}
    for address in (OWN, THEIRS):
        act(client, "action_remove", address)
    assert addresses_of(taken) == {OWN, THEIRS, "derde@post.example"}


def test_the_week_of_one_person_is_not_that_of_another(client, taken):
    broer = User.objects.create_user("broer@gemeente.example")
    EmailAddress.objects.create(user=broer, email="thuis@broer.example", verified=True)
    Adreswijziging.objects.create(user=taken, van="thuis@broer.example")
    client.post("/account/logout/")
    sign_in_at(client, "thuis@broer.example")

    assert client.get(reverse("account_set_password")).status_code == 302


def test_choosing_the_address_that_is_the_own_one_already_notes_nothing(client, zus):
    sign_in(client, zus)

    act(client, "action_primary", zus.email)

    assert not Adreswijziging.objects.exists()
