"""The main job, from a participant list to a certificate that anyone can check.

Four roles and a stranger, each through the demo's front door, on one new cohort. Time is moved to
each of the seven days; everything else is done as people do it.
"""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from cohorts.deelnemers.actions.organisaties import load_gemeenten
from cohorts.herinneringen.tasks import queue_herinneringen
from cohorts.models import Bijeenkomst, Cohort
from leergang.demo.actions import load_demo
from tests.browser.looks import loaded
from tests.cohorts.deelnemers.lists import IMPORTS

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = "2026-11-23 10:00 +0100"
PAGE_OF_ANNA = Path("var/screenshots/readme-mijn-leergang.png")
WORDS = "Ik bel voortaan eerst."
KUBRA = "kubra.dijkstra0@gemeente-zutphen.example"

SignIn = Callable[..., Page]


@pytest.fixture
def demo(settings, tmp_path):
    """The demo as `make start` shows it, with its mailbox in a folder of this test."""
    settings.DEMO = True
    settings.DEMO_POSTVAK_DIR = tmp_path
    settings.EMAIL_BACKEND = "berichten.backends.DemoPostvakBackend"
    load_gemeenten()
    with time_machine.travel(MONDAY):
        load_demo(today=timezone.localdate())


@pytest.fixture
def sign_in(browse) -> SignIn:
    """`sign_in("trainer Carla")` presses that button of the sign-in page."""

    def press(name: str, *, width: int = 390) -> Page:
        page = browse(None, "/account/login/", width=width)
        page.get_by_role("button", name=name).click()
        expect(page.get_by_text("Uitloggen")).to_be_attached()
        return page

    return press


def make_cohort(page: Page) -> None:
    page.get_by_role("link", name="Cohorten").click()
    page.get_by_role("link", name="Nieuw cohort").click()
    page.get_by_label("Organisatie", exact=True).fill("Zutphen")
    page.get_by_label("Naam van het cohort").fill("Zutphen C")
    page.get_by_label("Eerste dag op of na").fill("2027-01-12")
    page.get_by_role("button", name="Stel data voor").click()
    page.get_by_label("Locatie", exact=True).first.select_option("De Broodfabriek, Zutphen")
    page.get_by_role("button", name="Bewaar de planning").click()
    expect(page.get_by_text("De planning is bewaard.")).to_be_visible()


def invite_people(page: Page) -> None:
    page.get_by_label("E-mailadres").fill("carla.de.wit@beroepseer.example")
    page.get_by_role("button", name="Wijs aan").click()
    expect(page.get_by_text("is trainer van Zutphen C.")).to_be_visible()
    page.get_by_role("link", name="Zutphen C").first.click()
    page.get_by_role("link", name="Voeg deelnemers toe").click()
    page.get_by_label("Bestand", exact=True).set_input_files(IMPORTS / "zutphen_14.csv")
    page.get_by_role("button", name="Bekijk de lijst").click()
    # The demo has a namesake of one of them, at the same gemeente.
    expect(page.get_by_text("Lotte IJsselstein is hier al bekend")).to_be_visible()
    page.get_by_role("button", name="Het is iemand anders").click()
    page.get_by_role("button", name="Voeg 14 toe").click()
    page.get_by_role("button", name="Nodig 14 deelnemers uit").click()
    expect(page.get_by_text("14 deelnemers zijn uitgenodigd.", exact=True)).to_be_visible()


def sign_in_by_mail(page: Page, address: str) -> None:
    page.get_by_label("E-mailadres").first.fill(address)
    page.get_by_role("button", name="Stuur me een code").click()
    mailbox = page.context.new_page()
    mailbox.goto("/demo/postvak/")
    mailbox.get_by_role("link", name="Je code om in te loggen").first.click()
    code = re.search(r"\b[A-Z]{4}-[A-Z]{4}-[A-Z]{2}\b", mailbox.locator(".lp-mail").text_content())
    mailbox.close()
    page.get_by_label("Code uit de mail").fill(code[0])
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Uitloggen")).to_be_attached()


def take_the_roll(page: Page) -> None:
    page.get_by_role("link", name="Open presentie").click()
    for dagdeel in ("Ochtend", "Middag"):
        page.get_by_role("link", name=dagdeel, exact=True).click()
        expect(page).to_have_url(re.compile(f"dagdeel={dagdeel.lower()}"))
        page.get_by_role("button", name="Iedereen aanwezig").click()
        expect(page.locator("#samenvatting")).to_have_text("14 aanwezig")


def at(bijeenkomst: Bijeenkomst, hour: int) -> time_machine.travel:
    return time_machine.travel(
        timezone.make_aware(datetime.combine(bijeenkomst.datum, time(hour, 45)))
    )


def write_and_share(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Je logboek").click()
    page.get_by_label("Jouw tekst").press_sequentially(WORDS)
    expect(page.locator("[data-status]")).to_have_text(re.compile("^Opgeslagen"))
    page.reload()
    page.get_by_role("link", name="Deel met je trainer").click()
    page.get_by_role("button", name="Deel deze versie").click()
    expect(page.get_by_text("Carla de Wit").first).to_be_visible()


def read_until_taken_back(trainer: Page, writer: Page) -> None:
    trainer.goto("/gedeeld/")
    trainer.get_by_role("link", name="Kübra Dijkstra").click()
    expect(trainer.get_by_text(WORDS)).to_be_visible()
    writer.get_by_role("button", name="Trek in").click()
    expect(writer.get_by_text("kan niet meer openen wat je deelde")).to_be_visible()
    trainer.reload()
    expect(trainer.get_by_text(WORDS)).to_have_count(0)


def issue(page: Page, cohort: Cohort) -> None:
    page.goto(f"/cohorten/{cohort.pk}/certificaten/")
    page.get_by_role("button", name="Geef uit aan Kübra Dijkstra").click()
    expect(page.get_by_text("Het certificaat van Kübra Dijkstra is uitgegeven.")).to_be_visible()


def report_of(page: Page) -> str:
    page.get_by_text("Zoek, kies een periode of een volgorde").click()
    page.get_by_label("Naam").fill("dijkstra")
    page.get_by_role("button", name="Toon").click()
    expect(page).to_have_url(re.compile("q=dijkstra"))
    expect(page.get_by_role("row", name="Kübra Dijkstra")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    return Path(download.value.path()).read_text("utf-8-sig")


def test_from_a_list_to_a_certificate_that_anyone_can_check(demo, sign_in, browse):
    with time_machine.travel(MONDAY):
        els = sign_in("coördinator Els", width=1280)
        make_cohort(els)
        invite_people(els)
        kubra = browse(None, "/account/login/")
        sign_in_by_mail(kubra, KUBRA)
        expect(kubra.get_by_role("heading", level=1)).to_have_text("Rechtsstatelijk vakmanschap")
    cohort = Cohort.objects.get(naam="Zutphen C")
    dagen = list(cohort.bijeenkomsten.all())

    with time_machine.travel(dagen[0].begint_op - timedelta(days=14)):
        queue_herinneringen()
        postvak = browse(None, "/demo/postvak/")
        expect(postvak.get_by_role("link", name="Over twee weken: dag 1").first).to_be_visible()

    for bijeenkomst in dagen:
        with at(bijeenkomst, 9):
            take_the_roll(sign_in("trainer Carla"))

    with at(dagen[-1], 16):
        kubra = browse(None, "/account/login/")
        sign_in_by_mail(kubra, KUBRA)
        write_and_share(kubra)
        read_until_taken_back(sign_in("trainer Carla"), kubra)
        issue(sign_in("coördinator Els", width=1280), cohort)

        kubra.goto("/")
        check = kubra.get_by_role("link", name="Zo zien anderen dat het echt is")
        stranger = browse(None, check.get_attribute("href"))
        expect(stranger.get_by_role("heading", level=1)).to_have_text("Geldig")
        expect(stranger.get_by_text("Kübra Dijkstra").first).to_be_visible()

        report = report_of(sign_in("HR Hanna", width=1280))

    assert report.count("Kübra Dijkstra") == len(dagen)
    assert WORDS not in report


@pytest.mark.usefixtures("demo")
def test_home_page_for_the_readme(sign_in):
    with time_machine.travel(MONDAY):
        page = sign_in("deelnemer Anna", width=1280)
        expect(page.get_by_role("heading", level=1)).to_have_text("Rollen en samenwerking")
        PAGE_OF_ANNA.parent.mkdir(parents=True, exist_ok=True)
        loaded(page).screenshot(path=PAGE_OF_ANNA, full_page=True)

    assert PAGE_OF_ANNA.stat().st_size > 10_000
