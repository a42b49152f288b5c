"""A plan to catch up is in use until its own dagdelen were followed elsewhere, or it ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.aanwezigheid.progress.facts import before_catching_up
from tests.cohorts.catching_up import follow, mark
from tests.day_factories import InhaalplanFactory
from tests.factories import BijeenkomstFactory, CohortFactory


@pytest.fixture
def plan(gemist, host, els) -> Inhaalplan:
    return InhaalplanFactory(
        deelname=gemist,
        cursusdag=gemist.cohort.programma.cursusdagen.get(nummer=3),
        bijeenkomst=host,
        versie=1,
        akkoord_op=timezone.now(),
        akkoord_door=els,
    )


@pytest.mark.parametrize(
    ("halves", "followed", "in_use"),
    [
        ("ochtend middag", "", True),
        ("ochtend middag", "ochtend", True),
        ("ochtend middag", "middag", True),
        ("ochtend middag", "ochtend middag", False),
        ("ochtend", "ochtend", False),
        ("ochtend", "middag", True),
        ("middag", "middag", False),
        ("middag", "ochtend", True),
    ],
)
def test_a_plan_is_of_use_while_one_of_its_halves_is_to_be_followed(
    plan, gemist, bijeenkomsten, halves, followed, in_use
):
    plan.ochtend, plan.middag = "ochtend" in halves, "middag" in halves
    plan.save()
    for dagdeel in followed.split():
        mark(gemist, bijeenkomsten[2], "aanwezig", dagdeel)

    assert Inhaalplan.objects.lopend().exists() == in_use
    assert Inhaalplan.objects.gepland().exists() == in_use
    assert Inhaalplan.objects.agreed().exists()


@pytest.mark.parametrize(("days", "in_use"), [(-1, False), (0, True), (None, True)])
def test_a_plan_is_of_no_use_after_the_deelname(plan, gemist, host, days, in_use):
    gemist.tot_en_met = None if days is None else host.datum + timedelta(days=days)
    gemist.save()

    assert Inhaalplan.objects.lopend().exists() == in_use


@pytest.mark.parametrize(
    ("seen", "is_coming"), [(-1, True), (0, True), (1, False)], ids=["before", "on it", "after"]
)
def test_a_plan_comes_until_its_day(plan, host, seen, is_coming):
    day = host.datum + timedelta(days=seen)

    assert Inhaalplan.objects.coming(day).exists() == is_coming
    assert Inhaalplan.objects.gasten_of(host.cohort, day).exists() == is_coming
    assert Inhaalplan.objects.not_before(day).exists() == (seen < 0)


def test_a_plan_without_a_day_comes_always_and_is_to_be_planned(plan, host):
    assert not Inhaalplan.objects.te_plannen().exists()
    plan.bijeenkomst = plan.versie = plan.akkoord_op = plan.akkoord_door = None
    plan.save()

    later = host.datum + timedelta(days=99)
    assert Inhaalplan.objects.te_plannen().get() == plan
    assert Inhaalplan.objects.coming(later).get() == plan
    assert Inhaalplan.objects.not_before(later).get() == plan
    assert not Inhaalplan.objects.aangevraagd().exists()
    assert not Inhaalplan.objects.agreed().exists()


def test_a_plan_is_asked_for_until_it_is_agreed_or_lapses(plan):
    assert not Inhaalplan.objects.aangevraagd().exists()
    plan.akkoord_op = plan.akkoord_door = None
    plan.save()
    assert Inhaalplan.objects.aangevraagd().get() == plan
    assert not Inhaalplan.objects.gepland().exists()

    plan.vervallen_op = timezone.now()
    plan.save()
    assert not Inhaalplan.objects.aangevraagd().exists()
    assert not Inhaalplan.objects.lopend().exists()


# -- What stood there before ---------------------------------------------------------------


def test_before_it_was_caught_up_stands_what_was_said_first_of_the_last_time(gemist, host):
    third = CohortFactory(programma=host.cohort.programma)
    later = BijeenkomstFactory(cohort=third, cursusdag=host.cursusdag, datum=host.datum)
    follow(gemist, host, "ochtend")
    follow(gemist, later, "ochtend")
    ochtend, middag = (gemist.aanwezigheden.get(dagdeel=half) for half in ("ochtend", "middag"))

    assert before_catching_up([ochtend.pk, middag.pk]) == {ochtend.pk: "afwezig"}


def test_of_two_times_the_last_counts_and_only_marks_that_were_asked_for(
    gemist, host, bas, bijeenkomsten
):
    follow(gemist, host, "ochtend")
    mark(gemist, bijeenkomsten[2], "afgemeld", "ochtend", bron="inhalen")
    follow(gemist, host, "ochtend")
    other = bas.deelnames.get()
    mark(other, bijeenkomsten[2], "afwezig", "ochtend")
    follow(other, host, "ochtend")
    mine = gemist.aanwezigheden.get(dagdeel="ochtend")

    assert before_catching_up([mine.pk]) == {mine.pk: "afgemeld"}
