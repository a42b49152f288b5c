"""Where to go next: tabs at the thumb, links in the header, or everything in one menu."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.looks import arrived, assert_accessible, assert_fits, loaded, until

NARROWEST = 320
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("bijeenkomsten", "deelname"),
]


def box_of(page: Page, selector: str) -> dict[str, float]:
    box = loaded(page).locator(selector).bounding_box()
    assert box, f"{selector} is not on the screen"
    return box


@pytest.mark.parametrize("width", [NARROWEST, PHONE])
def test_a_phone_has_the_tabs_at_the_thumb(browse, anna, width):
    page = browse(anna, "/", width=width)

    tabs = box_of(page, ".lp-nav--tabs")
    assert tabs["y"] + tabs["height"] == 844
    assert tabs["height"] <= 60
    assert box_of(page, ".lp-top")["height"] <= 64
    assert_fits(page)

    page.get_by_role("link", name="Logboek", exact=True).click()
    expect(page.get_by_role("link", name="Logboek", exact=True)).to_have_attribute(
        "aria-current", "page"
    )


def test_the_tabs_hide_no_line_of_the_page(browse, anna):
    page = loaded(browse(anna, "/"))

    page.get_by_role("link", name="Hulp", exact=True).evaluate("link => link.focus()")

    tabs = box_of(page, ".lp-nav--tabs")["y"]
    # The browser scrolls there in a second or so.
    until(
        lambda: sum(box_of(page, ".lp-foot a >> nth=-1")[side] for side in ("y", "height")) <= tabs
    )


def test_a_low_window_keeps_its_lines(browse, anna):
    page = browse(anna, "/", width=NARROWEST)

    page.set_viewport_size({"width": NARROWEST, "height": 256})

    assert box_of(page, ".lp-nav--tabs")["y"] < 150
    assert_fits(page)


def test_a_desk_has_the_links_in_the_header(browse, carla):
    page = browse(carla, "/vandaag/", width=DESKTOP)

    assert box_of(page, "nav")["y"] < box_of(page, ".lp-top")["height"]
    page.get_by_role("link", name="Mijn groepen").click()
    arrived(page, "Mijn groepen")


@pytest.mark.parametrize("width", [NARROWEST, PHONE])
@pytest.mark.parametrize(
    ("who", "heading", "label"),
    [("els", "op jou", "Cockpit"), ("hanna", "medewerker", "Overzicht")],
)
def test_on_a_phone_all_of_it_folds_into_one_menu(browse, request, who, heading, label, width):
    page = arrived(browse(request.getfixturevalue(who), "/", width=width), heading)
    link = page.get_by_role("link", name=label, exact=True)
    expect(link).to_have_count(0)
    assert box_of(page, ".lp-top")["height"] <= 64

    page.get_by_text("Menu", exact=True).click()

    expect(link).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(link).to_have_count(0)


def test_the_menu_works_by_keyboard(browse, els):
    page = arrived(browse(els, "/", width=DESKTOP), "op jou")

    page.locator(".lp-menu > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Beveiliging")).to_be_focused()


@pytest.mark.parametrize("width", [NARROWEST, PHONE, DESKTOP])
def test_a_long_name_pushes_nothing_out_of_the_header(browse, anna, cohort, width):
    anna.voornaam = "Wilhelminafrederique" * 3
    anna.save()
    cohort.organisatie.naam = cohort.organisatie.weergavenaam = "Samenwerkingsverband " * 5
    cohort.organisatie.save()

    page = browse(anna, "/logboek/", width=width)

    assert_fits(page)
    assert box_of(page, ".lp-top")["height"] <= 80
