"""What a page and a file are narrowed down to, in which order, and how much fits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Cohort, Deelname, Dienstverband
from rapportages import views, xlsx
from rapportages.files import Report
from rapportages.forms import FilterForm
from rapportages.models import Download, Inzet
from tests.factories import CohortFactory, DeelnameFactory, UserFactory, mark_days, plan_seven_days
from tests.rapportages.conftest import DOWNLOADS, OVERZICHT, content_of, download
from tests.rapportages.test_files import read_csv


@pytest.fixture
def second(cohort) -> Cohort:
    other = CohortFactory(
        naam="Alvast B", organisatie=cohort.organisatie, programma=cohort.programma
    )
    plan_seven_days(other, today_is=0)
    return other


@pytest.fixture
def there(deelname, bijeenkomsten, second) -> dict[str, Deelname]:
    """Anna in the first cohort, Zus and Aad in the second; each of another department."""
    mark_days(deelname, range(1, 5))
    zus, aad = (
        DeelnameFactory(cohort=second, user=UserFactory(voornaam=first, achternaam=last))
        for first, last in (("Zus", "Appel"), ("Aad", "Zwart"))
    )
    found = {"Anna Jansen": deelname, "Zus Appel": zus, "Aad Zwart": aad}
    for afdeling, one in zip(("Zorg", "Jeugd", "Archief"), found.values(), strict=True):
        one.dienstverbanden.update(afdeling=afdeling)
    return found


def names_on(client, **filters) -> list[str]:
    page = client.get(OVERZICHT, filters).context["page_obj"]
    return [row.deelname.user.naam for row in page.object_list]


def names_in_file(client, **filters) -> list[str]:
    names = [row[1] for row in read_csv([download(client, **filters)])[1:]]
    return list(dict.fromkeys(names))


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["Zus Appel", "Anna Jansen", "Aad Zwart"]),
        ("naam", ["Zus Appel", "Anna Jansen", "Aad Zwart"]),
        ("-naam", ["Aad Zwart", "Anna Jansen", "Zus Appel"]),
        ("afdeling", ["Aad Zwart", "Zus Appel", "Anna Jansen"]),
        ("cohort", ["Zus Appel", "Aad Zwart", "Anna Jansen"]),
        ("uren", ["Zus Appel", "Aad Zwart", "Anna Jansen"]),
        ("-uren", ["Anna Jansen", "Zus Appel", "Aad Zwart"]),
        ("stand", ["Anna Jansen", "Zus Appel", "Aad Zwart"]),
        ("-certificaat", ["Zus Appel", "Anna Jansen", "Aad Zwart"]),
    ],
)
def test_the_page_stands_in_the_order_asked_for_and_a_file_by_name(
    there, hanna, client_for, sort, order
):
    assert names_on(client_for(hanna), sort=sort) == order
    assert names_in_file(client_for(hanna)) == ["Zus Appel", "Anna Jansen", "Aad Zwart"]


def test_each_filter_narrows_and_all_of_them_together(there, second, cohort, hanna, client_for):
    client = client_for(hanna)
    for filters, seen in (
        ({"cohort": second.pk}, ["Zus Appel", "Aad Zwart"]),
        ({"cohort": cohort.pk}, ["Anna Jansen"]),
        ({"status": "bezig"}, ["Anna Jansen"]),
        ({"status": "nog-niet-begonnen"}, ["Zus Appel", "Aad Zwart"]),
        ({"cohort": second.pk, "q": "a"}, ["Zus Appel", "Aad Zwart"]),
        ({"cohort": second.pk, "q": "aad"}, ["Aad Zwart"]),
        ({"q": "a z"}, ["Zus Appel", "Aad Zwart"]),
    ):
        assert names_on(client, **filters) == names_in_file(client, **filters) == seen
    assert names_on(client, cohort=cohort.pk, status="nog-niet-begonnen") == []


def test_the_days_of_a_person_stand_in_order(there, hanna, client_for):
    rows = read_csv([download(client_for(hanna))])[1:]

    assert [row[5] for row in rows] == list("1234567") * 3


def test_the_cohorts_to_choose_from_are_those_of_the_own_employees(
    there, cohort, second, vreemd, hanna, henk
):
    CohortFactory(organisatie=cohort.organisatie)

    offered = [set(FilterForm({}, user=user).fields["cohort"].queryset) for user in (hanna, henk)]

    assert offered == [{cohort, second}, {vreemd.deelnames.get().cohort}]


def test_what_was_asked_is_kept_in_the_address_the_words_and_the_log(
    there, second, hanna, client_for
):
    asked = {"q": "aad", "cohort": str(second.pk), "status": "nog-niet-begonnen"}
    form = FilterForm(asked | {"sort": "-naam"}, user=hanna)
    empty = FilterForm({}, user=hanna)
    assert (form.is_valid(), empty.is_valid()) == (True, True)

    assert form.filters == asked
    assert form.chosen == asked | {"sort": "-naam"}
    assert form.in_words == "Naam: aad; Cohort: Alvast B; Stand: nog niet begonnen"
    assert (empty.filters, empty.chosen, empty.in_words) == ({}, {}, "geen")
    download(client_for(hanna), **asked)
    row = Download.objects.get()
    assert (row.filter, row.rijen, row.door) == (asked, 7, hanna)


@pytest.mark.parametrize(("people", "pages", "last"), [(24, 1, 24), (25, 1, 25), (26, 2, 1)])
def test_twenty_five_people_stand_on_a_page(cohort, hanna, client_for, people, pages, last):
    for _ in range(people):
        DeelnameFactory(cohort=cohort)

    page = client_for(hanna).get(OVERZICHT, {"page": pages}).context["page_obj"]

    assert (page.paginator.num_pages, len(page.object_list)) == (pages, last)


def test_the_states_are_counted_up_to_a_thousand_people(there, hanna, client_for, monkeypatch):
    def counts():
        chips = client_for(hanna).get(OVERZICHT).context["chips"]
        return [(chip.label, chip.aantal) for chip in chips if chip.aantal is not None]

    assert views.COUNTED_UP_TO == 1000
    monkeypatch.setattr(views, "COUNTED_UP_TO", 3)
    assert counts() == [("Iedereen", 3), ("Nog niet begonnen", 2), ("Bezig", 1)]
    monkeypatch.setattr(views, "COUNTED_UP_TO", 2)
    assert counts() == []
    totals = client_for(hanna).get(OVERZICHT).context["totals"]
    assert (totals.headline, totals.figures, totals.chart) == ("3 medewerkers", [], [])


@pytest.mark.parametrize(
    ("fits", "formaat", "status"), [(21, "xlsx", 200), (20, "xlsx", 422), (20, "csv", 200)]
)
def test_more_rows_than_excel_holds_are_refused_for_excel_alone(
    there, hanna, client_for, monkeypatch, fits, formaat, status
):
    assert xlsx.MAX_ROWS == 2**20 - 1  # the first of its lines is the header
    monkeypatch.setattr(xlsx, "MAX_ROWS", fits)

    response = client_for(hanna).post(DOWNLOADS, {"formaat": formaat})

    assert response.status_code == status
    assert Download.objects.exists() == (status == 200)
    if status == 200:
        assert content_of(response)
    else:
        assert "Excel aankan" in response.text


def test_a_file_names_the_employers_and_the_period_of_its_own_rows(
    there, cohort, second, hanna, vreemd, andere_organisatie
):
    rows = Inzet.objects.managed_by_hr(hanna)
    rows = rows.with_voltooiing(timezone.localdate()).with_certificaat()
    first = min(row.datum for row in cohort.bijeenkomsten.all())
    last = max(row.datum for row in second.bijeenkomsten.all())
    for days, period in (
        (rows.per_day(), (first, last)),
        (rows.of_cohort(cohort).per_day(), (first, first + timedelta(days=84))),
    ):
        notes = dict(Report(days, 1, "geen", hanna, timezone.now()).notes)
        assert (notes["Eerste dag"], notes["Laatste dag"]) == period
        assert notes["Organisatie"] == "Testdam"


def test_a_file_is_made_on_the_dutch_day(there, hanna, client_for, time_machine):
    time_machine.move_to("2026-11-24 00:05 +0100")

    response = client_for(hanna).post(DOWNLOADS, {"formaat": "csv", "q": "anna"})

    assert "_hanna-peters_20261124-0005.csv" in response["Content-Disposition"]
    assert [row[11] for row in read_csv([content_of(response)])[5:7]] == [
        "nog niet geregistreerd",
        "komt nog",
    ]


def test_the_page_looks_from_the_dutch_day(there, hanna, client_for, time_machine):
    day = timezone.localdate()
    there["Anna Jansen"].dienstverbanden.update(tot_en_met=day)
    seen = {}
    for moment in ("2026-11-23 23:30 +0100", "2026-11-24 00:30 +0100"):
        time_machine.move_to(moment)
        lines = client_for(hanna).get(OVERZICHT, {"q": "anna"}).context["lines"]
        seen[moment] = [(str(line.voltooiing), str(line.dagen[4].uitkomst)) for line in lines]

    assert list(seen.values()) == [
        [("bezig", "wordt verwerkt")],
        [("dienstverband-voorbij", "nog niet geregistreerd")],
    ]


def test_an_afdeling_narrows_the_page_and_the_file(there, hanna, client_for):
    client = client_for(hanna)

    assert names_on(client, afdeling="Jeugd") == ["Zus Appel"]
    assert names_in_file(client, afdeling="Jeugd") == ["Zus Appel"]


def test_the_afdelingen_of_others_are_no_choice(there, hanna, client_for, vreemd):
    Dienstverband.objects.filter(deelname__user=vreemd).update(afdeling="Geheime Dienst")

    page = client_for(hanna).get(OVERZICHT, {"afdeling": "Geheime Dienst"})

    assert page.status_code == 422
    choices = [name for name, _ in page.context["form"].fields["afdeling"].choices]
    assert choices == ["", "Archief", "Jeugd", "Zorg"]


def test_a_header_sorts_and_turns_round_and_keeps_the_filters(there, hanna, client_for):
    client = client_for(hanna)

    def header(**filters) -> tuple[str, str]:
        column = client.get(OVERZICHT, filters).context["columns"]["uren"]
        return column.aria_sort, column.query

    assert header(q="a") == ("", "q=a&sort=uren")
    assert header(q="a", sort="uren") == ("ascending", "q=a&sort=-uren")
    assert header(q="a", sort="-uren") == ("descending", "q=a&sort=uren")
    page = client.get(OVERZICHT, {"sort": "-uren"}).content.decode()
    assert page.count('aria-sort="') == 1
    header = '<a class="lp-staff__sort" href="/overzicht/?sort=uren">Uren'
    assert f'aria-sort="descending">{header}' in page
