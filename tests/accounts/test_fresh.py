"""What counts as proof of who is there: which step, how long ago, at which address, by whom."""

import time
from types import SimpleNamespace

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from accounts.models import Adreswijziging, User
from accounts.views import EXPIRED
from accounts.ways_in import links
from accounts.ways_in.adapter import TOO_MANY
from accounts.ways_in.proof import ProofCode, asks_proof, asks_proof_of_acts, is_fresh
from tests.accounts.steps import CODE_PAGE, ask_for_code, code_in_mail, code_of, sign_in, signed_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

FIVE, TEN = 5 * 60, 10 * 60
BY_MAIL = "/account/beveiliging/nogmaals/mail/"
SEND = f"{BY_MAIL}code/"


@pytest.fixture(autouse=True)
def standing_clock(time_machine) -> None:
    time_machine.move_to("2026-11-23 10:00 +0100", tick=False)


@pytest.fixture
def request_of(rf):
    """A request of somebody whose session showed these steps."""

    def made(user: User, *records: dict, method: str = "get"):
        request = getattr(rf, method)("/account/e-mail/")
        request.user = user
        request.session = {
            AUTHENTICATION_METHODS_SESSION_KEY: list(records),
            _AUTHENTICATION_METHODS_USER_SESSION_KEY: str(user.pk),
        }
        return request

    return made


def step(method: str, age: float, **fields: str) -> dict:
    return {"method": method, "at": time.time() - age, **fields}


def test_proof_is_less_than_five_minutes_old(request_of, zus):
    for age, fresh in ((0, True), (FIVE - 0.01, True), (FIVE, False), (FIVE + 1, False)):
        assert is_fresh(request_of(zus, step("password", age))) is fresh, age
        assert is_fresh(request_of(zus, step("code", age, email=zus.email))) is fresh, age


def test_a_code_counts_at_the_own_address_or_what_it_was_this_week(request_of, zus):
    Adreswijziging.objects.create(user=zus, van="was@x.nl")
    Adreswijziging.objects.create(user=UserFactory(), van="anders@x.nl")

    for email, fresh in ((zus.email, True), ("was@x.nl", True), ("anders@x.nl", False)):
        assert is_fresh(request_of(zus, step("code", 0, email=email))) is fresh, email
    assert not is_fresh(request_of(zus, step("code", 0)))
    assert not is_fresh(request_of(zus, step("mfa", 0)))
    assert not is_fresh(request_of(zus))
    assert is_fresh(request_of(zus, step("code", 0), step("password", 0)))


def test_of_who_has_a_second_factor_that_alone_counts(request_of, zus):
    TOTP.activate(zus, generate_totp_secret())
    first = step("code", 0, email=zus.email), step("password", 0)

    assert not is_fresh(request_of(zus, *first))
    assert is_fresh(request_of(zus, *first, step("mfa", FIVE - 1)))
    assert not is_fresh(request_of(zus, *first, step("mfa", FIVE)))
    assert is_fresh(request_of(UserFactory(), step("password", 0)))


@pytest.mark.parametrize("around", [asks_proof, asks_proof_of_acts])
def test_what_asks_proof_lets_who_gave_it_and_who_is_not_signed_in_through(request_of, zus, around):
    view = around(lambda request: HttpResponse("inside"))

    for method in ("get", "post"):
        for request in (
            request_of(zus, step("password", 0), method=method),
            request_of(AnonymousUser(), method=method),
        ):
            assert view(request).content == b"inside"


def test_what_asks_before_the_page_drops_a_late_post_and_what_asks_for_acts_shows_it(
    request_of, zus
):
    def inside(request) -> HttpResponse:
        return HttpResponse("inside")

    late = {
        method: request_of(zus, step("password", FIVE), method=method) for method in ("get", "post")
    }

    with pytest.raises(ReauthenticationRequired):
        asks_proof(inside)(late["get"])
    assert asks_proof(inside)(late["post"]).url == "/account/e-mail/"
    assert asks_proof_of_acts(inside)(late["get"]).content == b"inside"
    with pytest.raises(ReauthenticationRequired):
        asks_proof_of_acts(inside)(late["post"])


# -- The code to the own address -----------------------------------------------------------


def test_a_code_lives_ten_minutes_in_the_session_of_that_address(request_of, zus):
    request = request_of(zus)

    for age, works in ((0, True), (TEN - 0.01, True), (TEN, False)):
        request.session["proof_code"] = {"code": "x", "address": zus.email, "at": time.time() - age}
        assert (ProofCode.of(request) is not None) is works, age
    request.session["proof_code"] = {"code": "x", "address": "anders@x.nl", "at": time.time()}
    assert ProofCode.of(request) is None
    assert ProofCode.of(request_of(zus)) is None


def test_a_code_is_mailed_to_the_own_address_thrice_a_minute_for_each_person(
    client, client_for, zus, django_capture_on_commit_callbacks
):
    client.force_login(zus)
    sent = [client.post(SEND).status_code for _ in range(4)]
    assert sent == [302, 302, 302, 422]
    assert [letter.to for letter in mail.outbox] == [[zus.email]] * 3

    broer = User.objects.create_user("broer@x.nl")
    assert client_for(broer).post(SEND).status_code == 302


def test_the_guesses_of_one_code_are_not_those_of_another(request_of, zus):
    now = time.time()
    mine, newer = ProofCode("x", zus.email, now), ProofCode("y", zus.email, now + 1)
    request = request_of(zus, method="post")
    other = request_of(UserFactory(), method="post")

    with request_context(request):
        assert [mine.may_be_guessed(request) for _ in range(6)] == [True] * 5 + [False]
        assert newer.may_be_guessed(request)
        assert mine.may_be_guessed(other)


def test_a_code_that_came_back_is_proof_once_and_leads_on(client, zus):
    client.force_login(zus)
    page = client.get(BY_MAIL)
    assert page.status_code == 200
    assert client.post(BY_MAIL, {"code": "x"}).status_code == 422
    client.post(SEND)
    assert 'name="code"' in client.get(BY_MAIL).content.decode()
    code = code_in_mail()

    assert client.post(BY_MAIL, {"code": code.lower()}).url == "/account/beveiliging/"
    assert client.get("/account/wachtwoord/nieuw/").status_code == 200
    assert "proof_code" not in client.session
    assert client.post(BY_MAIL, {"code": code}).status_code == 422


def test_the_fifth_wrong_guess_forgets_the_code(client, zus):
    client.force_login(zus)
    client.post(SEND)
    code = code_in_mail()

    for _ in range(5):
        client.post(BY_MAIL, {"code": "BCDF-BCDF-BC"})
    assert "proof_code" in client.session
    assert "te veel pogingen" in client.post(BY_MAIL, {"code": code}).content.decode()
    assert "proof_code" not in client.session


@pytest.mark.parametrize("url", [BY_MAIL, SEND])
def test_who_has_a_second_factor_is_sent_on_to_it_with_where_they_went(client, zus, url):
    TOTP.activate(zus, generate_totp_secret())
    client.force_login(zus)

    answer = client.post(url, {"next": "/hulp/"})

    assert answer.url == "/account/beveiliging/nogmaals/code/?next=%2Fhulp%2F"
    assert mail.outbox == []


def test_the_ways_to_prove_it_are_those_that_this_person_has(zus):
    def ways(user) -> list[str]:
        return [way["id"] for way in get_adapter().get_reauthentication_methods(user)]

    assert ways(zus) == ["mail"]
    zus.set_password("een lange zin van mij")
    zus.save()
    assert ways(zus) == ["mail", "reauthenticate"]
    TOTP.activate(zus, generate_totp_secret())
    assert ways(User.objects.get(pk=zus.pk)) == ["mfa_reauthenticate"]
    told = get_adapter().get_reauthentication_methods(User.objects.get(pk=zus.pk))
    assert [way["description"] for way in told] == ["Met een code uit je app"]
    assert SimpleNamespace(**told[0]).url == "/account/beveiliging/nogmaals/code/"


def test_a_sign_in_at_a_second_address_says_nothing_about_the_own_one(client, zus, time_machine):
    EmailAddress.objects.create(user=zus, email="thuis@x.nl", verified=True)

    ask_for_code(client, "thuis@x.nl")
    client.post(CODE_PAGE, {"code": code_in_mail()})
    assert signed_in(client) == str(zus.pk)
    assert not zus.emailaddress_set.filter(email=zus.email).exists()
    client.logout()
    time_machine.shift(1)
    sign_in(client, zus)
    assert zus.emailaddress_set.get(primary=True).email == zus.email


def test_the_second_step_waits_half_an_hour(client, zus, time_machine):
    secret = generate_totp_secret()
    TOTP.activate(zus, secret)

    for minutes, seconds, is_in in ((30, 0, True), (30, 1, False)):
        time_machine.move_to("2026-11-24 10:00 +0100", tick=False)
        browser = Client()
        with request_context(None):
            browser.post(f"/account/link/{links.make_token(zus)}/")
        time_machine.shift(minutes * 60 + seconds)
        browser.post("/account/login/stap-2/", {"code": code_of(secret)})
        assert (signed_in(browser) is not None) is is_in
        cache.clear()
        zus.refresh_from_db()


def test_after_the_proof_somebody_is_where_they_went(client, zus):
    client.force_login(zus)
    wanted = "/account/wachtwoord/nieuw/"
    asked = client.get(wanted).url
    assert asked.startswith(BY_MAIL)
    sent = client.post(SEND, {"next": wanted}).url

    answer = client.post(BY_MAIL, {"code": code_in_mail(), "next": wanted})

    assert f"next={wanted.replace('/', '%2F')}" in sent
    assert answer.url == wanted
    assert client.get(wanted).status_code == 200


def test_a_code_that_came_too_late_or_too_often_is_told_on_the_page_of_proof(
    client, zus, time_machine
):
    client.force_login(zus)
    client.post(SEND)
    time_machine.shift(600)
    late = client.post(BY_MAIL, {"code": code_in_mail()})
    assert (late.status_code, EXPIRED in late.text) == (422, True)

    many = [client.post(SEND) for _ in range(4)][-1]

    assert (many.status_code, TOO_MANY in many.text) == (422, True)
    assert 'name="code"' not in late.text + many.text
