"""Guests on the list of a day: what the host sees, and what their own cohort reads."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from cohorts.presentie.list import presentielijst_of
from tests.cohorts.rolls import gast_at, own_mark
from tests.day_factories import AfmeldingFactory
from tests.factories import AanwezigheidFactory, DeelnameFactory

Status = Aanwezigheid.Status


@pytest.fixture
def plan(vandaag, ander_cohort, els):
    return gast_at(vandaag, ander_cohort, els)


@pytest.fixture
def mark(vandaag, plan, carla):
    def register(status="aanwezig", dagdeel="ochtend", **other):
        return register_aanwezigheid(
            bijeenkomst=vandaag,
            deelname=plan.deelname,
            dagdeel=dagdeel,
            status=status,
            by=carla,
            **other,
        )

    return register


def shown(vandaag, plan, dagdeel="ochtend"):
    rij = presentielijst_of(vandaag, dagdeel).find(plan.deelname_id)
    return rij.status if rij else None


def test_a_guest_stands_in_the_order_of_names_and_shows_nothing_of_the_own_employer(
    client_for, carla, anna, bas, vandaag, plan
):
    lijst = presentielijst_of(vandaag, "ochtend")

    assert [rij.naam for rij in lijst.rijen] == ["Bas Çelik", "Anna Jansen", "Gijs Klaassen"]
    assert [rij.detail for rij in lijst.rijen if rij.is_gast] == ["gast – haalt dag 5 in"]
    text = client_for(carla).get(reverse("presentie", args=[vandaag.pk])).text
    assert "gast – haalt dag 5 in" in text
    assert "is-guest" in text
    assert "Elders" not in text


@pytest.mark.parametrize(
    ("half", "there", "not_there"),
    [
        ({"middag": False}, "ochtend", "middag"),
        ({"ochtend": False}, "middag", "ochtend"),
    ],
)
def test_a_guest_for_half_a_day_stands_on_that_half_only(
    vandaag, ander_cohort, els, half, there, not_there
):
    plan = gast_at(vandaag, ander_cohort, els, **half)

    assert shown(vandaag, plan, there) == Status.OPEN
    assert shown(vandaag, plan, not_there) is None


def test_a_guest_who_is_here_has_caught_up_in_the_own_cohort(mark, vandaag, plan):
    mark()

    assert own_mark(plan) == (Status.INGEHAALD, vandaag)
    assert shown(vandaag, plan) == Status.AANWEZIG
    wijziging = Aanwezigheidswijziging.objects.get()
    assert (wijziging.bron, wijziging.bijeenkomst) == ("inhalen", vandaag)


@pytest.mark.parametrize("before", [Status.OPEN, Status.AFWEZIG, Status.NIET_GEREGISTREERD])
@pytest.mark.parametrize(("status", "seen"), [("afwezig", "afwezig"), ("open", "open")])
def test_taking_back_gives_the_own_mark_its_status_of_before(
    mark, vandaag, plan, before, status, seen
):
    AanwezigheidFactory(
        deelname=plan.deelname, cursusdag=plan.cursusdag, status=before, bijeenkomst=None
    )
    mark()

    mark(status)

    assert own_mark(plan) == (before, None)
    assert shown(vandaag, plan) == seen


def test_a_guest_who_did_not_come_keeps_the_own_absence(mark, vandaag, plan):
    AanwezigheidFactory(
        deelname=plan.deelname, cursusdag=plan.cursusdag, status="afwezig", bijeenkomst=None
    )

    mark("afwezig")

    assert own_mark(plan) == (Status.AFWEZIG, None)
    assert shown(vandaag, plan) == Status.AFWEZIG


def test_a_form_sent_twice_is_one_statement(mark):
    for status in ("aanwezig", "aanwezig", "afwezig", "afwezig", "open", "open"):
        mark(status)

    assert Aanwezigheidswijziging.objects.count() == 3


def test_a_replayed_tap_of_a_guest_adds_nothing(mark, vandaag, plan):
    tap = uuid4()
    mark(kenmerk=tap)
    mark("afwezig")

    mark(kenmerk=tap)

    assert shown(vandaag, plan) == Status.AFWEZIG
    assert Aanwezigheidswijziging.objects.count() == 2


def test_who_followed_it_elsewhere_is_not_expected_any_more(mark, vandaag, plan):
    AanwezigheidFactory(
        deelname=plan.deelname, cursusdag=plan.cursusdag, status="ingehaald", bijeenkomst=None
    )

    assert shown(vandaag, plan) is None


def test_somebody_without_an_agreed_plan_is_no_guest(mark, vandaag, plan):
    plan.akkoord_op = plan.akkoord_door = None
    plan.save()

    assert shown(vandaag, plan) is None
    with pytest.raises(ValidationError, match="zit niet in dit cohort"):
        mark()


def test_everybody_else_takes_guests_along_and_undo_brings_them_back(vandaag, plan, anna, carla):
    tap = {"bijeenkomst": vandaag, "dagdeel": "ochtend", "by": carla, "kenmerk": uuid4()}

    assert register_overige(**tap) == 2
    assert own_mark(plan) == (Status.INGEHAALD, vandaag)

    assert take_back_overige(**tap) == 2
    assert own_mark(plan) == (Status.OPEN, None)
    assert [rij.status for rij in presentielijst_of(vandaag, "ochtend").rijen] == ["open", "open"]


def test_a_guest_with_a_notice_is_not_marked_as_present(vandaag, plan, carla):
    AfmeldingFactory(deelname=plan.deelname, bijeenkomst=vandaag)

    register_overige(bijeenkomst=vandaag, dagdeel="ochtend", by=carla)

    assert own_mark(plan) == (Status.OPEN, None)
    assert shown(vandaag, plan) == Status.AFGEMELD


@pytest.mark.parametrize("people", [3, 16, 60])
def test_guests_cost_two_questions_for_the_whole_list(
    vandaag, ander_cohort, els, people, django_assert_num_queries
):
    DeelnameFactory.create_batch(people, cohort=vandaag.cohort)
    for _ in range(3):
        gast_at(vandaag, ander_cohort, els)

    with django_assert_num_queries(2):
        lijst = presentielijst_of(vandaag, "ochtend")
        assert [rij.detail for rij in lijst.rijen]

    assert len(lijst.rijen) == people + 3


def test_the_latest_of_two_phones_rules_for_a_guest_too(mark, plan):
    now = timezone.now()
    clock = {"toesteltijd": now, "kenmerk": uuid4()}

    mark("open", moment=now - timedelta(minutes=1), **clock)
    mark("aanwezig", moment=now - timedelta(minutes=9), toesteltijd=now)

    assert own_mark(plan) == ("open", None)


@pytest.mark.parametrize("gasten", [1, 3, 12])
def test_the_others_cost_the_same_queries_however_many_guests(
    vandaag, ander_cohort, els, carla, gasten, django_assert_num_queries
):
    plans = [gast_at(vandaag, ander_cohort, els) for _ in range(gasten)]
    tap = {"bijeenkomst": vandaag, "dagdeel": "ochtend", "kenmerk": uuid4(), "by": carla}

    with django_assert_num_queries(21):
        assert register_overige(**tap) == gasten
    assert {shown(vandaag, plan) for plan in plans} == {Status.AANWEZIG}

    with django_assert_num_queries(14):
        assert take_back_overige(**tap) == gasten
    assert {shown(vandaag, plan) for plan in plans} == {Status.OPEN}


def test_the_others_leave_alone_what_was_said_of_a_guest_and_who_is_no_guest_here(
    vandaag, plan, ander_cohort, els, carla
):
    said = gast_at(vandaag, ander_cohort, els)
    register_aanwezigheid(
        bijeenkomst=vandaag, deelname=said.deelname, dagdeel="ochtend", status="afwezig", by=carla
    )
    elsewhere = DeelnameFactory(cohort=ander_cohort)
    kenmerk = uuid4()
    tap = {"bijeenkomst": vandaag, "dagdeel": "ochtend", "kenmerk": kenmerk, "by": carla}

    assert register_overige(**tap) == 1
    assert register_overige(**tap) == 0
    assert (shown(vandaag, plan), shown(vandaag, said)) == (Status.AANWEZIG, Status.AFWEZIG)
    assert not elsewhere.aanwezigheden.exists()
    assert take_back_overige(**tap) == 1
    assert (shown(vandaag, plan), shown(vandaag, said)) == (Status.OPEN, Status.AFWEZIG)
