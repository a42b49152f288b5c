"""Who or what would be in two places at once, and who would not."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from cohorts.models import Bijeenkomst, Trainerschap
from cohorts.planning.double_bookings import DoubleBooking, double_bookings, double_bookings_of
from tests.cohorts.planning.test_two_windows import Window
from tests.factories import LocatieFactory, TrainerschapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def day(bijeenkomsten) -> Bijeenkomst:
    """Day 6 of cohort A."""
    return bijeenkomsten[5]


@pytest.fixture
def beside(day, ander_cohort) -> Bijeenkomst:
    """A day of the other cohort on the same date, elsewhere."""
    return Bijeenkomst.objects.create(
        cohort=ander_cohort,
        cursusdag=ander_cohort.programma.cursusdagen.get(nummer=1),
        datum=day.datum,
        locatie=LocatieFactory(),
    )


def found(day: Bijeenkomst) -> list[DoubleBooking]:
    return double_bookings(day.cohort, [(day.datum, day.locatie)])


def test_a_trainer_of_both_is_in_two_places_and_any_other_is_not(
    day, beside, ander_cohort, carla, dirk
):
    assert found(day) == []

    TrainerschapFactory(cohort=ander_cohort, user=carla)
    TrainerschapFactory(cohort=ander_cohort, user=carla, vanaf=timezone.localdate())

    assert found(day) == [DoubleBooking(beside, trainer=carla)]


def test_a_trainer_who_may_no_longer_sign_in_is_nowhere(day, beside, ander_cohort, carla):
    TrainerschapFactory(cohort=ander_cohort, user=carla)
    carla.is_active = False
    carla.save()

    assert found(day) == []


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize(("last", "is_found"), [(-1, False), (0, True)])
def test_a_trainer_counts_until_the_last_day_on_either_side(
    day, beside, cohort, ander_cohort, dirk, side, last, is_found
):
    until = day.datum + timedelta(days=last)
    ours = TrainerschapFactory(cohort=cohort, user=dirk)
    theirs = Trainerschap.objects.get(cohort=ander_cohort)
    (ours if side == "ours" else theirs).end(until)

    assert found(day) == ([DoubleBooking(beside, trainer=dirk)] if is_found else [])


@pytest.mark.parametrize(("nummer", "is_found"), [(6, True), (5, False)])
def test_a_substitute_is_needed_on_the_one_day_only(
    bijeenkomsten, day, beside, dirk, nummer, is_found
):
    TrainerschapFactory(cohort=None, bijeenkomst=bijeenkomsten[nummer - 1], user=dirk)

    assert found(day) == ([DoubleBooking(beside, trainer=dirk)] if is_found else [])


def test_a_substitute_of_theirs_is_needed_on_that_day(day, beside, carla):
    TrainerschapFactory(cohort=None, bijeenkomst=beside, user=carla)

    assert found(day) == [DoubleBooking(beside, trainer=carla)]


def test_a_room_is_in_use_on_its_own_date_only(day, bijeenkomsten, beside):
    assert found(day) == []

    Bijeenkomst.objects.filter(pk=beside.pk).update(locatie=day.locatie)
    assert found(day) == [DoubleBooking(beside, locatie=day.locatie)]
    elsewhere = LocatieFactory()
    days = [(bijeenkomsten[6].datum, day.locatie), (day.datum, elsewhere)]
    assert double_bookings(day.cohort, days) == []


@pytest.mark.parametrize("field", ["geannuleerd_op", "datum"])
def test_a_day_that_does_not_go_on_or_is_another_one_is_in_nobodys_way(
    day, beside, ander_cohort, carla, field
):
    TrainerschapFactory(cohort=ander_cohort, user=carla)
    value = timezone.now() if field == "geannuleerd_op" else day.datum + timedelta(days=1)
    Bijeenkomst.objects.filter(pk=beside.pk).update(**{field: value}, locatie=day.locatie)

    assert found(day) == []


def test_a_room_and_two_trainers_are_three_things_to_say(day, beside, cohort, ander_cohort, carla):
    Bijeenkomst.objects.filter(pk=beside.pk).update(locatie=day.locatie)
    tine = TrainerschapFactory(cohort=cohort).user
    for user in (tine, carla):
        TrainerschapFactory(cohort=ander_cohort, user=user)

    assert [(row.key, str(row)) for row in found(day)] == [
        *(
            (f"{beside.pk}-trainer-{user.pk}", f"{user} is die dag ook trainer bij Elders B.")
            for user in sorted((tine, carla), key=lambda user: user.pk)
        ),
        (f"{beside.pk}-zaal", f"Elders B is die dag ook in {day.locatie}."),
    ]


@pytest.mark.parametrize(("is_beside", "queries"), [(False, 1), (True, 3)])
def test_trainers_are_asked_for_only_when_another_cohort_meets_that_day(
    day, beside, django_assert_num_queries, is_beside, queries
):
    if not is_beside:
        beside.delete()

    with django_assert_num_queries(queries):
        assert found(day) == []


# -- Of one trainer ------------------------------------------------------------------------


def test_only_the_own_days_from_the_first_one_on_are_named(day, beside, ander_cohort, carla, dirk):
    """Carla is in two places too, but it is Dirk who is appointed."""
    TrainerschapFactory(cohort=ander_cohort, user=carla)
    late, soon = (
        TrainerschapFactory(cohort=day.cohort, user=dirk, vanaf=day.datum + timedelta(days=shift))
        for shift in (1, 0)
    )

    assert double_bookings_of(late) == []
    [clash] = double_bookings_of(soon)
    assert clash.trainer == dirk
    assert clash.sentence == "Let op 7 december: Dirk Vos is die dag ook trainer bij Elders B."


def test_a_substitute_is_told_nothing_of_other_cohorts(day, beside, dirk):
    row = TrainerschapFactory(cohort=None, bijeenkomst=day, user=dirk)

    assert double_bookings_of(row) == []


@pytest.mark.parametrize("is_elsewhere", [True, False])
def test_who_is_appointed_is_named_with_what_clashes(
    coordinator, day, beside, dirk, niemand, is_elsewhere
):
    user = dirk if is_elsewhere else niemand

    response = coordinator.post(
        f"/cohorten/{day.cohort_id}/trainers/", {"email": user.email, "vanaf": "2026-11-23"}
    )

    clash = "Let op 7 december: Dirk Vos is die dag ook trainer bij Elders B."
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        f"{user} is trainer van Testdam A.",
        *([clash] if is_elsewhere else []),
    ]


@pytest.mark.parametrize(("weeks", "is_found"), [(0, False), (1, True)])
def test_a_day_that_moves_is_looked_at_though_it_keeps_its_place(
    coordinator, cohort, day, beside, weeks, is_found
):
    """The other cohort is there a week later."""
    beside.datum, beside.locatie = day.datum + timedelta(weeks=1), day.locatie
    beside.save()
    window = Window(coordinator, cohort)

    answer = window.save({"dag-6-datum": day.datum + timedelta(weeks=weeks)})

    assert (answer.status_code == 422) == is_found
    if is_found:
        [doubt] = [one for form in answer.context["planning"].doubted for one in form.doubts]
        assert str(day.locatie.naam) in doubt
