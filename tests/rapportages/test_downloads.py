"""The files that HR takes along, and what is kept about it."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from rapportages.models import Download
from rapportages.rows import HEADER
from tests.factories import HRContactFactory
from tests.papers import broken_odf_rules
from tests.rapportages.conftest import DOWNLOADS, content_of, download, move_after_day_4
from tests.rapportages.test_files import read_csv

# -- Files ---------------------------------------------------------------------------------


@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_the_csv_has_one_row_per_person_per_day(gevolgd, hanna, client_for):
    header, *lines = read_csv([download(client_for(hanna))])

    assert tuple(header) == HEADER
    assert len(lines) == 7
    number = gevolgd.dienstverbanden.get().personeelsnummer
    assert lines[2] == [
        f'="{number}"',  # with a nought in front, that a spreadsheet would drop
        "Anna Jansen",
        "Burgerzaken",
        "Testdam",
        "Testdam A",
        "3",
        "Omgaan met conflict en dilemma",
        "2026-10-26",
        "09:30",
        "16:30",
        "3,5",
        "halve dag",
        "Carla Wit",
        "nog niet",
        "Anna",
        "",
        "Jansen",
    ]
    assert [line[11] for line in lines] == [
        "aanwezig",
        "aanwezig",
        "halve dag",
        "afwezig",
        "wordt verwerkt",
        "komt nog",
        "komt nog",
    ]


def test_the_file_holds_the_days_of_the_own_period_only(
    gevolgd, hanna, henk, andere_organisatie, client_for
):
    move_after_day_4(gevolgd, andere_organisatie)

    former = read_csv([download(client_for(hanna))])[1:]
    current = read_csv([download(client_for(henk))])[1:]

    assert [line[5] for line in former] == ["1", "2", "3", "4"]
    assert [line[5] for line in current] == ["5", "6", "7"]


def test_a_substitute_is_named_on_that_day_only(gevolgd, vervanger, hanna, client_for):
    lines = read_csv([download(client_for(hanna))])[1:]

    assert [line[12] for line in lines] == [
        "Carla Wit, Sam Invaller" if line[5] == "5" else "Carla Wit" for line in lines
    ]


def test_a_cancelled_day_is_not_in_the_file(gevolgd, bijeenkomsten, hanna, client_for):
    bijeenkomsten[6].geannuleerd_op = bijeenkomsten[6].begint_op
    bijeenkomsten[6].save()

    assert len(read_csv([download(client_for(hanna))])) == 1 + 6


@pytest.mark.parametrize("formaat", ["csv", "xlsx", "ods"])
def test_a_name_stands_whole_and_in_its_parts(gevolgd, anna, hanna, client_for, formaat):
    anna.voornaam, anna.tussenvoegsel, anna.achternaam = "Anna Sophie", "van der", "Berg-Smit"
    anna.save()

    content = download(client_for(hanna), formaat=formaat)
    if formaat == "csv":
        header, *lines = read_csv([content])
    else:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        header, *lines = workbook.get_sheet_by_index(0).to_python()

    for line in lines:
        told = dict(zip(header, line, strict=True))
        assert told["Naam"] == "Anna Sophie van der Berg-Smit"
        assert [told[part] for part in ("Voornaam", "Tussenvoegsel", "Achternaam")] == [
            "Anna Sophie",
            "van der",
            "Berg-Smit",
        ]


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_spreadsheets_hold_the_same_rows_and_say_where_they_come_from(
    gevolgd, hanna, client_for, formaat
):
    client = client_for(hanna)
    response = client.post(DOWNLOADS, {"formaat": formaat, "q": "anna"})
    name = f"aanwezigheid_testdam_2026-09-28_2026-12-21_hanna-peters_20261123-1200.{formaat}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'

    workbook = CalamineWorkbook.from_filelike(BytesIO(content_of(response)))

    assert workbook.sheet_names == ["Aanwezigheid", "Toelichting"]
    header, *lines = workbook.get_sheet_by_index(0).to_python()
    assert tuple(header) == HEADER
    assert [line[10] for line in lines] == [7.0, 7.0, 3.5, 0.0, 0.0, 0.0, 0.0]
    assert lines[0][7].isoformat() == "2026-09-28"
    assert lines[0][8].isoformat() == "09:30:00"
    notes = {line[0]: line[1] for line in workbook.get_sheet_by_index(1).to_python()}
    assert notes["Organisatie"] == "Testdam"
    assert notes["Filter"] == "Naam: anna"
    assert notes["Gemaakt door"] == "Hanna Peters"
    assert notes["Gemaakt op"] == "23 november 2026, 12.00"
    assert notes["Aantal rijen"] == 7


@pytest.mark.services
@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_the_ods_keeps_the_schema_of_opendocument(gevolgd, hanna, client_for):
    assert broken_odf_rules(download(client_for(hanna), formaat="ods")) == []


# -- The log -------------------------------------------------------------------------------


def test_every_download_is_kept(gevolgd, bas, hanna, organisatie, cohort, client_for):
    download(client_for(hanna), formaat="ods", cohort=str(cohort.pk), q="anna")

    row = Download.objects.get()
    assert (row.door, row.organisatie, row.formaat, row.rijen) == (hanna, organisatie, "ods", 7)
    assert row.filter == {"cohort": str(cohort.pk), "q": "anna"}


def test_a_download_of_two_organisations_is_kept_for_each(
    gevolgd, hanna, organisatie, andere_organisatie, client_for
):
    HRContactFactory(user=hanna, organisatie=andere_organisatie)
    move_after_day_4(gevolgd, andere_organisatie)

    download(client_for(hanna))

    assert {(row.organisatie, row.rijen) for row in Download.objects.all()} == {
        (organisatie, 4),
        (andere_organisatie, 3),
    }


# -- Bad input -----------------------------------------------------------------------------


@pytest.mark.parametrize("formaat", ["", "docx", "CSV", "csv;"])
def test_a_wrong_format_is_explained(gevolgd, hanna, client_for, formaat):
    response = client_for(hanna).post(DOWNLOADS, {"formaat": formaat})

    assert response.status_code == 422
    assert "Kies een bestandsformaat" in response.content.decode()
    assert not Download.objects.exists()


def test_nothing_to_download_is_said(anna, hanna, client_for):
    response = client_for(hanna).post(DOWNLOADS, {"formaat": "csv"})

    assert response.status_code == 422
    assert "Er is nog niets om te downloaden" in response.content.decode()
    assert not Download.objects.exists()


def test_a_download_is_not_a_link(hanna, client_for):
    assert client_for(hanna).get(reverse("download_create")).status_code == 405
