"""Nobody notes, contests or judges the own attendance, but by the code on the screen."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cohorts.actions.attendance import register_aanwezigheid, register_overige
from cohorts.actions.contests import answer_betwisting, create_betwisting
from cohorts.models import Aanwezigheid, Deelname
from tests.cohorts.rolls import guest_at, own_mark
from tests.factories import DeelnameFactory, TrainerschapFactory


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
    plan = guest_at(vandaag, ander_cohort, els)
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
