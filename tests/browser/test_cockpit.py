"""Els on Monday at nine: what waits, one act, and gone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from berichten.models import Bericht
from cohorts.deelnemers.actions.enrolment import invite_deelnemers
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.looks import assert_accessible, assert_fits, loaded
from tests.factories import (
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
    mark_days,
    plan_seven_days,
)

PICTURES = Path("var/screenshots")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def monday(cohort, bijeenkomsten, carla, deelname, bas, els):
    """Three things to do: an unmarked day, a failed mail and people to invite."""
    mark_days(deelname, range(1, 5))
    mark_days(bas.deelnames.get(), range(1, 4))
    invite_deelnemers(cohort=cohort, by=els)
    Bericht.objects.update(status="verzonden", verzonden_op=timezone.now())
    newest = Bericht.objects.filter(ontvanger=bas)
    sent = timezone.now() - timedelta(days=2)
    newest.update(status="mislukt", verzonden_op=None, aangemaakt_op=sent)
    soon = CohortFactory(
        naam="Testdam B", organisatie=cohort.organisatie, programma=cohort.programma
    )
    plan_seven_days(soon, today_is=0)
    TrainerschapFactory(cohort=soon)
    DeelnameFactory(cohort=soon)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_els_does_what_waits_and_each_line_goes(browse, els, bas, monday, width):
    page = browse(els, "/", width=width)

    page.wait_for_url("**/cockpit/")
    lines = page.locator("#te-doen ~ .lp-rows > li")
    expect(lines).to_have_count(3)
    expect(lines.first).to_contain_text("de presentie van één persoon niet compleet")
    assert_fits(page)

    page.get_by_role("button", name="Probeer opnieuw").click()
    page.get_by_text("opnieuw.").first.wait_for()
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_have_count(0)
    page.get_by_role("button", name="Nodig uit").click()
    page.get_by_text("1 deelnemer is uitgenodigd.").wait_for()

    page.goto("/cockpit/")
    page.get_by_role("link", name="Open presentie").click()
    page.get_by_role("heading", name="Presentie", level=1).wait_for()
    mark_days(bas.deelnames.get(), range(4, 5))
    page.goto("/cockpit/")
    expect(page.get_by_text("Niets te doen")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_page_is_accessible_and_looked_at(browse, els, monday, width):
    page = browse(els, "/cockpit/", width=width)

    PICTURES.mkdir(parents=True, exist_ok=True)
    loaded(page).screenshot(path=PICTURES / f"cockpit-vol-{width}.png", full_page=True)
    assert_accessible(page)
