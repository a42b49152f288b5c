"""Three days at work without a mouse: each step is found with Tab, is seen, and is done with Enter.

Source: WCAG 2.2 AA, 2.1.1, 2.4.3, 2.4.7 and 2.4.11.
"""

import pytest
from playwright.sync_api import Locator, Page, expect

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.deelnemers.actions.organisaties import load_gemeenten
from cohorts.models import Cohort
from reflecties.models import Reflectie
from tests.browser.chromium import DESKTOP
from tests.browser.looks import eventually, loaded

pytestmark = pytest.mark.django_db(transaction=True)

# More steps than any page has before the thing that somebody came for.
STEPS = 60
HAS_FOCUS = "(one) => one === document.activeElement"
# A ring around the thing itself or around the box that a link fills, and no bar that lies over it.
IS_SEEN = """(one) => {
  const ring = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const { left, top, width, height } = one.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return (ring(getComputedStyle(one)) || ring(getComputedStyle(one, "::after"))) &&
    hit !== null && (one.contains(hit) || hit.contains(one));
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until this has the focus; wherever it stops on the way, one sees where one is."""
    expect(target).to_have_count(1)
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count():
            wait_until_seen(page, focused)
        if target.evaluate(HAS_FOCUS):
            return
    pytest.fail(f"Tab does not reach {target}")


def wait_until_seen(page: Page, focused: Locator) -> None:
    """The page scrolls there in its own time: three seconds, then it will not."""
    for _ in range(30):
        if focused.evaluate(IS_SEEN):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"nobody sees the focus on {focused.evaluate('(one) => one.outerHTML')}")


def press(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def test_a_deelnemer_writes_a_page(browse, anna, bijeenkomsten):
    page = loaded(browse(anna, "/"))

    # Hidden until it has the focus, so not found by its role.
    press(page, page.locator("a[href='#inhoud']"))
    press(page, page.get_by_role("link", name="Schrijf een eerste zin"))
    tab_to(page, page.get_by_label("Jouw tekst"))
    page.keyboard.type("Wat ik vandaag zag.")
    press(page, page.get_by_role("button", name="Bewaar"))

    expect(page.locator("[data-status]")).to_contain_text("Opgeslagen")
    eventually(Reflectie.objects.count, 1)


def test_a_trainer_takes_a_tap_back_and_marks_everybody(browse, carla, deelname, bas, vandaag):
    page = loaded(browse(carla, "/vandaag/"))

    press(page, page.get_by_role("link", name="Open presentie"))
    press(page, page.locator(f"#afwezig-{deelname.pk}"))
    expect(page.locator("#samenvatting")).to_contain_text("1 afwezig")
    press(page, page.get_by_role("button", name="Ongedaan maken"))
    expect(page.locator("#samenvatting")).not_to_contain_text("afwezig")
    press(page, page.get_by_role("button", name="Iedereen aanwezig"))
    expect(page.locator("#samenvatting")).to_have_text("2 aanwezig")

    eventually(Aanwezigheid.objects.filter(status="aanwezig").count, 2)


def test_a_coordinator_lets_seven_dates_be_proposed(browse, els, programma):
    load_gemeenten()
    page = loaded(browse(els, "/cockpit/", width=DESKTOP))

    press(page, page.get_by_role("link", name="Nieuw cohort"))
    tab_to(page, page.get_by_label("Organisatie", exact=True))
    page.keyboard.type("Zutphen")
    tab_to(page, page.get_by_label("Naam van het cohort"))
    page.keyboard.type("Zutphen C")
    tab_to(page, page.get_by_label("Eerste dag op of na"))
    # The sixth of June, whichever of the two the browser asks first.
    page.keyboard.type("06062027")
    press(page, page.get_by_role("button", name="Stel data voor"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Zeven dagen plannen")
    eventually(Cohort.objects.filter(naam="Zutphen C").count, 1)
