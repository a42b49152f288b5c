"""The acts on the page of a person: who may, on which day, and where a complaint stands."""

from datetime import timedelta

import pytest

from cohorts.deelnemers.actions.membership import end_deelname
from cohorts.models import Cohort, Deelname
from tests.cohorts.deelnemers.test_membership_views import NOOR, TODAY, page_of
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    DeelnameFactory,
    ProgrammaFactory,
)


@pytest.mark.parametrize(
    ("name", "vanaf", "field"),
    [
        ("carla", "2026-11-23", "email"),
        ("anna", "2026-11-23", "email"),
        ("niemand", "2027-11-23", "vanaf"),
    ],
)
@pytest.mark.monday
def test_deelname_create_complains_at_the_field_it_is_about(
    coordinator, cast, cohort, name, vanaf, field
):
    data = {"email": cast[name].email, "vanaf": vanaf}

    response = coordinator.post(f"/cohorten/{cohort.pk}/deelnames/nieuw/", data)

    assert list(response.context["form"].errors) == [field]
    assert response.context["eerder"] is None


@pytest.mark.parametrize(
    ("seats", "is_full", "is_over"), [(4, False, False), (3, False, False), (2, True, True)]
)
def test_deelname_create_counts_who_still_takes_part(
    coordinator, cohort, ander_cohort, time_machine, seats, is_full, is_over
):
    """At half past midnight: one stopped yesterday, one stops today, one goes on."""
    time_machine.move_to("2026-11-23 00:30 +0100")
    for last in (TODAY() - timedelta(days=1), TODAY(), None):
        DeelnameFactory(cohort=cohort, tot_en_met=last)
    DeelnameFactory(cohort=ander_cohort)
    Cohort.objects.filter(pk=cohort.pk).update(capaciteit=seats)
    url = f"/cohorten/{cohort.pk}/deelnames/nieuw/"

    before = coordinator.get(url)
    after = coordinator.post(url, NOOR | {"vanaf": f"{TODAY()}"}, follow=True)

    assert before.context["aantal"] == 2
    assert ("zit vol" in before.content.decode()) == is_full
    assert ("3 mensen mee op 2 plaatsen" in after.content.decode()) == is_over
    assert ("plaatsen." in after.content.decode()) == is_over


@pytest.mark.parametrize("page", ["cohort", "deelname"])
def test_at_half_past_midnight_a_form_begins_with_the_new_day(
    coordinator, cohort, deelname, time_machine, page
):
    time_machine.move_to("2026-11-23 00:30 +0100")
    url = f"/cohorten/{cohort.pk}/deelnames/nieuw/" if page == "cohort" else page_of(deelname)

    content = coordinator.get(url).content.decode()

    assert 'value="2026-11-23"' in content
    assert "2026-11-22" not in content


def test_at_half_past_midnight_who_stopped_yesterday_has_stopped(
    coordinator, deelname, time_machine
):
    time_machine.move_to("2026-11-23 00:30 +0100")
    url = page_of(deelname)
    Deelname.objects.filter(pk=deelname.pk).update(tot_en_met=TODAY())
    assert "gaat stoppen" in coordinator.get(url).content.decode()

    Deelname.objects.filter(pk=deelname.pk).update(tot_en_met=TODAY() - timedelta(days=1))
    assert "is gestopt" in coordinator.get(url).content.decode()


def test_taking_back_is_refused_on_the_page_itself(coordinator, cohort, deelname, els):
    end_deelname(deelname=deelname, tot_en_met=TODAY(), by=els)
    DeelnameFactory(
        user=deelname.user,
        cohort=CohortFactory(naam="Testdam B", programma=cohort.programma),
        vanaf=TODAY() + timedelta(days=1),
    )

    response = coordinator.post(f"{page_of(deelname)}hervatting/")

    assert response.status_code == 422
    assert "doet nu mee in Testdam B" in response.content.decode()
    deelname.refresh_from_db()
    assert deelname.tot_en_met == TODAY()


ACTS = {
    "einde": {"tot_en_met": "2026-11-23"},
    "hervatting": {},
    "overstap": {"vanaf": "2026-11-23"},
    "dienstverbanden/nieuw": {"organisatie": "Dienst Elders", "vanaf": "2026-11-23"},
}


@pytest.mark.monday
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("name", "status"), [("carla", 403), ("anna", 403), ("dirk", 404)])
def test_only_the_coordinator_acts(client_for, cast, cohort, deelname, act, name, status):
    target = CohortFactory(programma=cohort.programma)
    if act == "hervatting":
        Deelname.objects.filter(pk=deelname.pk).update(tot_en_met=TODAY())
    before = Deelname.objects.filter(pk=deelname.pk).values().get()

    response = client_for(cast[name]).post(
        f"{page_of(deelname)}{act}/", ACTS[act] | {"cohort": target.pk}
    )

    assert response.status_code == status
    assert Deelname.objects.filter(pk=deelname.pk).values().get() == before
    assert deelname.dienstverbanden.count() == 1
    assert not target.deelnames.exists()


@pytest.mark.parametrize("act", ["einde", "hervatting"])
def test_looking_is_no_act(coordinator, deelname, act):
    assert coordinator.get(f"{page_of(deelname)}{act}/").status_code == 405


def test_a_trainer_adds_nobody(client_for, carla, cohort):
    response = client_for(carla).post(
        f"/cohorten/{cohort.pk}/deelnames/nieuw/", NOOR | {"vanaf": f"{TODAY()}"}
    )

    assert response.status_code == 403
    assert not cohort.deelnames.exists()


def test_one_moves_at_half_past_midnight_to_a_cohort_that_still_goes_on(
    coordinator, cohort, deelname, time_machine
):
    """A cohort says its employer; one that ended yesterday, or of another course, is no choice."""
    time_machine.move_to("2026-11-23 00:30 +0100")
    words = {"programma": cohort.programma, "organisatie": cohort.organisatie}
    today, over = (CohortFactory(naam=naam, **words) for naam in ("Testdam B", "Testdam C"))
    BijeenkomstFactory(cohort=today, datum=TODAY())
    BijeenkomstFactory(cohort=over, datum=TODAY() - timedelta(days=1))
    CohortFactory(naam="Testdam D", programma=ProgrammaFactory(slug="iets-anders"))

    form = coordinator.get(f"{page_of(deelname)}overstap/").context["form"]

    assert [str(label) for _, label in form.fields["cohort"].choices] == [
        "Kies een cohort",
        "Testdam B (Testdam)",
    ]


def test_a_refused_move_complains_at_its_day(coordinator, cohort, deelname, bijeenkomsten):
    target = CohortFactory(programma=cohort.programma)
    data = {"cohort": target.pk, "vanaf": f"{bijeenkomsten[5].datum}"}

    response = coordinator.post(f"{page_of(deelname)}overstap/", data)

    assert list(response.context["form"].errors) == ["vanaf"]
    assert "nog dag 5" in str(response.context["form"].errors["vanaf"])
