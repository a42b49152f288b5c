"""A code on the screen in the room, and a phone that scans it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Deelname
from tests.browser.looks import assert_accessible, assert_fits
from tests.cohorts.presentie import qr
from tests.factories import DeelnameFactory

pytestmark = pytest.mark.django_db(transaction=True)

GROUP = 13


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is today, one second past half past nine, and time goes on."""
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    morning = datetime.combine(today, time(9, 30, 1), ZoneInfo("Europe/Amsterdam"))
    with time_machine.travel(morning, tick=True) as traveller:
        yield traveller


@pytest.fixture
def group(clock, cohort, anna: User) -> list[Deelname]:
    return DeelnameFactory.create_batch(GROUP, cohort=cohort)


@pytest.fixture
def screen(
    clock, browse: Callable[..., Page], carla: User, vandaag: Bijeenkomst, group: list[Deelname]
) -> Page:
    page = browse(carla, reverse("incheckcode", args=[vandaag.pk]), width=1280)
    page.set_viewport_size({"width": 1280, "height": 720})
    return page


SHOWN = """box => [box.querySelector("img").getAttribute("src"),
                box.querySelector(".lp-code").textContent]"""


def shown_on(screen: Page) -> tuple[str, str]:
    """The address that a phone's camera reads, and the signs beside it, of one code."""
    image, signs = screen.locator(".lp-screen__code").evaluate(SHOWN)
    return qr.read(image, border=2), re.sub(r"Code:|\s", "", signs)


def signs_on(screen: Page) -> str:
    return shown_on(screen)[1]


def scanned_from(screen: Page) -> str:
    return shown_on(screen)[0]


def on_phone(page: Page) -> Page:
    """Nothing is wider than a phone."""
    assert_fits(page)
    return page


def test_a_phone_scans_the_screen_and_the_screen_counts(screen, browse, anna, clock):
    expect(screen.locator(".lp-screen__count")).to_contain_text("0 van 14")
    address, signs = shown_on(screen)
    assert address.endswith(f"?code={signs}")

    phone = on_phone(browse(anna, scanned_from(screen)))
    phone.get_by_role("button", name="Ik ben er").click()

    expect(phone.get_by_text("Je staat op aanwezig voor deze ochtend.")).to_be_visible()
    assert_fits(phone)
    expect(screen.locator(".lp-screen__count")).to_contain_text("1 van 14")
    expect(screen.locator(".lp-screen__names")).to_have_text("Net binnen: Anna")
    assert Aanwezigheid.objects.get().wijzigingen.get().bron == "code"


def test_the_code_turns_and_a_photo_of_two_minutes_ago_fails(screen, browse, anna, clock):
    photo, code = shown_on(screen)

    clock.shift(timedelta(seconds=120))
    screen.wait_for_function(
        "old => document.querySelector('.lp-code').textContent.replace(/Code:|\\s/g, '') !== old",
        arg=code,
    )
    phone = on_phone(browse(anna, photo))

    expect(phone.get_by_role("alert")).to_contain_text("Deze code is niet meer geldig.")
    phone.get_by_label("Code van zes tekens").fill(signs_on(screen).lower())
    phone.get_by_role("button", name="Ik ben er").click()
    expect(phone.get_by_text("Je staat op aanwezig voor deze ochtend.")).to_be_visible()


def test_signing_in_takes_longer_than_the_code_lives(screen, browse, anna, clock):
    phone = browse(None, scanned_from(screen))
    phone.get_by_label("E-mailadres").first.fill(anna.email)
    phone.get_by_role("button", name="Stuur me een code").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Vul je code in")

    clock.shift(timedelta(minutes=4))
    digits = re.search(r"\b[A-Z]{4}-[A-Z]{4}-[A-Z]{2}\b", mail.outbox[-1].body)[0]
    phone.get_by_label("Code uit de mail").fill(digits)
    phone.get_by_role("button", name="Log in").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Ben je er?")
    phone.get_by_role("button", name="Ik ben er").click()
    expect(phone.get_by_text("Je staat op aanwezig voor deze ochtend.")).to_be_visible()


def test_the_code_can_be_typed_where_one_starts(screen, browse, anna):
    phone = browse(anna, "/")
    on_phone(phone).get_by_label("Code van het scherm, voor de ochtend").fill(signs_on(screen))
    phone.get_by_role("button", name="Check in").click()
    expect(phone.get_by_text("Je staat op aanwezig voor deze ochtend.")).to_be_visible()

    phone.goto("/")
    expect(phone.get_by_text("je staat op aanwezig")).to_be_visible()
    expect(phone.get_by_role("button", name="Check in")).to_have_count(0)


def test_a_code_typed_wrong_at_home_comes_back_with_the_reason(browse, anna, vandaag):
    phone = browse(anna, "/")
    phone.get_by_label("Code van het scherm, voor de ochtend").fill("QQQQQQ")
    phone.get_by_role("button", name="Check in").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Inchecken")
    expect(phone.get_by_label("Code van zes tekens")).to_have_value("QQQQQQ")
    expect(phone.get_by_text("Deze code is niet meer geldig.").first).to_be_visible()


def test_without_internet_the_screen_says_that_the_code_is_old(screen, open_context):
    # A context of its own: htmx writes to the console that it could not fetch.
    context = open_context(width=1280)
    context.add_cookies(screen.context.cookies())
    page = context.new_page()
    page.goto(screen.url)

    context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text("Geen verbinding.")
    context.set_offline(False)

    expect(page.locator("#verbinding")).to_be_hidden()
    expect(page.locator(".lp-code")).to_be_visible()


def test_a_trainer_who_is_signed_out_is_asked_to_sign_in(screen):
    screen.context.clear_cookies()

    screen.wait_for_url(re.compile("/account/login/"))


@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_read_it(screen, browse, anna, width):
    phone = browse(anna, scanned_from(screen), width=width)
    typed = browse(anna, reverse("incheck_form"), width=width)
    screen.set_viewport_size({"width": width, "height": 720})

    for page in (screen, phone, typed):
        assert_accessible(page)
        assert_fits(page)


def test_without_scripts_the_screen_looks_again_by_itself(open_context, screen):
    context = open_context(java_script_enabled=False)
    context.add_cookies(screen.context.cookies())
    page = context.new_page()
    page.goto(screen.url)

    assert int(page.locator("noscript meta").get_attribute("content")) <= 16
