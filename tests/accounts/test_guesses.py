"""What counts as a guess at a code, whose guess it is, and what the page says afterwards."""

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.views import EXPIRED, FIFTH
from accounts.ways_in import codes
from tests.accounts.steps import CODE_PAGE, ask_for_code, code_in_mail, signed_in
from tests.accounts.test_codes import ELSEWHERE, fresh

pytestmark = pytest.mark.django_db

WRONG = "BCDF-BCDF-BC"
RESET = "/account/wachtwoord/herstel/"
TEN_O_CLOCK = "2026-11-23 10:00+01:00"


def resend(client) -> None:
    assert client.post(CODE_PAGE, {"action": "resend"}).url == CODE_PAGE


@pytest.mark.parametrize("action", [["resend", "verify"], ["resend"]])
def test_a_guess_that_calls_itself_a_resend_counts_as_a_guess(client, zus, action):
    ask_for_code(client)
    resend(client)
    resend(client)  # the last that this browser may ask for
    code, session = code_in_mail(), Session.objects.get()
    for _ in range(5):
        client.post(CODE_PAGE, {"action": action, "code": WRONG})
        # What a guess does that was sent at the same moment and writes its own count last.
        session.save()

    response = client.post(CODE_PAGE, {"action": action, "code": code})

    assert response.status_code == 422
    assert signed_in(client) is None


def test_asking_for_a_new_code_is_no_guess(client, zus):
    ask_for_code(client)
    for _ in range(4):
        client.post(CODE_PAGE, {"code": WRONG})
    resend(client)

    assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302
    assert signed_in(client) == str(zus.pk)


def test_where_too_many_guessed_a_new_code_may_still_be_asked_for(client, zus, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "wrong_code": "2/10m/ip"}
    ask_for_code(client)
    for _ in range(2):
        client.post(CODE_PAGE, {"code": WRONG})
    assert "te veel pogingen" in client.post(CODE_PAGE, {"code": WRONG}).text

    resend(client)

    assert len(mail.outbox) == 2


@pytest.mark.parametrize("guesses", [4, 5])
def test_guesses_in_one_browser_are_not_those_of_another(client, zus, time_machine, guesses):
    time_machine.move_to(TEN_O_CLOCK, tick=False)
    other = Client()
    ask_for_code(other)
    ask_for_code(client)
    code = code_in_mail()
    for _ in range(guesses):
        other.post(CODE_PAGE, {"code": WRONG})

    assert other.post(CODE_PAGE, {"code": code}).status_code == (302 if guesses < 5 else 422)
    if guesses == 5:
        assert client.post(CODE_PAGE, {"code": code}).status_code == 302


def test_after_the_fifth_a_new_code_has_five_guesses_of_its_own(client, zus, time_machine):
    time_machine.move_to(TEN_O_CLOCK, tick=False)
    ask_for_code(client)
    pages = [client.post(CODE_PAGE, {"code": WRONG}).text for _ in range(5)]
    assert [FIFTH in page for page in pages] == [False] * 4 + [True]
    assert [EXPIRED in page for page in pages] == [False] * 5
    assert client.get(CODE_PAGE).status_code == 302

    time_machine.shift(1)
    ask_for_code(client)
    for _ in range(4):
        assert FIFTH not in client.post(CODE_PAGE, {"code": WRONG}).text
    assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302


def test_guesses_that_were_sent_at_once_end_the_code_for_this_browser(client, zus):
    ask_for_code(client)
    session = Session.objects.get()
    for _ in range(5):
        client.post(CODE_PAGE, {"code": WRONG})
        session.save()

    page = client.post(CODE_PAGE, {"code": WRONG})

    assert (page.status_code, FIFTH in page.text) == (422, True)
    assert f'value="{zus.email}"' in page.text
    assert client.get(CODE_PAGE).url != CODE_PAGE


def test_a_code_page_that_is_over_says_so_at_a_press_and_leads_on_at_a_look(client):
    pressed = client.post(CODE_PAGE, {"code": WRONG})

    assert pressed.status_code == 422
    assert EXPIRED in pressed.text
    assert FIFTH not in pressed.text
    assert client.get(CODE_PAGE).status_code == 302


# -- How many mails ------------------------------------------------------------------------


def test_who_is_refused_takes_nothing_of_what_others_may_ask(client, zus):
    for ask in (ask_for_code, lambda c: c.post(RESET, {"email": zus.email})):
        mail.outbox.clear()
        for _ in range(25):
            ask(fresh(client, **ELSEWHERE))
        assert len(mail.outbox) == 5
        for number in range(16):
            ask(fresh(client, REMOTE_ADDR=f"198.51.100.{number}"))

        assert len(mail.outbox) == 20


def test_codes_and_resets_are_counted_apart_and_by_address(client, zus):
    broer = User.objects.create_user("broer@gemeente.example")
    for _ in range(6):
        ask_for_code(fresh(client))

    fresh(client).post(RESET, {"email": zus.email})
    ask_for_code(fresh(client), broer.email)

    assert [letter.to for letter in mail.outbox[5:]] == [[zus.email], [broer.email]]


def test_when_a_code_was_mailed_is_known_by_address_and_network(rf, zus, time_machine):
    time_machine.move_to(TEN_O_CLOCK, tick=False)
    here, elsewhere = rf.get("/"), rf.get("/", **ELSEWHERE)
    assert codes.may_mail(here, zus.email)

    mailed = codes.last_mailed(here, zus.email)

    assert (mailed.until - mailed.at).total_seconds() == 600
    assert mailed.at.isoformat() == "2026-11-23T09:00:00+00:00"
    assert codes.last_mailed(here, "broer@gemeente.example") is None
    assert codes.last_mailed(elsewhere, zus.email) is None
    time_machine.shift(599)
    assert codes.last_mailed(here, zus.email) == mailed
    time_machine.shift(1)
    assert codes.last_mailed(here, zus.email) is None


def test_a_sign_in_ends_the_codes_of_that_moment_and_before_and_none_after(zus, time_machine):
    time_machine.move_to(TEN_O_CLOCK, tick=False)
    codes.keep(zus.email, "BCDF-GHJK-LM")
    codes.end(zus)
    assert not codes.take(zus, zus.email, "BCDF-GHJK-LM")

    time_machine.shift(1)
    codes.keep(zus.email, "BCDF-GHJK-LM")
    assert not codes.take(zus, "thuis@post.example", "BCDF-GHJK-LM")
    assert not codes.take(zus, zus.email, WRONG)
    assert codes.take(zus, zus.email, "bcdfghjklm")
    assert not codes.take(zus, zus.email, "BCDF-GHJK-LM")
