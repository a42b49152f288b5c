"""The planning page before somebody typed, and the times and places of its days."""

from datetime import date, time

import pytest

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Locatie
from tests.cohorts.planning.test_form import DATES, planning_data
from tests.factories import DeelnameFactory, LocatieFactory, mark_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TIMES = {
    "inlooptijd": time(9, 15),
    "begintijd": time(9, 30),
    "middag_vanaf": time(13, 15),
    "eindtijd": time(16, 30),
}
QUERY = "vanaf=2027-01-14&weekdag=3&weken=3"


def values_of(form) -> dict:
    return {name: form[name].value() for name in (*TIMES, "locatie")}


# -- Before anything is typed --------------------------------------------------------------


def test_a_new_cohort_begins_on_a_thursday_each_three_weeks_with_20_places(coordinator, programma):
    form = coordinator.get("/cohorten/nieuw/").context["form"]

    begin = {name: form[name].value() for name in ("weekdag", "weken", "capaciteit", "schoolregio")}
    assert begin == {"weekdag": 3, "weken": 3, "capaciteit": 20, "schoolregio": "gemeente"}


@pytest.mark.parametrize(("regio", "shown"), [("", "geen"), ("zuid", "zuid")])
def test_the_rhythm_begins_with_the_school_holidays_of_the_cohort(
    planning_page, cohort, regio, shown
):
    cohort.schoolregio = regio
    cohort.save()

    ritme = planning_page().context["ritme"]

    begin = {name: ritme[name].value() for name in ("weekdag", "weken", "schoolregio")}
    assert begin == {"weekdag": 3, "weken": 3, "schoolregio": shown}


@pytest.mark.parametrize(
    ("chosen", "kept"), [("&schoolregio=geen", ""), ("&schoolregio=noord", "noord"), ("", "zuid")]
)
def test_no_school_holidays_is_a_choice_and_no_choice_keeps_what_was(
    planning_page, cohort, chosen, kept
):
    cohort.schoolregio = "zuid"
    cohort.save()

    assert planning_page(planning_data(DATES[:1]), QUERY + chosen).status_code == 302

    cohort.refresh_from_db()
    assert cohort.schoolregio == kept


@pytest.mark.parametrize("knows_a_place", [True, False])
def test_times_begin_as_usual_and_the_place_with_a_known_one(planning_page, knows_a_place):
    place = LocatieFactory() if knows_a_place else None

    planning = planning_page().context["planning"]

    # The browser chooses the first of the known places.
    locatie = None if place else "onbekend"
    assert values_of(planning.elke_dag) == TIMES | {"locatie": locatie}
    assert planning.elke_dag.fields["locatie"].choices == [
        *([(str(place.pk), str(place))] if place else []),
        ("nieuw", "Een nieuwe locatie"),
        ("onbekend", "Nog niet bekend"),
    ]
    assert planning.shows_new_place == (not place)


def test_a_day_says_nothing_of_its_own_until_it_differs(planning_page):
    LocatieFactory()
    dag = planning_page().context["planning"].dagen[0]

    assert values_of(dag) == dict.fromkeys((*TIMES, "locatie"))
    assert dag.fields["locatie"].choices[0] == ("", "Zoals elke dag")
    assert (dag["datum"].value(), dag["revision"].value(), dag.weekday) == (None, "0", "")
    assert not dag.is_open


def test_a_planned_day_shows_its_date_and_its_weekday(planning_page, bijeenkomsten):
    dag = planning_page().context["planning"].dagen[5]

    assert dag["datum"].value() == date(2026, 12, 7)
    assert dag["revision"].value() == f"{bijeenkomsten[5].pk}.1"
    assert dag.weekday == "maandag"


def test_what_most_days_have_stands_above_and_what_differs_at_the_day(planning_page, bijeenkomsten):
    common, own = bijeenkomsten[0].locatie, LocatieFactory()
    Bijeenkomst.objects.filter(pk=bijeenkomsten[6].pk).update(locatie=own, eindtijd=time(20))
    Bijeenkomst.objects.filter(pk=bijeenkomsten[5].pk).update(locatie=None)

    planning = planning_page().context["planning"]

    nothing = dict.fromkeys((*TIMES, "locatie"))
    assert values_of(planning.elke_dag) == TIMES | {"locatie": str(common.pk)}
    assert [values_of(dag) for dag in planning.dagen] == [
        *[nothing] * 5,
        nothing | {"locatie": "onbekend"},
        nothing | {"locatie": str(own.pk), "eindtijd": time(20)},
    ]
    assert [dag.nummer for dag in planning.dagen if dag.is_open] == [6, 7]


@pytest.mark.parametrize("is_valid", [True, False])
def test_proposals_stand_where_no_presentie_is(planning_page, bijeenkomsten, cohort, is_valid):
    mark_days(DeelnameFactory(cohort=cohort), range(1, 3))
    response = planning_page(query=QUERY if is_valid else "vanaf=ooit&weekdag=3&weken=3")

    planned = [row.datum for row in bijeenkomsten]
    dates = [dag["datum"].value() for dag in response.context["planning"].dagen]
    assert dates == ([*planned[:2], *DATES[:5]] if is_valid else planned)
    assert response.status_code == (200 if is_valid else 422)


def test_a_day_made_good_with_an_assignment_may_still_get_its_first_date(
    planning_page, cohort, anna
):
    """Anna did day 3 at home, and the group has no date for it."""
    Aanwezigheid.objects.create(
        deelname=cohort.deelnames.get(user=anna),
        cursusdag=cohort.programma.cursusdagen.get(nummer=3),
        dagdeel="ochtend",
        status="ingehaald",
    )

    dag = planning_page(query=QUERY).context["planning"].dagen[2]
    response = planning_page(planning_data())

    assert (dag.is_fixed, dag["datum"].value()) == (False, DATES[2])
    assert response.status_code == 302
    assert cohort.bijeenkomsten.get(cursusdag__nummer=3).datum == DATES[2]


# -- Times in order ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("inlooptijd", "09:30", ""),
        ("inlooptijd", "09:31", "begintijd: Deze tijd moet na ‘Inloop vanaf’ (09.31 uur) liggen."),
        ("begintijd", "13:14", ""),
        ("begintijd", "13:15", "middag_vanaf: Deze tijd moet na ‘Begin’ (13.15 uur) liggen."),
        ("middag_vanaf", "16:29", ""),
        ("middag_vanaf", "16:30", "eindtijd: Deze tijd moet na ‘Middag vanaf’ (16.30 uur) liggen."),
        ("eindtijd", "13:16", ""),
        ("eindtijd", "13:15", "eindtijd: Deze tijd moet na ‘Middag vanaf’ (13.15 uur) liggen."),
        ("begintijd", "17:00", "middag_vanaf: Deze tijd moet na ‘Begin’ (17.00 uur) liggen."),
    ],
)
@pytest.mark.parametrize("prefix", ["elke", "dag-4"])
def test_only_walking_in_and_beginning_may_be_at_one_moment(
    planning_page, prefix, field, value, message
):
    response = planning_page(planning_data(**{f"{prefix}-{field}": value}))

    assert response.status_code == (422 if message else 302)
    if message:
        planning = response.context["planning"]
        parts = [planning.elke_dag, *planning.dagen]
        found = {
            form.prefix: [
                f"{name}: {text}" for name, texts in form.errors.items() for text in texts
            ]
            for form in parts
            if form.errors
        }
        assert found == {prefix: [message]}


def test_a_time_that_is_missing_is_asked_for_and_not_compared(planning_page):
    response = planning_page(planning_data(**{"elke-begintijd": "", "elke-eindtijd": "08:00"}))

    assert list(response.context["planning"].elke_dag.errors) == ["begintijd"]


def test_a_wrong_time_of_a_day_is_in_sight(planning_page):
    LocatieFactory()
    dagen = planning_page(planning_data(**{"dag-4-eindtijd": "08:00"})).context["planning"].dagen

    assert [dag.nummer for dag in dagen if dag.is_open] == [4]


@pytest.mark.parametrize(
    ("changes", "is_shown"),
    [
        ({}, False),
        ({"elke-locatie": "nieuw"}, True),
        ({"dag-3-locatie": "nieuw"}, True),
        ({"locatie-plaats": "Testdam"}, True),
    ],
)
def test_the_fields_of_a_new_place_are_open_when_somebody_needs_or_filled_them(
    planning_page, changes, is_shown
):
    LocatieFactory()
    data = planning_data(**changes) | {"dag-1-datum": "2027-02-30"}

    assert planning_page(data).context["planning"].shows_new_place == is_shown


def test_one_day_alone_may_be_at_a_new_place(planning_page, cohort):
    place = {"naam": "De Broodfabriek", "adres": "Havenkade 1", "plaats": "Testdam"}
    changes = {f"locatie-{name}": value for name, value in place.items()}

    planning_page(planning_data(**changes | {"dag-3-locatie": "nieuw"}))

    new = Locatie.objects.get()
    assert [row.locatie for row in cohort.bijeenkomsten.all()] == [
        None,
        None,
        new,
        *[None] * 4,
    ]
