"""The edges of moving: the day before, on and after."""

from datetime import timedelta

import pytest

from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.deelnemers.actions.employment import change_employer
from cohorts.deelnemers.actions.membership import (
    end_deelname,
    move_deelname,
)
from cohorts.models import Deelname
from tests.cohorts.deelnemers.edges import ONE_DAY, TODAY, TOMORROW, YESTERDAY, answered
from tests.day_factories import InhaalplanFactory
from tests.factories import (
    AanwezigheidFactory,
    mark_days,
)

# -- Moving --------------------------------------------------------------------------------


@pytest.mark.monday
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_who_moves_has_not_stopped_before(deelname, bijeenkomsten, target, els, days):
    """The last day in the old cohort is the day before the first in the new one."""
    vanaf = TODAY + timedelta(days=3)
    end_deelname(deelname=deelname, tot_en_met=vanaf + timedelta(days=days - 1), by=els)
    mark_days(deelname, range(5, 6), status="afwezig")

    with answered("op die dag al gestopt", is_refused=days < 0):
        move_deelname(deelname=deelname, cohort=target, vanaf=vanaf, by=els)

    assert target.deelnames.exists() == (days >= 0)


@pytest.mark.monday
def test_who_moves_keeps_the_employer_of_that_day(
    deelname, bijeenkomsten, target, andere_organisatie, els
):
    change_employer(
        deelname=deelname,
        organisatie=andere_organisatie,
        vanaf=YESTERDAY,
        afdeling="Zorg",
        personeelsnummer="0042",
        by=els,
    )

    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=TODAY, by=els)

    row = fresh.dienstverbanden.get()
    assert (row.organisatie, row.afdeling, row.personeelsnummer, row.vanaf, row.tot_en_met) == (
        andere_organisatie,
        "Zorg",
        "0042",
        TODAY,
        None,
    )


@pytest.mark.parametrize(
    ("halves", "is_refused"), [((), True), (("ochtend",), True), (("ochtend", "middag"), False)]
)
def test_a_day_is_behind_somebody_when_both_halves_are_registered(
    deelname, bas, bijeenkomsten, target, els, halves, is_refused
):
    mark_days(bas.deelnames.get(), range(1, 8))
    for dagdeel in halves:
        AanwezigheidFactory(deelname=deelname, bijeenkomst=bijeenkomsten[4], dagdeel=dagdeel)

    with answered("nog dag 5 in het oude", is_refused=is_refused):
        move_deelname(
            deelname=deelname, cohort=target, vanaf=bijeenkomsten[4].datum + ONE_DAY, by=els
        )


def test_a_day_of_yesterday_that_nobody_registered_is_no_reason_to_wait(
    deelname, bijeenkomsten, target, els, time_machine
):
    time_machine.move_to("2026-11-24 00:30 +0100")

    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=TOMORROW, by=els)

    assert fresh.vanaf == TOMORROW


def test_a_plan_of_the_old_cohort_ends_with_a_move(deelname, bijeenkomsten, target, els):
    plan = InhaalplanFactory(deelname=deelname)

    move_deelname(deelname=deelname, cohort=target, vanaf=bijeenkomsten[4].datum, by=els)

    assert plan not in Inhaalplan.objects.not_lapsed()


def test_a_day_that_does_not_apply_is_no_reason_to_wait(
    deelname, bijeenkomsten, target, els, cohort
):
    """Of a day before the own first day nothing can be carried over, and nothing is lost."""
    later = bijeenkomsten[5].datum + ONE_DAY
    Deelname.objects.filter(pk=deelname.pk).update(vanaf=later)
    mark_days(deelname, range(5, 6), status="afwezig")

    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=later + ONE_DAY, by=els)

    assert fresh.vanaf == later + ONE_DAY
