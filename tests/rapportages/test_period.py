"""A period for HR: who has a day in it, and which days a file holds."""

from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from rapportages.forms import FilterForm
from rapportages.models import Download
from tests.factories import HRContactFactory, plan_seven_days
from tests.rapportages.conftest import (
    DOWNLOADS,
    OVERZICHT,
    content_of,
    download,
    move_after_day_4,
    page_of,
)
from tests.rapportages.test_files import read_csv
from tests.rapportages.test_log import rows_of

DAY = timedelta(days=1)
pytestmark = pytest.mark.time_machine("2026-11-23 12:00 +0100", tick=False)


def names_on(client, **filters) -> list[str]:
    page = client.get(OVERZICHT, filters)
    assert page.status_code == 200
    return [line.inzet.deelname.user.naam for line in page.context["lines"]]


def days_in_file(client, **filters) -> list[str]:
    return [row[5] for row in read_csv([download(client, **filters)])[1:]]


# -- The ends ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "offset", "is_seen"),
    [
        ("van", -1, True),
        ("van", 0, True),
        ("van", 1, False),
        ("tot_en_met", -1, False),
        ("tot_en_met", 0, True),
        ("tot_en_met", 1, True),
    ],
)
def test_the_list_holds_who_has_a_day_up_to_both_ends(
    gevolgd, bijeenkomsten, hanna, client_for, field, offset, is_seen
):
    """From the day before, on and after the last day of the course; up to those of its first."""
    edge = bijeenkomsten[-1 if field == "van" else 0].datum + offset * DAY

    assert names_on(client_for(hanna), **{field: edge}) == ["Anna Jansen"] * is_seen


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [(-1, 1, "234"), (0, 0, "234"), (1, 0, "34"), (0, -1, "23"), (1, -1, "3")],
)
def test_the_file_per_day_holds_the_days_up_to_both_ends(
    gevolgd, bijeenkomsten, hanna, client_for, first, last, days
):
    """From around day 2 up to around day 4."""
    van, tot_en_met = bijeenkomsten[1].datum + first * DAY, bijeenkomsten[3].datum + last * DAY

    found = days_in_file(client_for(hanna), van=van, tot_en_met=tot_en_met)

    assert found == list(days)
    assert Download.objects.get().rijen == len(days)


def test_a_period_between_two_days_holds_nobody(gevolgd, bijeenkomsten, hanna, client_for):
    """Anna has days before it and days after it, and none in it."""
    asked = {"van": bijeenkomsten[1].datum + DAY, "tot_en_met": bijeenkomsten[2].datum - DAY}
    client = client_for(hanna)

    assert names_on(client, **asked) == []
    assert "Bij deze filters hoort geen medewerker." in page_of(client, **asked)
    assert client.post(DOWNLOADS, {"formaat": "csv"} | asked).status_code == 422
    assert not Download.objects.exists()


def test_a_cancelled_day_is_no_day(gevolgd, bijeenkomsten, hanna, client_for):
    day = bijeenkomsten[5]
    asked = {"van": day.datum, "tot_en_met": day.datum}
    assert names_on(client_for(hanna), **asked) == ["Anna Jansen"]

    day.geannuleerd_op = day.begint_op
    day.save()

    assert names_on(client_for(hanna), **asked) == []


# -- Whose ---------------------------------------------------------------------------------


def test_a_day_counts_for_the_employer_of_that_day_only(
    gevolgd, bijeenkomsten, hanna, henk, andere_organisatie, client_for
):
    move_after_day_4(gevolgd, andere_organisatie)
    for day, old, new in ((bijeenkomsten[3], ["4"], []), (bijeenkomsten[4], [], ["5"])):
        asked = {"van": day.datum, "tot_en_met": day.datum}
        for user, days in ((hanna, old), (henk, new)):
            client = client_for(user)
            assert names_on(client, **asked) == ["Anna Jansen"] * len(days)
            if days:
                assert days_in_file(client, **asked) == days
            else:
                assert client.post(DOWNLOADS, {"formaat": "csv"} | asked).status_code == 422


def test_a_period_opens_nobody_elses_people(
    gevolgd, vreemd, hanna, henk, andere_organisatie, client_for
):
    asked = {"van": "2020-01-01", "tot_en_met": "2028-12-31"}
    plan_seven_days(vreemd.deelnames.get().cohort, today_is=5)

    assert names_on(client_for(hanna), **asked) == ["Anna Jansen"]
    assert names_on(client_for(henk), **asked) == ["Vera Elders"]
    HRContactFactory(user=hanna, organisatie=andere_organisatie)
    assert set(names_on(client_for(hanna), **asked)) == {"Anna Jansen", "Vera Elders"}


# -- Where it stands -----------------------------------------------------------------------


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
def test_the_words_stand_in_the_file_and_in_the_log(gevolgd, hanna, client_for, formaat):
    client = client_for(hanna)
    asked = {"van": "2026-10-01", "tot_en_met": "2026-11-30"}
    words = "Van: 1 oktober 2026; Tot en met: 30 november 2026"
    for soort in ("dag", "medewerker"):
        content = content_of(client.post(DOWNLOADS, asked | {"formaat": formaat, "soort": soort}))
        notes = _notes(content)
        assert notes["Filter"] == words
        assert ("Periode" in notes) == (soort == "medewerker")
        row = Download.objects.latest("pk")
        assert row.filter == asked
        assert rows_of(client)[0][4] == words


def _notes(content: bytes) -> dict:
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Toelichting")
    return {row[0]: row[1] for row in sheet.to_python()}


def test_the_file_per_employee_keeps_its_seven_days(gevolgd, bijeenkomsten, hanna, client_for):
    day = bijeenkomsten[2].datum
    client = client_for(hanna)
    whole = read_csv([download(client, soort="medewerker")])

    assert read_csv([download(client, soort="medewerker", van=day, tot_en_met=day)]) == whole


def test_it_stays_in_every_link_and_in_the_download_form(gevolgd, hanna, client_for):
    asked = {"van": "2026-10-01", "tot_en_met": "2026-11-30"}
    response = client_for(hanna).get(OVERZICHT, asked)
    query = "van=2026-10-01&tot_en_met=2026-11-30"

    for chip in response.context["chips"]:
        assert chip.query.startswith(query)
    for column in response.context["columns"].values():
        assert column.query.startswith(query)
    assert response.context["query"] == query + "&"
    page = unescape(response.text)
    for name, value in asked.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
        assert f'type="date" name="{name}" value="{value}"' in page
    assert [chip.aantal for chip in response.context["chips"]] == [1, 1]
    later = client_for(hanna).get(OVERZICHT, {"van": "2027-11-01"})
    assert later.context["chips"][0].aantal == 0


def test_one_end_may_stay_open(hanna):
    form = FilterForm({"van": "2026-10-01"}, user=hanna)

    assert form.is_valid()
    assert form.periode == (date(2026, 10, 1), None)
    assert form.in_words == "Van: 1 oktober 2026"


# -- Wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        (
            {"van": "2026-10-02", "tot_en_met": "2026-10-01"},
            "tot_en_met",
            "Deze dag ligt vóór de dag bij ‘Van’. Kies een latere.",
        ),
        ({"van": "morgen"}, "van", "Schrijf de datum als dag-maand-jaar: 21-01-2027."),
        ({"tot_en_met": "2026-02-30"}, "tot_en_met", "Schrijf de datum als dag-maand-jaar"),
        ({"van": "0206-10-02"}, "van", "ligt te ver van vandaag. Klopt het jaar?"),
        ({"tot_en_met": "9999-12-31"}, "tot_en_met", "ligt te ver van vandaag."),
    ],
)
def test_a_wrong_period_is_explained_and_shows_nobody(
    gevolgd, hanna, client_for, asked, field, said
):
    client = client_for(hanna)
    for response in (
        client.get(OVERZICHT, asked),
        client.post(DOWNLOADS, asked | {"formaat": "csv"}),
    ):
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert said in unescape(response.text)
        assert "Anna Jansen" not in response.text
    assert not Download.objects.exists()


@pytest.mark.parametrize(("years", "is_taken"), [(0, True), (10, True), (21, False)])
def test_hr_looks_back_on_earlier_years(hanna, years, is_taken):
    form = FilterForm({"van": f"{2026 - years}-01-01"}, user=hanna)

    assert form.is_valid() == is_taken


def test_one_day_is_a_period(gevolgd, bijeenkomsten, hanna, client_for):
    day = bijeenkomsten[3].datum

    assert days_in_file(client_for(hanna), van=day, tot_en_met=day) == ["4"]
