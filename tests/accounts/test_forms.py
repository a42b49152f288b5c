"""What the forms of an account say, fill in and refuse, and which of them is told what is wrong."""

import logging
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.forms import MailedCodeForm
from accounts.models import Adreswijziging, User
from accounts.people.addresses import confirm, note_choice
from accounts.ways_in import codes, links
from tests.accounts.steps import (
    CODE_PAGE,
    add_address,
    ask_for_code,
    link_to_confirm,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db

PASSWORD = "een lange zin van mij"
LOGIN, BY_MAIL = "/account/login/", "/account/beveiliging/nogmaals/mail/"
HINT = "Minstens 12 tekens. Vier losse woorden of een zin die alleen jij kent, werken goed."
ADDRESS = {"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"}
SAID = {
    "account_reset_password": {"email": ("E-mailadres", "")},
    "account_set_password": {
        "password1": ("Nieuw wachtwoord", HINT),
        "password2": ("Nog een keer", ""),
    },
    "account_email": {"email": ("Tweede e-mailadres", "")},
    "mfa_activate_totp": {"code": ("Code uit de app", "Zes cijfers die steeds veranderen.")},
}
SAID_TO_WHO_HAS_A_PASSWORD = {
    "account_reauthenticate": {"password": ("Wachtwoord", "")},
    "account_change_password": {
        "oldpassword": ("Huidig wachtwoord", ""),
        **SAID["account_set_password"],
    },
}


def give_password(user: User) -> None:
    user.set_password(PASSWORD)
    user.save()


def said(form) -> dict[str, tuple[str, str]]:
    assert not any("placeholder" in field.widget.attrs for field in form.fields.values())
    return {
        name: (str(field.label), field.help_text)
        for name, field in form.fields.items()
        if not field.widget.is_hidden
    }


def test_each_form_says_what_to_type_and_nothing_stands_in_a_field(client, zus):
    sign_in(client, zus)
    for name, expected in SAID.items():
        assert said(client.get(reverse(name)).context["form"]) == expected, name

    give_password(zus)
    client.post(LOGIN, {"login": zus.email, "password": PASSWORD})
    client.force_login(zus)
    for name, expected in SAID_TO_WHO_HAS_A_PASSWORD.items():
        shown = Client()
        shown.post(LOGIN, {"login": zus.email, "password": PASSWORD})
        assert said(shown.get(reverse(name)).context["form"]) == expected, name


def test_the_forms_of_a_passkey_say_what_they_do_and_it_signs_in_by_itself(client, zus):
    sign_in(client, zus)

    form = client.get(reverse("mfa_add_webauthn")).context["form"]

    assert said(form) == {
        "name": ("Naam van de passkey", "Bijvoorbeeld: telefoon, laptop van het werk."),
        "passwordless": (
            "Hiermee log ik ook in zonder code uit de mail",
            "Laat dit aan staan, tenzij je een losse beveiligingssleutel hebt zonder pincode.",
        ),
    }
    assert form["passwordless"].initial is True


def test_what_a_telephone_fills_in_and_how_it_types(client, zus):
    forms = client.get(LOGIN).context
    ask_for_code(client)
    code = client.get(CODE_PAGE).context["verify_form"]

    for field in (forms["code_form"]["email"], forms["password_form"]["login"]):
        assert field.label == "E-mailadres"
        assert ADDRESS.items() <= field.field.widget.attrs.items()
        assert field.field.max_length == 254
    assert said(code) == {"code": ("Code uit de mail", "Tien letters, zoals BCDF-GHJK-LM.")}
    assert {
        "autocomplete": "one-time-code",
        "autocapitalize": "characters",
        "spellcheck": "false",
    }.items() <= code.fields["code"].widget.attrs.items()
    typed_codes = {
        "B-C-D-F-G-H-J-K-L-M-": True,
        " bcdf ghjk\u200blm.": True,
        "BCDF-GHJK-LN": False,
        "x" * 61: False,
    }
    for typed, fits in typed_codes.items():
        assert MailedCodeForm({"code": typed}, code="BCDF-GHJK-LM").is_valid() is fits


# -- Which form is told --------------------------------------------------------------------


def test_of_the_two_forms_only_the_one_that_was_sent_is_told(client):
    given = "?email=gevraagd@gemeente.example"
    for url, sent, told, other in (
        (LOGIN, {"login": "geen adres", "password": "x"}, "password_form", "code_form"),
        (f"{LOGIN}code/", {"email": "geen adres"}, "code_form", "password_form"),
    ):
        answer = client.post(url + given, sent)

        assert answer.templates[0].name == "account/login.html"
        assert answer.context[told].errors
        assert not answer.context[other].is_bound
        assert set(answer.context[other].initial.values()) == {"gevraagd@gemeente.example"}
        assert not client.get(url + given).context[told].is_bound


def test_who_is_signed_in_is_led_from_the_sign_in_page(client, zus):
    client.force_login(zus)

    assert [client.get(url).url for url in (LOGIN, f"{LOGIN}code/")] == ["/", "/"]


# -- The log -------------------------------------------------------------------------------


def test_only_a_refused_second_factor_stands_in_the_log(client, zus, caplog):
    caplog.set_level(logging.INFO, logger="accounts.audit")
    TOTP.activate(zus, generate_totp_secret())
    client.post(f"/account/link/{links.make_token(zus)}/")
    second = reverse("mfa_authenticate")
    inside = Client()
    inside.force_login(zus)
    again = reverse("mfa_reauthenticate")
    for browser, url in ((client, second), (inside, again)):
        assert browser.get(url).status_code == 200
    assert [r for r in caplog.records if r.name == "accounts.audit"] == []

    inside.post(again, {"code": "12"})
    client.post(second, {"credential": "{}"})

    lines = [r.getMessage() for r in caplog.records if r.name == "accounts.audit"]
    assert [line.split(" from=")[0] for line in lines] == [
        f"sign_in_refused user={zus.pk} how={how}" for how in ("second factor", "passkey")
    ]


# -- Whose password, whose link ------------------------------------------------------------


def test_a_password_is_that_of_who_reads_at_the_address(client, zus):
    broer = User.objects.create_user("broer@gemeente.example", "een heel andere zin")
    give_password(zus)
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=True)
    for address, password, person in (
        ("Thuis@Post.example", PASSWORD, zus),
        ("thuis@post.example", "een heel andere zin", None),
        (broer.email, PASSWORD, None),
        (broer.email, "een heel andere zin", broer),
        ("niemand@gemeente.example", PASSWORD, None),
    ):
        browser = Client()
        browser.post(LOGIN, {"login": address, "password": password})
        assert signed_in(browser) == (str(person.pk) if person else None), address


def test_a_reset_goes_to_the_address_that_was_typed_of_who_may_come_in(client, zus):
    User.objects.create_user("weg@gemeente.example", is_active=False)
    broer = User.objects.create_user("broer@gemeente.example")
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=True)

    for address in ("weg@gemeente.example", "Thuis@post.example", broer.email):
        client.post(reverse("account_reset_password"), {"email": address})

    assert [letter.to for letter in mail.outbox] == [["thuis@post.example"], [broer.email]]
    for letter, user in zip(mail.outbox, (zus, broer), strict=True):
        link = re.search(r"https?://[^/\s]+(/account/wachtwoord/\S+)", letter.body)[1]
        browser = Client()
        form = browser.get(link).url
        new = f"nieuwe zin nummer {user.pk}"
        browser.post(form, {"password1": new, "password2": new})
        user.refresh_from_db()
        assert user.check_password(new)


def test_a_link_is_nobody_elses_and_none_of_who_is_closed_out(zus):
    broer = User.objects.create_user("broer@gemeente.example")
    gone = User.objects.create_user("weg@gemeente.example", is_active=False)
    tokens = [links.make_token(user) for user in (zus, broer, gone)]
    codes.keep(broer.email, "BCDF-GHJK-LM")

    assert links.use(tokens[0]) == zus
    assert [links.holder_of(token) for token in tokens] == [None, broer, None]
    assert links.use(tokens[2]) is None
    assert codes.take(broer, broer.email, "BCDF-GHJK-LM")


# -- Addresses -----------------------------------------------------------------------------


def test_who_confirms_an_address_inside_sees_it_there_and_a_look_confirms_nothing(client, zus):
    sign_in(client, zus)
    add_address(client, "jo@één.example")
    link = link_to_confirm()
    row = EmailAddress.objects.get(email="jo@xn--n-9faa.example")

    assert client.head(link).status_code == client.get(link).status_code == 200
    row.refresh_from_db()
    assert not row.verified
    answer = client.post(link, follow=True)

    assert answer.redirect_chain == [(reverse("account_email"), 302)]
    assert "jo@één.example is bevestigd." in answer.text


def test_of_more_addresses_one_is_confirmed_and_none_that_is_somebodys(zus):
    broer = User.objects.create_user("broer@gemeente.example")
    one, two, taken, own = (
        EmailAddress.objects.create(user=zus, email=email, verified=False)
        for email in ("een@x.nl", "twee@x.nl", broer.email, zus.email)
    )
    assert [confirm(row) for row in (one, taken, own)] == [True, False, True]

    confirmed = EmailAddress.objects.filter(verified=True)
    assert set(confirmed) == {one, own}
    assert not EmailAddress.objects.filter(primary=True).exists()
    assert two not in confirmed


def test_choosing_back_one_former_address_leaves_the_other(zus):
    for van in (zus.email, "ander@x.nl"):
        Adreswijziging.objects.create(user=zus, van=van)

    note_choice(zus, former="tussen@x.nl")

    assert [row.van for row in zus.adreswijzigingen.all()] == ["ander@x.nl"]


# -- Proof by mail -------------------------------------------------------------------------


def test_the_page_of_proof_offers_the_other_way_and_keeps_where_somebody_went(client, zus):
    give_password(zus)
    client.force_login(zus)
    page = client.get(BY_MAIL, {"next": "/hulp/"})
    assert [way["id"] for way in page.context["reauthentication_alternatives"]] == [
        "reauthenticate"
    ]
    assert 'name="next" value="/hulp/"' in page.text
    assert client.head(BY_MAIL).status_code == 200

    sent = client.post(f"{BY_MAIL}code/", {"next": "/hulp/"})

    assert sent.url == f"{BY_MAIL}?next=%2Fhulp%2F"
    assert 'name="next" value=""' in client.get(BY_MAIL).text
    foreign = client.get(BY_MAIL, {"next": "https://kwaad.example/"})
    assert "kwaad.example" not in foreign.context["next"]
