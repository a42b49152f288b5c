"""Each warning on the planning page: just not, and just so; about days that move, and no others."""

from datetime import date, time, timedelta

import pytest
import time_machine

from cohorts.models import Bijeenkomst
from tests.cohorts.planning.test_form import DATES, planning_data
from tests.factories import LocatieFactory, TrainerschapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def doubts(coordinator, cohort):
    """What is asked at each day when these dates are sent, by number; nothing when it is saved."""

    def ask(dates: list[date], client=coordinator, **data) -> dict[int, list[str]]:
        response = client.post(f"/cohorten/{cohort.pk}/planning/", planning_data(dates, **data))
        if response.status_code == 302:
            return {}
        planning = response.context["planning"]
        assert planning.errors == []
        return {form.nummer: form.doubts for form in planning.doubted}

    return ask


def with_day(dates: list[date], nummer: int, day: date) -> list[date]:
    return [*dates[: nummer - 1], day, *dates[nummer:]]


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2027, 5, 6), ["Dat is Hemelvaartsdag."]),
        (date(2027, 5, 7), []),
        (date(2027, 5, 14), []),
        (date(2027, 5, 15), ["Dat is in het weekend."]),
        (
            date(2027, 5, 16),
            ["Dat is Eerste pinksterdag.", "Dat is in het weekend."],
        ),
    ],
)
def test_a_day_is_asked_about_on_a_holiday_and_from_saturday_on(doubts, day, asked):
    assert doubts([*DATES[:6], day]) == ({7: asked} if asked else {})


@pytest.mark.parametrize(
    ("regio", "asked"), [("noord", ["Dat is in de kerstvakantie regio Noord."]), ("", [])]
)
def test_school_holidays_count_for_a_cohort_with_a_region(doubts, cohort, regio, asked):
    cohort.schoolregio = regio
    cohort.save()

    assert doubts([date(2026, 12, 21)]) == ({1: asked} if asked else {})


@pytest.mark.parametrize(("shift", "is_asked"), [(-1, True), (0, False), (1, False)])
def test_a_date_has_been_from_midnight_on(doubts, client_for, els, shift, is_asked):
    with time_machine.travel("2026-11-24 00:30 +0100", tick=False):
        asked = doubts([date(2026, 11, 24) + timedelta(days=shift)], client=client_for(els))

    assert asked == ({1: ["Die datum is al geweest."]} if is_asked else {})


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (-1, "Dag 2 komt vóór dag 1 (14 januari 2027)."),
        (0, "Dag 1 en dag 2 staan op dezelfde datum."),
        (1, "Tussen dag 1 en dag 2 zit minder dan een week."),
        (6, "Tussen dag 1 en dag 2 zit minder dan een week."),
        (7, ""),
        (56, ""),
        (57, "Tussen dag 1 en dag 2 zitten 8 weken."),
        (63, "Tussen dag 1 en dag 2 zitten 9 weken."),
    ],
)
def test_two_days_are_a_week_to_eight_weeks_apart(doubts, days, asked):
    found = doubts([DATES[0], DATES[0] + timedelta(days=days)])

    weekend = [text for text in found.get(2, []) if text != "Dat is in het weekend."]
    assert weekend == ([asked] if asked else [])
    assert set(found) <= {2}


# -- Days that are planned: today is day 5, and each stands two weeks from the next ---------


@pytest.fixture
def planned(bijeenkomsten) -> list[date]:
    return [row.datum for row in bijeenkomsten]


@pytest.mark.parametrize(
    ("nummer", "day", "asked"),
    [
        (6, date(2026, 12, 17), {7: ["Tussen dag 6 en dag 7 zit minder dan een week."]}),
        (7, date(2026, 12, 10), {7: ["Tussen dag 6 en dag 7 zit minder dan een week."]}),
        (6, date(2026, 12, 21), {7: ["Dag 6 en dag 7 staan op dezelfde datum."]}),
        (7, date(2026, 12, 7), {7: ["Dag 6 en dag 7 staan op dezelfde datum."]}),
        (6, date(2026, 12, 8), {}),
    ],
)
def test_it_is_one_which_of_two_days_moves(doubts, planned, bijeenkomsten, nummer, day, asked):
    place = bijeenkomsten[0].locatie_id

    assert doubts(with_day(planned, nummer, day), locatie=place) == asked


def test_days_that_stay_are_not_asked_about_whatever_they_are(doubts, planned, bijeenkomsten):
    """Two on one Saturday, one a day later; the last one moves."""
    odd = [date(2026, 11, 28), date(2026, 11, 28), date(2026, 11, 29)]
    for row, day in zip(bijeenkomsten[3:6], odd, strict=True):
        Bijeenkomst.objects.filter(pk=row.pk).update(datum=day)
    dates = [*planned[:3], *odd, date(2026, 12, 19)]

    asked = doubts(dates, locatie=bijeenkomsten[0].locatie_id)

    assert asked == {7: ["Dat is in het weekend."]}


def test_an_empty_day_between_two_is_passed_over(doubts):
    data = {"dag-3-datum": str(DATES[0] + timedelta(days=1))}

    assert doubts([DATES[0]], **data) == {3: ["Tussen dag 1 en dag 3 zit minder dan een week."]}


# -- Two places at once --------------------------------------------------------------------


@pytest.fixture
def beside(ander_cohort, planned) -> Bijeenkomst:
    """A day of the other cohort, on the date of our day 6."""
    return Bijeenkomst.objects.create(
        cohort=ander_cohort,
        cursusdag=ander_cohort.programma.cursusdagen.get(nummer=1),
        datum=planned[5],
        locatie=LocatieFactory(),
    )


def test_another_place_is_asked_about_as_much_as_another_date(
    doubts, planned, bijeenkomsten, beside
):
    here = bijeenkomsten[0].locatie_id

    assert doubts(planned, locatie=here) == {}
    assert doubts(planned, locatie=here, **{"dag-6-locatie": beside.locatie_id}) == {
        6: [f"Elders B is die dag ook in {beside.locatie}."]
    }


def test_a_trainer_elsewhere_is_asked_about_when_place_or_date_changes(
    doubts, planned, bijeenkomsten, beside, ander_cohort, carla
):
    TrainerschapFactory(cohort=ander_cohort, user=carla)
    here, other = bijeenkomsten[0].locatie_id, LocatieFactory().pk
    clash = {6: ["Carla Wit is die dag ook trainer bij Elders B."]}

    # Other times at the place where it stood are no other day.
    assert doubts(planned, locatie=here, **{"dag-6-eindtijd": "17:00"}) == {}
    assert doubts(planned, locatie=here, **{"dag-6-locatie": other}) == clash
    assert doubts(planned, locatie=here, **{"dag-6-locatie": "onbekend"}) == clash


def test_a_place_that_is_not_known_yet_is_nobody_elses(doubts, planned, beside):
    Bijeenkomst.objects.filter(pk=beside.pk).update(locatie=None)

    assert doubts(planned, locatie="onbekend") == {}


def test_what_somebody_else_changed_is_said_with_its_times_and_its_place(
    doubts, planned, bijeenkomsten
):
    row = bijeenkomsten[5]
    Bijeenkomst.objects.filter(pk=row.pk).update(
        versie=2, begintijd=time(10), eindtijd=time(17), locatie=None
    )

    asked = doubts(planned, locatie=row.locatie_id, **{"dag-6-revision": f"{row.pk}.1"})

    assert asked == {
        6: [
            "Deze dag is intussen veranderd: maandag 7 december 2026, 10.00 tot 17.00 uur, "
            "locatie nog niet bekend. Bewaar je dit, dan vervalt dat."
        ]
    }
