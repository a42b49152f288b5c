"""Proof before anything changes about how somebody gets in."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.steps import (
    CODE_PAGE,
    accounts_state,
    add_address,
    ask_for_code,
    code_in_mail,
    code_of,
    link_in_mail,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db

BY_MAIL = "/account/beveiliging/nogmaals/mail/"
SEND = "/account/beveiliging/nogmaals/mail/code/"
SECURITY = "/account/beveiliging/"
PASSWORD = "een lange zin van mij"
ACTS = [
    ("account_set_password", {"password1": PASSWORD, "password2": PASSWORD}),
    ("account_change_password", {"password1": PASSWORD, "password2": PASSWORD}),
    ("mfa_activate_totp", {"code": "123456"}),
    ("mfa_deactivate_totp", {}),
    ("mfa_add_webauthn", {"name": "telefoon"}),
    ("mfa_generate_recovery_codes", {}),
    ("mfa_view_recovery_codes", {}),
    ("mfa_download_recovery_codes", {}),
]


@pytest.fixture
def open_session(client, zus):
    """Zus is signed in, and was asked for nothing in this session."""
    client.force_login(zus)
    return client


# -- Asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "data"), ACTS)
def test_an_open_session_alone_changes_nothing(open_session, zus, name, data):
    before = accounts_state()

    page = open_session.get(reverse(name))
    posted = open_session.post(reverse(name), data)

    assert page.url.startswith(BY_MAIL)
    assert posted.url == reverse(name)
    assert accounts_state() == before


@pytest.mark.parametrize("act", ["action_add", "action_primary", "action_remove", "action_send"])
def test_an_open_session_alone_changes_no_address(open_session, zus, act):
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=True)
    EmailAddress.objects.create(user=zus, email=zus.email, verified=True, primary=True)
    before = accounts_state()
    address = "nieuw@post.example" if act == "action_add" else "thuis@post.example"

    response = open_session.post(reverse("account_email"), {act: "", "email": address})

    assert response.url.startswith(BY_MAIL)
    assert mail.outbox == []
    assert accounts_state() == before


def test_no_typed_password_waits_in_the_session(open_session):
    open_session.post(
        reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD}
    )

    assert PASSWORD not in str(dict(open_session.session))


def test_proof_lives_five_minutes(client, zus, time_machine):
    time_machine.move_to("2026-11-24 10:00+01:00", tick=False)
    sign_in(client, zus)
    page = reverse("account_set_password")

    time_machine.move_to("2026-11-24 10:04:59+01:00", tick=False)
    assert client.get(page).status_code == 200
    time_machine.move_to("2026-11-24 10:05+01:00", tick=False)
    assert client.get(page).url.startswith(BY_MAIL)


def test_a_sign_in_by_link_is_proof(client, zus):
    ask_for_code(client, zus.email)
    browser = Client()
    browser.post(link_in_mail())

    assert browser.get(reverse("account_set_password")).status_code == 200


def test_a_sign_in_by_password_is_proof(client, zus):
    zus.set_password(PASSWORD)
    zus.save()
    client.post("/account/login/", {"login": zus.email, "password": PASSWORD})

    assert client.get(reverse("account_change_password")).status_code == 200


def test_a_sign_in_by_a_second_address_proves_nothing(client, zus):
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=True)
    ask_for_code(client, "thuis@post.example")
    client.post(CODE_PAGE, {"code": code_in_mail()})
    assert signed_in(client) == str(zus.pk)

    assert client.get(reverse("account_set_password")).url.startswith(BY_MAIL)


def test_who_has_a_second_factor_shows_that_and_no_mail_will_do(client, zus):
    sign_in(client, zus)
    TOTP.activate(zus, generate_totp_secret())

    asked = client.get(reverse("account_set_password"))

    assert asked.url.startswith(f"{SECURITY}nogmaals/code/")
    assert client.get(BY_MAIL).url.startswith(f"{SECURITY}nogmaals/code/")
    assert client.post(SEND).url.startswith(f"{SECURITY}nogmaals/code/")
    assert mail.outbox == []


# -- The code in the mail ------------------------------------------------------------------


def test_the_code_goes_to_the_own_address_and_what_was_typed_goes_on(open_session, zus):
    asked = add_address(open_session, "thuis@post.example")
    assert "Stuur me een code" in open_session.get(asked.url).content.decode()
    assert mail.outbox == []

    open_session.post(SEND, {"next": reverse("account_email")})
    assert [letter.to for letter in mail.outbox] == [[zus.email]]
    data = {"code": code_in_mail(), "next": reverse("account_email")}
    open_session.post(BY_MAIL, data)

    assert EmailAddress.objects.filter(user=zus, email="thuis@post.example").exists()
    assert open_session.get(reverse("account_set_password")).status_code == 200


def test_a_wrong_code_is_told_at_the_field_and_the_fifth_is_the_last(open_session):
    open_session.post(SEND)
    code = code_in_mail()

    answers = [open_session.post(BY_MAIL, {"code": "000000x"}) for _ in range(5)]
    last = open_session.post(BY_MAIL, {"code": code})

    assert {answer.status_code for answer in answers} == {422}
    assert "Deze code klopt niet" in answers[0].content.decode()
    assert last.status_code == 422
    assert "te veel pogingen" in last.content.decode()
    assert open_session.get(reverse("account_set_password")).url.startswith(BY_MAIL)


def test_a_code_works_once_and_in_its_own_session_only(open_session, zus):
    open_session.post(SEND)
    code = code_in_mail()
    other = Client()
    other.force_login(zus)

    assert other.post(BY_MAIL, {"code": code}).status_code == 422
    assert open_session.post(BY_MAIL, {"code": code}).status_code == 302
    assert "werkt niet meer" in open_session.post(BY_MAIL, {"code": code}).content.decode()


def test_a_code_dies_with_time_and_with_another_own_address(open_session, zus, time_machine):
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)
    open_session.post(SEND)
    data = {"code": code_in_mail()}
    time_machine.move_to("2026-11-23 11:00+01:00", tick=False)
    assert "werkt niet meer" in open_session.post(BY_MAIL, data).content.decode()

    open_session.post(SEND)
    data = {"code": code_in_mail()}
    User.objects.filter(pk=zus.pk).update(email="anders@gemeente.example")
    assert open_session.post(BY_MAIL, data).status_code == 422


def test_a_fourth_code_within_the_minute_is_refused(open_session):
    answers = [open_session.post(SEND).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 422]
    assert len(mail.outbox) == 3


def test_next_leads_to_our_own_pages_only(open_session):
    for wanted, followed in {"/hulp/": "/hulp/", "https://kwaad.example/": SECURITY}.items():
        open_session.post(SEND, {"next": wanted})
        response = open_session.post(BY_MAIL, {"code": code_in_mail(), "next": wanted})

        assert response.url == followed


# -- Passwords and factors -----------------------------------------------------------------


def test_each_factor_that_comes_or_goes_is_told_at_the_own_address(client, zus):
    sign_in(client, zus)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))

    assert [letter.to for letter in mail.outbox] == [[zus.email]] * len(mail.outbox)
    assert [letter.subject for letter in mail.outbox] == [
        "Inloggen met een app staat aan",
        "Je hebt nieuwe herstelcodes",
        "Inloggen met een app staat uit",
    ]
