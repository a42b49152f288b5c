"""What a report looks like: words and marks on the page, widths and kinds of cells in a file."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from rapportages import ods, xlsx
from rapportages.files import Report
from rapportages.models import Download, Inzet
from rapportages.outcomes import Uitkomst, hidden_lines
from rapportages.overview import lines_of
from rapportages.page.dots import SHAPES, dot_of
from tests.factories import DeelnameFactory, UserFactory, plan_seven_days
from tests.rapportages.conftest import DOWNLOADS, OVERZICHT, page_of
from tests.rapportages.test_files import ABOUT

ROW = ("tekst", date(2026, 11, 23), time(9, 30), Decimal("3.5"), 7)


@pytest.mark.parametrize(
    ("uitkomst", "kind", "sign", "words"),
    [
        (Uitkomst.AANWEZIG, "full", "✓", "aanwezig"),
        (Uitkomst.INGEHAALD, "made", "●", "ingehaald"),
        (Uitkomst.EERDER, "before", "«", "eerder gevolgd"),
        (Uitkomst.HALVE_DAG, "half", "½", "halve dag"),
        (Uitkomst.AFWEZIG, "out", "–", "afwezig"),
        (Uitkomst.NOG_NIET, "future", "6", "komt nog"),
        (Uitkomst.VERWERKT, "wait", "…", "wordt verwerkt"),
        (Uitkomst.ONBEKEND, "unknown", "?", "nog niet geregistreerd"),
        (Uitkomst.DEELS, "unknown", "¿", "deels geregistreerd"),
        (Uitkomst.BUITEN, "none", "×", "buiten het dienstverband"),
        (Uitkomst.NVT, "none", "·", "niet in de groep"),
    ],
)
def test_each_outcome_has_a_shape_a_sign_and_words(uitkomst, kind, sign, words):
    dot = dot_of(uitkomst, 6)

    assert (dot.kind, dot.sign, dot.words) == (kind, sign, words)


def test_no_two_outcomes_look_the_same():
    assert set(SHAPES) == set(Uitkomst)
    assert len(set(SHAPES.values())) == len(Uitkomst)


def test_a_day_without_a_date_is_to_come_for_who_works_there_and_no_day_of_who_left(
    cohort, deelname, hanna
):
    plan_seven_days(cohort)
    cohort.bijeenkomsten.filter(cursusdag__nummer=7).delete()
    today = timezone.localdate()

    def last_day():
        rows = Inzet.objects.managed_by_hr(hanna).for_page().with_voltooiing(today)
        (line,) = lines_of(list(rows.with_certificaat()), today)
        return line.dagen[6]

    assert (last_day().uitkomst, last_day().datum) == (Uitkomst.NOG_NIET, None)
    assert last_day().titel == cohort.programma.cursusdagen.get(nummer=7).titel
    deelname.dienstverbanden.update(tot_en_met=today)
    assert (last_day().uitkomst, last_day().dagdelen) == (Uitkomst.BUITEN, 0)


# -- The filters ---------------------------------------------------------------------------


def test_the_filters_stand_in_the_address_and_nothing_secret_does(gevolgd, hanna, client_for):
    page = page_of(client_for(hanna))
    form = re.search(r"<form[^>]*lp-filters.*?</form>", page, re.DOTALL)[0]

    assert 'method="get"' in form
    assert f'action="{OVERZICHT}"' in form
    assert 'role="search"' in form
    assert 'aria-label="Medewerkers zoeken"' in form
    assert "csrf" not in form
    assert re.findall(r"<label[^>]*>\s*(\w+)", form) == [
        "Naam",
        "Cohort",
        "Afdeling",
        "Van",
        "Tot",
        "Volgorde",
    ]
    assert re.findall(r'<option value="" selected>(.*?)</option>', form) == [
        "alle cohorten",
        "alle afdelingen",
    ]
    assert '<input type="hidden" name="status"' in form
    button = re.search(r"<button[^>]*>Toon</button>", form)[0]
    assert re.findall(r"utrecht-button--[\w-]+", button) == ["utrecht-button--secondary-action"]
    assert " name=" not in button


@pytest.mark.parametrize(("length", "status"), [(100, 200), (101, 422)])
def test_a_hundred_signs_is_the_longest_name(hanna, client_for, length, status):
    assert client_for(hanna).get(OVERZICHT, {"q": "x" * length}).status_code == status


def test_every_word_must_be_in_the_name_also_that_in_between(cohort, hanna):
    names = (("Jo", "van der", "Berg"), ("Jo", "", "Berg"), ("Bo", "van der", "Laan"))
    people = []
    for number, (first, prefix, last) in enumerate(names):
        fields = {"voornaam": first, "tussenvoegsel": prefix, "achternaam": last}
        user = UserFactory(email=f"n{number}@testdam.example", **fields)
        people.append(DeelnameFactory(cohort=cohort, user=user).user)
    rows = Inzet.objects.managed_by_hr(hanna)
    for text, found in (
        ("jo berg", people[:2]),
        ("van der", [people[0], people[2]]),
        ("BERG der", [people[0]]),
        ("  ", people),
        ("joberg", []),
    ):
        assert {row.deelname.user for row in rows.named(text)} == set(found), text


def test_what_was_asked_stays_after_a_refused_download_and_in_its_links(cohort, hanna, client_for):
    for _ in range(26):
        DeelnameFactory(cohort=cohort, user=UserFactory(voornaam="Jo"))
    client, asked = client_for(hanna), {"q": "jo", "sort": "-naam"}

    shown = client.get(OVERZICHT, asked)
    refused = client.post(DOWNLOADS, asked | {"formaat": "csv"})  # nothing is planned yet
    wrong = client.post(DOWNLOADS, asked | {"formaat": "docx"})

    assert "?q=jo&amp;sort=-naam&amp;page=2" in shown.text
    for name, value in asked.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in shown.text
    assert (shown.status_code, refused.status_code, wrong.status_code) == (200, 422, 422)
    assert shown.context["chosen"] == refused.context["chosen"] == wrong.context["chosen"] == asked
    assert not refused.context["form"].errors
    assert len(refused.context["lines"]) == 25
    assert wrong.context["lines"] == []
    assert "?page=2" in page_of(client)


def test_beside_the_formats_stands_how_a_csv_writes_a_number(gevolgd, hanna, client_for):
    download = page_of(client_for(hanna)).partition('id="download"')[2].partition("</section>")[0]

    assert "070303 staat er als =&quot;070303&quot;" in download


# -- Files ---------------------------------------------------------------------------------


def xlsx_parts() -> tuple[str, str]:
    file = BytesIO()
    xlsx.write(file, [("Blad", [tuple("abcde"), ROW])], ABOUT)
    archive = ZipFile(file)
    return tuple(
        archive.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles")
    )


def test_a_header_of_excel_is_bold_and_each_cell_looks_like_its_kind():
    sheet, styles = xlsx_parts()
    looks = {cell: int(style) for cell, style in re.findall(r'<c r="(\w+)" s="(\d+)"', sheet)}
    formats = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="(.*?)"', styles))
    fonts = re.findall(r"<font>.*?</font>", styles)
    cell_formats = re.findall(r"<xf [^>]*>", styles.partition("<cellXfs")[2].partition("</")[0])

    def shown(cell: str) -> str | None:
        number = re.search(r'numFmtId="(\d+)"', cell_formats[looks[cell]])[1]
        return formats.get(number)

    def bold(cell: str) -> bool:
        font = re.search(r'fontId="(\d+)"', cell_formats[looks.get(cell, 0)])[1]
        return "<b/>" in fonts[int(font)]

    assert [bold(f"{column}1") for column in "ABCDE"] == [True] * 5
    assert [bold(f"{column}2") for column in "ABCDE"] == [False] * 5
    assert [shown(f"{column}2") for column in "BCD"] == ["dd-mm-yyyy", "hh:mm", "0.0"]
    assert not {"A2", "E2"} & set(looks)


def test_an_opendocument_sheet_says_each_cell_in_its_kind_and_as_people_read_it():
    file = BytesIO()
    table = [tuple("abcde"), ROW, ("a  b\n c ", "", "", "", "")]
    ods.write(file, [("Blad", table)], ABOUT)
    content = ZipFile(file).read("content.xml").decode()
    cells = re.findall(r"<table:table-cell(.*?)>(.*?)</table:table-cell>", content)

    text = ' office:value-type="string"'
    assert cells[:5] == [(f' table:style-name="h"{text}', f"<text:p>{a}</text:p>") for a in "abcde"]
    assert cells[5:10] == [
        (text, "<text:p>tekst</text:p>"),
        (
            ' table:style-name="d" office:value-type="date" office:date-value="2026-11-23"',
            "<text:p>23-11-2026</text:p>",
        ),
        (
            ' table:style-name="t" office:value-type="time" office:time-value="PT09H30M00S"',
            "<text:p>09:30</text:p>",
        ),
        (' office:value-type="float" office:value="3.5"', "<text:p>3,5</text:p>"),
        (' office:value-type="float" office:value="7"', "<text:p>7</text:p>"),
    ]
    space = '<text:s text:c="{}"/>'.format
    assert cells[10][1] == (f"<text:p>a{space(2)}b</text:p><text:p>{space(1)}c{space(1)}</text:p>")


@pytest.mark.parametrize(
    ("formaat", "kind"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ],
)
def test_a_file_says_of_which_kind_it_is(gevolgd, hanna, client_for, formaat, kind):
    response = client_for(hanna).post(DOWNLOADS, {"formaat": formaat})

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Content-Disposition"].endswith(f'.{formaat}"')
    assert b"".join(response.streaming_content)


def test_a_name_of_a_file_is_short_and_its_notes_say_what_is_in_it(
    gevolgd, hanna, organisatie, time_machine
):
    time_machine.move_to("2026-11-24 00:05 +0100")
    type(organisatie).objects.update(weergavenaam="Dam " * 20)
    rows = Inzet.objects.managed_by_hr(hanna).with_voltooiing(timezone.localdate())
    report = Report(rows.with_certificaat().per_day(), 7, "geen", hanna, timezone.now())

    assert report.naam.split("_")[1] == ("dam-" * 15)
    assert report.notes[0] == ("Toelichting", "")
    assert dict(report.notes)["Gemaakt op"] == "24 november 2026, 00.05"
    assert report.notes[8:10] == [
        ("Uren", "Uren die iemand volgde of inhaalde, binnen dit dienstverband."),
        ("Status", "De uitkomst per dag. Redenen van afwezigheid staan hier nooit in."),
    ]
    assert {note[0] for note in report.notes[10:]} == {"Wat je niet ziet"}
    assert len(report.notes[10:]) == len(hidden_lines()) == 4


# -- The log -------------------------------------------------------------------------------


def test_a_download_is_kept_with_its_moment_the_newest_first(hanna, organisatie):
    older, newer = (
        Download.objects.create(
            door=hanna, organisatie=organisatie, formaat="csv", rijen=1, op=timezone.now() - age
        )
        for age in (timedelta(days=1), timedelta())
    )

    assert list(Download.objects.all()) == [newer, older]
    assert str(older) == f"csv door {hanna} op {older.op:%d-%m-%Y %H:%M}"
    fresh = Download(door=hanna, organisatie=organisatie, formaat="ods", rijen=1)
    assert abs(fresh.op - timezone.now()) < timedelta(minutes=1)
    assert fresh.filter == {}
