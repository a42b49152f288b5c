"""Limits on asking and guessing, in the cache that the product uses."""

import pytest
from django.core import mail
from django.core.cache import cache, caches

from accounts.models import User
from leergang.settings import CACHES as RUNNING_CACHES
from tests.accounts.steps import CODE_PAGE, ask_for_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def product_cache(settings, redis_url):
    """The cache of the product, on a real server."""
    settings.CACHES = {"default": {**RUNNING_CACHES["default"], "LOCATION": redis_url}}
    caches["default"].clear()


def ask_as_stranger(client, email):
    client.cookies.clear()
    return ask_for_code(client, email)


@pytest.mark.services
def test_one_network_gets_five_mails_to_one_address_in_ten_minutes(client, zus, product_cache):
    answers = [ask_as_stranger(client, zus.email) for _ in range(6)]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, CODE_PAGE)}
    assert len(mail.outbox) == 5


RESET = "/account/wachtwoord/herstel/"


def ask_for_reset(client, email, network="127.0.0.1"):
    return client.post(RESET, {"email": email}, REMOTE_ADDR=network)


def test_one_network_gets_five_resets_to_one_address_in_ten_minutes(client, zus):
    broer = User.objects.create_user("broer@gemeente.example")
    answers = [ask_for_reset(client, zus.email) for _ in range(6)]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, f"{RESET}mail/")}
    assert len(mail.outbox) == 5
    ask_for_reset(client, broer.email)
    ask_for_reset(client, zus.email, "192.0.2.7")
    assert [letter.to for letter in mail.outbox[5:]] == [[broer.email], [zus.email]]


def test_a_mailbox_gets_twenty_resets_from_the_whole_world(client, zus):
    for number in range(21):
        ask_for_reset(client, zus.email, f"192.0.2.{number}")

    assert len(mail.outbox) == 20


def test_one_network_asks_for_sixty_resets_in_a_minute(client):
    statuses = [ask_for_reset(client, f"n{n}@gemeente.example").status_code for n in range(61)]

    assert statuses == [302] * 60 + [429]


def test_a_password_is_guessed_five_times(client, zus):
    zus.set_password("een lange zin van mij")
    zus.save()
    for _ in range(5):
        client.post("/account/login/", {"login": zus.email, "password": "mis"})

    response = client.post(
        "/account/login/", {"login": zus.email, "password": "een lange zin van mij"}
    )

    assert response.status_code == 422
    assert "te veel pogingen" in response.content.decode()


def test_guessing_passwords_for_many_people_stops_before_the_processor_is_full(client):
    words = [
        client.post(
            "/account/login/", {"login": f"n{number}@gemeente.example", "password": "mis"}
        ).content.decode()
        for number in range(21)
    ]

    assert ["te veel pogingen" in word for word in words] == [False] * 20 + [True]


def test_a_whole_group_signs_in_from_one_town_hall(client):
    answers = [ask_as_stranger(client, f"deelnemer{n}@gemeente.example") for n in range(40)]

    assert {answer.status_code for answer in answers} == {302}


def test_a_flood_is_told_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}

    answers = [client.post("/account/login/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert "Even wachten" in answers[-1].content.decode()


@pytest.mark.services
def test_a_stranger_cannot_push_the_limits_out_of_the_cache(product_cache):
    kept = [f"limit-{number}" for number in range(20)]
    for key in kept:
        cache.set(key, 1)

    for number in range(600):
        cache.set(f"niemand{number}@gemeente.example", 1)

    assert [key for key in kept if key not in cache] == []
