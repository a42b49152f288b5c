"""The roll call in a room without internet: everything is kept, nothing is sent twice."""

import json
import time as clock
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from cohorts.models import Aanwezigheid, Aanwezigheidswijziging, Bijeenkomst, Cohort, Deelname
from cohorts.views import attendance
from tests.factories import DeelnameFactory

PEOPLE = 5
AFTERNOON = time(16, 0)

pytestmark = pytest.mark.usefixtures("carla")


@pytest.fixture
def group(cohort: Cohort) -> list[Deelname]:
    return DeelnameFactory.create_batch(PEOPLE, cohort=cohort)


@pytest.fixture
def morning(vandaag: Bijeenkomst) -> str:
    return f"{reverse('presentie', args=[vandaag.pk])}?dagdeel=ochtend"


def ready(page: Page) -> Page:
    """The worker runs, and the list stands on the device."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(lambda: kept(page)["lijsten"])
    return page


def until(condition: Callable[[], object]) -> None:
    """Look again for ten seconds; then it never comes."""
    latest = clock.monotonic() + 10
    while not condition():
        assert clock.monotonic() < latest
        clock.sleep(0.1)


DATABASE = """new Promise((resolve) => {
  const request = indexedDB.open('leergang-presentie');
  request.onupgradeneeded = () => request.transaction.abort();
  request.onerror = () => resolve(null);
  request.onsuccess = () => {
    const store = (name) => new Promise((done) => {
      const all = request.result.transaction(name).objectStore(name).getAll();
      all.onsuccess = () => done(all.result);
    });
    Promise.all(['tikken', 'lijsten'].map(store)).then(([tikken, lijsten]) => {
      request.result.close();
      resolve({ tikken, lijsten });
    });
  };
})"""


@pytest.fixture
def roll_call(browse: Callable[..., Page], carla: User, group, morning: str) -> Page:
    return ready(browse(carla, morning))


@pytest.fixture
def sign_in(client_for, live_server) -> Callable[[Page, User], None]:
    """Another person takes over this device."""

    def take_over(page: Page, user: User) -> None:
        name = django_settings.SESSION_COOKIE_NAME
        session = client_for(user).cookies[name].value
        page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])

    return take_over


def kept(page: Page) -> dict[str, list[dict]]:
    """What stands on the device."""
    return page.evaluate(DATABASE) or {"tikken": [], "lijsten": []}


def tap(page: Page, deelname: Deelname, status: str = "aanwezig") -> None:
    page.locator(f"#{status}-{deelname.pk}").click()


def go_offline(page: Page) -> None:
    page.context.set_offline(True)


def come_back(page: Page) -> None:
    page.context.set_offline(False)


def wait_until_sent(page: Page) -> None:
    """Nothing waits on the device any more, and the bar says nothing."""
    until(lambda: not kept(page)["tikken"])
    expect(bar(page)).to_be_empty()


def bar(page: Page):
    return page.locator("#verzending")


def pressed(page: Page, deelname: Deelname, status: str = "aanwezig"):
    return page.locator(f"#{status}-{deelname.pk}[aria-pressed=true]")


def history() -> list[tuple[int, str, str]]:
    """Everything that was said, in the order of the real time."""
    changes = Aanwezigheidswijziging.objects.order_by("moment", "pk")
    return list(changes.values_list("aanwezigheid__deelname", "naar", "door__voornaam"))


def statuses() -> dict[str, int]:
    found = list(Aanwezigheid.objects.values_list("status", flat=True))
    return {status: found.count(status) for status in set(found)}


# -- Marks without internet -------------------------------------------------------------------


def test_a_list_opened_before_survives_a_reload_without_internet(roll_call, group):
    names = roll_call.locator(".lp-roll .lp-name > span").all_text_contents()
    go_offline(roll_call)
    tap(roll_call, group[0])
    tap(roll_call, group[1], "afwezig")
    expect(bar(roll_call)).to_have_text(
        "Zonder internet: we bewaren alles op dit toestel. 2 wijzigingen nog niet verstuurd."
    )

    roll_call.reload()

    expect(roll_call.locator("#samenvatting")).to_have_text("1 aanwezig · 1 afwezig · 3 nog niet")
    expect(pressed(roll_call, group[0])).to_be_visible()
    expect(pressed(roll_call, group[1], "afwezig")).to_be_visible()
    assert roll_call.locator(".lp-roll .lp-name > span").all_text_contents() == names
    expect(bar(roll_call)).to_contain_text("2 wijzigingen nog niet verstuurd")
    tap(roll_call, group[2])
    expect(roll_call.locator(f"#deelname-{group[2].pk}")).to_contain_text("Nog niet verstuurd")
    assert statuses() == {}

    come_back(roll_call)

    wait_until_sent(roll_call)
    expect(roll_call.locator("#samenvatting")).to_have_text("2 aanwezig · 1 afwezig · 2 nog niet")
    assert history() == [
        (group[0].pk, "aanwezig", "Carla"),
        (group[1].pk, "afwezig", "Carla"),
        (group[2].pk, "aanwezig", "Carla"),
    ]


def test_switching_goes_by_itself_both_ways(roll_call, group):
    wait_until_sent(roll_call)
    go_offline(roll_call)
    expect(bar(roll_call)).to_have_text("Zonder internet: we bewaren alles op dit toestel.")
    tap(roll_call, group[0])
    come_back(roll_call)
    wait_until_sent(roll_call)
    expect(pressed(roll_call, group[0])).to_be_visible()
    go_offline(roll_call)
    expect(bar(roll_call)).to_contain_text("Zonder internet")


def test_three_hours_in_an_aeroplane_keep_the_real_time(browse, carla, vandaag, group, morning):
    arrival = timezone.make_aware(datetime.combine(vandaag.datum, AFTERNOON))
    with time_machine.travel(arrival, tick=True):
        page = browse(carla, "/hulp/")
        page.clock.install(time=arrival)
        page.goto(morning)
        go_offline(ready(page))
        tap(page, group[0])
        expect(bar(page)).to_contain_text("1 wijziging nog niet verstuurd")
    with time_machine.travel(arrival + timedelta(hours=3), tick=True):
        page.clock.fast_forward("03:00:00")
        page.reload()
        expect(pressed(page, group[0])).to_be_visible()
        come_back(page)
        page.clock.fast_forward("00:30")
        wait_until_sent(page)

    change = Aanwezigheidswijziging.objects.get()
    assert abs(change.moment - arrival) < timedelta(minutes=2)
    assert change.op - change.moment > timedelta(hours=2, minutes=50)


def test_overige_without_internet_is_one_tap_for_each_open_person(roll_call, group):
    tap(roll_call, group[0], "afwezig")
    expect(roll_call.locator("#samenvatting")).to_contain_text("1 afwezig")
    go_offline(roll_call)
    roll_call.get_by_role("button", name="De overige 4 aanwezig").click()

    expect(bar(roll_call)).to_contain_text("4 wijzigingen nog niet verstuurd")
    expect(roll_call.get_by_text("De ochtend is compleet")).to_be_visible()
    expect(roll_call.locator("#samenvatting")).to_be_focused()
    roll_call.reload()
    expect(roll_call.locator("#samenvatting")).to_have_text("4 aanwezig · 1 afwezig")
    taps = kept(roll_call)["tikken"]
    assert sorted(one["deelname"] for one in taps) == sorted(row.pk for row in group[1:])
    assert len({one["toesteltijd"] for one in taps}) == 1
    come_back(roll_call)

    wait_until_sent(roll_call)
    assert statuses() == {"aanwezig": 4, "afwezig": 1}
    assert len(history()) == PEOPLE


def test_undo_works_without_internet(roll_call, group):
    go_offline(roll_call)
    tap(roll_call, group[0])
    roll_call.get_by_role("button", name="Ongedaan maken").click()

    expect(roll_call.get_by_role("status")).to_contain_text("weer op ‘nog niet’")
    expect(pressed(roll_call, group[0])).to_have_count(0)
    come_back(roll_call)
    wait_until_sent(roll_call)
    assert [naar for _, naar, _ in history()] == ["aanwezig", "open"]


def test_the_other_half_of_the_day_is_on_the_device_too(roll_call, group):
    go_offline(roll_call)
    roll_call.get_by_role("link", name="Middag").click()
    tap(roll_call, group[0], "afwezig")
    roll_call.get_by_role("link", name="Ochtend").click()
    expect(roll_call.locator("#samenvatting")).to_have_text("5 nog niet")
    come_back(roll_call)

    wait_until_sent(roll_call)
    mark = Aanwezigheid.objects.get()
    assert (mark.dagdeel, mark.status) == ("middag", "afwezig")


def test_the_start_page_without_internet_leads_to_the_list(browse, carla, group, vandaag):
    page = ready(browse(carla, "/vandaag/"))
    go_offline(page)
    page.reload()
    page.get_by_role("link", name="Presentie dag 5, vandaag").click()

    expect(page.locator(f"#naam-{group[0].pk}")).to_have_text(group[0].user.naam)


def test_a_wifi_that_takes_too_long_is_taken_for_none(roll_call, group, monkeypatch):
    quick = attendance.presentielijst_of

    def slow(*args):
        clock.sleep(12)
        return quick(*args)

    monkeypatch.setattr(attendance, "presentielijst_of", slow)
    started = clock.monotonic()
    roll_call.reload()

    expect(roll_call.locator("#schil")).to_be_attached()
    expect(roll_call.locator(f"#naam-{group[0].pk}")).to_have_text(group[0].user.naam)
    assert clock.monotonic() - started < 9


# -- Exactly once -----------------------------------------------------------------------------

PUT_BACK = """(tikken) => new Promise((resolve) => {
  const request = indexedDB.open('leergang-presentie');
  request.onsuccess = () => {
    const transaction = request.result.transaction('tikken', 'readwrite');
    tikken.forEach((tik) => transaction.objectStore('tikken').put(tik));
    transaction.oncomplete = () => { request.result.close(); resolve(true); };
  };
})"""


def test_a_queue_that_is_sent_again_adds_nothing(roll_call, group):
    go_offline(roll_call)
    tap(roll_call, group[0])
    tap(roll_call, group[1], "afwezig")
    expect(bar(roll_call)).to_contain_text("2 wijzigingen")
    taps = kept(roll_call)["tikken"]
    come_back(roll_call)
    wait_until_sent(roll_call)
    before = history()

    for _ in range(2):
        roll_call.evaluate(PUT_BACK, taps)
        with roll_call.expect_response("**/aanwezigheden/"):
            roll_call.reload()
        wait_until_sent(roll_call)

    assert history() == before
    assert len(before) == 2


def test_a_page_killed_while_sending_loses_and_doubles_nothing(roll_call, group, morning):
    context = roll_call.context

    def kill(route: Route) -> None:
        route.fetch()
        route.abort()

    roll_call.route("**/aanwezigheden/", kill)
    tap(roll_call, group[0])
    tap(roll_call, group[1])
    expect(bar(roll_call)).to_contain_text("2 wijzigingen nog niet verstuurd")
    roll_call.close()
    page = context.new_page()
    page.goto(morning)

    expect(page.locator("#samenvatting")).to_have_text("2 aanwezig · 3 nog niet")
    wait_until_sent(page)
    assert [(pk, naar) for pk, naar, _ in history()] == [
        (group[0].pk, "aanwezig"),
        (group[1].pk, "aanwezig"),
    ]


def test_a_server_in_trouble_gets_the_tap_again(roll_call, group):
    answers = iter([500, 503])

    def trouble(route: Route) -> None:
        status = next(answers, None)
        if status is None:
            route.continue_()
        else:
            route.fulfill(status=status)

    roll_call.route("**/aanwezigheden/", trouble)
    tap(roll_call, group[0])

    expect(bar(roll_call)).to_contain_text("Er ging iets mis bij ons.")
    wait_until_sent(roll_call)
    assert history() == [(group[0].pk, "aanwezig", "Carla")]


def test_two_tabs_send_each_tap_once(roll_call, group, morning):
    other = roll_call.context.new_page()
    other.goto(morning)
    go_offline(roll_call)
    tap(roll_call, group[0])
    tap(other, group[1])
    expect(bar(roll_call)).to_contain_text("2 wijzigingen")
    come_back(roll_call)

    wait_until_sent(roll_call)
    wait_until_sent(other)
    assert len(history()) == 2


# -- What the server refuses --------------------------------------------------------------------


def test_a_refusal_stands_at_the_name_until_somebody_has_read_it(roll_call, group, vandaag):
    go_offline(roll_call)
    tap(roll_call, group[0])
    tap(roll_call, group[1])
    yesterday = vandaag.datum - timedelta(days=1)
    Deelname.objects.filter(pk=group[0].pk).update(tot_en_met=yesterday)
    come_back(roll_call)

    row = roll_call.locator(f"#deelname-{group[0].pk}")
    expect(row.get_by_role("alert")).to_contain_text("deed mee tot en met")
    expect(pressed(roll_call, group[0])).to_have_count(0)
    assert history() == [(group[1].pk, "aanwezig", "Carla")]

    roll_call.reload()
    refused = roll_call.get_by_role("alert").filter(has_text="deed mee tot en met")
    expect(refused).to_be_visible()
    refused.get_by_role("button", name="Begrepen").click()
    expect(refused).to_have_count(0)
    assert kept(roll_call)["tikken"] == []


def test_a_session_that_ended_sends_the_rest_after_signing_in_again(
    roll_call, group, carla, sign_in, morning
):
    roll_call.context.clear_cookies()
    tap(roll_call, group[0])
    expect(bar(roll_call)).to_contain_text("Je bent uitgelogd. 1 wijziging nog niet verstuurd.")
    assert kept(roll_call)["lijsten"] == []

    sign_in(roll_call, carla)
    roll_call.goto(morning)

    expect(roll_call.locator("#samenvatting")).to_have_text("1 aanwezig · 4 nog niet")
    assert history() == [(group[0].pk, "aanwezig", "Carla")]


# -- More than one trainer ------------------------------------------------------------------------


def test_of_two_trainers_the_later_real_time_wins_and_both_are_kept(
    browse, roll_call, group, vervanger, morning
):
    go_offline(roll_call)
    tap(roll_call, group[0], "afwezig")
    expect(bar(roll_call)).to_contain_text("1 wijziging")
    clock.sleep(1)
    other = browse(vervanger, morning)
    tap(other, group[0])
    expect(pressed(other, group[0])).to_be_visible()
    come_back(roll_call)

    wait_until_sent(roll_call)
    expect(pressed(roll_call, group[0])).to_be_visible()
    assert statuses() == {"aanwezig": 1}
    assert history() == [(group[0].pk, "afwezig", "Carla"), (group[0].pk, "aanwezig", "Sam")]


def test_a_mark_of_the_other_trainer_appears_without_moving_name_or_focus(
    browse, roll_call, group, vervanger, morning
):
    names = roll_call.locator(".lp-roll .lp-name")
    where = "all => all.map(one => one.getBoundingClientRect().top + scrollY)"
    before = names.evaluate_all(where)
    roll_call.locator(f"#afwezig-{group[2].pk}").focus()
    tap(browse(vervanger, morning), group[2])

    expect(pressed(roll_call, group[2])).to_be_visible(timeout=15_000)
    expect(roll_call.locator("#samenvatting")).to_have_text("1 aanwezig · 4 nog niet")
    expect(roll_call.locator(f"#afwezig-{group[2].pk}")).to_be_focused()
    assert names.evaluate_all(where) == before


# -- Names leave the device -------------------------------------------------------------------


def test_the_list_leaves_the_device_after_48_hours_also_without_internet(
    browse, carla, group, morning
):
    page = browse(carla, "/hulp/")
    page.clock.install()
    page.goto(morning)
    go_offline(ready(page))
    tap(page, group[0])
    page.clock.fast_forward("47:50:00")
    page.reload()
    expect(page.locator(f"#naam-{group[0].pk}")).to_be_visible()

    page.clock.fast_forward("00:20:00")
    page.reload()

    expect(page.get_by_role("heading", name="Geen internet")).to_be_visible()
    expect(bar(page)).to_contain_text("1 wijziging nog niet verstuurd")
    stored = kept(page)
    assert stored["lijsten"] == []
    assert [one["deelname"] for one in stored["tikken"]] == [group[0].pk]


def sign_out(page: Page) -> None:
    page.locator(".lp-user summary").click()
    page.get_by_role("button", name="Uitloggen").click()


def test_nothing_is_left_after_signing_out(roll_call, group):
    sign_out(roll_call)

    expect(roll_call.get_by_role("heading", name="Inloggen")).to_be_visible()
    left = roll_call.evaluate(
        """async () => ({
          databases: (await indexedDB.databases()).length,
          caches: (await caches.keys()).length,
          workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    assert left == {"databases": 0, "caches": 0, "workers": 0}


def test_signing_out_with_unsent_marks_asks_first_and_can_send_them(roll_call, group):
    go_offline(roll_call)
    tap(roll_call, group[0])
    tap(roll_call, group[1])
    expect(bar(roll_call)).to_contain_text("2 wijzigingen")
    sign_out(roll_call)
    dialog = roll_call.get_by_role("dialog", name="2 wijzigingen zijn nog niet verstuurd")
    expect(dialog).to_contain_text("Toch uitloggen?")
    assert Axe().run(roll_call).response["violations"] == []
    dialog.get_by_role("button", name="Eerst versturen").click()
    expect(dialog).to_contain_text("Versturen lukt nu niet.")
    assert statuses() == {}

    dialog.get_by_role("button", name="Blijf ingelogd").click()
    come_back(roll_call)
    wait_until_sent(roll_call)
    assert statuses() == {"aanwezig": 2}


def test_another_person_on_the_device_sees_nothing_and_sends_nothing_of_the_first(
    roll_call, group, vervanger, carla, sign_in, morning, dirk
):
    go_offline(roll_call)
    tap(roll_call, group[0])
    expect(bar(roll_call)).to_contain_text("1 wijziging")
    sign_in(roll_call, dirk)
    come_back(roll_call)
    # The page of the first is still open: its taps are refused in the session of the other.
    expect(bar(roll_call)).to_contain_text("Je bent uitgelogd")
    assert kept(roll_call)["lijsten"] == []

    roll_call.goto("/vandaag/")
    expect(roll_call.locator("h1")).to_be_visible()
    roll_call.wait_for_load_state("networkidle")
    go_offline(roll_call)
    roll_call.goto(morning)
    expect(roll_call.get_by_role("heading", name="Geen internet")).to_be_visible()
    assert not any(row.user.naam in roll_call.content() for row in group)
    come_back(roll_call)
    assert statuses() == {}

    sign_in(roll_call, carla)
    roll_call.goto(morning)
    expect(roll_call.locator("#samenvatting")).to_have_text("1 aanwezig · 4 nog niet")
    assert history() == [(group[0].pk, "aanwezig", "Carla")]


def test_no_name_stands_in_a_cache_or_in_the_queue(roll_call, group):
    go_offline(roll_call)
    for row in group:
        tap(roll_call, row)
    expect(bar(roll_call)).to_contain_text("5 wijzigingen")
    roll_call.reload()
    expect(roll_call.locator(f"#naam-{group[0].pk}")).to_be_visible()

    cached = roll_call.evaluate(
        """async () => {
          const texts = {};
          for (const key of await caches.keys()) {
            const cache = await caches.open(key);
            for (const request of await cache.keys()) {
              texts[request.url] = await (await cache.match(request)).text();
            }
          }
          return texts;
        }"""
    )
    stored = json.dumps(kept(roll_call)["tikken"])
    assert any(url.endswith("/presentie/") for url in cached)
    assert not any("/bijeenkomsten/" in url for url in cached)
    for row in group:
        assert not any(row.user.achternaam in text for text in [*cached.values(), stored])
        assert row.user.achternaam not in roll_call.evaluate("JSON.stringify(sessionStorage)")
    assert roll_call.evaluate("localStorage.length") == 0


# -- Looks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_of_the_device_has_no_barrier_and_no_sideways_scroll(
    browse, carla, group, morning, width
):
    page = ready(browse(carla, morning, width=width))
    go_offline(page)
    for row, status in zip(group, ("aanwezig", "afwezig"), strict=False):
        tap(page, row, status)
    page.reload()
    expect(bar(page)).to_contain_text("2 wijzigingen nog niet verstuurd")

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
