"""The addresses of one account: which is the own one, who is told, and whose they never become."""

import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.steps import (
    CODE_PAGE,
    accounts_state,
    add_address,
    ask_for_code,
    code_in_mail,
    link_in_mail,
    link_to_confirm,
    sign_in,
)

pytestmark = pytest.mark.django_db

SECURITY = "/account/beveiliging/"


def own_rows(user) -> list:
    rows = EmailAddress.objects.filter(user=user, primary=True)
    return list(rows.values_list("email", "verified"))


@pytest.mark.parametrize("way", ["code", "link"])
def test_the_first_sign_in_confirms_the_own_address_as_the_primary_one(client, zus, way):
    ask_for_code(client, zus.email)
    if way == "code":
        client.post(CODE_PAGE, {"code": code_in_mail()})
    else:
        client.post(link_in_mail())

    assert own_rows(zus) == [(zus.email, True)]


@pytest.mark.parametrize("signed_in_before", [True, False])
def test_confirming_an_address_in_another_browser_changes_nothing_about_the_own_one(
    client, zus, signed_in_before
):
    if signed_in_before:
        sign_in(client, zus)
    row = EmailAddress.objects.create(user=zus, email="dief@post.example")

    response = Client().post(
        reverse("account_confirm_email", args=[EmailConfirmationHMAC(row).key])
    )

    zus.refresh_from_db()
    assert response.url == "/account/login/"
    assert zus.email == "zus@gemeente.example"
    assert own_rows(zus) == ([(zus.email, True)] if signed_in_before else [])
    client.post("/account/logout/")
    ask_for_code(client, zus.email)
    assert mail.outbox[-1].to == [zus.email]
    assert mail.outbox[-1].subject == "Je code om in te loggen"


def test_each_step_with_a_second_address_is_told_at_the_own_one(client, zus):
    sign_in(client, zus)
    add_address(client, "thuis@post.example")
    link = link_to_confirm()
    client.post(link)
    for act in ("action_primary", "action_remove"):
        wanted = "thuis@post.example" if act == "action_primary" else "zus@gemeente.example"
        client.post(reverse("account_email"), {act: "", "email": wanted})

    told = [(letter.to[0], letter.subject) for letter in mail.outbox]
    assert told == [
        ("thuis@post.example", "Bevestig dit e-mailadres"),
        ("zus@gemeente.example", "Er is een e-mailadres toegevoegd"),
        ("zus@gemeente.example", "Een tweede e-mailadres is bevestigd"),
        ("zus@gemeente.example", "Je e-mailadres is veranderd"),
        ("thuis@post.example", "Je e-mailadres is veranderd"),
    ]
    assert all(
        "Was jij dit niet?" in letter.body and f"http://testserver{SECURITY}" in letter.body
        for letter in mail.outbox[1:]
    )
    # The former own address stays for a week.
    assert EmailAddress.objects.filter(user=zus).count() == 2


def test_the_former_own_address_stays_a_way_in(client, zus):
    sign_in(client, zus)
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=True)

    client.post(reverse("account_email"), {"action_primary": "", "email": "thuis@post.example"})

    rows = EmailAddress.objects.filter(user=zus).order_by("email")
    assert list(rows.values_list("email", "verified", "primary")) == [
        ("thuis@post.example", True, True),
        ("zus@gemeente.example", True, False),
    ]


@pytest.mark.parametrize("verified", [True, False])
def test_the_reader_of_an_address_hears_that_it_was_removed_if_it_was_theirs(client, zus, verified):
    sign_in(client, zus)
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=verified)

    client.post(reverse("account_email"), {"action_remove": "", "email": "thuis@post.example"})

    removed = "Een e-mailadres is weggehaald"
    told = [(letter.to[0], letter.subject) for letter in mail.outbox]
    assert told == [
        (zus.email, removed),
        *([("thuis@post.example", removed)] if verified else []),
    ]
    assert all("Mail dan meteen naar hulp@beroepseer.example" in m.body for m in mail.outbox)


def test_the_mail_to_a_new_address_says_whose_account_it_is_and_not_its_address(client, zus):
    sign_in(client, zus)

    add_address(client, "verkeerd@post.example")

    letter = next(m for m in mail.outbox if m.to == ["verkeerd@post.example"])
    assert "op naam van Zus" in letter.body
    assert zus.email not in letter.body


def test_choosing_and_refusing_are_said_in_our_words(client, zus):
    sign_in(client, zus)
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=True)
    page = reverse("account_email")

    removed = client.post(page, {"action_remove": "", "email": zus.email}, follow=True)
    chosen = client.post(page, {"action_primary": "", "email": "thuis@post.example"}, follow=True)

    assert "kun je nu niet weghalen" in removed.content.decode()
    assert "Je mail gaat voortaan naar dit adres" in chosen.content.decode()


def test_three_addresses_is_the_most_and_the_page_says_so(client, zus):
    sign_in(client, zus)
    page = reverse("account_email")
    for number in range(2):
        assert "Meer dan drie adressen" not in client.get(page).content.decode()
        add_address(client, f"thuis{number}@post.example")

    text = client.get(page).content.decode()

    assert "Meer dan drie adressen gaat niet" in text
    assert text.index(zus.email) < text.index("thuis0@post.example")


@pytest.mark.parametrize("primary", [True, False])
def test_the_own_address_cannot_be_removed(client, zus, primary):
    sign_in(client, zus)
    EmailAddress.objects.filter(user=zus).update(primary=primary)
    EmailAddress.objects.create(user=zus, email="thuis@post.example", verified=True)

    client.post(reverse("account_email"), {"action_remove": "", "email": zus.email})

    zus.refresh_from_db()
    assert zus.email == "zus@gemeente.example"
    assert EmailAddress.objects.filter(user=zus).count() == 2


def test_a_link_of_a_reset_never_goes_to_an_address_that_nobody_confirmed(client, zus):
    EmailAddress.objects.create(user=zus, email="typefout@post.example", verified=False)

    client.post(reverse("account_reset_password"), {"email": "typefout@post.example"})

    assert mail.outbox == []


# -- Somebody else's address ---------------------------------------------------------------


def claim(client, address) -> str:
    """Somebody adds an address that is not theirs; gives the link that its reader gets."""
    dief = User.objects.create_user("dief@gemeente.example")
    sign_in(client, dief)
    answer = add_address(client, address)
    assert (answer.status_code, answer.url) == (302, reverse("account_email"))
    return link_to_confirm()


@pytest.mark.parametrize("as_second", [True, False])
def test_confirming_an_address_of_somebody_else_is_refused_and_writes_nothing(
    client, zus, as_second
):
    address = zus.email
    if as_second:
        address = "thuis@post.example"
        EmailAddress.objects.create(user=zus, email=address, verified=True)
    link = claim(client, address)
    before = accounts_state()

    response = Client().post(link)

    assert response.status_code == 409
    assert "hoort al een ander account" in response.content.decode()
    assert accounts_state() == before


def test_whoever_adds_an_address_does_not_learn_whether_it_is_taken(client, zus):
    pages = []
    for address in (zus.email, "vrij@gemeente.example"):
        dief = User.objects.create_user(f"dief{len(pages)}@gemeente.example")
        sign_in(client, dief)
        client.get(SECURITY)  # shows what the sign-out before it had to say
        answer = add_address(client, address)
        page = client.get(answer.url).content.decode().partition("<main")[2].partition("</main>")[0]
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)
        page = page.replace(address, "ADRES").replace(dief.email, "EIGEN")
        pages.append(page.replace(address.replace("@", "%40"), "ADRES"))
        client.post("/account/logout/")

    assert pages[0] == pages[1]


def test_an_address_that_became_somebody_elses_own_is_not_confirmed(client, zus):
    link = claim(client, "nieuw@gemeente.example")
    nieuw = User.objects.create_user("nieuw@gemeente.example")

    assert Client().post(link).status_code == 409
    assert not EmailAddress.objects.filter(email=nieuw.email, verified=True).exists()


@pytest.mark.parametrize("key", ["x", "abc:def:ghi", "-" * 3000])
def test_a_made_up_link_confirms_nothing(key):
    response = Client().post(reverse("account_confirm_email", args=[key]))

    assert response.status_code == 200
    assert "Deze link werkt niet meer" in response.content.decode()
