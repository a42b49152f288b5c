"""A stranger who asks and guesses in somebody's name keeps nobody out, and gets nowhere."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.ways_in import codes
from tests.accounts.steps import CODE_PAGE, ask_for_code, code_in_mail, link_in_mail, signed_in

pytestmark = pytest.mark.django_db

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
NONE_LEFT = "we sturen er nu geen bij. Is die al gebruikt?"


@pytest.fixture
def at_ten(time_machine):
    """Moves the clock to some minutes past ten."""

    def move(minutes: int, seconds: int = 0) -> None:
        time_machine.move_to(f"2026-11-23 10:{minutes:02}:{seconds:02}+01:00", tick=False)

    move(0)
    return move


def fresh(client, **network) -> Client:
    """The same test client as a browser without cookies; mail of its posts is sent at once."""
    client.cookies.clear()
    client.defaults.update({"REMOTE_ADDR": "127.0.0.1", **network})
    return client


def test_a_code_carries_forty_bits(client, zus):
    ask_for_code(client)

    code = code_in_mail()
    assert re.fullmatch(r"[BCDFGHJKLMNPQRSTVWXZ]{4}-[A-Z]{4}-[A-Z]{2}", code)
    assert 20 ** len(code.replace("-", "")) > 2**40


@pytest.mark.parametrize("typed", [str.lower, lambda c: c.replace("-", ""), " {} ".format])
def test_small_letters_dashes_and_spaces_do_not_matter(client, zus, typed):
    ask_for_code(client)

    client.post(CODE_PAGE, {"code": typed(code_in_mail())})

    assert signed_in(client) == str(zus.pk)


@pytest.mark.parametrize(("minutes", "seconds", "status"), [(9, 59, 302), (10, 0, 422)])
def test_a_code_lives_ten_minutes(client, zus, at_ten, minutes, seconds, status):
    ask_for_code(client)
    code = code_in_mail()

    at_ten(minutes, seconds)

    assert client.post(CODE_PAGE, {"code": code}).status_code == status


def test_a_later_request_gives_an_earlier_code_no_longer_life(client, zus, at_ten):
    ask_for_code(client)
    code = code_in_mail()
    at_ten(9, 59)
    other = fresh(client)
    ask_for_code(other)
    newer = code_in_mail()

    at_ten(10, 0)
    assert other.post(CODE_PAGE, {"code": code}).status_code == 422
    assert other.post(CODE_PAGE, {"code": newer}).status_code == 302


# -- Asking in somebody's name -------------------------------------------------------------


def test_the_owner_gets_in_however_often_a_stranger_elsewhere_asks(client, zus, at_ten):
    for minute in range(9):
        at_ten(minute)
        for _ in range(4):
            ask_for_code(fresh(client, **ELSEWHERE))
    from_strangers = len(mail.outbox)

    owner = fresh(client)
    ask_for_code(owner)

    assert from_strangers == 5
    assert len(mail.outbox) == from_strangers + 1
    assert owner.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302
    assert signed_in(owner) == str(zus.pk)


def test_a_code_is_not_replaced_by_those_that_others_ask_for(client, zus):
    ask_for_code(client)
    code = code_in_mail()
    session = client.cookies.copy()
    for _ in range(3):
        ask_for_code(fresh(client, **ELSEWHERE))

    fresh(client).cookies.update(session)

    assert client.post(CODE_PAGE, {"code": code}).status_code == 302


def test_at_the_limit_the_newest_code_still_works_and_the_page_says_until_when(client, zus, at_ten):
    for minute in range(5):
        at_ten(minute)
        ask_for_code(fresh(client))
    newest = code_in_mail()
    at_ten(6)
    asked = ask_for_code(fresh(client))
    page = client.get(asked.url).content.decode()

    assert len(mail.outbox) == 5
    assert NONE_LEFT in page
    assert "laatst om 10.04 uur om. De code van toen werkt tot 10.14 uur" in page
    assert client.post(CODE_PAGE, {"code": newest}).status_code == 302


def test_the_limit_ends_ten_minutes_after_the_first_mail(client, zus, at_ten):
    for _ in range(5):
        ask_for_code(fresh(client))

    at_ten(9, 59)
    ask_for_code(fresh(client))
    assert len(mail.outbox) == 5
    at_ten(10, 0)
    ask_for_code(fresh(client))
    assert len(mail.outbox) == 6


def test_a_mailbox_is_spared_when_the_whole_world_asks(client, zus):
    for number in range(30):
        ask_for_code(fresh(client, REMOTE_ADDR=f"192.0.2.{number}"))

    assert len(mail.outbox) == 20
    owner = fresh(client)
    ask_for_code(owner)
    assert owner.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302


def test_the_limit_says_nothing_about_who_exists(client, zus, at_ten):
    pages = []
    for address in (zus.email, "niemand@gemeente.example"):
        for _ in range(6):
            asked = ask_for_code(fresh(client), address)
        page = client.get(asked.url).content.decode().replace(address, "ADRES")
        pages.append(re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page).partition("<main")[2])

    assert NONE_LEFT in pages[0]
    assert pages[0] == pages[1]


def test_a_second_address_has_codes_of_its_own(client, zus):
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=True)
    ask_for_code(client)
    code = code_in_mail()
    ask_for_code(fresh(client), "thuis@post.example")

    assert client.post(CODE_PAGE, {"code": code}).status_code == 422


def test_a_reset_by_a_stranger_keeps_nobody_from_theirs(client, zus):
    reset = reverse("account_reset_password")
    for _ in range(12):
        assert fresh(client, **ELSEWHERE).post(reset, {"email": zus.email}).status_code == 302
    from_strangers = len(mail.outbox)

    fresh(client).post(reset, {"email": zus.email})

    assert (from_strangers, len(mail.outbox)) == (5, 6)


def test_wrong_passwords_of_a_stranger_keep_nobody_out(client, zus):
    zus.set_password("een lange zin van mij")
    zus.save()
    wrong, right = (
        {"login": zus.email, "password": word} for word in ("mis", "een lange zin van mij")
    )
    for _ in range(8):
        fresh(client, **ELSEWHERE).post("/account/login/", wrong)

    assert fresh(client, **ELSEWHERE).post("/account/login/", right).status_code == 422
    assert fresh(client).post("/account/login/", right).status_code == 302


# -- One sign-in ends the rest -------------------------------------------------------------


@pytest.mark.parametrize("way", ["link", "code"])
def test_a_sign_in_ends_every_code_that_was_mailed_before(client, zus, way):
    ask_for_code(client)
    first = code_in_mail()
    waiting = client.cookies.copy()
    ask_for_code(fresh(client))
    if way == "link":
        fresh(client).post(link_in_mail())
    else:
        client.post(CODE_PAGE, {"code": code_in_mail()})
    assert signed_in(client) == str(zus.pk)

    fresh(client).cookies.update(waiting)
    response = client.post(CODE_PAGE, {"code": first})

    assert response.status_code == 422
    assert signed_in(client) is None


def test_a_link_that_waits_for_the_second_factor_has_ended_the_codes(client, carla, client_for):
    client_for(carla)  # has a second factor from now on
    ask_for_code(client, carla.email)
    waiting, code = client.cookies.copy(), code_in_mail()
    assert fresh(client).post(link_in_mail()).url == "/account/login/stap-2/"

    fresh(client).cookies.update(waiting)

    assert client.post(CODE_PAGE, {"code": code}).status_code == 422


def test_a_sign_in_of_somebody_else_ends_nothing(client, zus):
    User.objects.create_user("broer@gemeente.example")
    ask_for_code(client)
    waiting, code = client.cookies.copy(), code_in_mail()
    ask_for_code(fresh(client), "broer@gemeente.example")
    client.post(CODE_PAGE, {"code": code_in_mail()})

    fresh(client).cookies.update(waiting)

    assert client.post(CODE_PAGE, {"code": code}).status_code == 302


# -- Guessing ------------------------------------------------------------------------------


def test_wrong_guesses_count_for_one_network_over_all_addresses(client, zus):
    for number in range(30):
        guesser = fresh(client)
        ask_for_code(guesser, f"n{number}@gemeente.example")
        assert "klopt niet" in guesser.post(CODE_PAGE, {"code": "mis"}).content.decode()
    ask_for_code(fresh(client))
    refused = client.post(CODE_PAGE, {"code": code_in_mail()})
    assert refused.status_code == 422
    assert "te veel pogingen" in refused.content.decode()

    ask_for_code(fresh(client, **ELSEWHERE))
    assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302


def test_right_codes_of_a_whole_group_are_no_guesses(client, zus):
    for number in range(40):
        User.objects.create_user(f"deelnemer{number}@gemeente.example")
        ask_for_code(fresh(client), f"deelnemer{number}@gemeente.example")
        assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302


def test_a_code_typed_twice_at_the_same_moment_lets_one_in(zus, monkeypatch):
    codes.keep(zus.email, "BCDF-GHJK-LM")
    looked, second = cache.get, []

    def look_while_another_types(key, *args):
        found = looked(key, *args)
        if not second:
            second.append(None)
            second[0] = codes.take(zus, zus.email, "BCDF-GHJK-LM")
        return found

    monkeypatch.setattr(codes.cache, "get", look_while_another_types)

    assert [codes.take(zus, zus.email, "BCDF-GHJK-LM"), *second] == [False, True]
