"""The sentence `visible_to` and the rule `view_*` are one fact in two forms."""

import pytest

from accounts.models import User
from cohorts.models import Bijeenkomst, Cohort
from tests.factories import DeelnameFactory

SEES_COHORT = {"anna", "bas", "carla", "vervanger", "els", "hanna"}
SEES_OTHER_COHORT = {"vreemd", "dirk", "els", "henk"}


def test_visible_to_agrees_with_the_rule_for_everybody(
    cast: dict[str, User], cohort: Cohort, ander_cohort: Cohort
) -> None:
    # A superuser holds every Django permission, but reaches no cohort: the set is what counts.
    cast.pop("beheerder")
    everything = [cohort, ander_cohort]

    for user in cast.values():
        allowed = {row for row in everything if user.has_perm("cohorts.view_cohort", row)}

        assert set(Cohort.objects.visible_to(user)) == allowed, user


def test_cohort_is_visible_to_its_own_people_only(
    cast: dict[str, User], cohort: Cohort, ander_cohort: Cohort
) -> None:
    def seers(row: Cohort) -> set[str]:
        return {name for name, user in cast.items() if row in Cohort.objects.visible_to(user)}

    assert seers(cohort) == SEES_COHORT
    assert seers(ander_cohort) == SEES_OTHER_COHORT


@pytest.mark.usefixtures("bijeenkomsten")
def test_only_trainers_substitutes_and_coordinators_register_attendance(
    cast: dict[str, User], vandaag: Bijeenkomst
) -> None:
    cast.pop("beheerder")

    may = {
        name
        for name, user in cast.items()
        if user.has_perm("presentie.register_aanwezigheid", vandaag)
    }

    assert may == {"carla", "vervanger", "els"}
    for user in cast.values():
        reached = vandaag in Bijeenkomst.objects.attended_to_by(user)
        assert reached == user.has_perm("presentie.register_aanwezigheid", vandaag)


def test_substitute_leads_one_day_and_no_other(
    vervanger: User, bijeenkomsten: list[Bijeenkomst], vandaag: Bijeenkomst
) -> None:
    assert list(Bijeenkomst.objects.led_by(vervanger)) == [vandaag]
    assert list(Cohort.objects.led_by(vervanger)) == []


def test_trainer_who_stopped_sees_the_cohort_no_more(carla: User, cohort: Cohort) -> None:
    carla.trainerschappen.update(vanaf="2020-01-01", tot_en_met="2020-12-31")

    assert list(Cohort.objects.visible_to(carla)) == []


LEADERS, ALL_LEADERS = {"carla", "els"}, {"carla", "vervanger", "dirk", "els"}
MAY = {
    "cohorts.list_cohorten": ALL_LEADERS,
    "cohorts.view_people": LEADERS,
    "cohorts.plan_cohort": {"els"},
    "deelnemers.add_organisatie": {"els"},
    "inhalen.request_inhaalplan": {"anna"} | LEADERS,
    "inhalen.agree_inhaalplan": {"els"},
    "inhalen.withdraw_inhaalplan": {"anna", "els"},
    "inhalen.give_inhaalopdracht": LEADERS,
    "planning.add_cohort": {"els"},
    "planning.change_locatie": {"els"},
    "planning.cancel_bijeenkomst": {"els"},
    "planning.change_norm": {"els"},
    "presentie.view_agenda": ALL_LEADERS - {"els"},
    "presentie.correct_aanwezigheid": {"els"},
}


@pytest.mark.usefixtures("bijeenkomsten")
@pytest.mark.parametrize("perm", MAY)
def test_each_act_is_for_these_people_and_nobody_else(cast, cohort, deelname, perm):
    cast.pop("beheerder")
    about = {"inhalen": deelname, "cohorts": cohort, "planning": cohort}.get(perm.split(".")[0])

    assert {name for name, user in cast.items() if user.has_perm(perm, about)} == MAY[perm]


@pytest.mark.parametrize("name", ["carla", "els"])
def test_who_takes_part_too_decides_nothing_about_the_own_deelname(cast, cohort, name):
    own = DeelnameFactory(cohort=cohort, user=cast[name])
    perms = [perm for perm in MAY if perm.startswith("inhalen.")]

    may = {perm.split(".")[1] for perm in perms if cast[name].has_perm(perm, own)}

    assert may == {"request_inhaalplan", "withdraw_inhaalplan"}
