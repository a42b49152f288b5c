"""Els adds a late starter, gives her another employer, and lets her stop; on a phone and a desk."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cohorts.models import Deelname
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.looks import arrived, assert_fits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_late_starter_changes_employer_and_stops(
    browse, els, cohort, bijeenkomsten, andere_organisatie, width
):
    page = browse(els, f"/cohorten/{cohort.pk}/", width=width)
    page.get_by_text("Beheer", exact=True).click()
    page.get_by_role("link", name="Eén deelnemer toevoegen").click()
    page.get_by_label("E-mailadres").fill("noor.veen@testdam.example")
    page.get_by_label("Doet mee vanaf").fill(f"{bijeenkomsten[1].datum}")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("we kennen dit e-mailadres nog niet").first).to_be_visible()
    page.get_by_label("Voornaam").fill("Noor")
    page.get_by_label("Achternaam").fill("Veen")
    page.get_by_role("button", name="Voeg toe").click()

    assert_fits(arrived(page, "Noor Veen"))
    expect(page.get_by_role("link", name="Dag 1 inhalen")).to_be_visible()

    page.get_by_role("link", name="Andere werkgever").click()
    page.get_by_label("Nieuwe werkgever").fill("Dienst Elders")
    page.get_by_label("Werkt daar vanaf").fill(f"{timezone.localdate()}")
    page.get_by_role("button", name="Bewaar de nieuwe werkgever").click()
    arrived(page, "Noor Veen")
    expect(page.get_by_text("Dienst Elders").first).to_be_visible()

    page.get_by_text("Laten stoppen").click()
    page.get_by_label("Laatste dag").fill(f"{timezone.localdate() + timedelta(days=1)}")
    page.get_by_role("button", name="Bewaar de laatste dag").click()
    page.get_by_role("button", name="Toch niet stoppen").wait_for()
    assert_fits(page)
    page.get_by_role("button", name="Toch niet stoppen").click()
    page.get_by_text("doet weer mee").wait_for()

    deelname = Deelname.objects.get(cohort=cohort, user__voornaam="Noor")
    assert deelname.tot_en_met is None
    assert deelname.dienstverbanden.count() == 2
