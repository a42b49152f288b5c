"""Names leave the device: in time, at sign-out, and for the next person."""

import json
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from cohorts.models import Deelname
from tests.browser.looks import assert_accessible, eventually, until
from tests.browser.offline.device import (
    bar,
    come_back,
    go_offline,
    history,
    kept,
    ready,
    sign_out,
    statuses,
    tap,
    wait_until_sent,
)

LEFT = """async () => ({
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


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


def test_nothing_is_left_after_signing_out(roll_call, group):
    sign_out(roll_call)

    expect(roll_call.get_by_role("heading", name="Inloggen")).to_be_visible()
    eventually(lambda: roll_call.evaluate(LEFT), {"databases": 0, "caches": 0, "workers": 0})


def test_signing_out_with_unsent_marks_asks_first_and_can_send_them(roll_call, group):
    go_offline(roll_call)
    tap(roll_call, group[0])
    tap(roll_call, group[1])
    expect(bar(roll_call)).to_contain_text("2 wijzigingen")
    sign_out(roll_call)
    dialog = roll_call.get_by_role("dialog", name="2 wijzigingen zijn nog niet verstuurd")
    expect(dialog).to_contain_text("Toch uitloggen?")
    assert_accessible(roll_call)
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
    until(lambda: not kept(roll_call)["lijsten"])

    roll_call.goto("/vandaag/")
    until(lambda: [one["gebruiker"] for one in kept(roll_call)["toestel"]] == [dirk.pk])
    go_offline(roll_call)
    roll_call.goto(morning)
    expect(roll_call.get_by_role("heading", name="Geen internet")).to_be_visible()
    for row in group:
        expect(roll_call.locator("body")).not_to_contain_text(row.user.naam)
    come_back(roll_call)
    assert statuses() == {}

    sign_in(roll_call, carla)
    roll_call.goto(morning)
    expect(roll_call.locator("#samenvatting")).to_have_text("1 aanwezig · 4 nog te doen")
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


def test_the_names_leave_a_phone_whose_session_was_ended_elsewhere(roll_call, carla, group):
    go_offline(roll_call)
    tap(roll_call, group[0])
    expect(bar(roll_call)).to_contain_text("1 wijziging nog niet verstuurd")
    roll_call.goto("about:blank")
    Session.objects.all().delete()
    come_back(roll_call)

    roll_call.goto(reverse("vandaag"))

    expect(roll_call.get_by_role("heading", name="Inloggen")).to_be_visible()
    until(lambda: not kept(roll_call)["lijsten"])
    assert [one["deelname"] for one in kept(roll_call)["tikken"]] == [group[0].pk]


def test_the_words_of_a_refusal_leave_with_the_names(roll_call, group, vandaag):
    """The server's answer names somebody; that it was refused stays to be read."""
    go_offline(roll_call)
    tap(roll_call, group[0])
    Deelname.objects.filter(pk=group[0].pk).update(tot_en_met=vandaag.datum - timedelta(days=1))
    come_back(roll_call)
    name = group[0].user.achternaam
    until(lambda: name in kept(roll_call)["tikken"][0].get("geweigerd", ""))

    Session.objects.all().delete()
    roll_call.goto(reverse("vandaag"))

    until(lambda: not kept(roll_call)["lijsten"])
    eventually(
        lambda: kept(roll_call)["tikken"][0]["geweigerd"], "Deze wijziging is niet aangenomen."
    )
    assert name not in json.dumps(kept(roll_call))
