"""The roll call under a thumb: everybody in sight, and the next step where the last one was."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import loaded, until
from tests.browser.test_presentie import PEOPLE, group, morning, presentie  # noqa: F401 -- fixtures

pytestmark = pytest.mark.usefixtures("carla")

BOTTOMS = """() => [...document.querySelectorAll("#lijst > li")]
  .map((row) => row.getBoundingClientRect().bottom + scrollY)"""


# As long and as short as names are.
NAMES = (
    "Anna Jansen|Bas van der Çelik|Chaimae Amrani|Esra Khalifi|Gijs ten Brouwer|Imane el Öztürk|"
    "Jo Do|Kübra Hendriks|Lotte IJsselstein|Mees in 't Veen|Noor Willems|Sjoerd van den Bosch|"
    "Daan Oosterhuis-van Rijn|Ruben Post|Marit de Vries|Olga Veldman"
)


def test_sixteen_people_stand_within_a_screen_and_a_third(
    browse,
    carla,
    group,  # noqa: F811
    morning,  # noqa: F811
):
    for deelname, naam in zip(group, NAMES.split("|"), strict=True):
        deelname.user.voornaam, _, deelname.user.achternaam = naam.partition(" ")
        deelname.user.save()
    page = loaded(browse(carla, morning))
    bottoms = page.evaluate(BOTTOMS)
    thumb = page.locator("#stand form").bounding_box()

    assert len(bottoms) == PEOPLE
    assert bottoms[-1] + thumb["height"] <= 1.3 * 844
    assert thumb["y"] + thumb["height"] == 844


def test_the_bar_stays_in_sight_at_the_last_name(presentie, group):  # noqa: F811
    presentie.locator(f"#deelname-{group[-1].pk}").scroll_into_view_if_needed()
    presentie.mouse.wheel(0, 2000)

    until(lambda: presentie.evaluate("scrollY") > 100)
    expect(presentie.locator("#samenvatting")).to_be_in_viewport()
    expect(presentie.get_by_role("button", name="Iedereen aanwezig")).to_be_in_viewport()


def test_who_is_complete_goes_on_where_the_thumb_is(presentie, group):  # noqa: F811
    presentie.get_by_role("button", name="Iedereen aanwezig").click()
    presentie.get_by_role("link", name="Naar de middag").click()
    expect(presentie.get_by_role("link", name="Middag", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    presentie.get_by_role("button", name="Iedereen aanwezig").click()
    presentie.get_by_role("link", name="Rond dag 5 af").click()
    expect(presentie.get_by_role("heading", level=1)).to_contain_text("afronden")


def test_an_afternoon_that_is_complete_leads_back_to_an_open_morning(presentie, group):  # noqa: F811
    presentie.get_by_role("link", name="Middag", exact=True).click()
    presentie.get_by_role("button", name="Iedereen aanwezig").click()

    presentie.get_by_role("link", name="Naar de ochtend, nog 16 open").click()
    expect(presentie.get_by_role("link", name="Ochtend")).to_have_attribute("aria-current", "page")
    presentie.get_by_role("button", name="Iedereen aanwezig").click()
    presentie.get_by_role("link", name="Naar de middag").click()
    expect(presentie.get_by_role("link", name="Rond dag 5 af")).to_be_visible()


def test_on_paper_every_choice_stands_and_no_menu_is_open(presentie, group):  # noqa: F811
    here, away, nobody = group[:3]
    presentie.locator(f"#aanwezig-{here.pk}").click()
    presentie.locator(f"#meer-{away.pk}").click()
    presentie.locator(f"#deelname-{away.pk} [value=afgemeld]").click()
    expect(presentie.locator("#samenvatting")).to_contain_text("1 afgemeld")
    presentie.emulate_media(media="print")

    expect(presentie.locator(f"#aanwezig-{here.pk}")).to_be_visible()
    expect(presentie.locator(f"#meer-{away.pk}")).to_be_visible()
    expect(presentie.locator(f"#meer-{away.pk}")).to_contain_text("Afgemeld")
    for hidden in (f"#afwezig-{here.pk}", f"#meer-{here.pk}", f"#aanwezig-{nobody.pk}"):
        expect(presentie.locator(hidden)).to_be_hidden()
    expect(presentie.get_by_text("Keuze wissen").first).to_be_hidden()


def test_undoing_keeps_the_keyboard_on_the_page(presentie, group):  # noqa: F811
    presentie.locator(f"#aanwezig-{group[0].pk}").click()
    presentie.get_by_role("button", name="Ongedaan maken").press("Enter")

    expect(presentie.locator("#samenvatting")).to_be_focused()


def test_the_last_link_of_the_page_is_above_the_bar(presentie, group):  # noqa: F811
    link = presentie.get_by_role("link", name="Hulp", exact=True)
    link.evaluate("link => link.focus()")

    bar = presentie.locator("#stand form").bounding_box()["y"]
    until(lambda: sum(link.bounding_box()[side] for side in ("y", "height")) <= bar)
