"""The overview as a PDF: what stands on it, whose it is, and how much fits."""

from html import unescape
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from cohorts.models import Organisatie
from huisstijl import thema
from rapportages import paper as printing
from rapportages.files import PaperReport
from rapportages.models import Download, Inzet
from rapportages.outcomes import hidden_lines
from tests.factories import DeelnameFactory, HRContactFactory, UserFactory
from tests.papers import broken_pdf_rules
from tests.rapportages.conftest import (
    DOWNLOADS,
    OVERZICHT,
    move_after_day_4,
    paper,
    sheets_of,
)
from tests.rapportages.test_people_file import people_of_all_kinds  # noqa: F401 -- a fixture

pytestmark = pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)


def text_of(client, **filters) -> str:
    return " ".join(sheets_of(paper(client, **filters)))


def blad_of(user) -> printing.Blad:
    rows = Inzet.objects.managed_by_hr(user).with_voltooiing(timezone.localdate())
    return PaperReport(rows.with_certificaat(), 0, "geen", user, timezone.now()).blad


# -- What ----------------------------------------------------------------------------------


def test_it_says_whose_it_is_of_when_and_by_whom(gevolgd, bas, hanna, client_for):
    asked = {"van": "2026-10-01", "tot_en_met": "2026-11-30", "q": "anna"}

    [sheet] = sheets_of(paper(client_for(hanna), **asked))

    for fact in (
        "Testdam",
        "Periode: van 1 oktober 2026 tot en met 30 november 2026.",
        "Filter: Naam: anna; Van: 1 oktober 2026; Tot en met: 30 november 2026",
        "Gemaakt door: Hanna Peters, op 23 november 2026, 12.00 uur",
        "1 medewerker, nog zonder certificaat 1 bezig 0 afgerond",
        "blad 1 van 1",
    ):
        assert fact in sheet
    assert "Çelik" not in sheet
    assert "Periode: alle dagen" in text_of(client_for(hanna))


def test_it_has_the_words_of_the_page(people_of_all_kinds, hanna, client_for):  # noqa: F811
    client = client_for(hanna)
    lines = client.get(OVERZICHT).context["lines"]
    text = text_of(client)

    assert len(lines) == 3
    for line in lines:
        inzet = line.inzet
        about = " · ".join(filter(None, (inzet.afdeling, str(inzet.deelname.cohort))))
        hours = f"{line.uren:.1f}".removesuffix(".0").replace(".", ",")
        words = [str(dag.uitkomst) for dag in line.dagen]
        said = [inzet.deelname.user.naam, about, line.voltooiing.label, *words, hours]
        assert " ".join([*said, line.certificaat]) in text
    for word, rule in hidden_lines():
        assert (f"{word.capitalize()}: {rule}" if word else rule) in text


def test_the_totals_are_of_the_people_on_it(people_of_all_kinds, hanna, client_for):  # noqa: F811
    client = client_for(hanna)

    assert "3 medewerkers, 1 met certificaat 1 bezig 2 afgerond" in text_of(client)
    assert "2 medewerkers, nog niemand met certificaat 0 bezig 2 afgerond" in text_of(
        client, status="afgerond"
    )


@pytest.mark.parametrize("naam", ["<b>Anna</b>", "Zoë 😀 ﷽", "W" * 60])
def test_any_name_is_printed_as_it_is(gevolgd, anna, hanna, naam):
    anna.voornaam = naam
    anna.save()

    html, document = printing.render(blad_of(hanna))

    assert naam in unescape(html)
    assert "<b>Anna" not in html
    assert len(sheets_of(document)) == 1


# -- Whose ---------------------------------------------------------------------------------


def test_each_employer_has_its_own_people_and_days(
    gevolgd, bas, vreemd, hanna, henk, andere_organisatie, client_for
):
    move_after_day_4(gevolgd, andere_organisatie)
    old, new = text_of(client_for(hanna)), text_of(client_for(henk))
    outside = "buiten het dienstverband"

    assert ("Çelik" in old, "Elders" in old) == (True, False)
    assert ("Çelik" in new, "Vera Elders" in new) == (False, True)
    assert " ".join(["aanwezig", "aanwezig", "halve dag", "afwezig", *[outside] * 3]) in old
    assert " ".join([outside] * 4) in new
    assert "halve dag" not in new


def test_the_colour_is_the_employers_and_of_two_the_houses(
    gevolgd, vreemd, hanna, organisatie, andere_organisatie
):
    Organisatie.objects.filter(pk=organisatie.pk).update(merkkleur="#aa0000")

    one = blad_of(hanna)
    Organisatie.objects.filter(pk=organisatie.pk).update(merkkleur="")
    assert blad_of(hanna).kleur == thema.DEFAULT_COLOUR
    Organisatie.objects.filter(pk=organisatie.pk).update(merkkleur="#aa0000")
    HRContactFactory(user=hanna, organisatie=andere_organisatie)
    two = blad_of(hanna)

    assert (one.kleur, one.names_employers) == ("#aa0000", False)
    assert (two.kleur, two.names_employers) == (thema.DEFAULT_COLOUR, True)
    html, _ = printing.render(two)
    assert f"{andere_organisatie} · " in html


# -- The document --------------------------------------------------------------------------


def test_it_is_a_tagged_document_on_its_side_with_its_own_fonts(gevolgd, hanna, client_for):
    reader = PdfReader(BytesIO(paper(client_for(hanna))))
    root, page = reader.trailer["/Root"], reader.pages[0]
    fonts = {font.get_object()["/BaseFont"][8:] for font in page["/Resources"]["/Font"].values()}

    assert reader.metadata.title == "Overzicht Testdam, 23 november 2026"
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("nl", True)
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 210]
    assert all(font.startswith("Papier-S") for font in fonts)


@pytest.mark.services
@pytest.mark.parametrize("people", [0, 40])
def test_it_keeps_every_rule_of_pdf_ua(cohort, gevolgd, bas, hanna, client_for, people):
    DeelnameFactory.create_batch(people, cohort=cohort)
    DeelnameFactory(cohort=cohort, user=UserFactory(voornaam="Ёлка", achternaam="Şahin"))

    document = paper(client_for(hanna))

    assert b"pdfuaid:part" in PdfReader(BytesIO(document)).trailer["/Root"]["/Metadata"].get_data()
    assert broken_pdf_rules(document) == []


def test_every_sheet_repeats_the_head_and_has_a_number(cohort, gevolgd, hanna, client_for):
    DeelnameFactory.create_batch(40, cohort=cohort)

    sheets = sheets_of(paper(client_for(hanna)))

    assert len(sheets) > 2
    head = "Naam Stand Dag 1 Dag 2 Dag 3 Dag 4 Dag 5 Dag 6 Dag 7 Uren Certificaat"
    for number, sheet in enumerate(sheets, start=1):
        assert f"blad {number} van {len(sheets)}" in sheet
        assert head in sheet or "Wat je niet ziet" in sheet
    assert sum(sheet.count("Wat je niet ziet") for sheet in sheets) == 1


# -- The log, and what is refused ----------------------------------------------------------


@pytest.mark.parametrize("soort", ["dag", "medewerker", ""])
def test_it_is_kept_like_the_other_files(gevolgd, bas, hanna, client_for, soort):
    response = client_for(hanna).post(DOWNLOADS, {"formaat": "pdf", "soort": soort, "q": "anna"})

    name = "overzicht_testdam_2026-11-23_hanna-peters_20261123-1200.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    row = Download.objects.get()
    assert (row.formaat, row.soort, row.rijen) == ("pdf", "medewerker", 1)
    assert (row.door, row.filter) == (hanna, {"q": "anna"})
    page = client_for(hanna).get("/overzicht/gedownload/").text
    assert "PDF, per medewerker" in page


@pytest.mark.parametrize(("fits", "status"), [(4, 200), (3, 200), (2, 422)])
def test_more_people_than_fit_are_refused(
    gevolgd, cohort, hanna, client_for, monkeypatch, fits, status
):
    DeelnameFactory.create_batch(2, cohort=cohort)
    assert printing.MAX_ROWS == 200
    monkeypatch.setattr(printing, "MAX_ROWS", fits)

    response = client_for(hanna).post(DOWNLOADS, {"formaat": "pdf"})

    assert response.status_code == status
    assert Download.objects.exists() == (status == 200)
    if status == 422:
        assert "In een PDF passen 2 medewerkers, en dit zijn er 3." in response.text
        assert "Kies één cohort of afdeling, of neem Excel." in response.text


def test_two_hundred_and_one_are_refused(cohort, bijeenkomsten, hanna, client_for):
    DeelnameFactory.create_batch(201, cohort=cohort)

    response = client_for(hanna).post(DOWNLOADS, {"formaat": "pdf"})

    assert response.status_code == 422
    assert "In een PDF passen 200 medewerkers, en dit zijn er 201." in response.text
    assert not Download.objects.exists()


def test_nobody_is_refused(gevolgd, hanna, client_for):
    response = client_for(hanna).post(DOWNLOADS, {"formaat": "pdf", "q": "niemand"})

    assert response.status_code == 422
    assert "bij deze filters hoort geen medewerker" in response.text
    assert not Download.objects.exists()


@pytest.mark.parametrize("name", ["anna", "carla", "dirk", "els", "beheerder"])
def test_only_hr_takes_it(cast, client_for, name):
    assert client_for(cast[name]).post(DOWNLOADS, {"formaat": "pdf"}).status_code == 403
    assert not Download.objects.exists()


@pytest.mark.parametrize("people", [3, 40])
def test_it_asks_the_same_however_many_people(
    cohort, bijeenkomsten, hanna, people, django_assert_num_queries
):
    DeelnameFactory.create_batch(people, cohort=cohort)

    with django_assert_num_queries(11):
        blad_of(hanna)
