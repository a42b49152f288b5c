"""From the coördinator's button to a stranger with the paper in hand."""

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.looks import assert_accessible, assert_fits
from tests.certificaten.conftest import afgerond, bijeenkomsten  # noqa: F401 -- fixtures
from tests.factories import CertificaatFactory

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (390, 500, 1280)


def test_issued_downloaded_and_checked(browse, afgerond, bas, els, anna):  # noqa: F811
    page = browse(els, f"/cohorten/{afgerond.cohort_id}/certificaten/")
    expect(page.get_by_text("12 dagdelen gevolgd; de norm is 12.")).to_be_visible()
    page.get_by_role("button", name="Geef uit aan Anna Jansen").click()
    expect(page.get_by_text("Het certificaat van Anna Jansen is uitgegeven.")).to_be_visible()
    expect(page.get_by_role("button", name="Geef uit")).to_have_count(0)

    page = browse(anna, "/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download je certificaat").click()
    paper = Path(download.value.path()).read_bytes()
    notes = PdfReader(BytesIO(paper)).pages[0]["/Annots"]
    (address,) = {note.get_object()["/A"]["/URI"] for note in notes}

    page = browse(None, address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Geldig")
    expect(page.get_by_text("Anna Jansen").first).to_be_visible()
    assert page.context.cookies() == []


def test_the_code_is_typed_from_paper(browse):
    certificaat = CertificaatFactory()
    page = browse(None, "/controle/")

    page.get_by_label("Code van het certificaat").fill(certificaat.leesbare_code.lower())
    page.get_by_role("button", name="Controleer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Geldig")


def test_a_slip_of_the_pen_is_explained_at_the_field(browse, db):
    page = browse(None, "/controle/")

    page.get_by_label("Code van het certificaat").fill("K7QD")
    page.get_by_role("button", name="Controleer").click()

    expect(page.get_by_label("Code van het certificaat")).to_have_value("K7QD")
    expect(page.get_by_text("Dit is geen code van een certificaat.").first).to_be_visible()


def pages_to_judge(code: str) -> tuple[str, ...]:
    return f"/controle/{code}/", "/controle/", "/controle/?code=x", "/controle/" + "0" * 20


@pytest.mark.parametrize("width", WIDTHS)
def test_public_pages_have_no_barriers(browse, els, width):
    certificaat = CertificaatFactory(naam="Anna-Maria " + "van Oldenbarneveldt-" * 5)
    page = browse(None, "/controle/", width=width)

    for path in pages_to_judge(certificaat.code):
        page.goto(path)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_has_no_barriers(browse, afgerond, bas, els, width):  # noqa: F811
    CertificaatFactory(deelname__cohort=afgerond.cohort)
    page = browse(els, f"/cohorten/{afgerond.cohort_id}/certificaten/", width=width)

    assert_accessible(page)
    assert_fits(page)
