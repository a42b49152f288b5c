from datetime import date, time, timedelta

import pytest

from cohorts.models import Cohort, Trainerschap
from tests.cohorts.planning.test_form import planning_data
from tests.factories import (
    DeelnameFactory,
    LocatieFactory,
    ProgrammaFactory,
    TrainerschapFactory,
    mark_days,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def original(cohort, bijeenkomsten):
    """Two-weekly on Mondays, the last day in the evening at a place of its own."""
    cohort.schoolregio, cohort.capaciteit = "zuid", 14
    cohort.save()
    last = bijeenkomsten[-1]
    last.begintijd, last.middag_vanaf, last.eindtijd = time(14), time(16), time(20)
    last.inlooptijd, last.locatie = time(13, 45), LocatieFactory(naam="Stadszaal")
    last.save()
    mark_days(DeelnameFactory(cohort=cohort), range(1, 4))
    return cohort


def copied(coordinator, original, carla, **changes):
    data = {"naam": "Testdam B", "vanaf": "2027-09-06", "trainers": [carla.pk]} | changes
    return coordinator.post(f"/cohorten/{original.pk}/kopie/", data)


def test_a_copy_takes_the_frame_along_and_nobody(coordinator, original, carla):
    newest = ProgrammaFactory(slug=original.programma.slug, norm_dagdelen=11)
    ProgrammaFactory(slug="anders")

    copied(coordinator, original, carla)

    copy = Cohort.objects.get(naam="Testdam B")
    assert (copy.organisatie, copy.capaciteit, copy.schoolregio) == (
        original.organisatie,
        14,
        "zuid",
    )
    assert (copy.programma, copy.norm_dagdelen) == (newest, 11)
    assert [(row.user, row.vanaf) for row in copy.trainerschappen.all()] == [
        (carla, date(2026, 11, 23))
    ]
    assert not copy.deelnames.exists()
    assert not copy.bijeenkomsten.exists()


def test_a_copy_proposes_the_same_rhythm_times_and_places(coordinator, original, carla):
    response = copied(coordinator, original, carla)

    planning = coordinator.get(response.url).context["planning"]
    assert "vanaf=2027-09-06&weekdag=0&weken=2" in response.url
    assert [form["datum"].value() for form in planning.dagen][:4] == [
        date(2027, 9, 6) + timedelta(weeks=2 * n) for n in range(4)
    ]
    assert planning.dagen[4].notes == []
    assert planning.dagen[6]["begintijd"].value() == time(14)
    assert str(planning.dagen[6]["locatie"].value()) == str(
        original.bijeenkomsten.last().locatie_id
    )
    assert planning.elke_dag["begintijd"].value() == time(9, 30)


def test_the_proposed_days_of_a_copy_are_kept_after_a_look(coordinator, original, carla):
    response = copied(coordinator, original, carla)
    dates = [date(2027, 9, 6) + timedelta(weeks=2 * n) for n in range(7)]

    assert coordinator.post(response.url, planning_data(dates)).status_code == 302

    copy = Cohort.objects.get(naam="Testdam B")
    assert [row.datum for row in copy.bijeenkomsten.all()] == dates
    assert {row.datum for row in original.bijeenkomsten.all()}.isdisjoint(dates)


def test_the_page_says_which_version_the_copy_follows(coordinator, original):
    ProgrammaFactory(slug=original.programma.slug, norm_dagdelen=11)

    content = coordinator.get(f"/cohorten/{original.pk}/kopie/").content.decode()

    assert f"{original.naam} volgt versie {original.programma.versie}" in content
    assert "11 van de 14 dagdelen" in content


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"naam": ""}, "naam", "Geef het cohort een naam."),
        ({"naam": "TESTDAM A"}, "naam", "heeft al een cohort met deze naam"),
        ({"naam": "x" * 1000}, "naam", "80"),
        ({"vanaf": "1900-01-01"}, "vanaf", "ligt te ver van vandaag"),
        ({"vanaf": "2056-01-01"}, "vanaf", "ligt te ver van vandaag"),
        ({"trainers": ["0"]}, "trainers", "0"),
    ],
)
def test_a_copy_refuses_and_makes_nothing(coordinator, original, carla, changes, field, message):
    response = copied(coordinator, original, carla, **changes)

    assert response.status_code == 422
    assert message in str(response.context["form"].errors[field])
    assert list(Cohort.objects.all()) == [original]


def test_a_trainer_of_another_cohort_cannot_be_slipped_in(coordinator, original, carla, dirk):
    response = copied(coordinator, original, carla, trainers=[dirk.pk])

    assert response.status_code == 422
    assert not Trainerschap.objects.filter(user=dirk, cohort__naam="Testdam B").exists()


def test_sending_a_copy_twice_makes_one(coordinator, original, carla):
    copied(coordinator, original, carla)

    response = copied(coordinator, original, carla)

    assert response.status_code == 422
    assert Cohort.objects.filter(naam="Testdam B").count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_copy_page_asks_as_much_for_three_trainers_as_for_one(
    coordinator, original, django_assert_num_queries, count
):
    TrainerschapFactory.create_batch(count, cohort=original)

    with django_assert_num_queries(9):
        coordinator.get(f"/cohorten/{original.pk}/kopie/")


@pytest.mark.parametrize("example", ["999999", "²", "-1", "x", "9" * 40])
def test_an_example_that_is_none_is_passed_over(coordinator, cohort, example):
    response = coordinator.get(
        f"/cohorten/{cohort.pk}/planning/?vanaf=2027-01-14&weekdag=3&weken=3&voorbeeld={example}"
    )

    assert response.status_code == 200
