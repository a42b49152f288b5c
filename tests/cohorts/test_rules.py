"""The sentence `visible_to` and the rule `view_*` are one fact in two forms."""

import pytest

from accounts.models import User
from cohorts.models import Bijeenkomst, Cohort

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
