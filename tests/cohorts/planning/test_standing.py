"""Where a cohort stands on a day, and what its page and the list say of it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from cohorts.models import Bijeenkomst, Cohort
from cohorts.planning.actions.cancelling import change_norm
from cohorts.planning.standing import CohortDag, Fase, Standing, standings_of
from programma.models import Cursusdag
from tests.cohorts.catching_up import agreed
from tests.factories import (
    DeelnameFactory,
    TrainerschapFactory,
    plan_seven_days,
)

pytestmark = pytest.mark.usefixtures("clock")
TODAY = date(2026, 11, 23)
SEVEN = (1, 2, 3, 4, 5, 6, 7)


def standing(*, today_is: float, nummers: tuple[int, ...] = SEVEN) -> Standing:
    """Days two weeks apart; number `today_is` is today, and 4.5 stands a week after number 4."""
    days = [
        CohortDag(
            cursusdag=(dag := Cursusdag(nummer=nummer)),
            bijeenkomst=Bijeenkomst(
                cursusdag=dag, datum=TODAY + timedelta(days=14 * (nummer - today_is))
            ),
            seen_on=TODAY,
            standen=(),
        )
        for nummer in reversed(nummers)
    ]
    return Standing.of_days(Cohort(), days, TODAY)


@pytest.mark.parametrize(
    ("stand", "fase", "label", "zin"),
    [
        (standing(today_is=1, nummers=()), Fase.ONVOLLEDIG, "nog niet gepland", ""),
        (
            standing(today_is=0.5, nummers=(1, 2)),
            Fase.ONVOLLEDIG,
            "2 van 7 dagen gepland",
            "dag 1 op maandag 30 november",
        ),
        (
            standing(today_is=2, nummers=(1, 2)),
            Fase.ONVOLLEDIG,
            "dag 2 is vandaag",
            "",
        ),
        (
            standing(today_is=2.5, nummers=(1, 2)),
            Fase.ONVOLLEDIG,
            "2 van 7 dagen gepland",
            "laatste dag op 16 november 2026",
        ),
        (
            standing(today_is=0.5),
            Fase.KOMT,
            "nog niet begonnen",
            "dag 1 op maandag 30 november",
        ),
        (standing(today_is=1), Fase.LOOPT, "dag 1 is vandaag", "dag 2 op maandag 7 december"),
        (standing(today_is=4.5), Fase.LOOPT, "dag 4 geweest", "dag 5 op maandag 30 november"),
        (standing(today_is=7), Fase.LOOPT, "dag 7 is vandaag", ""),
        (standing(today_is=7.5), Fase.VOORBIJ, "afgerond", "laatste dag op 16 november 2026"),
    ],
)
def test_a_cohort_is_planned_running_or_finished_and_says_so(stand, fase, label, zin):
    assert (stand.fase, stand.label, stand.volgende_zin) == (fase, label, zin)


@pytest.mark.parametrize(
    ("today_is", "held", "has_begun", "to_come"),
    [(0.5, 0, False, 7), (1, 0, True, 7), (1.5, 1, True, 6), (7, 6, True, 1), (7.5, 7, True, 0)],
)
def test_today_counts_as_begun_and_as_still_to_come(today_is, held, has_begun, to_come):
    stand = standing(today_is=today_is)

    assert (stand.held, stand.has_begun) == (held, has_begun)
    assert sum(row.datum >= TODAY for row in stand.bijeenkomsten) == to_come


# -- The list ------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("last", "is_named"), [(-1, False), (0, True), (None, True)])
def test_a_trainer_is_named_until_the_last_day(cohort, bijeenkomsten, last, is_named):
    today = timezone.localdate()
    until = None if last is None else today + timedelta(days=last)
    row = TrainerschapFactory(cohort=cohort, tot_en_met=until)
    TrainerschapFactory(cohort=None, bijeenkomst=bijeenkomsten[5])
    [stand] = standings_of([cohort], today)
    [fetched] = standings_of([Cohort.objects.get(pk=cohort.pk)], today)
    # As on the page of the cohort, where the trainers are fetched whole.
    whole = Standing(Cohort.objects.get(pk=cohort.pk), (), today)

    assert stand.trainers == fetched.trainers == whole.trainers == ([row.user] if is_named else [])


@pytest.mark.django_db
def test_the_days_that_go_on_stand_in_order_of_date(cohort, bijeenkomsten):
    Bijeenkomst.objects.filter(pk=bijeenkomsten[5].pk).update(geannuleerd_op=timezone.now())

    Bijeenkomst.objects.filter(pk=bijeenkomsten[0].pk).update(datum=date(2027, 1, 18))

    [stand] = standings_of([cohort], timezone.localdate())

    assert [row.cursusdag.nummer for row in stand.bijeenkomsten] == [2, 3, 4, 5, 7, 1]
    assert stand.volgende == bijeenkomsten[6]


def test_from_midnight_on_the_next_day_is_today(client_for, els, cohort, bijeenkomsten):
    with time_machine.travel("2026-12-07 00:30 +0100", tick=False):
        page = client_for(els).get(f"/cohorten/{cohort.pk}/").context
        [listed] = client_for(els).get("/cohorten/").context["standings"]

    assert page["stand"].label == listed.label == "dag 6 is vandaag"


def test_what_has_begun_is_planned_anew_and_what_has_not_from_its_start(coordinator, cohort):
    rows = plan_seven_days(cohort, today_is=1)
    Bijeenkomst.objects.filter(pk=rows[6].pk).delete()
    titles = []
    for shift in (1, 0, -1):
        Bijeenkomst.objects.filter(pk=rows[0].pk).update(datum=TODAY + timedelta(days=shift))
        titles.append(coordinator.get(f"/cohorten/{cohort.pk}/").context["next_step"].title)

    assert titles == [
        "Plan de zeven dagen",
        "Niet elke dag heeft een datum",
        "Niet elke dag heeft een datum",
    ]


def test_a_cohort_that_runs_without_a_trainer_asks_for_one(coordinator, cohort):
    plan_seven_days(cohort, today_is=2)

    response = coordinator.get(f"/cohorten/{cohort.pk}/")

    assert response.context["next_step"].title == "Wijs een trainer aan"


# -- The page of a cohort ------------------------------------------------------------------


def test_a_deelnemer_counts_until_the_last_day_from_midnight_on(
    client_for, els, cohort, bijeenkomsten
):
    DeelnameFactory(cohort=cohort, tot_en_met=date(2026, 11, 23))
    last = DeelnameFactory(cohort=cohort, tot_en_met=date(2026, 11, 24))

    with time_machine.travel("2026-11-24 00:30 +0100", tick=False):
        context = client_for(els).get(f"/cohorten/{cohort.pk}/").context

    assert context["people"] == [last]
    assert (context["invited"], context["needs"].uninvited) == (0, 1)


def test_guests_and_changes_of_the_norm_are_for_the_coordinator(
    client_for, els, gemist, host, dirk
):
    agreed(gemist, host, els)
    change_norm(cohort=host.cohort, norm=11, reden="Zo afgesproken.", by=els)

    mine, theirs = (
        client_for(user).get(f"/cohorten/{host.cohort_id}/").context for user in (els, dirk)
    )

    assert [plan.deelname for plan in mine["gasten"]] == [gemist]
    assert [row.naar for row in mine["normwijzigingen"]] == [11]
    assert not any(name in theirs for name in ("gasten", "normwijzigingen", "next_step"))


@pytest.mark.parametrize(("today_is", "is_shown"), [(0.5, True), (1, False), (2, False)])
def test_the_steps_are_shown_until_the_first_day(coordinator, cohort, today_is, is_shown):
    rows = plan_seven_days(cohort, today_is=1)
    for row in rows:
        row.datum += timedelta(days=14 * (1 - today_is))
        row.save()

    steps = coordinator.get(f"/cohorten/{cohort.pk}/").context["steps"]

    assert [step.label for step in steps] == (
        ["Cohort", "Dagen", "Trainers", "Deelnemers", "Uitnodigen"] if is_shown else []
    )


@pytest.mark.parametrize("has_people", [True, False])
def test_inviting_is_a_step_of_the_page_itself(coordinator, cohort, has_people):
    plan_seven_days(cohort, today_is=0)
    TrainerschapFactory(cohort=cohort)
    if has_people:
        DeelnameFactory(cohort=cohort)

    steps = coordinator.get(f"/cohorten/{cohort.pk}/").context["steps"]

    assert [step.label for step in steps if step.is_current] == (
        ["Uitnodigen"] if has_people else []
    )
