"""Assignments, a day that does not go on, and a norm that changes on purpose."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from berichten.models import Bericht
from cohorts.aanwezigheid.models import Afmelding, Inhaalopdracht, Inhaalplan
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.inhalen.actions.assignments import (
    approve_inhaalopdracht,
    give_inhaalopdracht,
    withdraw_inhaalopdracht,
)
from cohorts.models import Normwijziging
from cohorts.planning.actions.cancelling import cancel_bijeenkomst, change_norm
from cohorts.planning.actions.planning import DagPlan, plan_bijeenkomsten
from tests.cohorts.catching_up import agreed, ask, day, follow, mark, miss
from tests.day_factories import AfmeldingFactory
from tests.factories import DeelnameFactory, mark_days

TEKST = "Beschrijf een dilemma uit je eigen werk."


def give(deelname, by, nummer=3, dagdeel="ochtend") -> Inhaalopdracht:
    return give_inhaalopdracht(
        deelname=deelname, nummer=nummer, dagdeel=dagdeel, opdracht=TEKST, by=by
    )


# -- Assignments -----------------------------------------------------------------------------


def test_an_approved_assignment_counts_and_can_be_undone(gemist, carla):
    opdracht = give(gemist, carla)
    assert TEKST in Bericht.objects.get(soort="inhaalopdracht").tekst

    approve_inhaalopdracht(inhaalopdracht=opdracht, by=carla)
    approve_inhaalopdracht(inhaalopdracht=opdracht, by=carla)
    stand = day(gemist)
    assert (stand.ochtend, stand.middag, stand.behaald) == ("ingehaald", "afwezig", 1)
    assert stand.marks[0].voorheen == "afwezig"

    withdraw_inhaalopdracht(inhaalopdracht=opdracht, by=carla)
    withdraw_inhaalopdracht(inhaalopdracht=opdracht, by=carla)
    assert day(gemist).statussen == ("afwezig", "afwezig")


def test_a_third_dagdeel_is_refused_until_one_is_taken_back(gemist, bijeenkomsten, carla):
    miss(gemist, bijeenkomsten[3])
    first = give(gemist, carla)
    give(gemist, carla, dagdeel="middag")

    with pytest.raises(ValidationError, match="ten hoogste 2"):
        give(gemist, carla, nummer=4)
    withdraw_inhaalopdracht(inhaalopdracht=first, by=carla)
    assert give(gemist, carla, nummer=4).volgnummer == 1


def test_what_was_caught_up_elsewhere_meanwhile_is_not_approved(gemist, host, carla):
    opdracht = give(gemist, carla)
    follow(gemist, host)

    with pytest.raises(ValidationError, match="telt al mee"):
        approve_inhaalopdracht(inhaalopdracht=opdracht, by=carla)


def test_a_plan_and_an_assignment_never_cover_the_same_half(gemist, host, els, carla):
    give(gemist, carla)

    plan = agreed(gemist, host, els)

    assert plan.dagdelen == ("middag",)
    with pytest.raises(ValidationError, match="al geregeld"):
        give(gemist, carla, dagdeel="middag")


def test_a_plan_without_a_day_no_longer_looks_for_that_half(gemist, host, els, carla):
    ask(gemist, host)
    cancel_bijeenkomst(bijeenkomst=host, by=els)

    give(gemist, carla)
    assert Inhaalplan.objects.te_plannen().get().dagdelen == ("middag",)
    give(gemist, carla, dagdeel="middag")
    assert not Inhaalplan.objects.te_plannen().exists()


def test_the_form_keeps_what_was_typed(client_for, gemist, carla):
    url = reverse("inhaalopdracht_create", args=[gemist.pk, 3])

    response = client_for(carla).post(url, {"dagdeel": "ochtend", "opdracht": "Te kort"})

    assert response.status_code == 422
    assertContains(response, "Te kort", status_code=422)
    assertContains(response, "ten minste tien tekens", status_code=422)


def test_the_deelnemer_reads_the_assignment_at_home(client_for, gemist, carla):
    client = client_for(carla)
    url = reverse("inhaalopdracht_create", args=[gemist.pk, 3])

    client.post(url, {"dagdeel": "middag", "opdracht": TEKST})

    assertContains(client_for(gemist.user).get("/"), TEKST)


# -- A day that does not go on ------------------------------------------------------------------


def test_cancelling_says_beforehand_what_it_does(client_for, gemist, host, els, dirk, vreemd):
    agreed(gemist, host, els)

    response = client_for(els).get(reverse("annulering_create", args=[host.pk]))

    assertContains(response, "1 deelnemer, 1 trainer en 1 gast")


def test_cancelling_tells_everybody_once_and_frees_the_day(
    client_for, bijeenkomsten, deelname, bas, carla, els
):
    row = bijeenkomsten[5]
    AfmeldingFactory(deelname=deelname, bijeenkomst=row)
    client = client_for(els)
    url = reverse("annulering_create", args=[row.pk])

    assertRedirects(client.post(url), row.cohort.get_absolute_url())
    assertRedirects(client.post(url), row.cohort.get_absolute_url())

    told = Bericht.objects.filter(soort="annulering")
    assert {bericht.ontvanger for bericht in told} == {deelname.user, bas, carla}
    assert not Afmelding.objects.geldig().exists()
    names = ("inlooptijd", "begintijd", "middag_vanaf", "eindtijd", "locatie", "datum")
    plan = DagPlan(cursusdag=row.cursusdag, **{name: getattr(row, name) for name in names})
    [anew] = plan_bijeenkomsten(cohort=row.cohort, dagen=[plan], by=els)
    assert anew.pk != row.pk
    assert anew.uid != row.uid


def test_a_day_with_marks_is_not_cancelled(client_for, deelname, bijeenkomsten, els):
    mark(deelname, bijeenkomsten[4], "afwezig", "ochtend")

    response = client_for(els).post(reverse("annulering_create", args=[bijeenkomsten[4].pk]))

    assert response.status_code == 422
    assertContains(response, "eerst iedereen terug", status_code=422)


def test_a_day_at_which_only_a_guest_was_is_not_cancelled(gemist, host, els):
    follow(gemist, host)

    with pytest.raises(ValidationError, match="al presentie"):
        cancel_bijeenkomst(bijeenkomst=host, by=els)


# -- The norm -------------------------------------------------------------------------------


def test_the_norm_of_the_programme_never_touches_a_running_cohort(
    client_for, programma, cohort, deelname, bijeenkomsten, carla
):
    programma.norm_dagdelen = 14
    programma.save()

    cohort.refresh_from_db()
    assert cohort.norm_dagdelen == 12
    assertContains(client_for(deelname.user).get("/"), "ten minste 12 van de 14 dagdelen")


def test_another_norm_is_kept_with_who_and_why(client_for, cohort, deelname, els):
    client, url = client_for(els), reverse("normwijziging_create", args=[cohort.pk])

    assertRedirects(
        client.post(url, {"norm": 10, "reden": "Twee dagen vielen uit."}),
        cohort.get_absolute_url(),
    )

    row = Normwijziging.objects.get()
    assert (row.van, row.naar, row.reden, row.door) == (12, 10, "Twee dagen vielen uit.", els)
    assertContains(client.get(url), "Twee dagen vielen uit.")
    fresh = DeelnameFactory(cohort=type(cohort).objects.get(pk=cohort.pk))
    assert voortgang_of([fresh], timezone.localdate())[0].norm == 10


@pytest.mark.parametrize(
    "data", [{"norm": 12, "reden": "x"}, {"norm": 15, "reden": "x"}, {"norm": 0}, {"norm": "x"}, {}]
)
def test_a_norm_that_cannot_be_is_refused(client_for, cohort, els, data):
    response = client_for(els).post(reverse("normwijziging_create", args=[cohort.pk]), data)

    assert response.status_code == 422
    assert not Normwijziging.objects.exists()


def test_the_same_norm_is_refused_by_the_action(cohort, els):
    with pytest.raises(ValidationError, match="al de norm"):
        change_norm(cohort=cohort, norm=12, reden="Zomaar", by=els)


def test_days_that_suffice_ask_for_nothing(deelname, bijeenkomsten):
    mark_days(deelname, range(1, 5))

    assert voortgang_of([deelname], timezone.localdate())[0].met_inhalen == ()
