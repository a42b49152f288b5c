"""The file with one row per employee: what the overview says of each, in three formats."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from rapportages import people
from rapportages.models import Download
from rapportages.people import HEADER
from rapportages.rows import WIDTHS, width_of
from tests.factories import (
    CertificaatFactory,
    DeelnameFactory,
    HRContactFactory,
    UserFactory,
    mark_days,
)
from tests.papers import broken_odf_rules
from tests.rapportages.conftest import (
    DOWNLOADS,
    OVERZICHT,
    content_of,
    download,
    move_after_day_4,
)
from tests.rapportages.test_files import read_csv

DAY = timedelta(days=1)
FORMATS = ("csv", "xlsx", "ods")


def table(client, formaat="csv", **filters) -> list[list]:
    """The file, its header first; a number is a Decimal in each format."""
    content = download(client, formaat=formaat, soort="medewerker", **filters)
    if formaat == "csv":
        rows = read_csv([content])
        number = HEADER.index("Uren")
        return rows[:1] + [
            [
                Decimal(cell.replace(",", "."))
                if place == number
                else cell.removeprefix("=").strip('"')
                for place, cell in enumerate(row)
            ]
            for row in rows[1:]
        ]
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    return [
        [Decimal(str(cell)) if isinstance(cell, float) else cell for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def told(client, **filters) -> list[dict]:
    header, *rows = table(client, **filters)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture
def people_of_all_kinds(gevolgd, bas, cohort, els):
    """Anna is under way, Bas caught up, somebody with a hard name finished; nobody else."""
    mark_days(bas.deelnames.get(), range(1, 7), status="ingehaald")
    hard = UserFactory(voornaam="=Zoë", tussenvoegsel="van 't", achternaam="Öz & <b>")
    mark_days(DeelnameFactory(cohort=cohort, user=hard), range(1, 8))
    CertificaatFactory(deelname=gevolgd, uitgegeven_door=els)


# -- What ----------------------------------------------------------------------------------


@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_one_row_holds_the_person_the_seven_days_and_how_far(gevolgd, hanna, client_for):
    (row,) = told(client_for(hanna))

    assert row == {
        "Personeelsnummer": gevolgd.dienstverbanden.get().personeelsnummer,
        "Naam": "Anna Jansen",
        "Voornaam": "Anna",
        "Tussenvoegsel": "",
        "Achternaam": "Jansen",
        "Afdeling": "Burgerzaken",
        "Organisatie": "Testdam",
        "Cohort": "Testdam A",
        "Dag 1": "aanwezig",
        "Dag 2": "aanwezig",
        "Dag 3": "halve dag",
        "Dag 4": "afwezig",
        "Dag 5": "wordt verwerkt",
        "Dag 6": "komt nog",
        "Dag 7": "komt nog",
        "Uren": Decimal("17.5"),
        "Norm gehaald": "nee",
        "Stand": "bezig",
        "Certificaat": "nog niet",
    }


@pytest.mark.parametrize("formaat", FORMATS)
def test_every_format_says_what_the_overview_says(people_of_all_kinds, hanna, client_for, formaat):
    client = client_for(hanna)
    lines = client.get(OVERZICHT).context["lines"]

    header, *rows = table(client, formaat)

    assert tuple(header) == HEADER
    assert len(rows) == len(lines) == 3
    for line, row in zip(lines, rows, strict=True):
        # An apostrophe is what a CSV puts before what could start a formula.
        assert row[1].lstrip("'") == line.inzet.deelname.user.naam
        assert row[8:15] == [str(dag.uitkomst) for dag in line.dagen]
        assert row[15:] == [
            line.uren,
            "ja" if line.voltooiing == "afgerond" else "nee",
            line.voltooiing.label,
            line.certificaat,
        ]


def test_the_formats_are_equal_cell_by_cell(people_of_all_kinds, hanna, client_for):
    csv, xlsx, ods = (table(client_for(hanna), formaat) for formaat in FORMATS)

    assert xlsx == ods
    assert [[_plain(cell) for cell in row] for row in csv] == ods


def _plain(cell) -> object:
    """Without the apostrophe that a CSV puts before what could start a formula."""
    return cell.removeprefix("'") if isinstance(cell, str) else cell


def test_a_cohort_without_dates_has_its_people_in_the_file(deelname, hanna, client_for):
    (row,) = told(client_for(hanna))

    assert {row[f"Dag {nummer}"] for nummer in range(1, 8)} == {"komt nog"}
    assert row["Stand"] == "nog niet begonnen"


# -- Whose ---------------------------------------------------------------------------------


def test_each_employer_has_its_own_people_and_days(
    gevolgd, bas, vreemd, hanna, henk, andere_organisatie, client_for
):
    move_after_day_4(gevolgd, andere_organisatie)
    old, new = told(client_for(hanna)), told(client_for(henk))

    assert {row["Naam"] for row in old} == {"Anna Jansen", "Bas Çelik"}
    assert {row["Naam"] for row in new} == {"Anna Jansen", "Vera Elders"}
    (before,) = [row for row in old if row["Voornaam"] == "Anna"]
    (after,) = [row for row in new if row["Voornaam"] == "Anna"]
    outside = "buiten het dienstverband"
    assert [before[f"Dag {n}"] == outside for n in range(1, 8)] == [False] * 4 + [True] * 3
    assert [after[f"Dag {n}"] == outside for n in range(1, 8)] == [True] * 4 + [False] * 3
    assert (before["Uren"], after["Uren"]) == (Decimal("17.5"), 0)


@pytest.mark.parametrize(
    ("days", "stand", "certificaat"),
    [
        (-1, "dienstverband voorbij", "niet zichtbaar"),
        (0, "bezig", "uitgegeven"),
        (1, "bezig", "uitgegeven"),
    ],
)
def test_the_last_day_of_an_employment_was_yesterday_is_today_or_is_tomorrow(
    gevolgd, els, hanna, client_for, days, stand, certificaat
):
    CertificaatFactory(deelname=gevolgd, uitgegeven_door=els)
    gevolgd.dienstverbanden.update(tot_en_met=timezone.localdate() + days * DAY)

    (row,) = told(client_for(hanna))

    assert (row["Stand"], row["Certificaat"]) == (stand, certificaat)


def test_the_filters_hold_for_it_too(people_of_all_kinds, hanna, client_for):
    client = client_for(hanna)

    assert [row["Naam"] for row in told(client, q="elik")] == ["Bas Çelik"]
    assert [row["Naam"] for row in told(client, status="afgerond")] == ["Bas Çelik"] + [
        row["Naam"] for row in told(client, q="oz")
    ]


# -- The file ------------------------------------------------------------------------------


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_the_second_sheet_says_what_it_is(gevolgd, hanna, client_for, formaat):
    asked = {"formaat": formaat, "soort": "medewerker", "q": "anna"}
    response = client_for(hanna).post(DOWNLOADS, asked)
    name = f"medewerkers_testdam_2026-11-23_hanna-peters_20261123-1200.{formaat}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'

    workbook = CalamineWorkbook.from_filelike(BytesIO(content_of(response)))

    assert workbook.sheet_names == ["Medewerkers", "Toelichting"]
    notes = workbook.get_sheet_by_index(1).to_python()
    said = {row[0]: row[1] for row in notes}
    assert str(said["Stand van"]) == "2026-11-23"
    assert (said["Filter"], said["Aantal rijen"]) == ("Naam: anna", 1)
    assert not {"Eerste dag", "Laatste dag", "Status"} & set(said)
    assert {"Norm gehaald", "Certificaat", "Wat je niet ziet"} <= set(said)


def test_every_column_is_wide_enough_for_its_heading_and_its_words():
    assert set(HEADER) < set(WIDTHS)
    for heading in HEADER:
        assert width_of(heading) >= len(heading) + 2, heading
    assert width_of("Dag 7") >= len("buiten het dienstverband")


@pytest.mark.services
@pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)
def test_the_ods_keeps_the_schema_of_opendocument(gevolgd, hanna, client_for):
    content = download(client_for(hanna), formaat="ods", soort="medewerker")

    assert broken_odf_rules(content) == []


# -- The log, and bad input ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "soort", "rijen"),
    [({}, "dag", 14), ({"soort": "dag"}, "dag", 14), ({"soort": "medewerker"}, "medewerker", 2)],
)
def test_a_download_is_kept_with_its_kind(gevolgd, bas, hanna, client_for, asked, soort, rijen):
    download(client_for(hanna), **asked)

    row = Download.objects.get()
    assert (row.soort, row.rijen) == (soort, rijen)


def test_of_two_organisations_each_has_a_row(
    gevolgd, vreemd, hanna, andere_organisatie, organisatie, client_for
):
    HRContactFactory(user=hanna, organisatie=andere_organisatie)
    move_after_day_4(gevolgd, andere_organisatie)

    download(client_for(hanna), soort="medewerker")

    assert {(row.organisatie, row.rijen) for row in Download.objects.all()} == {
        (organisatie, 1),
        (andere_organisatie, 2),
    }


@pytest.mark.parametrize("soort", ["week", "Dag", "dag;", "per medewerker"])
def test_an_unknown_kind_is_explained(gevolgd, hanna, client_for, soort):
    response = client_for(hanna).post(DOWNLOADS, {"formaat": "csv", "soort": soort})

    assert response.status_code == 422
    assert "Kies één regel per dag of per medewerker." in response.text
    assert not Download.objects.exists()


def test_the_kind_stays_chosen_when_there_is_nothing_of_it(deelname, hanna, client_for):
    """Nothing is planned: there are no days, and there is somebody."""
    client = client_for(hanna)

    refused = client.post(DOWNLOADS, {"formaat": "csv", "soort": "dag"})
    nobody = client.post(DOWNLOADS, {"formaat": "csv", "soort": "medewerker", "q": "niemand"})

    assert (refused.status_code, nobody.status_code) == (422, 422)
    assert 'value="dag" checked' in refused.text
    assert "bij deze filters hoort geen medewerker." in nobody.text
    assert not Download.objects.exists()


# -- Queries -------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 20])
def test_it_takes_the_same_queries_for_any_number(
    cohort, bijeenkomsten, hanna, client_for, django_assert_num_queries, count
):
    for _ in range(count):
        DeelnameFactory(cohort=cohort)
    client = client_for(hanna)

    with django_assert_num_queries(13):
        download(client, soort="medewerker")


def test_pieces_make_one_file(cohort, bijeenkomsten, hanna, client_for, monkeypatch):
    for _ in range(5):
        DeelnameFactory(cohort=cohort)
    whole = table(client_for(hanna))

    for size in (1, 2, 5, 6):
        monkeypatch.setattr(people, "CHUNK", size)
        assert table(client_for(hanna)) == whole
    assert len(whole) == 6
