"""What a day of a cohort says: when it is, and how many were there."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cohorts.models import Bijeenkomst
from cohorts.planning.standing import CohortDag, days_of
from programma.models import Cursusdag
from tests.factories import (
    AanwezigheidFactory,
    DeelnameFactory,
    TrainerschapFactory,
    mark_days,
    plan_seven_days,
)

pytestmark = pytest.mark.usefixtures("clock")
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("shift", "label", "is_today", "is_over"),
    [
        (None, "nog geen datum", False, False),
        (-1, "zo 22 nov", False, True),
        (0, "vandaag", True, False),
        (1, "di 24 nov", False, False),
    ],
)
def test_a_day_says_when_it_is(shift, label, is_today, is_over):
    row = None if shift is None else Bijeenkomst(datum=TODAY + timedelta(days=shift))
    dag = CohortDag(Cursusdag(nummer=1), row, TODAY, ())

    assert (dag.label, dag.is_today, dag.is_over) == (label, is_today, is_over)


@pytest.fixture
def outcome(coordinator, cohort):
    """What each day of cohort A says of the people in it."""

    def read() -> dict[int, str]:
        response = coordinator.get(f"/cohorten/{cohort.pk}/")
        return {dag.cursusdag.nummer: dag.uitkomst for dag in response.context["dagen"]}

    return read


def test_a_day_says_how_many_were_there_once_somebody_was_marked(outcome, cohort, bijeenkomsten):
    anna, bas = DeelnameFactory.create_batch(2, cohort=cohort)
    assert outcome() == dict.fromkeys((1, 2, 3, 4), "nog niet geregistreerd") | dict.fromkeys(
        (5, 6, 7), ""
    )

    mark_days(anna, range(1, 3))
    mark_days(bas, range(2, 4), status="afwezig")
    mark_days(anna, range(5, 6))
    mark_days(anna, range(6, 7), status="afgemeld")

    assert outcome() == {
        1: "1 van 2 aanwezig, 1 nog niet geregistreerd",
        2: "1 van 2 aanwezig, 1 afwezig",
        3: "0 van 2 aanwezig, 1 afwezig, 1 nog niet geregistreerd",
        4: "nog niet geregistreerd",
        5: "1 van 2 aanwezig tot nu toe",
        6: "",
        7: "",
    }


def test_half_a_day_counts_and_who_came_in_later_does_not(outcome, cohort, bijeenkomsten):
    anna = DeelnameFactory(cohort=cohort)
    DeelnameFactory(cohort=cohort, vanaf=bijeenkomsten[2].datum)
    mark_days(anna, range(1, 4))
    anna.aanwezigheden.filter(dagdeel="middag").delete()

    assert [outcome()[nummer] for nummer in (1, 3)] == [
        "0 van 1 aanwezig, 1 een halve dag",
        "0 van 2 aanwezig, 1 een halve dag, 1 nog niet geregistreerd",
    ]


@pytest.mark.parametrize(
    ("middag", "words"),
    [("", "2 van 2 aanwezig tot nu toe"), ("afwezig", "1 van 2 aanwezig, 1 een halve dag")],
)
def test_today_counts_so_far_until_the_whole_day_is_marked(
    outcome, cohort, bijeenkomsten, middag, words
):
    anna, bas = DeelnameFactory.create_batch(2, cohort=cohort)
    mark_days(anna, range(5, 6))
    AanwezigheidFactory(deelname=bas, bijeenkomst=bijeenkomsten[4], dagdeel="ochtend")
    if middag:
        AanwezigheidFactory(
            deelname=bas, bijeenkomst=bijeenkomsten[4], dagdeel="middag", status=middag
        )

    assert outcome()[5] == words


def test_a_day_without_people_says_nothing_of_them(outcome, bijeenkomsten):
    assert set(outcome().values()) == {""}


@pytest.mark.django_db
def test_a_cohort_without_people_shows_each_day_with_the_date_that_goes_on(cohort, bijeenkomsten):
    Bijeenkomst.objects.filter(pk=bijeenkomsten[1].pk).update(geannuleerd_op=timezone.now())
    plan_seven_days(TrainerschapFactory().cohort)

    days = days_of(cohort, [], timezone.localdate())

    assert [dag.cursusdag.nummer for dag in days] == [1, 2, 3, 4, 5, 6, 7]
    planned = [row if row != bijeenkomsten[1] else None for row in bijeenkomsten]
    assert [dag.bijeenkomst for dag in days] == planned
