"""A coördinator makes a cohort from nothing to invited people, and what a trainer sees of it."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from berichten.models import Bericht
from cohorts.deelnemers.actions.organisaties import load_gemeenten
from cohorts.models import Cohort
from tests.browser.looks import arrived, assert_accessible, assert_fits, loaded
from tests.cohorts.deelnemers.lists import IMPORTS

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (390, 1280)
COUNT_CLICKS = """document.addEventListener("click", (event) => {
  if (event.isTrusted) localStorage.setItem("kliks", 1 + Number(localStorage.getItem("kliks")));
}, true);"""


def open_import(page: Page, name: str) -> None:
    page.get_by_role("link", name="Verder met deelnemers").click()
    page.get_by_label("Bestand", exact=True).set_input_files(Path(IMPORTS / name))
    page.get_by_role("button", name="Bekijk de lijst").click()


def make_cohort(page: Page) -> None:
    page.get_by_role("link", name="Nieuw cohort").click()
    page.get_by_label("Organisatie", exact=True).fill("Zutphen")
    page.get_by_label("Naam van het cohort").fill("Zutphen C")
    page.get_by_label("Eerste dag op of na").fill("2027-04-15")
    page.get_by_role("button", name="Stel data voor").click()


def plan_dates(page: Page) -> None:
    # 29 April lies in the holidays of the region that the gemeente lies in, 6 May is a feast.
    expect(page.get_by_text("6 mei overgeslagen: Hemelvaartsdag")).to_be_visible()
    page.get_by_label("Locatie", exact=True).first.select_option("Een nieuwe locatie")
    if not loaded(page).get_by_label("Naam van de locatie").is_visible():
        page.get_by_text("Nieuwe locatie invullen").click()
    page.get_by_label("Naam van de locatie").fill("De Broodfabriek")
    page.get_by_label("Straat en huisnummer").fill("Havenkade 1")
    page.get_by_label("Plaats", exact=True).fill("Zutphen")
    page.get_by_role("button", name="Bewaar de planning").click()


def assign_trainer(page: Page) -> None:
    expect(page.get_by_role("heading", name="Trainers", exact=True)).to_be_visible()
    page.get_by_label("E-mailadres").fill("tine.groot@beroepseer.example")
    page.get_by_label("Voornaam").fill("Tine")
    page.get_by_label("Achternaam").fill("Groot")
    page.get_by_label("Telefoon").fill("06 12345678")
    page.get_by_role("button", name="Wijs aan").click()


def expect_step(page: Page, label: str) -> None:
    """The five steps are in sight, and this is the one that is being taken."""
    steps = page.locator(".lp-steps > li")
    expect(steps).to_have_count(5)
    expect(page.locator(".lp-steps > [aria-current=step]")).to_have_text(label)


@pytest.mark.parametrize("width", [390, 1280])
def test_coordinator_makes_a_cohort_from_nothing_to_invited_people(browse, els, programma, width):
    load_gemeenten()
    pages: list[str] = []
    with time_machine.travel("2026-11-23 10:00 +0100"):
        page = browse(els, "/cohorten/", width=width)
        page.on("framenavigated", lambda frame: pages.append(frame.url))
        page.add_init_script(COUNT_CLICKS)
        make_cohort(page)
        expect_step(page, "Dagen")
        plan_dates(page)
        expect(page.get_by_text("De planning is bewaard.")).to_be_visible()
        expect_step(page, "Trainers")
        assign_trainer(page)
        expect(page.get_by_text("Tine Groot is trainer van Zutphen C.")).to_be_visible()
        open_import(page, "met_fouten.csv")
        expect_step(page, "Deelnemers")
        expect(page.get_by_text("Dit e-mailadres staat ook in rij 3.")).to_be_visible()
        page.get_by_role("button", name="Voeg 7 toe").click()
        expect(page.get_by_text("7 deelnemers zijn toegevoegd.")).to_be_visible()
        expect_step(page, "Uitnodigen")
        page.get_by_role("button", name="Nodig 7 deelnemers uit").click()
        expect(page.get_by_text("7 deelnemers zijn uitgenodigd.", exact=True)).to_be_visible()
        clicks = int(page.evaluate("localStorage.getItem('kliks')"))

    # Ten minutes: so few pages that are read, and so few clicks.
    assert len(pages) <= 8
    assert clicks <= 12
    cohort = Cohort.objects.get()
    assert cohort.schoolregio == "midden"
    assert [str(row.datum) for row in cohort.bijeenkomsten.all()] == [
        "2027-04-15",
        "2027-05-13",
        "2027-06-03",
        "2027-06-24",
        "2027-07-15",
        "2027-09-02",
        "2027-09-23",
    ]
    assert Bericht.objects.filter(soort="uitnodiging").count() == 7


@pytest.mark.parametrize("width", [390, 1280])
def test_every_step_is_kept_and_one_can_go_back(browse, els, programma, width):
    load_gemeenten()
    with time_machine.travel("2026-11-23 10:00 +0100"):
        page = browse(els, "/cohorten/", width=width)
        make_cohort(page)
        plan_dates(page)
        expect_step(page, "Trainers")
        page.get_by_role("link", name="Dagen").click()
        expect_step(page, "Dagen")
        expect(page.get_by_label("Datum").first).to_have_value("2027-04-15")
        page.go_back()
        expect_step(page, "Trainers")
        page.get_by_role("link", name="Zutphen C").first.click()
        expect(page.locator(".lp-steps > .is-done")).to_have_count(2)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_doubt_stands_at_its_day_and_keeps_what_was_typed(
    browse, els, cohort, bijeenkomsten, width
):
    with time_machine.travel(bijeenkomsten[4].datum):
        page = browse(els, f"/cohorten/{cohort.pk}/planning/", width=width)
        last = page.get_by_label("Datum").last
        sunday = bijeenkomsten[6].datum + timedelta(days=6 - bijeenkomsten[6].datum.weekday() or 7)
        last.fill(str(sunday))
        page.get_by_role("button", name="Bewaar de planning").click()
        expect(page.locator(".lp-doubt").first).to_contain_text("Dat is in het weekend.")
        expect(last).to_have_value(str(sunday))
        page.get_by_role("button", name="Toch bewaren").click()
        expect(page.get_by_text("De planning is bewaard.")).to_be_visible()

    bijeenkomsten[6].refresh_from_db()
    assert bijeenkomsten[6].datum == sunday


@pytest.mark.parametrize("width", [390, 1280])
def test_coordinator_copies_a_cohort_and_finds_somebody_for_one_day(
    browse, els, cohort, bijeenkomsten, carla, dirk, width
):
    page = browse(els, f"/cohorten/{cohort.pk}/", width=width)
    page.get_by_text("Beheer", exact=True).click()
    page.get_by_role("link", name="Nog zo’n cohort").click()
    page.get_by_label("Naam van het nieuwe cohort").fill("Testdam D")
    page.get_by_label("Eerste dag op of na").fill(str(timezone.localdate() + timedelta(days=200)))
    page.get_by_role("button", name="Maak het cohort en stel data voor").click()
    expect_step(page, "Dagen")
    page.goto(f"/cohorten/{cohort.pk}/trainers/")
    page.get_by_role("link", name="Vervanger regelen voor dag 6").click()
    page.get_by_label("E-mailadres").fill(dirk.email)
    page.get_by_role("button", name="Geef toegang").click()
    expect(page.get_by_text("Dirk Vos vervangt op dag 6.")).to_be_visible()

    copy = Cohort.objects.get(naam="Testdam D")
    assert [row.user for row in copy.trainerschappen.all()] == [carla]
    assert bijeenkomsten[5].vervangingen.get().user == dirk


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_coordinators_screens(
    browse, els, cohort, bijeenkomsten, anna, carla, width
):
    page = browse(els, "/cohorten/", width=width)
    for path in (
        "/cohorten/",
        "/cohorten/nieuw/",
        f"/cohorten/{cohort.pk}/",
        f"/cohorten/{cohort.pk}/planning/",
        f"/cohorten/{cohort.pk}/trainers/",
        f"/cohorten/{cohort.pk}/imports/nieuw/",
        f"/cohorten/{cohort.pk}/kopie/",
        f"/bijeenkomsten/{bijeenkomsten[5].pk}/vervangingen/",
        "/locaties/",
        "/locaties/nieuw/",
        f"/locaties/{bijeenkomsten[0].locatie_id}/",
        "/organisaties/",
        "/organisaties/nieuw/",
    ):
        page.goto(path)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_forms_with_mistakes(browse, els, cohort, width):
    page = browse(els, f"/cohorten/{cohort.pk}/imports/nieuw/", width=width)
    page.get_by_label("Bestand", exact=True).set_input_files(IMPORTS / "met_fouten.csv")
    page.get_by_role("button", name="Bekijk de lijst").click()
    assert_accessible(arrived(page, "Klopt deze lijst?"))
    page.goto(f"/cohorten/{cohort.pk}/planning/")
    page.get_by_role("button", name="Bewaar de planning").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)
