"""Who hears about catching up elsewhere, to whom one replies, and who else is left in peace."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from berichten.models import Bericht
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.inhalen.actions.assignments import approve_inhaalopdracht, give_inhaalopdracht
from cohorts.inhalen.actions.plans import agree_inhaalplan, withdraw_inhaalplan
from cohorts.models import Bijeenkomst, Cohort, Deelname
from tests.cohorts.catching_up import agreed, ask, follow, miss, plan_beside
from tests.factories import CohortFactory, DeelnameFactory, TrainerschapFactory, UserFactory


@pytest.fixture
def colleague(cohort: Cohort, bijeenkomsten: list[Bijeenkomst]) -> Deelname:
    """Missed the same day as Anna."""
    other = DeelnameFactory(cohort=cohort)
    miss(other, bijeenkomsten[2])
    return other


@pytest.fixture
def substitute(host: Bijeenkomst, hosts: list[Bijeenkomst]) -> User:
    """Leads this day elsewhere beside Dirk; somebody else does so on another day."""
    TrainerschapFactory(cohort=None, bijeenkomst=hosts[3])
    return TrainerschapFactory(cohort=None, bijeenkomst=host, user=UserFactory()).user


def sent() -> set[tuple[str, User, str]]:
    rows = Bericht.objects.select_related("ontvanger")
    return {(row.soort, row.ontvanger, row.antwoord_aan) for row in rows}


def test_a_guest_replies_to_who_leads_the_whole_group_and_each_leader_hears_it_once(
    gemist, host, els, dirk, substitute, carla
):
    TrainerschapFactory(cohort=None, bijeenkomst=host, user=dirk)

    plan = ask(gemist, host)
    assert sent() == set()
    agree_inhaalplan(inhaalplan=plan, by=els)

    assert sent() == {
        ("inhaalplan", gemist.user, dirk.email),
        ("inhaalgast", dirk, ""),
        ("inhaalgast", substitute, ""),
    }
    assert Bericht.objects.count() == 3


def test_a_guest_of_a_day_that_nobody_leads_yet_has_nobody_to_reply_to(gemist, els, programma):
    host = plan_beside(CohortFactory(programma=programma))[2]

    agreed(gemist, host, els)

    assert sent() == {("inhaalplan", gemist.user, "")}


def test_a_request_taken_back_concerns_no_trainer(gemist, host, els, dirk):
    plan = ask(gemist, host)

    withdraw_inhaalplan(inhaalplan=plan, by=els)

    assert sent() == {("inhaalplan_ingetrokken", gemist.user, "")}


@pytest.mark.parametrize("by_whom", ["self", "coordinator"])
def test_a_plan_taken_back_is_told_to_who_did_not_do_it(
    gemist, host, els, dirk, substitute, by_whom
):
    plan = agreed(gemist, host, els)
    Bericht.objects.all().delete()

    withdraw_inhaalplan(inhaalplan=plan, by=gemist.user if by_whom == "self" else els)

    to_trainers = {("inhaalgast_komt_niet", dirk, ""), ("inhaalgast_komt_niet", substitute, "")}
    to_gast = {("inhaalplan_ingetrokken", gemist.user, "")} if by_whom == "coordinator" else set()
    assert sent() == to_trainers | to_gast


def test_an_assignment_is_answered_to_who_gave_it(gemist, carla, dirk):
    row = give_inhaalopdracht(
        deelname=gemist, nummer=3, dagdeel="ochtend", opdracht="Beschrijf een dilemma.", by=carla
    )
    assert sent() == {("inhaalopdracht", gemist.user, carla.email)}

    approve_inhaalopdracht(inhaalopdracht=row, by=carla)
    assert sent() - {("inhaalopdracht", gemist.user, carla.email)} == {
        ("inhaalopdracht_goedgekeurd", gemist.user, "")
    }


# -- The own plan, and that of somebody else -------------------------------------------------


def test_taking_a_plan_back_asks_only_whether_this_guest_was_there(gemist, colleague, host, els):
    mine, other = agreed(gemist, host, els), agreed(colleague, host, els)
    follow(colleague, host, "ochtend")

    with pytest.raises(ValidationError, match="al ingehaald"):
        withdraw_inhaalplan(inhaalplan=other, by=els)
    withdraw_inhaalplan(inhaalplan=mine, by=els)

    assert list(Inhaalplan.objects.not_lapsed()) == [other]


def test_a_plan_is_agreed_to_as_it_was_read(gemist, host, els, programma):
    elsewhere = plan_beside(CohortFactory(programma=programma))[2]
    read = ask(gemist, host)
    Inhaalplan.objects.filter(pk=read.pk).update(bijeenkomst=elsewhere)

    with pytest.raises(ValidationError) as refusal:
        agree_inhaalplan(inhaalplan=read, by=els)

    assert refusal.value.code == "veranderd"
    assert not Inhaalplan.objects.gepland().exists()
    assert sent() == set()
    assert agree_inhaalplan(inhaalplan=Inhaalplan.objects.get(), by=els).bijeenkomst == elsewhere


def test_agreeing_to_one_plan_leaves_the_other_a_request(gemist, colleague, host, els):
    mine, other = ask(gemist, host), ask(colleague, host)

    agree_inhaalplan(inhaalplan=mine, by=els)

    assert list(Inhaalplan.objects.gepland().at(host)) == [mine]
    assert list(Inhaalplan.objects.aangevraagd().at(host)) == [other]


def test_the_last_chair_is_for_who_asked_and_one_more_is_too_many(gemist, colleague, host, els):
    host.cohort.capaciteit = 1
    host.cohort.save()
    mine = ask(gemist, host)

    with pytest.raises(ValidationError) as refusal:
        ask(colleague, host)
    assert refusal.value.code == "vol"
    assert agree_inhaalplan(inhaalplan=mine, by=els).is_gepland
