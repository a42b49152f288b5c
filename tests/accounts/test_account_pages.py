"""The pages around an account: in our words, closed to strangers, with notices by mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.people.addresses import user_at
from accounts.templatetags.devices import device
from berichten.models import Bericht
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

INSIDE = [
    "account_change_password",
    "account_set_password",
    "account_email",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
]
ENTRANCE = ["account_login", "account_reset_password", "account_reset_password_done"]
ENGLISH = re.compile(r"\b(password|sign in|your|security key|email address|recovery)\b", re.I)


def text_of(response) -> str:
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return re.sub(r"<script.*?</script>|<[^>]+>", " ", main, flags=re.DOTALL)


@pytest.mark.parametrize("name", INSIDE)
def test_pages_inside_ask_for_sign_in(name):
    response = Client().get(reverse(name))

    assert response.status_code == 302
    assert response.url.startswith("/account/")


@pytest.mark.parametrize("name", INSIDE)
def test_pages_inside_speak_our_dutch(name, client, zus):
    zus.set_password("een lange zin van mij" if name == "account_change_password" else None)
    zus.save()
    sign_in(client, zus)

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert ENGLISH.findall(text_of(response)) == []
    assert re.findall(r"\b[Uu]w?\b", text_of(response)) == []


@pytest.mark.parametrize("name", ENTRANCE)
def test_pages_before_sign_in_speak_our_dutch(name):
    response = Client().get(reverse(name))

    assert response.status_code == 200
    assert ENGLISH.findall(text_of(response)) == []


# -- Addresses -----------------------------------------------------------------------------


def test_a_second_address_signs_in_once_confirmed(client, zus):
    sign_in(client, zus)
    add_address(client, "thuis@post.example")
    assert [letter.to for letter in mail.outbox] == [["thuis@post.example"], [zus.email]]
    link = link_to_confirm()

    assert user_at("thuis@post.example") is None
    assert client.get(link).status_code == 200
    assert user_at("thuis@post.example") is None
    client.post(link)
    assert user_at("thuis@post.example") == zus

    client.post("/account/logout/")
    ask_for_code(client, "thuis@post.example")
    assert mail.outbox[-1].to == ["thuis@post.example"]
    client.post(CODE_PAGE, {"code": code_in_mail()})
    assert signed_in(client) == str(zus.pk)


def test_nobody_mails_a_street_by_adding_addresses(client, zus):
    sign_in(client, zus)
    for number in range(12):
        add_address(client, f"buur-{number}@post.example")

    assert [letter.to[0] for letter in mail.outbox if letter.to != [zus.email]] == [
        "buur-0@post.example",
        "buur-1@post.example",
    ]


def test_claiming_somebody_elses_address_catches_nothing(client, zus):
    dief = User.objects.create_user("dief@gemeente.example")
    sign_in(client, dief)
    add_address(client, "zus@gemeente.example")
    client.post("/account/logout/")

    ask_for_code(client)
    client.post(CODE_PAGE, {"code": code_in_mail()})

    assert user_at("zus@gemeente.example") == zus
    assert signed_in(client) == str(zus.pk)


def test_an_address_that_nobody_confirmed_never_becomes_the_own_one(client, zus):
    sign_in(client, zus)
    add_address(client, "nog-niet-uitgenodigd@gemeente.example")

    response = client.post(
        reverse("account_email"),
        {"action_primary": "", "email": "Nog-niet-uitgenodigd@gemeente.example"},
    )

    zus.refresh_from_db()
    assert response.status_code == 403
    assert zus.email == "zus@gemeente.example"
    assert user_at("nog-niet-uitgenodigd@gemeente.example") is None


def test_a_confirmed_address_may_become_the_own_one(client, zus):
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=True)
    sign_in(client, zus)

    client.post(reverse("account_email"), {"action_primary": "", "email": "thuis@post.example"})

    zus.refresh_from_db()
    assert zus.email == "thuis@post.example"


def test_own_address_goes_before_a_confirmed_second_one(zus):
    dief = User.objects.create_user("dief@gemeente.example")
    EmailAddress.objects.create(user=dief, email="zus@gemeente.example", verified=True)

    assert user_at("ZUS@gemeente.example ") == zus


def test_nobody_reads_mail_at_the_address_of_somebody_closed_out(zus):
    User.objects.update(is_active=False)

    assert user_at("zus@gemeente.example") is None


# -- Passwords -----------------------------------------------------------------------------


def test_a_forgotten_password_is_set_again_by_mail(client, zus):
    client.post(reverse("account_reset_password"), {"email": zus.email})
    link = re.search(r"https?://[^/\s]+(/account/wachtwoord/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link).url

    client.post(form, {"password1": "een lange zin van mij", "password2": "een lange zin van mij"})

    zus.refresh_from_db()
    assert zus.check_password("een lange zin van mij")
    assert Client().get(link).status_code == 200
    assert "Deze link werkt niet meer" in Client().get(link).content.decode()


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("kort", "te kort"),
        ("1q2w3e4r5t6y", "makkelijk te raden"),
        ("zus@gemeente.example", "voor wie jou kent"),
    ],
)
def test_a_weak_password_is_refused_at_the_field(client, zus, new, told):
    sign_in(client, zus)

    response = client.post(reverse("account_set_password"), {"password1": new, "password2": new})

    zus.refresh_from_db()
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not zus.has_usable_password()


def test_a_change_of_the_password_is_told_by_mail(client, zus):
    sign_in(client, zus)
    new = "een lange zin van mij"

    client.post(reverse("account_set_password"), {"password1": new, "password2": new})

    bericht = Bericht.objects.get(geheim=False)
    assert (bericht.soort, bericht.geheim, bericht.status) == ("beveiliging", False, "verzonden")
    assert new not in bericht.tekst
    assert mail.outbox[-1].subject == "Je hebt nu een wachtwoord"


# -- Devices -------------------------------------------------------------------------------


def test_signing_out_elsewhere_ends_the_other_session_only(client, zus):
    zus.set_password("een lange zin van mij")
    zus.save()
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.post("/account/login/", {"login": zus.email, "password": "een lange zin van mij"})
    assert client.get(reverse("usersessions_list")).content.decode().count("Onbekend apparaat") == 2

    client.post(reverse("usersessions_list"))

    assert signed_in(client) == str(zus.pk)
    assert elsewhere.get(reverse("mfa_index")).status_code == 302


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/1 Safari/1 Edg/1", "Edge op Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Safari/1", "Safari op een iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/1", "Firefox op Linux"),
        ("curl/8", "Onbekend apparaat"),
        ("", "Onbekend apparaat"),
    ],
)
def test_a_device_is_named_as_its_owner_would(agent, named):
    assert device(agent) == named
