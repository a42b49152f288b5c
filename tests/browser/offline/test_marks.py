"""The roll call in a room without internet: it goes on, and nothing is lost."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from threading import Event

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.presentie.views import presentie
from tests.browser.looks import assert_accessible, assert_fits
from tests.browser.offline.device import (
    PEOPLE,
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
from tests.day_factories import AfmeldingFactory

AFTERNOON = time(16, 0)


# -- Marks without internet --------------------------------------------------------------------


def test_a_list_opened_before_survives_a_reload_without_internet(presentie, group):
    names = presentie.locator(".lp-roll .lp-name > span").all_text_contents()
    go_offline(presentie)
    tap(presentie, group[0])
    tap(presentie, group[1], "afwezig")
    expect(bar(presentie)).to_have_text(
        "Zonder internet: we bewaren elke tik op dit toestel. 2 wijzigingen nog niet verstuurd."
    )

    presentie.reload()

    expect(presentie.locator("#samenvatting")).to_have_text(
        "1 aanwezig · 1 afwezig · 3 nog te doen"
    )
    expect(pressed(presentie, group[0])).to_be_visible()
    expect(pressed(presentie, group[1], "afwezig")).to_be_visible()
    expect(presentie.locator(".lp-roll .lp-name > span")).to_have_text(names)
    expect(bar(presentie)).to_contain_text("2 wijzigingen nog niet verstuurd")
    tap(presentie, group[2])
    expect(presentie.locator(f"#deelname-{group[2].pk}")).to_contain_text("Nog niet verstuurd")
    assert statuses() == {}

    come_back(presentie)

    wait_until_sent(presentie)
    expect(presentie.locator("#samenvatting")).to_have_text(
        "2 aanwezig · 1 afwezig · 2 nog te doen"
    )
    assert sorted(history()) == [
        (group[0].pk, "aanwezig", "Carla"),
        (group[1].pk, "afwezig", "Carla"),
        (group[2].pk, "aanwezig", "Carla"),
    ]


def test_switching_goes_by_itself_both_ways(presentie, group):
    wait_until_sent(presentie)
    go_offline(presentie)
    expect(bar(presentie)).to_have_text("Zonder internet: we bewaren elke tik op dit toestel.")
    tap(presentie, group[0])
    come_back(presentie)
    wait_until_sent(presentie)
    expect(pressed(presentie, group[0])).to_be_visible()
    go_offline(presentie)
    expect(bar(presentie)).to_contain_text("Zonder internet")


def test_no_name_moves_when_the_internet_goes_and_comes(presentie, group):
    wait_until_sent(presentie)
    row = presentie.locator(f"#deelname-{group[2].pk}")
    stood = row.bounding_box()

    go_offline(presentie)
    tap(presentie, group[0])
    expect(bar(presentie)).to_contain_text("1 wijziging nog niet verstuurd.")
    assert row.bounding_box() == stood
    come_back(presentie)
    wait_until_sent(presentie)
    expect(bar(presentie)).to_have_text("")
    assert row.bounding_box() == stood


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


def test_overige_without_internet_is_one_tap_for_each_open_person(presentie, group):
    tap(presentie, group[0], "afwezig")
    expect(presentie.locator("#samenvatting")).to_contain_text("1 afwezig")
    go_offline(presentie)
    presentie.get_by_role("button", name="De overige 4 aanwezig").click()

    expect(bar(presentie)).to_contain_text("4 wijzigingen nog niet verstuurd")
    done = presentie.locator(".lp-roll__done .utrecht-status-badge")
    expect(done).to_have_text("De ochtend is compleet op dit toestel")
    expect(presentie.locator("#samenvatting")).to_be_focused()
    presentie.reload()
    expect(presentie.locator("#samenvatting")).to_have_text("4 aanwezig · 1 afwezig")
    taps = kept(presentie)["tikken"]
    assert sorted(one["deelname"] for one in taps) == sorted(row.pk for row in group[1:])
    assert len({one["toesteltijd"] for one in taps}) == 1
    come_back(presentie)

    wait_until_sent(presentie)
    expect(done).to_have_text("De ochtend is compleet")
    assert statuses() == {"aanwezig": 4, "afwezig": 1}
    assert len(history()) == PEOPLE


def test_who_sent_a_notice_is_not_one_of_the_overige_that_are_present(
    browse, carla, group, vandaag, morning
):
    AfmeldingFactory(deelname=group[0], bijeenkomst=vandaag, toelichting="tandarts")
    page = ready(browse(carla, morning))
    go_offline(page)
    page.reload()
    expect(page.locator(f"#deelname-{group[0].pk}")).to_contain_text("kan niet")
    expect(page.locator("body")).not_to_contain_text("tandarts")
    page.get_by_role("button", name="De overige 4 aanwezig, 1 afgemeld").click()

    expect(page.locator("#samenvatting")).to_have_text("4 aanwezig · 1 afgemeld")
    come_back(page)
    wait_until_sent(page)
    assert statuses() == {"aanwezig": 4, "afgemeld": 1}


def test_undo_works_without_internet(presentie, group):
    go_offline(presentie)
    tap(presentie, group[0])
    presentie.get_by_role("button", name="Ongedaan maken").click()

    expect(presentie.get_by_role("status")).to_contain_text("is gewist")
    expect(pressed(presentie, group[0])).to_have_count(0)
    come_back(presentie)
    wait_until_sent(presentie)
    assert [naar for _, naar, _ in history()] == ["aanwezig", "open"]


def test_the_other_half_of_the_day_is_on_the_device_too(presentie, group):
    go_offline(presentie)
    presentie.get_by_role("link", name="Middag", exact=True).click()
    tap(presentie, group[0], "afwezig")
    expect(bar(presentie)).to_contain_text("1 wijziging nog niet verstuurd")
    presentie.get_by_role("link", name="Ochtend").click()
    expect(presentie.locator("#samenvatting")).to_have_text("5 nog te doen")
    come_back(presentie)

    wait_until_sent(presentie)
    mark = Aanwezigheid.objects.get()
    assert (mark.dagdeel, mark.status) == ("middag", "afwezig")


def test_the_start_page_without_internet_leads_to_the_list(browse, carla, group, vandaag):
    page = ready(browse(carla, "/vandaag/"))
    go_offline(page)
    page.reload()
    page.get_by_role("link", name="Presentie dag 5, vandaag").click()

    expect(page.locator(f"#naam-{group[0].pk}")).to_have_text(group[0].user.naam)


@pytest.fixture
def stuck(monkeypatch) -> Iterator[None]:
    """The server takes until the end of the test to answer with a list."""
    quick, end = presentie.list_for, Event()

    def slow(*args):
        end.wait(timeout=60)
        return quick(*args)

    monkeypatch.setattr(presentie, "list_for", slow)
    yield
    end.set()


def test_a_wifi_that_takes_too_long_is_taken_for_none(presentie, group, stuck):
    presentie.reload()

    expect(presentie.locator("#schil")).to_be_attached()
    expect(presentie.locator(f"#naam-{group[0].pk}")).to_have_text(group[0].user.naam)


# -- Looks -------------------------------------------------------------------------------------


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

    assert_accessible(page)
    assert_fits(page)
