"""What sign-in and security mail, as it stands in the outbox: to whom, how long, how secret."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.ways_in import codes
from berichten.adapter import ENOUGH, OutboxAdapter
from berichten.models import Bericht

pytestmark = pytest.mark.django_db

ANNA, BERT = "anna@gemeente.example", "bert@gemeente.example"
CODE = "BCDFGHJKLM"
SECRETS = [
    ("account/email/login_code", "inlogcode", {"code": CODE}),
    ("account/email/proof_code", "controlecode", {"code": CODE}),
    ("account/email/password_reset_key", "wachtwoordherstel", {"password_reset_url": "x"}),
    ("account/email/email_confirmation", "adresbevestiging", {"activate_url": "x"}),
]


@pytest.fixture(autouse=True)
def standing_clock(time_machine) -> None:
    time_machine.move_to("2026-11-24 10:00 +0100", tick=False)


@pytest.fixture
def bert(db) -> User:
    return User.objects.create_user(BERT, voornaam="Bert")


@pytest.fixture
def adapter(rf: RequestFactory) -> Iterator[OutboxAdapter]:
    request = rf.get("/account/login/")
    request.user, request.session = AnonymousUser(), {}
    request._messages = FallbackStorage(request)
    with request_context(request):
        yield OutboxAdapter()


@pytest.mark.parametrize(("prefix", "soort", "context"), SECRETS)
def test_a_mail_with_a_secret_goes_unseen_and_is_of_use_for_twenty_minutes(
    adapter, ontvanger, bert, prefix, soort, context
):
    for _ in range(2):
        adapter.send_mail(prefix, ANNA, context | {"user": ontvanger})

    rows = Bericht.objects.all()
    assert {(row.soort, row.geheim, row.ontvanger, row.adres) for row in rows} == {
        (soort, True, ontvanger, ANNA)
    }
    assert {row.uiterlijk for row in rows} == {timezone.now() + timedelta(minutes=20)}
    assert len(rows) == 2


def test_a_notice_is_no_secret_and_is_of_use_for_two_days(adapter, ontvanger, settings):
    adapter.send_mail("account/email/password_changed", "thuis@post.example", {"user": ontvanger})

    row = Bericht.objects.get()
    assert (row.soort, row.geheim, row.ontvanger) == ("beveiliging", False, ontvanger)
    assert (row.adres, row.uiterlijk) == (
        "thuis@post.example",
        timezone.now() + timedelta(days=2),
    )
    assert "wachtwoord" in row.onderwerp.lower()
    assert f"{settings.BASE_URL}/account/" in row.tekst


def test_the_person_of_a_mail_is_the_one_named_else_who_is_signed_in_else_who_reads_there(
    adapter, ontvanger, bert
):
    EmailAddress.objects.create(user=bert, email="thuis@post.example", verified=True)
    named, prefix = {"user": ontvanger}, "account/email/password_changed"

    adapter.send_mail(prefix, "thuis@post.example", {})
    adapter.request.user = bert
    adapter.send_mail(prefix, ANNA, named)
    adapter.send_mail(prefix, ANNA, {})
    adapter.request.user = AnonymousUser()
    adapter.send_mail(prefix, "niemand@post.example", {})

    assert list(Bericht.objects.order_by("pk").values_list("ontvanger__email", "adres")) == [
        (BERT, "thuis@post.example"),
        (ANNA, ANNA),
        (BERT, ANNA),
    ]


@pytest.mark.parametrize("prefix", ["account/email/unknown_account", "account/email/unknown_reset"])
def test_an_address_that_nobody_has_is_rehearsed_and_gets_nothing(
    adapter, prefix, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        adapter.send_mail(prefix, "niemand@post.example", {})

    assert len(callbacks) == 1
    assert (Bericht.objects.count(), mailoutbox) == (0, [])


# -- Codes, and how many -------------------------------------------------------------------


def test_only_the_code_to_sign_in_with_signs_in(adapter, ontvanger):
    adapter.send_mail("account/email/proof_code", ANNA, {"code": CODE, "user": ontvanger})
    assert not codes.take(ontvanger, ANNA, CODE)

    adapter.send_mail("account/email/login_code", ANNA, {"code": CODE, "user": ontvanger})
    assert codes.take(ontvanger, ANNA, CODE)


@pytest.mark.parametrize("known", [True, False])
def test_the_sixth_mail_with_a_code_is_not_sent_and_the_page_says_so(
    ontvanger, known, django_capture_on_commit_callbacks
):
    address = ANNA if known else "niemand@post.example"

    told = []
    for _ in range(6):
        with django_capture_on_commit_callbacks() as callbacks:
            browser = Client()
            page = browser.post("/account/login/code/", {"email": address}, follow=True)
        told.append((len(callbacks), ENOUGH in page.content.decode()))

    assert told == [(1, False)] * 5 + [(0, True)]
    assert Bericht.objects.count() == (5 if known else 0)


def test_only_mails_with_a_code_to_sign_in_count(adapter, ontvanger):
    for _ in range(7):
        adapter.send_mail("account/email/proof_code", ANNA, {"code": CODE, "user": ontvanger})
        adapter.send_mail("account/email/unknown_reset", ANNA, {})

    assert Bericht.objects.count() == 7
    assert codes.last_mailed(adapter.request, ANNA) is None
    assert isinstance(get_adapter(), OutboxAdapter)
