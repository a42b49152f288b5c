"""Every part of the look on one page, in a real browser, on a phone and on a desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import assert_accessible, assert_fits, loaded
from tests.huisstijl.conftest import look_pages  # noqa: F401 -- an autouse fixture

WIDTHS = (390, 500, 1280)

# Links inside a sentence are as high as their line: WCAG 2.5.8 exempts them. In the gates and in
# rows the link's own pseudo-element covers the whole row.
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, select, input")]
  .filter((e) => e.type !== "hidden" && e.getClientRects().length)
  .filter((e) => !e.matches(".utrecht-skip-link, .lp-demo a, .lp-measure a, dd > a"))
  .filter((e) => !e.matches(".lp-gates a, .lp-rows__text > a"))
  .filter((e) => [e, ...(e.labels || [])].every((part) => part.getBoundingClientRect().height < 44))
  .map((e) => `${e.tagName} ${e.textContent.trim() || e.name}`)"""

CUT_OFF = """() => [...document.querySelectorAll("main *")]
  .filter((e) => !e.closest(".lp-scroll, .lp-sr"))
  .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1)
  .map((e) => e.className)"""


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browse, width):
    assert_accessible(browse(None, "/gallery/", width=width))


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(browse, width):
    page = browse(None, "/gallery/", width=width)

    assert_fits(page)
    assert page.evaluate(CUT_OFF) == []


def test_everything_to_tap_is_at_least_44_pixels_high(browse):
    page = loaded(browse(None, "/gallery/"))

    assert page.evaluate(SMALL_TARGETS) == []


def test_our_fonts_are_loaded(browse):
    page = browse(None, "/gallery/")

    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts]"
        ".filter((font) => font.status === 'loaded').map((font) => font.family))"
    )

    assert {name.strip('"') for name in loaded} == {"Source Sans 3 Variable", "Source Serif 4"}


def test_the_keyboard_reaches_the_content_in_one_step(browse):
    page = browse(None, "/form/")

    page.keyboard.press("Tab")
    expect(page.get_by_text("Naar de inhoud")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


@pytest.mark.django_db
def test_a_form_with_errors_puts_the_focus_on_its_summary(browse):
    page = browse(None, "/form/")
    page.get_by_label("E-mailadres").fill("geen adres")
    page.get_by_role("button", name="Bewaar").click()

    expect(page.locator("[data-fouten]")).to_be_focused()
    page.get_by_role("link", name=re.compile("^E-mailadres")).click()

    expect(page.get_by_label("E-mailadres")).to_be_focused()
    expect(page.get_by_label("E-mailadres")).to_have_value("geen adres")


def test_the_personal_menu_closes_on_escape_and_gives_the_focus_back(browse):
    page = browse(None, "/gallery/", width=1280)
    menu = page.locator("details[data-menu]")

    menu.locator("summary").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Uitloggen")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_the_personal_menu_closes_on_a_click_elsewhere(browse):
    page = browse(None, "/gallery/", width=1280)

    page.locator("details[data-menu] summary").click()
    page.get_by_role("heading", level=1).click()

    expect(page.get_by_role("button", name="Uitloggen")).to_be_hidden()


def test_a_chosen_file_is_named(browse):
    page = browse(None, "/form/")

    chosen = {"name": "deelnemers.csv", "mimeType": "text/csv", "buffer": b"Naam\n"}
    page.get_by_label("Bestand").set_input_files(chosen)

    expect(page.locator("[data-filename]")).to_have_text("deelnemers.csv")


def test_a_chosen_colour_fills_the_tick(browse):
    page = browse(None, "/form/")
    tick = page.get_by_label("Ik heb de afspraken gelezen")

    tick.check()

    expect(tick).to_have_css("background-color", "rgb(0, 105, 107)")
