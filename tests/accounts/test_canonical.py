"""One address is one address, however it is typed; and mail goes where it is kept."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.canonical import canonical, readable, validate_plain
from accounts.models import User
from accounts.people.addresses import user_at
from accounts.people.persons import Persoon
from cohorts.models import Deelname
from tests.accounts.steps import (
    CODE_PAGE,
    add_address,
    ask_for_code,
    code_in_mail,
    sign_in,
    signed_in,
)

KELVIN = "\u212a"  # looks like a K, and Unicode's lower case of it is k
IDN, ASCII_IDN = "jo@één.example", "jo@xn--n-9faa.example"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Zus@Gemeente.Example ", "zus@gemeente.example"),
        (IDN, ASCII_IDN),
        ("JO@ÉÉN.EXAMPLE", ASCII_IDN),
        ("jo@XN--N-9FAA.example", ASCII_IDN),
        # Another domain than strasse.example.
        ("jo@straße.example", "jo@xn--strae-oqa.example"),
        (f"{KELVIN}ees@gemeente.example", f"{KELVIN}ees@gemeente.example"),
        ("geen adres", "geen adres"),
        ("", ""),
        ("a@" + "é" * 300, "a@" + "é" * 300),
    ],
)
def test_an_address_has_one_form(typed, kept):
    assert canonical(typed) == kept


@given(st.emails())
def test_the_one_form_of_the_one_form_is_itself(address):
    assert canonical(canonical(address)) == canonical(address)


def test_people_read_the_domain_as_they_write_it():
    assert readable(ASCII_IDN) == IDN
    assert readable("zus@gemeente.example") == "zus@gemeente.example"
    assert readable("jo@xn--\x00.example") == "jo@xn--\x00.example"


@pytest.mark.parametrize("sign", [KELVIN, "\u017f", "\u0130", "\u0131"])
def test_signs_that_look_like_letters_are_refused(sign):
    with pytest.raises(ValidationError, match="gewone letters"):
        validate_plain(f"{sign}ees@gemeente.example")
    validate_plain(IDN)


# -- Signing in ----------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def kees(db) -> User:
    return User.objects.create_user("kees@gemeente.example", voornaam="Kees")


@pytest.fixture
def jo(db) -> User:
    return User.objects.create_user(IDN, voornaam="Jo")


def test_a_look_alike_address_gets_no_mail_and_no_other_page(client, kees):
    typed = f"{KELVIN}ees@gemeente.example"

    asked = ask_for_code(client, typed)
    reset = client.post(reverse("account_reset_password"), {"email": typed})

    assert (asked.status_code, asked.url) == (302, CODE_PAGE)
    assert reset.status_code == 302
    assert mail.outbox == []


@pytest.mark.parametrize("typed", ["KEES@GEMEENTE.EXAMPLE", f"kees@GEMEENTE.E{'X'}AMPLE"])
def test_mail_goes_to_the_address_as_it_is_kept(client, kees, typed):
    ask_for_code(client, typed)
    client.post(reverse("account_reset_password"), {"email": typed})

    assert [letter.to for letter in mail.outbox] == [["kees@gemeente.example"]] * 2


@pytest.mark.parametrize("wide", ["kees@ｇemeente.example", f"kees@gemeente.e{'ⓧ'}ample"])
def test_another_spelling_of_the_domain_is_mailed_at_the_domain_that_is_kept(client, kees, wide):
    ask_for_code(client, wide)

    assert [letter.to for letter in mail.outbox] == [[kees.email]]


@pytest.mark.parametrize("typed", [IDN, "JO@Één.example", ASCII_IDN])
def test_both_spellings_of_a_domain_sign_the_same_person_in(client, jo, typed):
    assert jo.email == ASCII_IDN

    ask_for_code(client, typed)
    assert mail.outbox[-1].to == [ASCII_IDN]
    client.post(CODE_PAGE, {"code": code_in_mail()})

    assert signed_in(client) == str(jo.pk)


@pytest.mark.parametrize("typed", [IDN, ASCII_IDN])
def test_a_password_signs_in_with_both_spellings(client, jo, typed):
    jo.set_password("een lange zin van mij")
    jo.save()

    client.post("/account/login/", {"login": typed, "password": "een lange zin van mij"})

    assert signed_in(client) == str(jo.pk)


def test_a_password_does_not_sign_in_with_an_address_that_nobody_confirmed(client, kees):
    kees.set_password("een lange zin van mij")
    kees.save()
    EmailAddress.objects.create(user=kees, email="nieuw@post.example", verified=False)

    client.post(
        "/account/login/", {"login": "nieuw@post.example", "password": "een lange zin van mij"}
    )

    assert signed_in(client) is None


def test_a_second_address_is_kept_in_its_one_form(client, kees):
    sign_in(client, kees)

    add_address(client, IDN)
    refused = add_address(client, f"{KELVIN}ees@post.example")

    assert EmailAddress.objects.filter(user=kees, email=ASCII_IDN).exists()
    assert refused.status_code == 422
    assert "gewone letters" in refused.content.decode()
    assert IDN in client.get(reverse("account_email")).content.decode()


def test_somebody_elses_address_in_the_other_spelling_is_somebody_elses(client, jo, kees):
    assert user_at(IDN) == user_at(ASCII_IDN) == jo
    sign_in(client, kees)
    add_address(client, IDN)

    assert EmailAddress.objects.get(user=kees, email=ASCII_IDN).verified is False


# -- Lists ---------------------------------------------------------------------------------


def test_a_list_and_a_form_find_the_same_person(jo):
    assert {Persoon("Jo", "Jansen", email).adres for email in (IDN, ASCII_IDN, IDN.upper())} == {
        ASCII_IDN
    }


def test_a_coordinator_who_types_the_domain_makes_no_second_account(client_for, els, jo, cohort):
    page = f"/cohorten/{cohort.pk}/deelnames/nieuw/"

    client_for(els).post(page, {"email": IDN, "vanaf": "2026-11-23"})

    assert [row.user for row in Deelname.objects.filter(cohort=cohort)] == [jo]
    assert User.objects.filter(email__contains="example").count() == 2


def test_pages_and_mails_about_a_second_address_write_it_as_people_do(client, kees):
    sign_in(client, kees)

    page = client.get(add_address(client, IDN).url).content.decode()

    assert f"mail gestuurd naar {IDN}" in page
    told = [letter.body for letter in mail.outbox if letter.to == [kees.email]]
    assert len(told) == 1
    assert f"het e-mailadres {IDN} toegevoegd" in told[0]
