"""Anna cannot come, comes after all, and does not agree with what Carla noted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cohorts.aanwezigheid.models import Afmelding
from cohorts.models import Bijeenkomst
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from cohorts.presentie.models import Betwisting
from tests.browser.looks import arrived, assert_accessible, assert_fits


@pytest.fixture
def komend(vandaag: Bijeenkomst) -> Bijeenkomst:
    """Nothing is closed before its end, so the journey begins two days ahead."""
    Bijeenkomst.objects.filter(pk=vandaag.pk).update(datum=timezone.localdate() + timedelta(days=2))
    vandaag.refresh_from_db()
    return vandaag


def assert_good(page: Page, heading: str) -> None:
    """The page with this heading fits, and breaks no rule of accessibility."""
    assert_fits(arrived(page, heading))
    assert_accessible(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_somebody_reports_absent_and_comes_after_all(browse, anna, carla, komend, width):
    page = browse(anna, width=width)
    page.get_by_role("link", name="Ik kan niet").click()
    assert_good(page, "Ik kan niet")

    page.get_by_label("De hele dag").check()
    page.get_by_label("Werk gaat voor").check()
    page.get_by_role("button", name="Meld je af").click()
    assert_good(page, "Je bent afgemeld")
    expect(page.get_by_role("link", name="Bekijk waar je kunt inhalen")).to_be_visible()
    page.get_by_role("button", name="Ik kan toch komen").click()

    expect(page.get_by_role("heading", name="Ik kan niet")).to_be_visible()
    assert Afmelding.objects.get().ingetrokken_op is not None


def test_a_mark_is_contested_answered_and_read(browse, anna, carla, deelname, vandaag):
    register_aanwezigheid(
        bijeenkomst=vandaag, deelname=deelname, dagdeel="ochtend", status="afwezig", by=carla
    )
    page = browse(anna)
    page.get_by_role("link", name="Mijn aanwezigheid").click()
    assert_good(page, "Mijn aanwezigheid")
    page.get_by_role("link", name="Klopt dit niet? Dag 5, ochtend").click()
    assert_good(page, "Klopt dit niet?")
    page.get_by_label("Wat klopt er niet?").fill("Ik was er vanaf half tien.")
    page.get_by_role("button", name="Stuur naar je trainer").click()
    expect(page.get_by_text("Je vroeg:")).to_be_visible()

    desk = browse(carla, reverse("betwisting_list"))
    desk.get_by_text("Geef antwoord").click()
    expect(desk.get_by_label("Pas aan: aanwezig")).to_be_visible()
    assert_good(desk, "Vragen over presentie")
    desk.get_by_label("Pas aan: aanwezig").check()
    desk.get_by_role("button", name="Verstuur je antwoord").click()
    expect(desk.get_by_text("Geen vragen")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Aangepast door Carla Wit")).to_be_visible()
    expect(page.get_by_text("Afwezig → aanwezig")).to_be_hidden()
    assert_good(page, "Mijn aanwezigheid")
    assert Betwisting.objects.get().is_aangepast
