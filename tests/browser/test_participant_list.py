"""Els brings the list of HR: a question, a ruined name, too many people; on a phone and a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.looks import arrived, assert_fits
from tests.cohorts.deelnemers.lists import csv_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = (
    "Gerda,,Postma,pieter.visser@testdam.example,1,Zorg",
    "?ule,,Yıldız,sule@testdam.example,2,Zorg",
    "ZoÃ«,,MÃ©nard,zoe@testdam.example,3,Zorg",
    "Kees,,Nieuw,geen-adres,4,Zorg",
)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_list_with_trouble_is_mended_where_it_is_shown(browse, els, cohort, width):
    UserFactory(voornaam="Pieter", achternaam="Visser", email="pieter.visser@testdam.example")
    cohort.capaciteit = 2
    cohort.save()
    page = browse(els, f"/cohorten/{cohort.pk}/imports/nieuw/", width=width)
    list_of_hr = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": csv_of(*ROWS)}
    page.get_by_label("Bestand").set_input_files(list_of_hr)
    page.get_by_role("button", name="Bekijk de lijst").click()

    arrived(page, "Klopt deze lijst?")
    assert_fits(page)
    expect(page.get_by_role("heading", name="1 deelnemer kan erbij")).to_be_visible()
    expect(page.get_by_text("In de lijst staat ‘ZoÃ«’, we lezen ‘Zoë’.")).to_be_visible()

    page.get_by_text("Verbeter rij 3").click()
    row = page.locator("#rij-3")
    row.get_by_label("Voornaam").fill("Ş;ule")
    row.get_by_role("button", name="Bewaar deze rij").click()
    expect(row.get_by_text("dat is geen naam").first).to_be_visible()
    expect(row.get_by_label("Achternaam")).to_have_value("Yıldız")
    row.get_by_label("Voornaam").fill("Şule")
    row.get_by_role("button", name="Bewaar deze rij").click()
    expect(page.get_by_role("heading", name="2 deelnemers kunnen erbij")).to_be_visible()

    expect(page.get_by_text("Dit adres hoort bij Pieter Visser")).to_be_visible()
    page.get_by_role("button", name="Voeg Pieter Visser toe").click()
    page.locator("#rij-5").get_by_role("button", name="Laat weg").click()
    expect(page.get_by_text("1 rij laat je weg.")).to_be_visible()
    assert_fits(page)

    page.get_by_label("Ja, er mag 1 deelnemer meer in").check()
    page.get_by_role("button", name="Voeg 3 toe").click()
    expect(page.get_by_text("3 deelnemers zijn toegevoegd.")).to_be_visible()
    names = {deelname.user.naam for deelname in cohort.deelnames.select_related("user")}
    assert names == {"Pieter Visser", "Şule Yıldız", "Zoë Ménard"}
