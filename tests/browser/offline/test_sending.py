"""What is kept on the device arrives once, or somebody reads why it did not."""

from datetime import timedelta
from itertools import cycle
from threading import Event
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Route, expect

from cohorts.aanwezigheid.models import Aanwezigheidswijziging
from cohorts.models import Deelname
from tests.browser.looks import until
from tests.browser.offline.device import (
    bar,
    come_back,
    go_offline,
    history,
    kept,
    pressed,
    ready,
    statuses,
    tap,
    wait_until_sent,
)

# -- Exactly once ------------------------------------------------------------------------------


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


def test_a_tap_for_everybody_that_waited_is_one_tap_for_each_of_then(
    roll_call, group, carla, vandaag
):
    """Who came on the list since then was not in the room that was looked at."""
    asked = []
    roll_call.on("request", lambda request: asked.append(request.url))
    address = reverse("aanwezigheid_create", args=[vandaag.pk])
    waited = {
        "volg": 1,
        "gebruiker": carla.pk,
        "bijeenkomst": vandaag.pk,
        "dagdeel": "ochtend",
        "url": reverse("overige_create", args=[vandaag.pk]),
        "tik_url": address,
        "kenmerk": str(uuid4()),
        "toesteltijd": (timezone.now() - timedelta(minutes=2)).isoformat(),
        "pogingen": 0,
        "overige": [{"deelname": row.pk, "status": "aanwezig"} for row in group[:3]],
    }

    roll_call.evaluate(PUT_BACK, [waited])
    with roll_call.expect_response(f"**{address}"):
        roll_call.reload()
    wait_until_sent(roll_call)

    assert sorted(pk for pk, _, _ in history()) == sorted(row.pk for row in group[:3])
    assert not [url for url in asked if url.endswith(waited["url"])]
    # Each with the time of then, and not that of sending.
    moments = [change.moment for change in Aanwezigheidswijziging.objects.all()]
    assert timezone.now() - max(moments) > timedelta(minutes=2)
    assert max(moments) - min(moments) < timedelta(seconds=10)


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

    expect(page.locator("#samenvatting")).to_have_text("2 aanwezig · 3 nog te doen")
    wait_until_sent(page)
    assert sorted((pk, naar) for pk, naar, _ in history()) == [
        (group[0].pk, "aanwezig"),
        (group[1].pk, "aanwezig"),
    ]


def test_a_server_in_trouble_gets_the_tap_again(roll_call, group):
    answers, in_trouble = cycle([500, 503]), Event()
    in_trouble.set()

    def trouble(route: Route) -> None:
        if in_trouble.is_set():
            route.fulfill(status=next(answers))
        else:
            route.continue_()

    roll_call.route("**/aanwezigheden/", trouble)
    tap(roll_call, group[0])

    expect(bar(roll_call)).to_contain_text("Er ging iets mis bij ons.")
    in_trouble.clear()
    wait_until_sent(roll_call)
    assert history() == [(group[0].pk, "aanwezig", "Carla")]


def test_two_tabs_send_each_tap_once(roll_call, group, morning):
    other = roll_call.context.new_page()
    other.goto(morning)
    ready(other)
    go_offline(roll_call)
    tap(roll_call, group[0])
    tap(other, group[1])
    expect(bar(roll_call)).to_contain_text("2 wijzigingen")
    come_back(roll_call)

    wait_until_sent(roll_call)
    wait_until_sent(other)
    assert len(history()) == 2


# -- What the server refuses -------------------------------------------------------------------


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
    until(lambda: len(kept(roll_call)["tikken"]) == 1)
    assert history() == [(group[1].pk, "aanwezig", "Carla")]

    roll_call.reload()
    refused = roll_call.get_by_role("alert").filter(has_text="deed mee tot en met")
    expect(refused).to_be_visible()
    refused.get_by_role("button", name="Begrepen").click()
    expect(refused).to_have_count(0)
    until(lambda: not kept(roll_call)["tikken"])


def test_a_session_that_ended_sends_the_rest_after_signing_in_again(
    roll_call, group, carla, sign_in, morning
):
    roll_call.context.clear_cookies()
    tap(roll_call, group[0])
    expect(bar(roll_call)).to_contain_text("Je bent uitgelogd. 1 wijziging nog niet verstuurd.")
    until(lambda: not kept(roll_call)["lijsten"])

    sign_in(roll_call, carla)
    roll_call.goto(morning)

    expect(roll_call.locator("#samenvatting")).to_have_text("1 aanwezig · 4 nog te doen")
    assert history() == [(group[0].pk, "aanwezig", "Carla")]


# -- More than one trainer ---------------------------------------------------------------------


def test_of_two_trainers_the_later_real_time_wins_and_both_are_kept(
    browse, carla, group, vervanger, morning
):
    roll_call = browse(carla, "/hulp/")
    roll_call.clock.install()
    roll_call.goto(morning)
    go_offline(ready(roll_call))
    tap(roll_call, group[0], "afwezig")
    expect(bar(roll_call)).to_contain_text("1 wijziging")
    # However slowly it is sent: by its own clock the tap was made five minutes before that.
    roll_call.clock.fast_forward("05:00")
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

    expect(pressed(roll_call, group[2])).to_be_visible()
    expect(roll_call.locator("#samenvatting")).to_have_text("1 aanwezig · 4 nog te doen")
    expect(roll_call.locator(f"#afwezig-{group[2].pk}")).to_be_focused()
    assert names.evaluate_all(where) == before
