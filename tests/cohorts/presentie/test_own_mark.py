"""Nobody notes, contests or judges the own attendance, but by the code on the screen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.inhalen.actions.assignments import (
    approve_inhaalopdracht,
    give_inhaalopdracht,
    withdraw_inhaalopdracht,
)
from cohorts.inhalen.actions.plans import agree_inhaalplan
from cohorts.models import Deelname
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid, register_overige
from cohorts.presentie.actions.betwistingen import answer_betwisting, create_betwisting
from tests.cohorts.catching_up import ask, miss
from tests.cohorts.rolls import close, gast_at, own_mark
from tests.factories import CoordinatorschapFactory, DeelnameFactory, TrainerschapFactory


@pytest.fixture
def own(cohort, els) -> Deelname:
    """Els, a coördinator, takes part in the cohort herself."""
    return DeelnameFactory(cohort=cohort, user=els)


@pytest.mark.parametrize("status", ["aanwezig", "afwezig", "afgemeld", "open"])
def test_a_coordinator_who_takes_part_does_not_mark_herself(client_for, els, own, vandaag, status):
    page = client_for(els).post(
        reverse("aanwezigheid_create", args=[vandaag.pk]),
        {"deelname": own.pk, "dagdeel": "ochtend", "status": status},
    )

    assert page.status_code == 422
    assert "noteert iemand anders" in page.text
    assert not own.aanwezigheden.exists()


def test_the_others_are_the_others(els, own, deelname, vandaag, carla):
    everybody = {"bijeenkomst": vandaag, "dagdeel": "ochtend"}

    register_overige(by=els, **everybody)

    assert deelname.aanwezigheden.get().status == "aanwezig"
    assert not own.aanwezigheden.exists()
    register_overige(by=carla, **everybody)
    assert own.aanwezigheden.get().status == "aanwezig"


def test_a_guest_who_became_the_substitute_is_not_caught_up_by_the_own_hand(
    vandaag, ander_cohort, els, carla
):
    plan = gast_at(vandaag, ander_cohort, els)
    gijs = plan.deelname.user
    TrainerschapFactory(user=gijs, cohort=None, bijeenkomst=vandaag)
    here = {"bijeenkomst": vandaag, "dagdeel": "ochtend"}

    with pytest.raises(ValidationError, match="noteert iemand anders"):
        register_aanwezigheid(deelname=plan.deelname, status="aanwezig", by=gijs, **here)
    register_overige(by=gijs, **here)

    assert own_mark(plan) == ("open", None)
    register_overige(by=carla, **here)
    assert own_mark(plan) == ("ingehaald", vandaag)


@pytest.mark.parametrize("status", ["", "aanwezig"])
def test_nobody_answers_the_own_question(els, own, vandaag, carla, status):
    mark: Aanwezigheid = register_aanwezigheid(
        bijeenkomst=vandaag, deelname=own, dagdeel="ochtend", status="afwezig", by=carla
    )
    vraag = create_betwisting(aanwezigheid=mark, toelichting="Ik was er wel.", by=els)

    with pytest.raises(ValidationError, match="beantwoordt iemand anders"):
        answer_betwisting(betwisting=vraag, status=status, antwoord="", by=els)

    mark.refresh_from_db()
    vraag.refresh_from_db()
    assert (mark.status, vraag.is_open) == ("afwezig", True)


# -- At the action, whatever a page lets through ---------------------------------------------


def test_no_coordinator_corrects_the_own_mark(els, own, deelname, vandaag, carla):
    close(vandaag, carla)
    words = {"bijeenkomst": vandaag, "dagdeel": "ochtend", "status": "aanwezig"}
    correction = words | {"bron": "correctie", "reden": "Stond op papier."}
    another = CoordinatorschapFactory().user

    with pytest.raises(ValidationError, match="noteert iemand anders"):
        register_aanwezigheid(deelname=own, by=els, **correction)
    assert not own.aanwezigheden.exists()

    assert register_aanwezigheid(deelname=deelname, by=els, **correction).status == "aanwezig"
    assert register_aanwezigheid(deelname=own, by=another, **correction).status == "aanwezig"


@pytest.mark.parametrize("bron", ["presentie", "papier", "correctie", "inhalen", "opdracht"])
def test_only_the_code_on_the_screen_is_for_oneself(els, own, vandaag, bron):
    words = {"bijeenkomst": vandaag, "deelname": own, "dagdeel": "ochtend", "by": els}

    with pytest.raises(ValidationError) as refusal:
        register_aanwezigheid(status="aanwezig", bron=bron, reden="Ik was er.", **words)
    assert refusal.value.code == "eigen"

    assert register_aanwezigheid(status="aanwezig", bron="code", **words).status == "aanwezig"


def test_nobody_gives_approves_or_takes_back_the_own_assignment(
    cohort, bijeenkomsten, deelname, els, own
):
    """Not as coördinator, and not as a deelnemer who leads the cohort by now."""
    leads = DeelnameFactory(cohort=cohort)
    TrainerschapFactory(user=leads.user, cohort=cohort)
    words = {"nummer": 3, "dagdeel": "ochtend", "opdracht": "Beschrijf een dilemma."}
    for who in (own, leads, deelname):
        miss(who, bijeenkomsten[2])

    for who, other in ((own, leads.user), (leads, els)):
        with pytest.raises(ValidationError, match="beslist iemand anders"):
            give_inhaalopdracht(deelname=who, by=who.user, **words)
        assert not who.inhaalopdrachten.exists()
        row = give_inhaalopdracht(deelname=who, by=other, **words)
        for act in (approve_inhaalopdracht, withdraw_inhaalopdracht):
            with pytest.raises(ValidationError, match="beslist iemand anders"):
                act(inhaalopdracht=row, by=who.user)
        row.refresh_from_db()
        assert (row.goedgekeurd_op, row.ingetrokken_op) == (None, None)
        approve_inhaalopdracht(inhaalopdracht=row, by=other)
        assert who.aanwezigheden.get(dagdeel="ochtend").status == "ingehaald"
    give_inhaalopdracht(deelname=deelname, by=els, **words)


def test_nobody_agrees_to_the_own_plan(bijeenkomsten, own, els, hosts):
    own.vanaf = bijeenkomsten[2].datum + timedelta(days=1)
    own.save()
    plan = ask(own, hosts[2])

    with pytest.raises(ValidationError, match="beslist iemand anders"):
        agree_inhaalplan(inhaalplan=plan, by=els)
    plan.refresh_from_db()
    assert plan.is_aangevraagd
    assert agree_inhaalplan(inhaalplan=plan, by=CoordinatorschapFactory().user).is_gepland
