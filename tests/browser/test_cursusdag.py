"""A course day on a phone and on a desk, and a preparation that is ticked off in place."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from reflecties.models import Voorbereidingsvink
from tests.browser.looks import assert_accessible, assert_fits, loaded

BEFORE, ON, AFTER = 6, 5, 3
UNFOLD = "document.querySelectorAll('main details').forEach((part) => { part.open = true; })"


@pytest.fixture
def programma(echt_programma):
    """The cast follows the real course."""
    return echt_programma


@pytest.mark.parametrize("width", [390, 500, 1280])
@pytest.mark.parametrize("nummer", [BEFORE, ON, AFTER])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browse, anna, carla, cohort, bijeenkomsten, nummer, width
):
    page = browse(anna, bijeenkomsten[nummer - 1].get_absolute_url(), width=width)

    assert_fits(page)
    page.evaluate(UNFOLD)
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("nummer", range(1, 8))
def test_on_paper_a_day_is_two_pages_at_most(browse, anna, carla, bijeenkomsten, nummer):
    page = loaded(browse(anna, bijeenkomsten[nummer - 1].get_absolute_url(), width=1280))

    paper = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))

    words = " ".join(sheet.extract_text() for sheet in paper.pages)
    cursusdag = bijeenkomsten[nummer - 1].cursusdag
    assert len(paper.pages) <= 2
    assert cursusdag.begrippen[-1]["naam"] in words
    assert "Schrijf hierover" not in words


def test_a_tick_saves_itself_and_counts_down(browse, anna, cohort, bijeenkomsten):
    page = browse(anna, bijeenkomsten[BEFORE - 1].get_absolute_url())
    page.evaluate("window.untouched = true")
    tick = page.get_by_label("Schrijf je kwestie om tot drie vragen")

    tick.check()

    expect(page.get_by_text("nog 30 van 45 minuten")).to_be_visible()
    expect(tick).to_be_checked()
    expect(tick).to_be_focused()
    assert page.evaluate("window.untouched") is True
    vink = Voorbereidingsvink.objects.get()
    assert vink.user == anna
    assert vink.voorbereiding.tekst.startswith("Schrijf je kwestie om tot drie vragen")


def test_a_tick_can_be_taken_back(browse, anna, cohort, bijeenkomsten):
    first = bijeenkomsten[BEFORE - 1].cursusdag.voorbereidingen.first()
    Voorbereidingsvink.objects.create(user=anna, voorbereiding=first)
    page = browse(anna, bijeenkomsten[BEFORE - 1].get_absolute_url())

    page.get_by_label(first.tekst).uncheck()

    expect(page.locator("#voorbereiding-minuten")).to_have_text("45 minuten")
    assert Voorbereidingsvink.objects.count() == 0


def test_a_tick_leaves_an_opened_section_open(browse, anna, cohort, bijeenkomsten):
    page = browse(anna, bijeenkomsten[ON - 1].get_absolute_url())
    page.get_by_role("heading", name="Voorbereiding").click()

    page.get_by_label("Noteer één moment").check()

    expect(page.get_by_text("nog 60 van 70 minuten")).to_be_visible()
    expect(page.get_by_label("Noteer één moment")).to_be_visible()


def test_concepts_open_in_place(browse, anna, cohort, bijeenkomsten):
    page = browse(anna, bijeenkomsten[ON - 1].get_absolute_url())
    uitleg = page.get_by_text("Jij handelt vanuit de ene rol")
    page.get_by_role("heading", name="Begrippen").click()
    expect(uitleg).to_be_hidden()

    page.get_by_text("Rolverwarring", exact=True).click()

    expect(uitleg).to_be_visible()


def test_preparation_is_ticked_off_without_javascript(
    open_context, live_server, client_for, anna, cohort, bijeenkomsten
):
    context = open_context(java_script_enabled=False)
    session = client_for(anna).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    url = bijeenkomsten[BEFORE - 1].get_absolute_url()
    page.goto(url)

    item = page.get_by_role("listitem").filter(has_text="Vraag een kind")
    item.get_by_role("checkbox").check()
    item.get_by_role("button", name="Bewaar").click()

    expect(page).to_have_url(live_server.url + url)
    expect(page.get_by_text("nog 35 van 45 minuten")).to_be_visible()
