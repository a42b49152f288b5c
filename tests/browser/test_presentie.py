"""A trainer stands in the room with a phone: sixteen people, two of them away."""

from collections.abc import Callable
from threading import Event

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Cohort, Deelname
from tests.browser.looks import assert_accessible, assert_fits
from tests.browser.offline.device import ready
from tests.factories import AanwezigheidFactory, DeelnameFactory

PEOPLE = 16

pytestmark = pytest.mark.usefixtures("carla")


@pytest.fixture
def group(cohort: Cohort) -> list[Deelname]:
    return DeelnameFactory.create_batch(PEOPLE, cohort=cohort)


@pytest.fixture
def morning(vandaag: Bijeenkomst) -> str:
    return f"{reverse('presentie', args=[vandaag.pk])}?dagdeel=ochtend"


@pytest.fixture
def presentie(browse: Callable[..., Page], carla: User, group, morning: str) -> Page:
    return ready(browse(carla, morning))


def statuses() -> dict[str, int]:
    found = list(Aanwezigheid.objects.values_list("status", flat=True))
    return {status: found.count(status) for status in set(found)}


def tops(page: Page) -> list[float]:
    """Where each name stands on the page."""
    return page.locator(".lp-roll .lp-name").evaluate_all(
        "names => names.map(name => name.getBoundingClientRect().top + scrollY)"
    )


@pytest.mark.parametrize("everybody_first", [True, False])
def test_sixteen_people_with_two_exceptions_take_three_taps(presentie, group, everybody_first):
    taps = ["Iedereen aanwezig" if everybody_first else "De overige 14 aanwezig"]
    away = [f"#afwezig-{group[3].pk}", f"#afwezig-{group[11].pk}"]
    order = [*taps, *away] if everybody_first else [*away, *taps]

    for what in order:
        target = (
            presentie.locator(what)
            if what.startswith("#")
            else presentie.get_by_role("button", name=what)
        )
        target.click()

    expect(presentie.locator("#samenvatting")).to_have_text("14 aanwezig · 2 afwezig")
    assert len(order) <= 4
    assert statuses() == {"aanwezig": 14, "afwezig": 2}


def test_no_name_moves_while_tapping(presentie, group):
    before = tops(presentie)

    for position, deelname in enumerate(group[:6]):
        word = "afwezig" if position % 3 == 2 else "aanwezig"
        presentie.locator(f"#{word}-{deelname.pk}").click()
    presentie.locator(f"#meer-{group[6].pk}").click()
    assert tops(presentie) == before
    presentie.locator(f"#deelname-{group[6].pk} [value=afgemeld]").click()

    expect(presentie.locator("#samenvatting")).to_have_text(
        "4 aanwezig · 2 afwezig · 1 afgemeld · 9 nog te doen"
    )
    assert tops(presentie) == before
    presentie.get_by_role("button", name="De overige 9 aanwezig").click()
    expect(presentie.get_by_text("De ochtend is compleet")).to_be_visible()
    assert tops(presentie) == before


def test_an_answer_that_takes_long_is_told_without_moving_a_name(presentie, group):
    before, held = tops(presentie), []

    def hold(route: Route) -> None:
        held.append(route)

    presentie.route("**/aanwezigheden/", hold)
    presentie.locator(f"#aanwezig-{group[0].pk}").click()

    expect(presentie.locator("#verzending")).to_have_text("1 wijziging nog niet verstuurd.")
    assert tops(presentie) == before
    held[0].continue_()
    expect(presentie.locator("#verzending")).to_be_empty()
    expect(presentie.locator("#samenvatting")).to_have_text("1 aanwezig · 15 nog te doen")
    assert tops(presentie) == before


def test_fast_taps_are_all_saved(presentie, group):
    for deelname in group:
        presentie.locator(f"#aanwezig-{deelname.pk}").click(no_wait_after=True)

    expect(presentie.get_by_text("De ochtend is compleet")).to_be_visible()
    assert statuses() == {"aanwezig": PEOPLE}


def test_undo_takes_one_tap(presentie, group):
    naam = group[0].user.naam
    presentie.locator(f"#aanwezig-{group[0].pk}").click()
    expect(presentie.get_by_role("status")).to_contain_text(f"{naam} staat op aanwezig.")

    presentie.get_by_role("button", name="Ongedaan maken").click()

    expect(presentie.get_by_role("status")).to_contain_text("is gewist")
    assert statuses() == {"open": 1}
    assert list(group[0].aanwezigheden.get().wijzigingen.values_list("van", "naar")) == [
        ("open", "aanwezig"),
        ("aanwezig", "open"),
    ]


def test_a_tap_that_does_not_arrive_says_so_and_is_sent_again_once(presentie, group):
    row, bar = presentie.locator(f"#deelname-{group[0].pk}"), presentie.locator("#verzending")
    presentie.context.set_offline(True)
    presentie.locator(f"#aanwezig-{group[0].pk}").click()

    expect(bar).to_contain_text("Zonder internet")
    expect(bar).to_contain_text("1 wijziging nog niet verstuurd")
    expect(row).to_contain_text("Nog niet verstuurd")
    assert statuses() == {}

    presentie.context.set_offline(False)

    expect(row).not_to_contain_text("Nog niet verstuurd")
    expect(row.get_by_role("button", name="Aanwezig")).to_have_attribute("aria-pressed", "true")
    expect(bar).to_be_empty()
    assert statuses() == {"aanwezig": 1}
    assert group[0].aanwezigheden.get().wijzigingen.count() == 1


def test_an_answer_that_is_lost_on_the_way_back_leaves_one_change(presentie, group):
    """The mark arrived, its answer did not: the same tap goes again, with the same key."""
    answers, is_cut = set(), Event()
    is_cut.set()

    def lose_the_answer(route: Route) -> None:
        if not is_cut.is_set():
            route.continue_()
            return
        answers.add(route.fetch().status)
        route.abort()

    presentie.route("**/aanwezigheden/", lose_the_answer)
    presentie.locator(f"#afwezig-{group[0].pk}").click()

    expect(presentie.locator("#verzending")).to_contain_text("1 wijziging nog niet verstuurd")
    is_cut.clear()
    expect(presentie.locator("#verzending")).to_be_empty()
    expect(presentie.locator("#samenvatting")).to_have_text("1 afwezig · 15 nog te doen")
    assert answers == {200}
    assert group[0].aanwezigheden.get().wijzigingen.count() == 1


def test_a_session_that_ended_is_not_taken_for_a_saved_mark(presentie, group):
    presentie.context.clear_cookies()
    presentie.locator(f"#aanwezig-{group[0].pk}").click()

    bar = presentie.locator("#verzending")
    expect(bar).to_contain_text("Je bent uitgelogd. 1 wijziging nog niet verstuurd.")
    expect(bar.get_by_role("link", name="Log in")).to_be_visible()
    assert statuses() == {}


def test_keyboard_keeps_its_place_on_the_tapped_button(presentie, group):
    presentie.locator(f"#aanwezig-{group[2].pk}").focus()
    presentie.keyboard.press("Enter")

    expect(presentie.locator("#samenvatting")).to_contain_text("1 aanwezig")
    expect(presentie.locator(f"#aanwezig-{group[2].pk}")).to_be_focused()


def test_without_scripts_a_tap_comes_back_to_its_row(open_context, browse, carla, group, morning):
    signed_in = browse(carla, morning).context.storage_state()
    page = open_context(java_script_enabled=False, storage_state=signed_in).new_page()
    page.goto(morning)

    page.locator(f"#afwezig-{group[9].pk}").click()

    expect(page.locator("#samenvatting")).to_have_text("1 afwezig · 15 nog te doen")
    expect(page).to_have_url(f"{morning}#deelname-{group[9].pk}")


@pytest.mark.parametrize("width", [390, 500, 1280])
@pytest.mark.parametrize("url_name", ["presentie", "vandaag"])
def test_no_barrier_no_sideways_scroll_and_targets_of_44_pixels(
    browse, carla, group, vandaag, width, url_name
):
    for row, status in zip(group, ("aanwezig", "afwezig", "afgemeld", "ingehaald"), strict=False):
        AanwezigheidFactory(deelname=row, bijeenkomst=vandaag, status=status)
        AanwezigheidFactory(deelname=row, bijeenkomst=vandaag, status=status, dagdeel="middag")
    url = reverse(url_name, args=[vandaag.pk] if url_name == "presentie" else [])

    page = browse(carla, url, width=width)

    assert_accessible(page)
    assert_fits(page)
    low = page.locator("main button:visible, main summary, main .lp-seg a").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.id)"
    )
    assert low == []


def test_what_everybody_got_at_once_is_taken_back_with_one_tap(presentie, group):
    presentie.locator(f"#afwezig-{group[3].pk}").click()
    presentie.get_by_role("button", name="De overige 15 aanwezig").click()
    expect(presentie.get_by_role("status")).to_contain_text("15 mensen staan nu op aanwezig.")

    presentie.get_by_role("button", name="Ongedaan maken").click()

    expect(presentie.get_by_role("status")).to_contain_text("Ongedaan gemaakt.")
    expect(presentie.locator("#samenvatting")).to_have_text("1 afwezig · 15 nog te doen")
    assert statuses() == {"afwezig": 1, "open": 15}


def test_what_opens_low_on_the_screen_stays_above_the_bar(presentie, group):
    presentie.locator(f"#aanwezig-{group[0].pk}").click()
    expect(presentie.locator("#melding")).to_be_visible()
    presentie.locator(f"#meer-{group[8].pk}").evaluate(
        "dots => scrollBy(0, dots.getBoundingClientRect().bottom - 700)"
    )

    presentie.locator(f"#meer-{group[8].pk}").click()

    presentie.wait_for_function(
        """key => {
          const save = document.querySelector(`#deelname-${key} .lp-roll__write button`);
          const bar = document.getElementById("melding");
          return save.getBoundingClientRect().bottom < bar.getBoundingClientRect().top;
        }""",
        arg=group[8].pk,
    )


def test_what_was_typed_stays_when_there_is_no_internet_to_send_it(presentie, group):
    presentie.context.set_offline(True)
    expect(presentie.locator("#verzending")).to_contain_text("Zonder internet")
    row = presentie.locator(f"#deelname-{group[0].pk}")
    row.locator("summary").click()
    row.get_by_label("Opmerking").fill("komt om half elf")
    row.get_by_role("button", name="Opmerking opslaan").click()

    expect(presentie.get_by_role("status")).to_contain_text("Wat je typte, blijft staan.")
    expect(row.get_by_label("Opmerking")).to_have_value("komt om half elf")

    presentie.context.set_offline(False)
    expect(presentie.locator("#verzending")).to_be_empty()
    row.get_by_role("button", name="Opmerking opslaan").click()
    expect(row.locator(".lp-roll__remark")).to_contain_text("komt om half elf")


def test_a_guest_without_a_name_brings_the_field_into_view_and_leads_on(presentie):
    presentie.get_by_text("Toehoorder toevoegen").click()
    presentie.get_by_role("button", name="Zet op de lijst").click()

    expect(presentie.locator("#id_toehoorder_naam")).to_be_focused()
    expect(presentie.locator("#id_toehoorder_naam")).to_be_in_viewport()
    presentie.get_by_role("link", name="Middag", exact=True).click()
    expect(presentie.get_by_role("link", name="Middag", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
