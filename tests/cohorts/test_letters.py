"""Who each letter about a day goes to, who gets none, and to whom one replies."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from berichten.models import Bericht
from cohorts.aanwezigheid.actions.moved_days import VERVALLEN_AFMELDING
from cohorts.aanwezigheid.models import Afmelding, Inhaalplan
from cohorts.models import Bijeenkomst
from cohorts.planning.actions.cancelling import cancel_bijeenkomst
from cohorts.planning.actions.planning import MOMENT, DagPlan, plan_bijeenkomsten
from tests.cohorts.catching_up import agreed
from tests.day_factories import AfmeldingFactory
from tests.factories import DeelnameFactory, TrainerschapFactory, mark_days


def letters(soort: str) -> dict[User, str]:
    """Who got one, and the address for an answer."""
    rows = Bericht.objects.filter(soort=soort).select_related("ontvanger")
    return {row.ontvanger: row.antwoord_aan for row in rows}


# -- A day that does not go on ------------------------------------------------------------------


def test_who_expects_a_day_hears_that_it_does_not_go_on(
    bijeenkomsten, anna, bas, carla, vervanger, vreemd, dirk, els, cohort
):
    """Today a substitute leads beside Carla; who stopped, or closed the account, hears nothing."""
    row = bijeenkomsten[4]
    DeelnameFactory(cohort=cohort, tot_en_met=row.datum - timedelta(days=1))
    DeelnameFactory(cohort=cohort, vanaf=row.datum + timedelta(days=1))
    DeelnameFactory(cohort=cohort, user__is_active=False)
    TrainerschapFactory(cohort=cohort, tot_en_met=row.datum - timedelta(days=1))
    last = DeelnameFactory(cohort=cohort, tot_en_met=row.datum).user

    told = cancel_bijeenkomst(bijeenkomst=row, by=els)

    assert letters("annulering") == {
        anna: carla.email,
        bas: carla.email,
        last: carla.email,
        vervanger: carla.email,
        # Nobody writes to oneself.
        carla: "",
    }
    assert told == 5


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (0, 2), (1, 2)])
def test_a_day_that_is_over_is_cancelled_without_a_letter(
    bijeenkomsten, anna, bas, els, time_machine, days, told
):
    time_machine.move_to("2026-11-23 00:30 +0100")
    row = bijeenkomsten[4]
    Bijeenkomst.objects.filter(pk=row.pk).update(datum=row.datum + timedelta(days=days))

    assert cancel_bijeenkomst(bijeenkomst=row, by=els) == told
    assert len(letters("annulering")) == told


# -- A day that moves ---------------------------------------------------------------------------


def plan_of(row: Bijeenkomst) -> DagPlan:
    names = (*MOMENT, "locatie", "cursusdag")
    return DagPlan(**{name: getattr(row, name) for name in names})


@pytest.mark.parametrize(
    "change",
    [
        {"datum": timedelta(days=1)},
        {"inlooptijd": time(9, 0)},
        {"begintijd": time(10, 0)},
        {"middag_vanaf": time(13, 0)},
        {"eindtijd": time(17, 0)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_part_of_the_moment_is_a_move(bijeenkomsten, deelname, els, cohort, change):
    """Notices for it lapse and guests look on; with a mark on it the moment stands fast."""
    row, other = bijeenkomsten[5], bijeenkomsten[6]
    AfmeldingFactory(deelname=deelname, bijeenkomst=row)
    kept = AfmeldingFactory(deelname=deelname, bijeenkomst=other)
    change = {
        name: row.datum + value if name == "datum" else value for name, value in change.items()
    }
    moved = replace(plan_of(row), **change)

    plan_bijeenkomsten(cohort=cohort, dagen=[moved, plan_of(other)], by=els)

    assert Bijeenkomst.objects.get(pk=row.pk).versie == row.versie + 1
    assert Bijeenkomst.objects.get(pk=other.pk).versie == other.versie
    assert list(Afmelding.objects.geldig()) == [kept]
    assert list(letters(VERVALLEN_AFMELDING)) == [deelname.user]

    mark_days(deelname, range(6, 7))
    with pytest.raises(ValidationError, match="al presentie geregistreerd"):
        plan_bijeenkomsten(cohort=cohort, dagen=[plan_of(row)], by=els)


def test_another_place_is_no_move(bijeenkomsten, deelname, els, cohort):
    row = bijeenkomsten[5]
    kept = AfmeldingFactory(deelname=deelname, bijeenkomst=row)

    plan_bijeenkomsten(cohort=cohort, dagen=[replace(plan_of(row), locatie=None)], by=els)

    assert Bijeenkomst.objects.get(pk=row.pk).versie == row.versie + 1
    assert list(Afmelding.objects.geldig()) == [kept]


def test_guests_of_the_day_that_moved_look_for_another_and_no_others(
    gemist, host, hosts, els, ander_cohort
):
    plan = agreed(gemist, host, els)
    moved = replace(plan_of(host), inlooptijd=time(9, 0))

    plan_bijeenkomsten(cohort=ander_cohort, dagen=[plan_of(hosts[3])], by=els)
    assert plan in Inhaalplan.objects.not_lapsed()

    plan_bijeenkomsten(cohort=ander_cohort, dagen=[moved], by=els)
    assert plan not in Inhaalplan.objects.not_lapsed()
    assert Inhaalplan.objects.not_lapsed().get().bijeenkomst is None


def test_who_is_asked_again_about_a_day_that_moved(bijeenkomsten, cohort, els, time_machine):
    """Who gave notice and still takes part then; not who stopped or closed the account."""
    row = bijeenkomsten[5]
    day = row.datum + timedelta(days=1)
    on, before = (
        DeelnameFactory(cohort=cohort, tot_en_met=day - timedelta(days=days)) for days in (0, 1)
    )
    closed = DeelnameFactory(cohort=cohort, user__is_active=False)
    for deelname in (on, before, closed):
        AfmeldingFactory(deelname=deelname, bijeenkomst=row)
    DeelnameFactory(cohort=cohort)

    plan_bijeenkomsten(cohort=cohort, dagen=[replace(plan_of(row), datum=day)], by=els)

    [asked] = Bericht.objects.filter(soort=VERVALLEN_AFMELDING)
    assert asked.ontvanger == on.user
    assert timezone.localtime(asked.uiterlijk).date() == day
