"""A session belongs to who holds the cookie, not to who reads the database."""

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from accounts.sessions import cookie_of, key_in
from leergang.settings import MIDDLEWARE
from tests.accounts.steps import CODE_PAGE, ask_for_code, code_in_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cookies_as_in_production(settings):
    # Django's test client writes bare session keys, so the other tests run without the signature.
    settings.MIDDLEWARE = MIDDLEWARE


def sign_in(client) -> HttpResponse:
    ask_for_code(client)
    return client.post(CODE_PAGE, {"code": code_in_mail()})


def test_the_production_settings_sign_the_cookie():
    assert "accounts.sessions.SignedSessionMiddleware" in MIDDLEWARE
    assert "django.contrib.sessions.middleware.SessionMiddleware" not in MIDDLEWARE


def test_who_signs_in_holds_a_signed_cookie_and_stays_in(client, zus, settings):
    sign_in(client)

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert Session.objects.filter(pk=key_in(cookie.value)).exists()
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert client.get("/account/beveiliging/").status_code == 200
    assert client.get("/account/beveiliging/").status_code == 200


@pytest.mark.parametrize("forge", [str, lambda key: f"{key}:x", lambda key: cookie_of("a" * 32)])
def test_a_key_out_of_a_dump_opens_no_session(client, zus, settings, forge):
    sign_in(client)
    key = key_in(client.cookies[settings.SESSION_COOKIE_NAME].value)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = forge(key)

    response = thief.get("/account/beveiliging/")

    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


def test_signing_out_takes_cookie_and_session_away(client, zus, settings):
    sign_in(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    key = key_in(cookie.value)
    assert (cookie["path"], cookie["max-age"]) == ("/", settings.SESSION_COOKIE_AGE)

    client.post("/account/logout/")

    gone = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (gone.value, gone["max-age"]) == ("", 0)
    assert not Session.objects.filter(pk=key).exists()
    assert client.get("/account/beveiliging/").status_code == 302
