"""A coördinator makes a cohort from nothing to invited people, and what a trainer sees of it."""

from pathlib import Path

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from berichten.models import Bericht
from cohorts.actions.organisaties import load_gemeenten
from cohorts.models import Cohort
from tests.cohorts.lists import IMPORTS

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (500, 1280)


def open_import(page: Page, name: str) -> None:
    page.get_by_role("link", name="Voeg deelnemers toe").click()
    page.get_by_label("Bestand", exact=True).set_input_files(Path(IMPORTS / name))
    page.get_by_role("button", name="Bekijk de lijst").click()


def make_cohort(page: Page) -> None:
    page.get_by_role("link", name="Nieuw cohort").click()
    page.get_by_label("Organisatie", exact=True).fill("Zutphen")
    page.get_by_label("Naam van het cohort").fill("Zutphen C")
    page.get_by_label("Eerste dag op of na").fill("2027-04-15")
    page.get_by_role("button", name="Stel data voor").click()


def plan_dates(page: Page) -> None:
    expect(page.get_by_text("6 mei is Hemelvaartsdag")).to_be_visible()
    page.get_by_label("Locatie", exact=True).first.select_option("Een nieuwe locatie")
    if not page.get_by_label("Naam van de locatie").is_visible():
        page.get_by_text("Nieuwe locatie invullen").click()
    page.get_by_label("Naam van de locatie").fill("De Broodfabriek")
    page.get_by_label("Straat en huisnummer").fill("Havenkade 1")
    page.get_by_label("Plaats", exact=True).fill("Zutphen")
    page.get_by_role("button", name="Bewaar de planning").click()


def assign_trainer(page: Page) -> None:
    page.get_by_role("link", name="Kies een trainer").click()
    page.get_by_label("E-mailadres").fill("tine.groot@beroepseer.example")
    page.get_by_label("Voornaam").fill("Tine")
    page.get_by_label("Achternaam").fill("Groot")
    page.get_by_label("Telefoon").fill("06 12345678")
    page.get_by_role("button", name="Wijs aan").click()


@pytest.mark.parametrize("width", [390, 1280])
def test_coordinator_makes_a_cohort_from_nothing_to_invited_people(browse, els, programma, width):
    load_gemeenten()
    with time_machine.travel("2026-11-23 10:00 +0100"):
        page = browse(els, "/cohorten/", width=width)
        make_cohort(page)
        plan_dates(page)
        expect(page.get_by_text("De planning is bewaard.")).to_be_visible()
        assign_trainer(page)
        expect(page.get_by_text("Tine Groot is trainer van Zutphen C.")).to_be_visible()
        page.get_by_role("link", name="Zutphen C").first.click()
        open_import(page, "met_fouten.csv")
        expect(page.get_by_text("Dit e-mailadres staat ook in rij 3.")).to_be_visible()
        page.get_by_role("button", name="Voeg 7 toe").click()
        expect(page.get_by_text("7 deelnemers zijn toegevoegd.")).to_be_visible()
        page.get_by_role("button", name="Nodig 7 deelnemers uit").click()
        expect(page.get_by_text("7 deelnemers zijn uitgenodigd.", exact=True)).to_be_visible()

    cohort = Cohort.objects.get()
    assert [str(row.datum) for row in cohort.bijeenkomsten.all()][:2] == [
        "2027-04-15",
        "2027-05-13",
    ]
    assert Bericht.objects.filter(soort="uitnodiging").count() == 7


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
        "/organisaties/",
        "/organisaties/nieuw/",
    ):
        page.goto(path)
        found = Axe().run(page)
        assert found.response["violations"] == [], f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") == width, path


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_forms_with_mistakes(browse, els, cohort, width):
    page = browse(els, f"/cohorten/{cohort.pk}/imports/nieuw/", width=width)
    page.get_by_label("Bestand", exact=True).set_input_files(IMPORTS / "met_fouten.csv")
    page.get_by_role("button", name="Bekijk de lijst").click()
    pages = [Axe().run(page)]
    page.goto(f"/cohorten/{cohort.pk}/planning/")
    page.get_by_role("button", name="Bewaar de planning").click()
    expect(page.get_by_role("alert")).to_be_focused()
    pages.append(Axe().run(page))

    assert [found.response["violations"] for found in pages] == [[], []]
