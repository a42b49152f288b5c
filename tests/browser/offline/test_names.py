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


def test_nothing_is_left_after_signing_out(presentie, group):
    sign_out(presentie)

    expect(presentie.get_by_role("heading", name="Inloggen")).to_be_visible()
    eventually(lambda: presentie.evaluate(LEFT), {"databases": 0, "caches": 0, "workers": 0})


def test_signing_out_with_unsent_marks_asks_first_and_can_send_them(presentie, group):
    go_offline(presentie)
    tap(presentie, group[0])
    tap(presentie, group[1])
    expect(bar(presentie)).to_contain_text("2 wijzigingen")
    sign_out(presentie)
    dialog = presentie.get_by_role("dialog", name="2 wijzigingen zijn nog niet verstuurd")
    expect(dialog).to_contain_text("Toch uitloggen?")
    assert_accessible(presentie)
    dialog.get_by_role("button", name="Eerst versturen").click()
    expect(dialog).to_contain_text("Versturen lukt nu niet.")
    assert statuses() == {}

    dialog.get_by_role("button", name="Blijf ingelogd").click()
    come_back(presentie)
    wait_until_sent(presentie)
    assert statuses() == {"aanwezig": 2}


def test_another_person_on_the_device_sees_nothing_and_sends_nothing_of_the_first(
    presentie, group, vervanger, carla, sign_in, morning, dirk
):
    go_offline(presentie)
    tap(presentie, group[0])
    expect(bar(presentie)).to_contain_text("1 wijziging")
    sign_in(presentie, dirk)
    come_back(presentie)
    # The page of the first is still open: its taps are refused in the session of the other.
    expect(bar(presentie)).to_contain_text("Je bent uitgelogd")
    until(lambda: not kept(presentie)["lijsten"])

    presentie.goto("/vandaag/")
    until(lambda: [one["gebruiker"] for one in kept(presentie)["toestel"]] == [dirk.pk])
    go_offline(presentie)
    presentie.goto(morning)
    expect(presentie.get_by_role("heading", name="Geen internet")).to_be_visible()
    for row in group:
        expect(presentie.locator("body")).not_to_contain_text(row.user.naam)
    come_back(presentie)
    assert statuses() == {}

    sign_in(presentie, carla)
    presentie.goto(morning)
    expect(presentie.locator("#samenvatting")).to_have_text("1 aanwezig · 4 nog te doen")
    assert history() == [(group[0].pk, "aanwezig", "Carla")]


def test_no_name_stands_in_a_cache_or_in_the_queue(presentie, group):
    go_offline(presentie)
    for row in group:
        tap(presentie, row)
    expect(bar(presentie)).to_contain_text("5 wijzigingen")
    presentie.reload()
    expect(presentie.locator(f"#naam-{group[0].pk}")).to_be_visible()

    cached = presentie.evaluate(
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
    stored = json.dumps(kept(presentie)["tikken"])
    assert any(url.endswith("/presentie/") for url in cached)
    assert not any("/bijeenkomsten/" in url for url in cached)
    for row in group:
        assert not any(row.user.achternaam in text for text in [*cached.values(), stored])
        assert row.user.achternaam not in presentie.evaluate("JSON.stringify(sessionStorage)")
    assert presentie.evaluate("localStorage.length") == 0


def test_the_names_leave_a_phone_whose_session_was_ended_elsewhere(presentie, carla, group):
    go_offline(presentie)
    tap(presentie, group[0])
    expect(bar(presentie)).to_contain_text("1 wijziging nog niet verstuurd")
    presentie.goto("about:blank")
    Session.objects.all().delete()
    come_back(presentie)

    presentie.goto(reverse("vandaag"))

    expect(presentie.get_by_role("heading", name="Inloggen")).to_be_visible()
    until(lambda: not kept(presentie)["lijsten"])
    assert [one["deelname"] for one in kept(presentie)["tikken"]] == [group[0].pk]


def test_the_words_of_a_refusal_leave_with_the_names(presentie, group, vandaag):
    """The server's answer names somebody; that it was refused stays to be read."""
    go_offline(presentie)
    tap(presentie, group[0])
    Deelname.objects.filter(pk=group[0].pk).update(tot_en_met=vandaag.datum - timedelta(days=1))
    come_back(presentie)
    name = group[0].user.achternaam
    until(lambda: name in kept(presentie)["tikken"][0].get("geweigerd", ""))

    Session.objects.all().delete()
    presentie.goto(reverse("vandaag"))

    until(lambda: not kept(presentie)["lijsten"])
    eventually(
        lambda: kept(presentie)["tikken"][0]["geweigerd"], "Deze wijziging is niet aangenomen."
    )
    assert name not in json.dumps(kept(presentie))
