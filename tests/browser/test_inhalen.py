"""Esra missed a day, chooses another group, and is marked there: her own cohort shows it."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst
from tests.browser.looks import assert_accessible, assert_fits
from tests.cohorts.catching_up import ask, miss, plan_beside
from tests.factories import mark_days

pytestmark = pytest.mark.usefixtures("carla", "dirk")


@pytest.fixture
def host(ander_cohort, deelname, bijeenkomsten) -> Bijeenkomst:
    """Day 3 of another group, while Anna followed days 1, 2 and 4 of her own."""
    mark_days(deelname, range(1, 3))
    miss(deelname, bijeenkomsten[2])
    mark_days(deelname, range(4, 5))
    return plan_beside(ander_cohort)[2]


@pytest.mark.parametrize("width", [390, 1280])
def test_from_missed_to_caught_up(
    browse: Callable[..., Page], anna, els, dirk, host: Bijeenkomst, width: int
):
    page = browse(anna, "/", width=width)
    assert_accessible(page)
    page.get_by_role("link", name="Inhalen van dag 3").click()
    expect(page.get_by_text("bij Elders B, met Dirk Vos · nog 20 plaatsen")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Kies").click()
    expect(page.get_by_text("Aangevraagd", exact=True)).to_be_visible()

    office = browse(els, f"/{page.url.split(chr(47), 3)[3]}")
    office.get_by_role("button", name="Akkoord").click()
    expect(office.get_by_text("is ingepland en krijgt bericht")).to_be_visible()
    page.goto("/")
    when = date_format(host.datum, "j F")
    expect(page.get_by_text(f"Inhalen op {when} in Elders B")).to_be_visible()

    # The day itself: the trainer there has the guest on the list.
    Bijeenkomst.objects.filter(pk=host.pk).update(datum=timezone.localdate())
    deelname = anna.deelnames.get()
    room = browse(dirk, "/", width=width)
    for dagdeel in ("ochtend", "middag"):
        room.goto(f"/bijeenkomsten/{host.pk}/presentie/?dagdeel={dagdeel}")
        expect(room.get_by_text("gast – haalt dag 3 in")).to_be_visible()
        with room.expect_response(lambda answer: answer.request.method == "POST"):
            room.locator(f"#aanwezig-{deelname.pk}").click()

    page.goto("/")
    today = date_format(timezone.localdate(), "j F")
    expect(page.get_by_text(f"ingehaald op {today} (Elders B)").first).to_be_visible()
    expect(page.get_by_text("Afwezig op")).to_be_visible()
    assert Aanwezigheid.objects.of_deelnames([deelname.pk]).behaald().count() == 8


def test_nothing_scrolls_sideways_on_a_phone(browse, anna, host):
    ask(anna.deelnames.select_related("cohort", "user").get(), host)
    for path in ("/", f"/deelnames/{anna.deelnames.get().pk}/dagen/3/inhalen/"):
        assert_fits(browse(anna, path))
