"""Sign-in by password, and leaving."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import User
from tests.accounts.steps import sign_in, signed_in

pytestmark = pytest.mark.django_db


def test_a_password_signs_in(client, zus):
    zus.set_password("een lange zin van mij")
    zus.save()

    client.post("/account/login/", {"login": zus.email, "password": "een lange zin van mij"})

    assert signed_in(client) == str(zus.pk)


def test_a_wrong_password_keeps_the_address(client, zus):
    response = client.post("/account/login/", {"login": zus.email, "password": "mis"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "horen niet bij elkaar" in page
    assert 'value="zus@gemeente.example"' in page
    assert '<details class="lp-fold lp-fold--door" open>' in page


# -- Out -----------------------------------------------------------------------------------


def test_leaving_is_a_post(client_for, zus):
    inside = client_for(zus)

    assert inside.get("/account/logout/").status_code == 200
    assert signed_in(inside) == str(zus.pk)
    inside.post("/account/logout/")
    assert signed_in(inside) is None


# -- A new one -----------------------------------------------------------------------------


def refused(password: str, user) -> str:
    """What is said about a password; nothing when it is good enough."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "passwordpassword",
        "qwertyuiop123",
        "aaaaaaaaaaaa",
        "wachtwoord123!",
        "welkomwelkom",
        "Welkom2026!!",
        "Zomer2026Zomer",
        "leergang2026!!",
        "AmbtelijkVakmanschap",
        "beroepseer2027",
    ],
)
def test_what_many_people_choose_is_refused_and_the_text_says_how_to_do_better(zus, password):
    told = refused(password, zus)

    assert "makkelijk te raden" in told
    assert "wie jou kent" not in told
    assert "vier woorden die niets met elkaar te maken hebben" in told


@pytest.mark.parametrize(
    "password",
    [
        "Jansen2026!!",
        "Anna Jansen 2026",
        "annajansen12",
        "anna.jansen@testdam.example",
        "anna.jansen@gemeente",
        "testdamtestdam",
        "Testdam-2026-!",
    ],
)
def test_what_somebody_who_knows_the_person_tries_is_refused(anna, niemand, password):
    # The employer of Anna is the gemeente Testdam; Niek works elsewhere.
    assert "voor wie jou kent" in refused(password, anna)


def test_the_name_of_another_gemeente_is_one_of_many_words(anna, vreemd):
    assert refused("Testdam paars konijn", anna) == ""
    assert refused("testdam en nog wat", vreemd) == ""


@pytest.mark.parametrize(
    "password",
    [
        "een lange zin van mij",
        "koffer maan tapijt egel",
        "Xk7!pq2Lw9@z",
        "ü" * 3 + " vreemde tekens?",
    ],
)
def test_a_good_one_is_taken(anna, password):
    assert refused(password, anna) == ""


@pytest.mark.parametrize("password", ["x" * 4000, " " * 40, "💛" * 12, "\0" * 12])
def test_odd_input_is_answered_quickly_and_without_an_error(client, zus, password):
    sign_in(client, zus)

    response = client.post(
        "/account/wachtwoord/nieuw/", {"password1": password, "password2": password}
    )

    assert response.status_code == 422
    zus.refresh_from_db()
    assert not zus.has_usable_password()


def test_a_link_that_resets_asks_as_much(client, zus):
    client.post("/account/wachtwoord/herstel/", {"email": zus.email})
    link = re.search(r"https?://[^/\s]+(/account/wachtwoord/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link).url

    response = client.post(form, {"password1": "welkomwelkom", "password2": "welkomwelkom"})

    assert response.status_code == 422
    assert "makkelijk te raden" in response.content.decode()


def test_twelve_characters_is_the_least_and_the_text_says_so(zus):
    eleven, twelve = "Xk7!pq2Lw9@", "Xk7!pq2Lw9@z"

    assert "minstens 12 tekens" in refused(eleven, zus)
    assert refused(twelve, zus) == ""


@pytest.mark.parametrize(
    ("fields", "password"),
    [
        ({"voornaam": "Wilhelmina"}, "Wilhelmina-2031"),
        ({"tussenvoegsel": "vanderwielen"}, "vanderwielen 12"),
        ({"achternaam": "Oosterhuizen"}, "OOSTERHUIZEN_!!"),
        ({"email": "kwartelkoning@x.nl"}, "kwartelkoning99"),
    ],
)
def test_each_name_of_a_person_is_easy_for_who_knows_them_and_says_so(db, fields, password):
    person = User.objects.create_user(**{"email": "a@x.nl"} | fields)
    other = User.objects.create_user("b@x.nl")

    assert "wie jou kent" in refused(password, person)
    assert "wie jou kent" not in refused(password, other)


def test_a_name_of_two_letters_is_no_word_of_anybody(db):
    bo = User.objects.create_user("a@x.nl", voornaam="Bo", achternaam="Eva")

    assert "wie jou kent" not in refused("bobobobobobo", bo)
    assert "wie jou kent" in refused("evaevaevaeva", bo)
