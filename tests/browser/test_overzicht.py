"""HR looks somebody up and takes the list along."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cohorts.models import Deelname
from rapportages.models import Download
from tests.browser.looks import assert_accessible, assert_fits
from tests.factories import mark_days
from tests.rapportages.conftest import gevolgd  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def test_filter_and_download(browse, gevolgd, bas, hanna):  # noqa: F811
    page = browse(hanna, "/overzicht/", width=1280)
    expect(page.get_by_role("row", name="Bas Çelik")).to_be_visible()

    page.get_by_text("Zoek, kies een periode of een volgorde").click()
    page.get_by_label("Naam").fill("anna")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("row", name="Bas Çelik")).to_have_count(0)
    row = page.get_by_role("row", name="Anna Jansen")
    expect(row.get_by_role("cell")).to_contain_text(
        ["bezig", "aanwezig", "aanwezig", "halve dag", "afwezig"]
    )

    # Twice: the page stays, so the form must work again.
    for formaat in ("Excel", "PDF", "CSV"):
        with page.expect_download() as download:
            page.get_by_role("button", name=formaat).click()
    text = Path(download.value.path()).read_text("utf-8-sig")

    rows = list(csv.DictReader(StringIO(text, newline=""), delimiter=";"))
    assert {row["Naam"] for row in rows} == {"Anna Jansen"}
    assert [row["Status"] for row in rows[:4]] == ["aanwezig", "aanwezig", "halve dag", "afwezig"]
    assert [(row.formaat, row.filter) for row in Download.objects.order_by("pk")] == [
        ("xlsx", {"q": "anna"}),
        ("pdf", {"q": "anna"}),
        ("csv", {"q": "anna"}),
    ]


@pytest.mark.parametrize("width", [390, 500, 1280])
def test_the_overview_has_no_barriers(browse, gevolgd, bas, hanna, width):  # noqa: F811
    mark_days(Deelname.objects.get(user=bas), range(1, 5), status="ingehaald")
    page = browse(hanna, "/overzicht/", width=width)

    person = f"/overzicht/{gevolgd.dienstverbanden.get().pk}/"
    for path in (
        "/overzicht/",
        "/overzicht/?q=niemand",
        "/overzicht/?status=ziek",
        "/overzicht/?van=2026-10-02&tot_en_met=2026-10-01",
        person,
        "/overzicht/gedownload/",
    ):
        page.goto(path)
        assert_accessible(page)
        assert_fits(page)


def test_on_a_phone_the_first_person_stands_in_the_first_screen(browse, gevolgd, bas, hanna):  # noqa: F811
    page = browse(hanna, "/overzicht/", width=390)

    first = page.get_by_text("Bas Çelik")
    expect(first).to_be_visible()
    assert first.bounding_box()["y"] < 600
