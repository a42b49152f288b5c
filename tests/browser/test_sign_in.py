"""Signing in as people do: mail beside it, a phone, a passkey."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.looks import arrived, assert_accessible, assert_fits

# The live server has its own connection: rows must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

SECURITY = "/account/beveiliging/"
WIDTHS = (500, 1280)


@pytest.fixture
def demo_mailbox(settings, tmp_path):
    settings.DEMO = True
    settings.DEMO_POSTVAK_DIR = tmp_path
    settings.EMAIL_BACKEND = "berichten.backends.DemoPostvakBackend"


def ask_for_code(page: Page, user: User) -> None:
    page.get_by_label("E-mailadres").first.fill(user.email)
    page.get_by_role("button", name="Stuur me een code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vul je code in")


def newest_letter(page: Page, subject: str = "Je code om in te loggen") -> Page:
    """The mailbox in a second tab, as people keep it."""
    mailbox = page.context.new_page()
    mailbox.goto("/demo/postvak/")
    mailbox.get_by_role("link", name=subject).first.click()
    expect(mailbox.locator(".lp-mail")).to_be_visible()
    return mailbox


def code_in(letter: Page) -> str:
    return re.search(
        r"\b([A-Z]{4}-[A-Z]{4}-[A-Z]{2})\b", letter.locator(".lp-mail").text_content(), re.MULTILINE
    )[1]


def enter(page: Page, user: User) -> None:
    """Sign in by code: this session has fresh proof."""
    ask_for_code(page, user)
    letter = newest_letter(page)
    page.get_by_label("Code uit de mail").fill(code_in(letter))
    letter.close()  # a passkey is only given to the tab that has the focus
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Uitloggen")).to_be_attached()


def virtual_authenticator(page: Page) -> None:
    """A phone that says yes: Chromium's own authenticator for tests."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_sign_in_by_code_from_the_demo_mailbox(browse, anna, demo_mailbox):
    page = browse(None, "/account/login/")

    enter(page, anna)

    expect(page).to_have_url("/")


def test_sign_in_by_link(browse, anna, demo_mailbox):
    page = browse(None, "/account/login/")
    ask_for_code(page, anna)
    letter = newest_letter(page)
    letter.locator(".lp-mail a").click()
    expect(letter.get_by_role("heading", level=1)).to_have_text("Welkom, Anna")

    letter.get_by_role("button", name="Log in").click()

    expect(letter.get_by_text("Uitloggen")).to_be_attached()
    expect(letter).to_have_url("/")


def test_another_address_after_a_mistake(browse, anna, demo_mailbox):
    page = browse(None, "/account/login/")
    page.get_by_label("E-mailadres").first.fill("ana@testdam.example")
    page.get_by_role("button", name="Stuur me een code").click()

    page.get_by_role("button", name="Ander e-mailadres").click()

    expect(page.get_by_role("button", name="Stuur me een code")).to_be_visible()


def test_a_demo_person_is_one_press_away(browse, niemand, demo_mailbox):
    User.objects.filter(pk=niemand.pk).update(email="anna.jansen@gemeente-zutphen.example")
    page = browse(None, "/account/login/")

    page.get_by_role("button", name="deelnemer Anna").click()

    expect(page.get_by_text("Uitloggen")).to_be_attached()


def test_a_trainer_makes_a_passkey_and_comes_back_with_it(browse, carla, demo_mailbox):
    page = browse(None, "/account/login/")
    virtual_authenticator(page)
    enter(page, carla)
    expect(page.get_by_role("heading", name="Nog één stap: een tweede sleutel")).to_be_visible()

    page.get_by_role("link", name="Maak een passkey").first.click()
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    page.goto("/hulp/")
    page.locator("details.lp-menu > summary").click()
    page.get_by_role("button", name="Uitloggen").click()

    page.goto("/account/login/")
    page.get_by_role("button", name="Log in met een passkey").click()

    expect(page.get_by_text("Uitloggen")).to_be_attached()
    expect(page).not_to_have_url(SECURITY)


def test_an_open_session_proves_who_it_is_and_loses_nothing_typed(browse, anna, demo_mailbox):
    page = browse(anna, "/hulp/")
    Authenticator.objects.all().delete()
    page.goto("/account/e-mail/")
    page.get_by_label("Tweede e-mailadres").fill("thuis@post.example")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben jij het?")
    check(page)

    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("Code uit de mail").fill("123")
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_role("alert")).to_be_focused()
    check(page)
    letter = newest_letter(page, "Je code om door te gaan")
    page.get_by_label("Code uit de mail").fill(code_in(letter))
    page.get_by_role("button", name="Ga verder").click()

    expect(page.get_by_text("nog niet bevestigd")).to_be_visible()
    expect(page.get_by_text("thuis@post.example", exact=True)).to_be_visible()


def test_a_passkey_that_fails_is_told(browse, anna):
    page = browse(None, "/account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('nee')); }")

    page.get_by_role("button", name="Log in met een passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("Dat lukte niet")


def check(page: Page, path: str = "") -> None:
    """Nothing for axe to find, and nothing wider than the screen."""
    if path:
        page.goto(path)
    assert_accessible(page)
    width = page.viewport_size["width"]
    page.set_viewport_size({"width": min(width, 390), "height": 844})
    assert_fits(page)
    page.set_viewport_size({"width": width, "height": 844})


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_sign_in_are_for_everybody(browse, anna, demo_mailbox, width):
    page = browse(None, "/account/login/", width=width)
    check(page)
    ask_for_code(page, anna)
    check(page)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_focused()
    check(page)
    letter = newest_letter(page)
    check(letter)
    letter.locator(".lp-mail a").click()
    check(arrived(letter, "Welkom, Anna"))
    check(letter, "/account/link/oud/")
    check(letter, "/demo/postvak/")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_security_are_for_everybody(browse, niemand, demo_mailbox, width):
    page = browse(None, "/account/login/", width=width)
    enter(page, niemand)

    for path in (
        SECURITY,
        f"{SECURITY}app/aanzetten/",
        f"{SECURITY}passkeys/",
        f"{SECURITY}passkeys/nieuw/",
        "/account/e-mail/",
        "/account/wachtwoord/nieuw/",
        "/account/apparaten/",
        "/account/logout/",
    ):
        check(page, path)
