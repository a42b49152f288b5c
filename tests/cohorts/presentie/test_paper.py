"""The sign-in sheet: who stands on it, and what may never stand on it."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cohorts.presentie import pdf
from cohorts.presentie.paper import sheet_of
from tests.day_factories import InhaalplanFactory, ToehoorderFactory
from tests.factories import DeelnameFactory, DienstverbandFactory
from tests.papers import broken_pdf_rules


def pages_of(document: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(document)).pages]


@pytest.fixture
def gast(vreemd, vandaag, els):
    """Vera of the other cohort catches this day up here."""
    return InhaalplanFactory(
        deelname=vreemd.deelnames.get(),
        cursusdag=vandaag.cursusdag,
        bijeenkomst=vandaag,
        versie=1,
        akkoord_op=timezone.now(),
        akkoord_door=els,
    )


def test_it_names_the_day_the_place_and_who_leads_it(client_for, carla, vandaag, anna, clock):
    response = client_for(carla).get(reverse("presentielijst_pdf", args=[vandaag.pk]))

    [page] = pages_of(response.content)
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    for fact in (
        "Testdam A",
        "Dag 5: Rollen en samenwerking",
        "09.30 – 16.30 uur",
        f"{vandaag.locatie.naam}, Marktplein 1, Testdam",
        "Trainer: Carla Wit",
        "Ochtend Middag",
        "1 Anna Jansen",
        "blad 1 van 1",
    ):
        assert fact in page


def test_names_stand_in_class_order_with_guests_among_them(
    anna, bas, gast, vandaag, bijeenkomsten, carla
):
    ToehoorderFactory(bijeenkomst=vandaag, naam="Aart Kijker")
    ToehoorderFactory(bijeenkomst=bijeenkomsten[5], naam="Later Kijker")

    regels = sheet_of(vandaag).regels

    assert [(regel.naam, regel.rol) for regel in regels] == [
        ("Bas Çelik", ""),
        ("Vera Elders", "gast"),
        ("Anna Jansen", ""),
        ("Aart Kijker", "kijkt mee"),
    ]


def test_a_request_without_agreement_is_no_guest(anna, gast, vandaag):
    gast.akkoord_op = gast.akkoord_door = None
    gast.save()

    assert [regel.naam for regel in sheet_of(vandaag).regels] == ["Anna Jansen"]


def test_it_holds_nothing_that_the_room_need_not_know(anna, deelname, gast, vandaag):
    deelname.dienstverbanden.all().delete()
    DienstverbandFactory(deelname=deelname, afdeling="Geheime Zaken", personeelsnummer="070815")

    html, document = pdf.render(sheet_of(vandaag))

    printed = html + " ".join(pages_of(document))
    for secret in (
        anna.email,
        gast.deelname.user.email,
        "@",
        "Geheime Zaken",
        "070815",
        "Dienst Elders",
        "Elders B",
    ):
        assert secret not in printed


def test_it_is_a_tagged_document_with_its_own_fonts(anna, vandaag):
    _, document = pdf.render(sheet_of(vandaag))

    reader = PdfReader(BytesIO(document))
    root = reader.trailer["/Root"]
    fonts = {
        font.get_object()["/BaseFont"][8:]
        for font in reader.pages[0]["/Resources"]["/Font"].values()
    }
    assert reader.metadata.title == "Presentielijst dag 5 · Testdam A"
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("nl", True)
    assert all(font.startswith("Papier-S") for font in fonts)


@pytest.mark.services
@pytest.mark.time_machine("2026-11-23 10:00 +0100")
@pytest.mark.parametrize("people", [0, 60])
def test_it_keeps_every_rule_of_pdf_ua(cohort, gast, vandaag, people):
    DeelnameFactory.create_batch(people, cohort=cohort)
    ToehoorderFactory(bijeenkomst=vandaag, naam="Ёлка Şahin")

    _, document = pdf.render(sheet_of(vandaag))

    assert b"pdfuaid:part" in PdfReader(BytesIO(document)).trailer["/Root"]["/Metadata"].get_data()
    assert broken_pdf_rules(document) == []


@pytest.mark.parametrize(("people", "sheets"), [(1, 1), (20, 1), (60, 3)])
def test_twenty_people_fit_one_sheet_and_more_repeat_the_head(cohort, vandaag, people, sheets):
    DeelnameFactory.create_batch(people, cohort=cohort)

    _, document = pdf.render(sheet_of(vandaag))

    pages = pages_of(document)
    assert len(pages) == sheets
    assert all("Nr. Naam Ochtend Middag" in page for page in pages)
    assert "Schrijf hier je naam" in pages[-1]


@pytest.mark.parametrize("naam", ["<b>Anna</b>", "Zoë 😀 ﷽", "W" * 60])
def test_any_name_is_printed_as_it_is(anna, vandaag, naam):
    anna.voornaam = naam
    anna.save()

    html, document = pdf.render(sheet_of(vandaag))

    assert "<b>Anna" not in html
    assert len(pages_of(document)) == 1


@pytest.mark.parametrize("people", [3, 60])
def test_it_asks_the_same_however_many_people(cohort, vandaag, people, django_assert_num_queries):
    DeelnameFactory.create_batch(people, cohort=cohort)

    with django_assert_num_queries(4):
        sheet_of(vandaag)
