"""What surrounds each page of an account: its status, what a browser keeps, who is touched."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.views.debug import SafeExceptionReporterFilter

from accounts import views
from accounts.models import User
from accounts.ways_in import links, turns
from tests.accounts.steps import (
    CODE_PAGE,
    add_address,
    ask_for_code,
    code_of,
    link_in_mail,
    link_to_confirm,
    sign_in,
)

pytestmark = pytest.mark.django_db

PASSWORD = "een lange zin van mij"
PAGE = "/account/e-mail/"
REFUSED_BY_NAME = {
    "account_login": {"login": "zus@gemeente.example", "password": "x"},
    "account_request_login_code": {"email": "geen adres"},
    "account_reset_password": {"email": "geen adres"},
}
REFUSED_INSIDE = {
    "account_set_password": {"password1": "x", "password2": "y"},
    "account_email": {"action_add": "", "email": "geen adres"},
    "mfa_activate_totp": {"code": "1"},
    "mfa_add_webauthn": {"name": "x", "credential": "{}"},
    "mfa_reauthenticate": {"code": "1"},
    "reauthenticate_by_mail": {"code": "x"},
}


@pytest.fixture
def bert(db) -> User:
    return User.objects.create_user("bert@gemeente.example", voornaam="Bert")


@pytest.mark.parametrize("name", REFUSED_BY_NAME)
def test_a_refused_form_before_sign_in_is_unprocessable_and_the_empty_one_is_not(name, client, zus):
    assert client.get(reverse(name)).status_code == 200
    assert client.post(reverse(name), REFUSED_BY_NAME[name]).status_code == 422


@pytest.mark.parametrize("name", REFUSED_INSIDE)
def test_a_refused_form_inside_is_unprocessable_and_the_empty_one_is_not(name, client, zus):
    if name == "mfa_reauthenticate":
        TOTP.activate(zus, generate_totp_secret())
        client.force_login(zus)
    else:
        sign_in(client, zus)

    assert client.get(reverse(name)).status_code == 200
    assert client.post(reverse(name), REFUSED_INSIDE[name]).status_code == 422


def test_a_password_that_is_typed_wrong_again_is_unprocessable(client, zus):
    zus.set_password(PASSWORD)
    zus.save()
    client.post("/account/login/", {"login": zus.email, "password": PASSWORD})

    for name, sent in {
        "account_reauthenticate": {"password": "x"},
        "account_change_password": {"oldpassword": "x", "password1": "y", "password2": "z"},
    }.items():
        assert client.get(reverse(name)).status_code == 200
        assert client.post(reverse(name), sent).status_code == 422


def test_no_browser_keeps_a_page_of_a_link(client, zus):
    ask_for_code(client)
    sign_in_link = link_in_mail()
    sign_in(client, zus)
    add_address(client, "thuis@post.example")

    for url in (sign_in_link, link_to_confirm(), "/account/link/x/", f"{PAGE}bevestiging/x/"):
        assert "no-store" in Client().get(url).headers["Cache-Control"], url


def test_only_signing_out_empties_the_browser(client, zus):
    sign_in(client, zus)

    assert "Clear-Site-Data" not in client.get("/account/logout/").headers
    assert client.post("/account/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert Client().get("/account/gesloten/").status_code == 200


@pytest.mark.parametrize(
    ("name", "word", "broken"),
    [
        ("inloglink", "token", (links, "holder_of")),
        ("account_confirm_email", "key", (views.EmailConfirmationHMAC, "from_key")),
    ],
)
def test_no_report_shows_what_a_link_holds(client, monkeypatch, name, word, broken):
    def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(*broken, breaks)
    with pytest.raises(RuntimeError) as error:
        client.get(reverse(name, args=["geheim"]))

    frames = [entry.frame.raw for entry in error.traceback]
    own = [frame for frame in frames if frame.f_code.co_filename == views.__file__]
    shown = SafeExceptionReporterFilter().get_traceback_frame_variables(None, own[-1])
    assert dict(shown)[word] == SafeExceptionReporterFilter.cleansed_substitute


def test_nobody_signs_up_and_the_page_does_not_exist():
    assert Client().get("/account/signup/").status_code == 404
    assert Client().post("/account/signup/", {"email": "a@x.nl"}).status_code == 404


# -- Whose ---------------------------------------------------------------------------------


def test_a_first_second_factor_ends_the_other_sessions_of_that_person_alone(client, zus, bert):
    browsers = {"elsewhere": (Client(), zus), "berts": (Client(), bert)}
    for browser, user in browsers.values():
        browser.force_login(user)
        browser.get("/hulp/")
        UserSession.objects.update_or_create(
            session_key=browser.session.session_key,
            defaults={"user": user, "ip": "127.0.0.1", "user_agent": "x"},
        )
    sign_in(client, zus)
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])

    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302

    still_in = {name for name, (browser, _) in browsers.items() if browser.session.session_key}
    inside = {name for name in still_in if "_auth_user_id" in browsers[name][0].session}
    assert inside == {"berts"}
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_an_address_that_another_person_confirmed_is_none_of_mine(client, zus, bert):
    theirs = EmailAddress.objects.create(user=bert, email="thuis@post.example", verified=True)
    sign_in(client, zus)

    for mine in (False, True):
        if mine:
            EmailAddress.objects.create(user=zus, email=theirs.email)
        chosen = client.post(PAGE, {"action_primary": "", "email": theirs.email})
        assert chosen.status_code == 403
    client.post(PAGE, {"action_remove": "", "email": theirs.email})

    zus.refresh_from_db()
    assert zus.email == "zus@gemeente.example"
    assert list(EmailAddress.objects.filter(email=theirs.email)) == [theirs]
    assert not [letter for letter in mail.outbox if letter.to == [theirs.email]]


def test_of_two_confirmed_addresses_only_the_removed_one_hears_it(client, zus):
    sign_in(client, zus)
    for address in ("een@post.example", "twee@post.example"):
        EmailAddress.objects.create(user=zus, email=address, verified=True)

    client.post(PAGE, {"action_remove": "", "email": "TWEE@post.example"})

    assert [letter.to for letter in mail.outbox if zus.email not in letter.to] == [
        ["twee@post.example"]
    ]
    assert EmailAddress.objects.filter(email="een@post.example").exists()


@pytest.mark.parametrize(("act", "status"), [("action_primary", 403), ("action_remove", 302)])
def test_an_address_that_no_database_holds_is_refused_without_an_error(client, zus, act, status):
    sign_in(client, zus)

    assert client.post(PAGE, {act: "", "email": "a\0@x.nl"}).status_code == status


def test_a_change_that_the_database_refuses_is_told_and_is_undone(rf, zus, monkeypatch):
    told = []
    monkeypatch.setattr(turns.messages, "error", lambda _, text: told.append(text))
    User.objects.create_user("bezet@x.nl")

    @turns.one_at_a_time
    def view(request):
        User.objects.filter(pk=zus.pk).update(voornaam="Half")
        User.objects.filter(pk=zus.pk).update(email="bezet@x.nl")

    request = rf.post(PAGE)
    request.user = User(pk=zus.pk, email="van.eerder@x.nl")
    answer = view(request)

    zus.refresh_from_db()
    assert (answer.url, told, zus.voornaam) == (PAGE, [turns.TAKEN], "Zus")
    assert request.user.email == zus.email


def test_a_code_asked_for_in_the_page_of_a_code_is_a_new_mail(client, zus):
    ask_for_code(client)

    client.post(CODE_PAGE, {"action": "resend"})

    assert len(mail.outbox) == 2
