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


def test_a_queue_that_is_sent_again_adds_nothing(presentie, group):
    go_offline(presentie)
    tap(presentie, group[0])
    tap(presentie, group[1], "afwezig")
    expect(bar(presentie)).to_contain_text("2 wijzigingen")
    taps = kept(presentie)["tikken"]
    come_back(presentie)
    wait_until_sent(presentie)
    before = history()

    for _ in range(2):
        presentie.evaluate(PUT_BACK, taps)
        with presentie.expect_response("**/aanwezigheden/"):
            presentie.reload()
        wait_until_sent(presentie)

    assert history() == before
    assert len(before) == 2


def test_a_tap_for_everybody_that_waited_is_one_tap_for_each_of_then(
    presentie, group, carla, vandaag
):
    """Who came on the list since then was not in the room that was looked at."""
    asked = []
    presentie.on("request", lambda request: asked.append(request.url))
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

    presentie.evaluate(PUT_BACK, [waited])
    with presentie.expect_response(f"**{address}"):
        presentie.reload()
    wait_until_sent(presentie)

    assert sorted(pk for pk, _, _ in history()) == sorted(row.pk for row in group[:3])
    assert not [url for url in asked if url.endswith(waited["url"])]
    # Each with the time of then, and not that of sending.
    moments = [change.moment for change in Aanwezigheidswijziging.objects.all()]
    assert timezone.now() - max(moments) > timedelta(minutes=2)
    assert max(moments) - min(moments) < timedelta(seconds=10)


def test_a_page_killed_while_sending_loses_and_doubles_nothing(presentie, group, morning):
    context = presentie.context

    def kill(route: Route) -> None:
        route.fetch()
        route.abort()

    presentie.route("**/aanwezigheden/", kill)
    tap(presentie, group[0])
    tap(presentie, group[1])
    expect(bar(presentie)).to_contain_text("2 wijzigingen nog niet verstuurd")
    presentie.close()
    page = context.new_page()
    page.goto(morning)

    expect(page.locator("#samenvatting")).to_have_text("2 aanwezig · 3 nog te doen")
    wait_until_sent(page)
    assert sorted((pk, naar) for pk, naar, _ in history()) == [
        (group[0].pk, "aanwezig"),
        (group[1].pk, "aanwezig"),
    ]


def test_a_server_in_trouble_gets_the_tap_again(presentie, group):
    answers, in_trouble = cycle([500, 503]), Event()
    in_trouble.set()

    def trouble(route: Route) -> None:
        if in_trouble.is_set():
            route.fulfill(status=next(answers))
        else:
            route.continue_()

    presentie.route("**/aanwezigheden/", trouble)
    tap(presentie, group[0])

    expect(bar(presentie)).to_contain_text("Er ging iets mis bij ons.")
    in_trouble.clear()
    wait_until_sent(presentie)
    assert history() == [(group[0].pk, "aanwezig", "Carla")]


def test_two_tabs_send_each_tap_once(presentie, group, morning):
    other = presentie.context.new_page()
    other.goto(morning)
    ready(other)
    go_offline(presentie)
    tap(presentie, group[0])
    tap(other, group[1])
    expect(bar(presentie)).to_contain_text("2 wijzigingen")
    come_back(presentie)

    wait_until_sent(presentie)
    wait_until_sent(other)
    assert len(history()) == 2


# -- What the server refuses -------------------------------------------------------------------


def test_a_refusal_stands_at_the_name_until_somebody_has_read_it(presentie, group, vandaag):
    go_offline(presentie)
    tap(presentie, group[0])
    tap(presentie, group[1])
    yesterday = vandaag.datum - timedelta(days=1)
    Deelname.objects.filter(pk=group[0].pk).update(tot_en_met=yesterday)
    come_back(presentie)

    row = presentie.locator(f"#deelname-{group[0].pk}")
    expect(row.get_by_role("alert")).to_contain_text("deed mee tot en met")
    expect(pressed(presentie, group[0])).to_have_count(0)
    until(lambda: len(kept(presentie)["tikken"]) == 1)
    assert history() == [(group[1].pk, "aanwezig", "Carla")]

    presentie.reload()
    refused = presentie.get_by_role("alert").filter(has_text="deed mee tot en met")
    expect(refused).to_be_visible()
    refused.get_by_role("button", name="Begrepen").click()
    expect(refused).to_have_count(0)
    until(lambda: not kept(presentie)["tikken"])


def test_a_session_that_ended_sends_the_rest_after_signing_in_again(
    presentie, group, carla, sign_in, morning
):
    presentie.context.clear_cookies()
    tap(presentie, group[0])
    expect(bar(presentie)).to_contain_text("Je bent uitgelogd. 1 wijziging nog niet verstuurd.")
    until(lambda: not kept(presentie)["lijsten"])

    sign_in(presentie, carla)
    presentie.goto(morning)

    expect(presentie.locator("#samenvatting")).to_have_text("1 aanwezig · 4 nog te doen")
    assert history() == [(group[0].pk, "aanwezig", "Carla")]


# -- More than one trainer ---------------------------------------------------------------------


def test_of_two_trainers_the_later_real_time_wins_and_both_are_kept(
    browse, carla, group, vervanger, morning
):
    presentie = browse(carla, "/hulp/")
    presentie.clock.install()
    presentie.goto(morning)
    go_offline(ready(presentie))
    tap(presentie, group[0], "afwezig")
    expect(bar(presentie)).to_contain_text("1 wijziging")
    # However slowly it is sent: by its own clock the tap was made five minutes before that.
    presentie.clock.fast_forward("05:00")
    other = browse(vervanger, morning)
    tap(other, group[0])
    expect(pressed(other, group[0])).to_be_visible()
    come_back(presentie)

    wait_until_sent(presentie)
    expect(pressed(presentie, group[0])).to_be_visible()
    assert statuses() == {"aanwezig": 1}
    assert history() == [(group[0].pk, "afwezig", "Carla"), (group[0].pk, "aanwezig", "Sam")]


def test_a_mark_of_the_other_trainer_appears_without_moving_name_or_focus(
    browse, presentie, group, vervanger, morning
):
    names = presentie.locator(".lp-roll .lp-name")
    where = "all => all.map(one => one.getBoundingClientRect().top + scrollY)"
    before = names.evaluate_all(where)
    presentie.locator(f"#afwezig-{group[2].pk}").focus()
    tap(browse(vervanger, morning), group[2])

    expect(pressed(presentie, group[2])).to_be_visible()
    expect(presentie.locator("#samenvatting")).to_have_text("1 aanwezig · 4 nog te doen")
    expect(presentie.locator(f"#afwezig-{group[2].pk}")).to_be_focused()
    assert names.evaluate_all(where) == before
