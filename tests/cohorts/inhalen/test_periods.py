"""How long a plan is of use, whose day elsewhere it opens, and what a plan must say."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.aanwezigheid.models.gasten import known_to
from cohorts.deelnemers.actions.membership import end_deelname
from cohorts.inhalen.actions.plans import agree_inhaalplan, withdraw_inhaalplan
from cohorts.models import Bijeenkomst
from tests.cohorts.catching_up import ask
from tests.day_factories import InhaalplanFactory

DAY = timedelta(days=1)


def until(plan: Inhaalplan, last) -> Inhaalplan:
    plan.deelname.tot_en_met = last
    plan.deelname.save()
    return plan


@pytest.mark.parametrize(("days", "is_of_use"), [(-1, False), (0, True), (1, True)])
def test_a_plan_is_of_use_through_the_last_day_of_the_deelname(
    gemist, host, vreemd, els, days, is_of_use
):
    plan = ask(gemist, host)
    for _ in range(2):
        until(plan, host.datum + days * DAY)
        assert Inhaalplan.objects.lopend().filter(pk=plan.pk).exists() == is_of_use
        assert Inhaalplan.objects.agreed_at(host).exists() == (is_of_use and plan.is_gepland)
        until(plan, None)
        plan = agree_inhaalplan(inhaalplan=plan, by=els)


@pytest.mark.parametrize(
    ("clock", "is_of_use"),
    [("2026-11-23 23:59 +0100", True), ("2026-11-24 00:30 +0100", False)],
)
def test_a_plan_without_a_day_is_of_use_until_midnight_in_the_netherlands(
    gemist, time_machine, clock, is_of_use
):
    last = timezone.localdate()
    plan = until(InhaalplanFactory(deelname=gemist), last)
    time_machine.move_to(clock, tick=False)

    assert Inhaalplan.objects.lopend().filter(pk=plan.pk).exists() == is_of_use
    assert Inhaalplan.objects.te_plannen().filter(pk=plan.pk).exists() == is_of_use


def test_a_plan_to_come_is_one_of_today_or_later_or_without_a_day(gemist, host):
    plan = ask(gemist, host)

    found = [
        Inhaalplan.objects.coming(host.datum + days * DAY).filter(pk=plan.pk).exists()
        for days in (-1, 0, 1)
    ]
    ending = [
        Inhaalplan.objects.not_before(host.datum + days * DAY).filter(pk=plan.pk).exists()
        for days in (-1, 0, 1)
    ]

    assert found == [True, True, False]
    assert ending == [True, False, False]
    assert Inhaalplan.objects.gasten_of(host.cohort, host.datum).count() == 0
    Inhaalplan.objects.update(bijeenkomst=None, versie=None)
    assert list(Inhaalplan.objects.coming(host.datum + DAY)) == [plan]
    assert list(Inhaalplan.objects.not_before(host.datum + DAY)) == [plan]


def test_guests_to_come_are_agreed_of_this_group_and_from_today(gemist, host, els, cohort):
    plan = agree_inhaalplan(inhaalplan=ask(gemist, host), by=els)

    found = [
        list(Inhaalplan.objects.gasten_of(host.cohort, host.datum + days * DAY))
        for days in (-1, 0, 1)
    ]

    assert found == [[plan], [plan], []]
    assert not Inhaalplan.objects.gasten_of(cohort, host.datum).exists()


def test_only_an_agreed_plan_of_the_own_opens_the_day_elsewhere(gemist, hosts, host, els, bas):
    def known(user) -> bool:
        rows = known_to(user)
        assert not rows.filter(pk__in=[row.pk for row in hosts if row != host]).exists()
        return rows.filter(pk=host.pk).exists()

    assert not known(gemist.user)
    plan = ask(gemist, host)
    assert not known(gemist.user)
    agree_inhaalplan(inhaalplan=plan, by=els)
    assert known(gemist.user)
    assert not known(bas)
    withdraw_inhaalplan(inhaalplan=plan, by=els)
    assert not known(gemist.user)


# -- What the database refuses ------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"akkoord_op": timezone.now()},
        {"akkoord_door": True},
        {"ochtend": False, "middag": False},
        {"versie": None},
        {"bijeenkomst": None},
    ],
    ids=["moment without a name", "name without a moment", "no half", "no version", "no day"],
)
def test_an_agreement_has_a_moment_and_a_name_and_a_plan_a_half_and_a_day(
    gemist, host, els, change
):
    plan = ask(gemist, host)
    change = {name: els if value is True else value for name, value in change.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Inhaalplan.objects.filter(pk=plan.pk).update(**change)


def test_an_agreement_without_a_day_is_refused_by_the_database(gemist, els):
    plan = InhaalplanFactory(deelname=gemist)

    with pytest.raises(IntegrityError), transaction.atomic():
        Inhaalplan.objects.filter(pk=plan.pk).update(akkoord_op=timezone.now(), akkoord_door=els)


@pytest.mark.parametrize(
    "change",
    [
        {"afgerond_op": True, "geannuleerd_op": True},
        {"afgerond_door": True},
        {"geannuleerd_door": True},
        {"begintijd": "09:14"},
        {"middag_vanaf": "09:30"},
        {"eindtijd": "13:15"},
    ],
    ids=" and ".join,
)
def test_a_bijeenkomst_is_closed_or_cancelled_at_a_moment_and_its_times_are_in_order(
    vandaag, els, change
):
    now = timezone.now()
    values = {
        name: (now if name.endswith("op") else els) if value is True else value
        for name, value in change.items()
    }
    Bijeenkomst.objects.filter(pk=vandaag.pk).update(inlooptijd="09:30")

    with pytest.raises(IntegrityError), transaction.atomic():
        Bijeenkomst.objects.filter(pk=vandaag.pk).update(**values)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_nobody_plans_a_day_after_the_own_last_one(gemist, host, els, days):
    end_deelname(deelname=gemist, tot_en_met=host.datum + timedelta(days=days), by=els)

    if days < 0:
        with pytest.raises(ValidationError, match="kun je niet inhalen"):
            ask(gemist, host)
    else:
        assert ask(gemist, host).bijeenkomst == host
