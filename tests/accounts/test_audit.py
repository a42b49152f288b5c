"""Every sign-in and every refusal is one line in the log: who, how and from where, no secrets."""

import logging
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.tasks import clear_sessions
from tests.accounts.steps import (
    CODE_PAGE,
    ask_for_code,
    code_in_mail,
    code_of,
    link_in_mail,
    sign_in,
)

pytestmark = pytest.mark.django_db

PASSWORD = "een lange zin van mij"
FROM = "192.0.2.7"


@pytest.fixture
def lines(caplog, client):
    """What the log says about signing in, so far."""
    client.defaults["REMOTE_ADDR"] = FROM
    caplog.set_level(logging.INFO, logger="accounts.audit")
    return lambda: [record.getMessage() for record in caplog.records if "audit" in record.name]


@pytest.fixture
def zus_with_password(zus) -> User:
    zus.set_password(PASSWORD)
    zus.save()
    return zus


def test_a_sign_in_by_code(client, zus, lines):
    ask_for_code(client)
    assert lines() == []

    client.post(CODE_PAGE, {"code": code_in_mail()})

    assert lines() == [f"sign_in user={zus.pk} how=code from={FROM}"]


def test_a_sign_in_by_link_and_one_by_password(client, zus_with_password, lines):
    zus = zus_with_password
    ask_for_code(client)
    client.post(link_in_mail())
    client.post("/account/logout/")
    client.post("/account/login/", {"login": zus.email, "password": PASSWORD})

    assert lines() == [
        f"sign_in user={zus.pk} how=code from={FROM}",
        f"sign_in user={zus.pk} how=password from={FROM}",
    ]


def test_a_sign_in_with_a_second_factor_names_both(client, zus, lines):
    secret = generate_totp_secret()
    TOTP.activate(zus, secret)
    ask_for_code(client)
    client.post(CODE_PAGE, {"code": code_in_mail()})
    assert lines() == []

    client.post("/account/login/stap-2/", {"code": "000000"})
    client.post("/account/login/stap-2/", {"code": code_of(secret)})

    assert lines() == [
        f"sign_in_refused user={zus.pk} how=second factor from={FROM}",
        f"sign_in user={zus.pk} how=code+mfa from={FROM}",
    ]


@pytest.mark.parametrize("known", [True, False])
def test_wrong_codes_and_passwords(client, zus, lines, known):
    address = zus.email if known else "niemand@gemeente.example"
    number = zus.pk if known else None
    ask_for_code(client, address)

    client.post(CODE_PAGE, {"code": "geheim-getypt"})
    client.cookies.clear()
    client.post("/account/login/", {"login": address, "password": "geheim-getypt"})

    assert lines() == [
        f"sign_in_refused user={number} how={how} from={FROM}" for how in ("code", "password")
    ]
    assert "geheim" not in " ".join(lines())
    assert address not in " ".join(lines())


def test_a_link_that_is_over_and_a_look_at_it(client, zus, lines):
    ask_for_code(client)
    link = link_in_mail()
    client.post(link)
    client.post("/account/logout/")
    client.get(link)
    assert len(lines()) == 1

    client.post(link)

    assert lines()[1:] == [f"sign_in_refused user=None how=link from={FROM}"]


def test_the_right_password_of_a_closed_account(client, zus_with_password, lines):
    User.objects.update(is_active=False)

    client.post("/account/login/", {"login": zus_with_password.email, "password": PASSWORD})

    assert lines()[-1] == (
        f"sign_in_refused user={zus_with_password.pk} how=closed account from={FROM}"
    )


def test_a_wrong_code_as_proof(client, zus, lines):
    client.force_login(zus)
    client.post("/account/beveiliging/nogmaals/mail/code/")
    client.post("/account/beveiliging/nogmaals/mail/", {"code": "mis"})

    assert lines() == [f"sign_in_refused user={zus.pk} how=proof code from={FROM}"]


def test_a_passkey_that_is_not_ours(client, lines):
    client.get("/account/login/passkey/")
    client.post("/account/login/passkey/", {"credential": "{}"})

    assert lines() == [f"sign_in_refused user=None how=passkey from={FROM}"]


# -- Sessions that are over ----------------------------------------------------------------


def test_the_night_forgets_sessions_that_are_over_and_no_others(client, zus):
    elsewhere = Client()
    elsewhere.force_login(zus)
    sign_in(client, zus)
    for browser in (client, elsewhere):
        browser.get("/hulp/")
        UserSession.objects.update_or_create(
            session_key=browser.session.session_key,
            defaults={"user": zus, "ip": FROM, "user_agent": "x"},
        )
    UserSession.objects.create(user=zus, session_key="wordt-net-gemaakt", ip=FROM, user_agent="x")
    day_ago = timezone.now() - timedelta(days=1, seconds=1)
    old = UserSession.objects.exclude(session_key="wordt-net-gemaakt")
    old.update(created_at=day_ago)
    Session.objects.filter(pk=elsewhere.session.session_key).update(expire_date=day_ago)

    clear_sessions()

    kept = set(UserSession.objects.values_list("session_key", flat=True))
    assert kept == {client.session.session_key, "wordt-net-gemaakt"}
    assert list(Session.objects.values_list("pk", flat=True)) == [client.session.session_key]
    assert mail.outbox == []


def test_the_scheduler_does_so_every_night(settings):
    line = settings.CELERY_BEAT_SCHEDULE["clear-sessions"]

    assert line["task"] == clear_sessions.name
    assert (line["schedule"].hour, line["schedule"].minute) == ({3}, {40})
