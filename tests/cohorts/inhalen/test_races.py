"""Two people for one chair, and a day that moves meanwhile: real threads, real connections."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from cohorts.aanwezigheid.models import (
    Aanwezigheid,
    Aanwezigheidswijziging,
    Inhaalopdracht,
    Inhaalplan,
)
from cohorts.inhalen.actions.assignments import approve_inhaalopdracht, give_inhaalopdracht
from cohorts.inhalen.actions.plans import agree_inhaalplan
from cohorts.models import Bijeenkomst, Deelname
from cohorts.planning.actions.cancelling import cancel_bijeenkomst
from tests.cohorts.catching_up import ask, miss, plan_beside
from tests.cohorts.presentie.test_races import at_once
from tests.factories import (
    CohortFactory,
    CoordinatorschapFactory,
    DeelnameFactory,
    plan_seven_days,
)


@pytest.fixture
def people(shared_database: None) -> list[Deelname]:
    """Six people who missed day 3."""
    cohort = CohortFactory()
    days = plan_seven_days(cohort)
    rows = DeelnameFactory.create_batch(6, cohort=cohort)
    for row in rows:
        miss(row, days[2])
    return rows


@pytest.fixture
def host(people: list[Deelname]) -> Bijeenkomst:
    """Day 3 elsewhere, with one chair."""
    cohort = CohortFactory(programma=people[0].cohort.programma, capaciteit=1)
    return plan_beside(cohort)[2]


@pytest.fixture
def els(shared_database: None):
    return CoordinatorschapFactory().user


def tried(job: Callable[[], object], refused: list[str]) -> Callable[[], None]:
    """The job, keeping its refusal."""

    def run() -> None:
        try:
            job()
        except ValidationError as error:
            refused.append(error.messages[0])

    return run


def test_of_six_people_for_the_last_chair_one_gets_it(people, host):
    refused: list[str] = []

    at_once(*[tried(lambda row=row: ask(row, host), refused) for row in people])

    assert Inhaalplan.objects.lopend().at(host).count() == 1
    assert len(refused) == 5
    assert all("geen plaats meer" in words for words in refused)


def test_one_day_asked_for_six_times_at_once_is_one_plan(people, host):
    refused: list[str] = []

    at_once(*[tried(lambda: ask(people[0], host), refused) for _ in range(6)])

    assert Inhaalplan.objects.count() == 1
    assert len(refused) == 5


def test_a_day_that_is_cancelled_while_people_choose_it_keeps_nobody(people, host, els):
    host.cohort.capaciteit = 20
    host.cohort.save()
    refused: list[str] = []

    at_once(
        *[tried(lambda row=row: ask(row, host), refused) for row in people],
        lambda: cancel_bijeenkomst(bijeenkomst=host, by=els),
    )

    assert not Inhaalplan.objects.lopend().at(host).exists()
    assert Inhaalplan.objects.te_plannen().count() + len(refused) == 6


def test_agreeing_beside_a_cancellation_leaves_no_guest_at_a_day_that_is_off(people, host, els):
    plan = ask(people[0], host)
    refused: list[str] = []

    at_once(
        tried(lambda: agree_inhaalplan(inhaalplan=plan, by=els), refused),
        lambda: cancel_bijeenkomst(bijeenkomst=host, by=els),
    )

    assert not Inhaalplan.objects.lopend().at(host).exists()
    assert Inhaalplan.objects.te_plannen().count() == 1


def test_two_assignments_at_most_however_many_are_given_at_once(people, host, els):
    refused: list[str] = []
    days = people[0].cohort.bijeenkomsten.order_by("datum")[:3]
    for day in days:
        miss(people[0], day)

    def give(nummer: int, dagdeel: str) -> object:
        return give_inhaalopdracht(
            deelname=people[0],
            nummer=nummer,
            dagdeel=dagdeel,
            opdracht="Beschrijf een dilemma.",
            by=els,
        )

    at_once(
        *[
            tried(lambda nummer=nummer, half=half: give(nummer, half), refused)
            for nummer in (1, 2, 3)
            for half in ("ochtend", "middag")
        ]
    )

    assert Inhaalopdracht.objects.not_withdrawn().count() == 2
    assert len(refused) == 4


def test_approved_three_times_at_once_counts_once(people, els):
    opdracht = give_inhaalopdracht(
        deelname=people[0], nummer=3, dagdeel="ochtend", opdracht="Beschrijf een dilemma.", by=els
    )

    at_once(*[lambda: approve_inhaalopdracht(inhaalopdracht=opdracht, by=els)] * 3)

    assert Aanwezigheid.objects.of_deelnames([people[0].pk]).behaald().count() == 1
    changes = Aanwezigheidswijziging.objects.filter(naar="ingehaald")
    assert changes.count() == 1
