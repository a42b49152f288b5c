"""Sign-in by code, and what an unknown address learns: nothing."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from berichten.models import Bericht
from tests.accounts.steps import CODE_PAGE, ask_for_code, code_in_mail, signed_in

pytestmark = pytest.mark.django_db

# -- By code -------------------------------------------------------------------------------


def test_the_first_thing_on_the_page_asks_for_an_address(client):
    page = client.get("/account/login/").content.decode()

    assert (
        page.index("Stuur me een code")
        < page.index("met een passkey")
        < page.index("wachtwoord</h3>")
    )


def test_the_address_of_an_invitation_is_filled_in(client):
    page = client.get("/account/login/?email=zus@gemeente.example").content.decode()

    assert page.count('value="zus@gemeente.example"') == 2


def test_a_code_from_the_mail_signs_in(client, zus):
    ask_for_code(client)

    response = client.post(CODE_PAGE, {"code": code_in_mail()})

    assert (response.status_code, response.url) == (302, "/")
    assert signed_in(client) == str(zus.pk)


def test_a_code_mail_is_secret_and_wiped_once_sent(client, zus):
    ask_for_code(client)

    bericht = Bericht.objects.get()
    assert (bericht.soort, bericht.geheim, bericht.status) == ("inlogcode", True, "verzonden")
    assert (bericht.tekst, bericht.html) == ("", "")
    assert bericht.uiterlijk is not None


def test_each_request_is_a_mail_of_its_own(client, client_for, zus):
    ask_for_code(client)
    client.post("/account/logout/")
    ask_for_code(client)

    assert Bericht.objects.count() == 2


def test_a_wrong_code_is_told_at_the_field(client, zus):
    ask_for_code(client)

    response = client.post(CODE_PAGE, {"code": "000000" if code_in_mail() != "000000" else "1"})

    assert response.status_code == 422
    assert "Deze code klopt niet" in response.content.decode()
    assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302


def test_the_fifth_wrong_code_is_the_last(client, zus):
    ask_for_code(client)
    code = code_in_mail()

    responses = [client.post(CODE_PAGE, {"code": "x"}) for _ in range(5)]

    assert [response.status_code for response in responses] == [422, 422, 422, 422, 422]
    assert "te veel pogingen" in responses[-1].content.decode()
    client.post(CODE_PAGE, {"code": code})
    assert signed_in(client) is None


def test_guesses_that_are_sent_at_once_count_as_well(client, zus):
    ask_for_code(client)
    code, session = code_in_mail(), Session.objects.get()
    for _ in range(5):
        client.post(CODE_PAGE, {"code": "12"})
        # What a guess does that was sent at the same moment and writes its own count last.
        session.save()

    response = client.post(CODE_PAGE, {"code": code})

    assert response.status_code == 422
    assert "Vraag een nieuwe code aan" in response.content.decode()
    assert signed_in(client) is None


def test_an_expired_code_asks_for_a_new_one_and_keeps_the_address(client, zus, time_machine):
    time_machine.move_to("2026-11-24 10:00+01:00")
    ask_for_code(client)
    code = code_in_mail()
    time_machine.move_to("2026-11-24 10:21+01:00")

    response = client.post(CODE_PAGE, {"code": code})

    assert response.status_code == 422
    assert "Deze code werkt niet meer" in response.content.decode()
    assert 'value="zus@gemeente.example"' in response.content.decode()
    assert signed_in(client) is None


def test_a_code_works_for_the_browser_that_asked(client, zus):
    ask_for_code(client)
    code = code_in_mail()

    other = type(client)()
    response = other.post(CODE_PAGE, {"code": code})

    assert response.status_code == 422
    assert signed_in(other) is None


@pytest.mark.parametrize("email", ["", "geen adres", "zus@", "a" * 300 + "@gemeente.example"])
def test_a_malformed_address_is_told_at_the_field(client, email):
    response = ask_for_code(client, email)

    assert response.status_code == 422
    assert 'id="id_email_error"' in response.content.decode()


def test_next_leads_to_our_own_pages_only(client, zus):
    for wanted, followed in {"/hulp/": "/hulp/", "https://kwaad.example/": "/"}.items():
        ask_for_code(client)
        response = client.post(CODE_PAGE, {"code": code_in_mail(), "next": wanted})
        client.post("/account/logout/")

        assert response.url == followed


# -- An unknown address --------------------------------------------------------------------


def test_an_unknown_address_gets_the_same_pages_and_no_mail(client, zus):
    answers = {}
    for email in ("zus@gemeente.example", "niemand@gemeente.example"):
        asked = ask_for_code(client, email)
        page = client.get(asked.url).content.decode().replace(email, "ADRES")
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        wrong = client.post(CODE_PAGE, {"code": "x"})
        answers[email] = (asked.status_code, asked.url, page, wrong.status_code)
        client.post("/account/logout/")

    assert answers["zus@gemeente.example"] == answers["niemand@gemeente.example"]
    assert [sent.to for sent in mail.outbox] == [["zus@gemeente.example"]]


def test_an_unknown_address_costs_the_same_work(client, zus):
    ask_for_code(client)
    client.post("/account/logout/")
    with CaptureQueriesContext(connection) as known:
        ask_for_code(client)
    client.post("/account/logout/")
    with CaptureQueriesContext(connection) as unknown:
        ask_for_code(client, "niemand@gemeente.example")

    written = [
        sum('INSERT INTO "berichten_bericht"' in query["sql"] for query in queries)
        for queries in (known, unknown)
    ]
    assert written == [1, 1]
    assert Bericht.objects.exclude(ontvanger=zus).count() == 0


def test_somebody_closed_out_is_as_unknown(client, zus):
    User.objects.update(is_active=False)

    response = ask_for_code(client)

    assert (response.status_code, response.url) == (302, CODE_PAGE)
    assert mail.outbox == []


def test_password_reset_tells_nothing_about_an_unknown_address(client, zus):
    answers = [
        client.post("/account/wachtwoord/herstel/", {"email": email})
        for email in ("zus@gemeente.example", "niemand@gemeente.example")
    ]

    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, "/account/wachtwoord/herstel/mail/")
    }
    assert [sent.to for sent in mail.outbox] == [["zus@gemeente.example"]]


def test_nobody_signs_up(client):
    assert client.get(reverse("account_signup")).status_code == 404
    assert client.post(reverse("account_signup"), {"email": "x@y.example"}).status_code == 404
    assert not User.objects.exists()
