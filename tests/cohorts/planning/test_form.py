from datetime import date, time, timedelta

import pytest

from cohorts.models import Bijeenkomst, Locatie
from tests.factories import (
    DeelnameFactory,
    LocatieFactory,
    TrainerschapFactory,
    mark_days,
    plan_seven_days,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DATES = [date(2027, 1, 14) + timedelta(weeks=3 * n) for n in range(7)]


def planning_data(dates=DATES, locatie="onbekend", **changes):
    data = {
        "elke-inlooptijd": "09:15",
        "elke-begintijd": "09:30",
        "elke-middag_vanaf": "13:15",
        "elke-eindtijd": "16:30",
        "elke-locatie": locatie,
    }
    days = {f"dag-{n}-datum": str(day) for n, day in enumerate(dates, start=1)}
    return data | days | changes


def test_planning_form_proposes_dates_and_says_which_holiday_it_passed_over(coordinator, cohort):
    response = coordinator.get(
        f"/cohorten/{cohort.pk}/planning/?vanaf=2027-04-15&weekdag=3&weken=3"
    )

    dates = [form["datum"].value() for form in response.context["planning"].dagen]
    assert dates[:2] == [date(2027, 4, 15), date(2027, 5, 13)]
    assert "6 mei overgeslagen: Hemelvaartsdag" in response.content.decode()
    assert Bijeenkomst.objects.count() == 0


def test_planning_form_refuses_a_rhythm_that_is_none(coordinator, cohort):
    response = coordinator.get(f"/cohorten/{cohort.pk}/planning/?vanaf=ooit&weekdag=3&weken=3")

    assert response.status_code == 422
    assert "Schrijf de datum als dag-maand-jaar" in response.content.decode()


def test_planning_form_saves_seven_days(coordinator, cohort):
    place = LocatieFactory()

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", planning_data(locatie=place.pk))

    assert response.url == f"/cohorten/{cohort.pk}/trainers/"
    assert [row.datum for row in cohort.bijeenkomsten.all()] == DATES
    assert {row.locatie for row in cohort.bijeenkomsten.all()} == {place}


def test_planning_form_saves_a_new_place_and_a_day_of_its_own(coordinator, cohort):
    data = planning_data(
        locatie="nieuw",
        **{
            "locatie-naam": "De Broodfabriek",
            "locatie-adres": "Havenkade 1",
            "locatie-plaats": "Testdam",
            "dag-7-begintijd": "13:00",
            "dag-7-middag_vanaf": "14:00",
            "dag-7-inlooptijd": "12:45",
            "dag-7-eindtijd": "20:00",
            "dag-7-locatie": "onbekend",
        },
    )

    coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)

    first, last = cohort.bijeenkomsten.first(), cohort.bijeenkomsten.last()
    assert first.locatie == Locatie.objects.get()
    assert (f"{last.eindtijd:%H:%M}", last.locatie) == ("20:00", None)


def test_planning_form_uses_a_place_that_is_there_again(coordinator, cohort):
    place = LocatieFactory()
    data = planning_data(
        locatie="nieuw",
        **{
            "locatie-naam": place.naam,
            "locatie-adres": place.adres,
            "locatie-plaats": place.plaats,
        },
    )

    coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)

    assert list(Locatie.objects.all()) == [place]
    assert cohort.bijeenkomsten.first().locatie == place


def test_planning_form_saves_a_part_of_the_days(coordinator, cohort):
    coordinator.post(f"/cohorten/{cohort.pk}/planning/", planning_data(DATES[:3]))

    assert cohort.bijeenkomsten.count() == 3


@pytest.mark.parametrize(
    ("changes", "field_id", "message"),
    [
        ({"dag-7-datum": "2072-06-01"}, "id_dag-7-datum", "ligt te ver van vandaag"),
        ({"dag-1-datum": "1927-01-14"}, "id_dag-1-datum", "ligt te ver van vandaag"),
        ({"dag-1-datum": "2027-02-30"}, "id_dag-1-datum", "Schrijf de datum"),
        ({"elke-eindtijd": "09:00"}, "id_elke-eindtijd", "moet na ‘Middag vanaf’"),
        ({"elke-begintijd": "laat"}, "id_elke-begintijd", "geldige tijd"),
        ({"elke-locatie": "999"}, "id_elke-locatie", "999"),
        ({"elke-locatie": "nieuw"}, "id_locatie-naam", "Geef de locatie een naam"),
        ({"locatie-naam": "Zaal"}, "id_locatie-adres", "Vul de straat en het huisnummer in"),
        ({"dag-4-eindtijd": "08:00"}, "id_dag-4-eindtijd", "moet na ‘Middag vanaf’"),
    ],
)
def test_planning_form_refuses_and_keeps_what_was_typed(
    coordinator, cohort, changes, field_id, message
):
    data = planning_data(**changes)

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)

    planning = response.context["planning"]
    assert response.status_code == 422
    assert any(found == field_id and message in error for found, _, error in planning.errors), (
        planning.errors
    )
    for name, value in data.items():
        assert f'name="{name}"' in response.content.decode()
        assert value in response.content.decode()
    assert Bijeenkomst.objects.count() == 0
    assert Locatie.objects.count() == 0


def test_planning_form_refuses_to_save_no_date_at_all(coordinator, cohort):
    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", planning_data([]))

    assert response.status_code == 422
    assert "Vul minstens één datum in." in response.content.decode()


def test_planning_form_refuses_a_new_place_that_no_day_uses(coordinator, cohort):
    data = planning_data(
        **{"locatie-naam": "Zaal", "locatie-adres": "Plein 1", "locatie-plaats": "Testdam"}
    )

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)

    assert response.status_code == 422
    assert "Kies hier ‘Een nieuwe locatie’" in response.content.decode()


@pytest.mark.parametrize(
    ("day", "doubt"),
    [
        (date(2027, 5, 27), None),
        (date(2027, 5, 17), "Dat is Tweede pinksterdag."),
        (date(2027, 5, 22), "Dat is in het weekend."),
        (date(2027, 8, 5), "Tussen dag 6 en dag 7 zitten 14 weken."),
        (date(2027, 7, 1), "Tussen dag 6 en dag 7 zitten 9 weken."),
        (date(2027, 6, 24), None),
        (date(2027, 5, 3), "Tussen dag 6 en dag 7 zit minder dan een week."),
        (date(2027, 4, 29), "Dag 6 en dag 7 staan op dezelfde datum."),
        (date(2027, 4, 20), "Dag 7 komt vóór dag 6 (29 april 2027)."),
    ],
)
def test_planning_form_asks_about_a_doubtful_date(coordinator, cohort, day, doubt):
    data = planning_data([*DATES[:6], day])

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)

    assert response.status_code == (422 if doubt else 302)
    assert Bijeenkomst.objects.count() == (0 if doubt else 7)
    if doubt:
        assert doubt in response.content.decode()
        assert str(day) in response.content.decode()


def test_planning_form_saves_a_doubtful_date_when_told_so(coordinator, cohort):
    data = planning_data([*DATES[:6], date(2027, 5, 22)])
    asked = coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)

    response = coordinator.post(
        f"/cohorten/{cohort.pk}/planning/", data | {"zeker": asked.context["planning"].token}
    )

    assert response.status_code == 302
    assert Bijeenkomst.objects.count() == 7


def test_planning_form_asks_again_about_another_doubt(coordinator, cohort):
    data = planning_data([*DATES[:6], date(2027, 5, 22)])
    asked = coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)
    data |= {"dag-7-datum": "2027-05-29", "zeker": asked.context["planning"].token}

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)

    assert response.status_code == 422
    assert Bijeenkomst.objects.count() == 0


def test_planning_form_asks_about_a_date_that_has_been(coordinator, cohort):
    dates = [date(2026, 10, 1) + timedelta(weeks=3 * n) for n in range(7)]

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", planning_data(dates))

    assert response.status_code == 422
    assert "Die datum is al geweest" in response.content.decode()


def test_planning_form_does_not_ask_about_days_that_stay(coordinator, cohort, bijeenkomsten):
    dates = [row.datum for row in bijeenkomsten]
    data = planning_data(dates, locatie="onbekend")

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)

    assert response.status_code == 302
    rows = cohort.bijeenkomsten.all()
    assert [row.datum for row in rows] == dates
    assert {row.locatie for row in rows} == {None}


def test_planning_form_asks_about_a_trainer_and_a_room_in_two_places(
    coordinator, cohort, ander_cohort, carla
):
    other = plan_seven_days(ander_cohort)[6]
    TrainerschapFactory(user=carla, cohort=ander_cohort)
    dates = [*(other.datum - timedelta(weeks=7 - n) for n in range(1, 7)), other.datum]

    response = coordinator.post(
        f"/cohorten/{cohort.pk}/planning/", planning_data(dates, locatie=other.locatie.pk)
    )

    last = response.context["planning"].dagen[6]
    assert "Carla Wit is die dag ook trainer bij Elders B." in last.doubts
    assert f"Elders B is die dag ook in {other.locatie}." in last.doubts


def test_planning_form_refuses_to_move_a_day_with_marks(coordinator, cohort, bijeenkomsten):
    mark_days(DeelnameFactory(cohort=cohort), range(2, 3))
    dates = [row.datum for row in bijeenkomsten]
    dates[1] += timedelta(days=1)

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", planning_data(dates))

    assert response.status_code == 422
    assert "Zet in de presentie eerst iedereen terug" in response.content.decode()
    assert {row.versie for row in Bijeenkomst.objects.all()} == {1}


def test_planning_form_proposes_only_for_days_without_marks(coordinator, cohort, bijeenkomsten):
    mark_days(DeelnameFactory(cohort=cohort), range(1, 5))

    response = coordinator.get(
        f"/cohorten/{cohort.pk}/planning/?vanaf=2027-01-14&weekdag=3&weken=3"
    )

    dates = [form["datum"].value() for form in response.context["planning"].dagen]
    assert dates == [*(row.datum for row in bijeenkomsten[:4]), *DATES[:3]]


def test_planning_form_refuses_to_empty_a_planned_day(coordinator, cohort, bijeenkomsten):
    dates = [row.datum for row in bijeenkomsten]

    response = coordinator.post(
        f"/cohorten/{cohort.pk}/planning/", planning_data(dates) | {"dag-6-datum": ""}
    )

    assert response.status_code == 422
    assert "Deze dag stond gepland" in response.content.decode()


def test_only_a_day_that_differs_shows_its_own_times(coordinator, cohort, bijeenkomsten):
    mark_days(DeelnameFactory(cohort=cohort), range(1, 5))
    cohort.bijeenkomsten.update(locatie=LocatieFactory())
    cohort.bijeenkomsten.filter(pk=bijeenkomsten[4].pk).update(begintijd=time(10, 30))

    dagen = coordinator.get(f"/cohorten/{cohort.pk}/planning/").context["planning"].dagen

    assert [form.nummer for form in dagen if form.is_fixed] == [1, 2, 3, 4]
    assert [form.nummer for form in dagen if form.is_open] == [5]
