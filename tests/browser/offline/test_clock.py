"""A device whose clock stands wrong takes the roll like any other, also when it is set right."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cohorts.aanwezigheid.models import Aanwezigheidswijziging
from cohorts.models import Deelname
from tests.browser.looks import until
from tests.browser.offline.device import (
    bar,
    come_back,
    go_offline,
    kept,
    ready,
    tap,
    wait_until_sent,
)

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
WRONG = [-DAY, -20 * MINUTE, timedelta(0), HOUR, DAY]


def stand_wrong(page: Page, by: timedelta, at: str = "") -> None:
    """The clock of the device is this much ahead, from before it fetched the list."""
    page.clock.install(time=timezone.now() + by)
    page.goto(at or page.url)
    ready(page)

    def fetched() -> bool:
        return any(abs(apart(row) - by) < MINUTE for row in kept(page)["lijsten"])

    until(fetched)


def apart(kept_list: dict) -> timedelta:
    return timedelta(milliseconds=kept_list["gehaald_op"]) - (
        datetime.fromisoformat(kept_list["nu"]) - datetime.fromisoformat("1970-01-01T00:00:00Z")
    )


def set_right(page: Page) -> None:
    page.clock.set_system_time(timezone.now())


def tap_without_internet(page: Page, morning: str, deelname: Deelname) -> datetime:
    go_offline(page)
    page.goto(morning)
    expect(page.locator("#samenvatting")).to_have_text("5 nog te doen")
    tap(page, deelname)
    expect(bar(page)).to_contain_text("1 wijziging nog niet verstuurd")
    return timezone.now()


def the_moment() -> datetime:
    return Aanwezigheidswijziging.objects.get().moment


@pytest.mark.parametrize("by", WRONG, ids=str)
@pytest.mark.parametrize("then", ["it stays so", "it is set right"])
def test_a_wrong_clock_takes_the_roll_and_its_taps_arrive(presentie, morning, group, by, then):
    stand_wrong(presentie, by)
    tapped = tap_without_internet(presentie, morning, group[0])

    if then == "it is set right":
        set_right(presentie)
    come_back(presentie)
    wait_until_sent(presentie)

    assert abs(the_moment() - tapped) < 2 * MINUTE
    expect(presentie.locator(".lp-refused")).to_have_count(0)


@pytest.mark.parametrize("by", [-DAY, HOUR, DAY], ids=str)
def test_a_tap_made_after_the_clock_was_set_right_counts_from_then(presentie, morning, group, by):
    """Without internet, on the page that stands: the list still says how wrong the clock was."""
    stand_wrong(presentie, by)
    go_offline(presentie)
    presentie.goto(morning)
    expect(presentie.locator("#samenvatting")).to_have_text("5 nog te doen")

    set_right(presentie)
    tap(presentie, group[0])
    expect(bar(presentie)).to_contain_text("1 wijziging nog niet verstuurd")
    [waits] = kept(presentie)["tikken"]

    assert abs(datetime.fromisoformat(waits["moment"]) - timezone.now()) < 2 * MINUTE
    come_back(presentie)
    wait_until_sent(presentie)
    assert abs(the_moment() - timezone.now()) < 2 * MINUTE


@pytest.mark.parametrize("by", [-DAY, HOUR, DAY], ids=str)
def test_a_page_opened_after_the_clock_was_set_right_shows_the_list(presentie, morning, group, by):
    stand_wrong(presentie, by)
    go_offline(presentie)
    set_right(presentie)
    presentie.goto(morning)

    expect(presentie.locator("#samenvatting")).to_have_text("5 nog te doen")
    tap(presentie, group[0])
    come_back(presentie)
    wait_until_sent(presentie)
    assert abs(the_moment() - timezone.now()) < 2 * MINUTE


@pytest.mark.parametrize("by", [-DAY, HOUR, DAY], ids=str)
def test_a_day_to_come_stays_closed_whatever_the_clock_says(presentie, morning, group, vandaag, by):
    type(vandaag).objects.filter(pk=vandaag.pk).update(datum=vandaag.datum + DAY)
    # "Vandaag" keeps the list of the day that comes.
    stand_wrong(presentie, by, at=reverse("vandaag"))
    until(lambda: kept(presentie)["lijsten"][0]["datum"] == str(vandaag.datum + DAY))
    go_offline(presentie)
    presentie.goto(morning)

    expect(presentie.locator("#dag")).to_contain_text("Deze dag is nog niet geweest.")
    expect(presentie.locator("[data-tap]")).to_have_count(0)
