"""Whom a question about people finds: of this day, this cohort and this employer, nobody else's."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains

from cohorts.aanwezigheid.models.gasten import coming_to
from cohorts.deelnemers.actions.employment import change_employer, merge_organisatie
from cohorts.deelnemers.actions.membership import end_deelname, move_deelname, resume_deelname
from cohorts.models import Dienstverband, Organisatie
from tests.cohorts.catching_up import agreed
from tests.factories import (
    CohortFactory,
    DeelnameFactory,
    OrganisatieFactory,
    mark_days,
    plan_seven_days,
)

ONE_DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
AROUND = (TODAY - ONE_DAY, TODAY, TODAY + ONE_DAY)


def test_who_comes_to_a_day_takes_part_on_it_or_is_a_guest_whose_plan_was_agreed(
    gemist, host, vreemd, els, ander_cohort
):
    day = host.datum
    ends = [DeelnameFactory(cohort=ander_cohort, tot_en_met=day + n * ONE_DAY) for n in (-1, 0, 1)]
    begins = [DeelnameFactory(cohort=ander_cohort, vanaf=day + n * ONE_DAY) for n in (-1, 0, 1)]
    own = {vreemd.deelnames.get(), *ends[1:], *begins[:2]}

    assert set(coming_to(host)) == own
    agreed(gemist, host, els)
    assert set(coming_to(host)) == {*own, gemist}
    assert gemist not in coming_to(ander_cohort.bijeenkomsten.last())


@pytest.mark.parametrize("field", ["geldig_vanaf", "geldig_tot_en_met"])
def test_an_organisation_exists_from_its_first_day_to_its_last(db, field):
    rows = [OrganisatieFactory(**{field: day}) for day in AROUND]

    existing = set(Organisatie.objects.existing_on(TODAY))

    assert existing == set(rows[:2] if field == "geldig_vanaf" else rows[1:])


def test_hr_sees_who_is_yet_to_begin_but_not_who_is_yet_to_change_employer(
    deelname, cohort, hanna, henk, andere_organisatie, els, time_machine
):
    """A new employer sees somebody from the first day there on, at half past midnight too."""
    coming = DeelnameFactory(cohort=cohort, vanaf=TODAY + ONE_DAY)
    Dienstverband.objects.filter(deelname=coming).update(vanaf=TODAY + ONE_DAY)
    change_employer(
        deelname=deelname, organisatie=andere_organisatie, vanaf=TODAY + ONE_DAY, by=els
    )

    def seen_by(user) -> set:
        rows = Dienstverband.objects.managed_by_hr(user).select_related("deelname")
        return {row.deelname for row in rows}

    assert seen_by(hanna) == {deelname, coming}
    time_machine.move_to("2026-11-23 23:30 +0100")
    assert seen_by(henk) == set()
    time_machine.move_to("2026-11-24 00:30 +0100")
    assert seen_by(henk) == {deelname}


@pytest.mark.monday
def test_what_others_followed_is_not_taken_along(deelname, bijeenkomsten, bas, cohort, els):
    """Nor does a day that was registered for somebody else count as one's own."""
    target = CohortFactory(organisatie=cohort.organisatie, programma=cohort.programma)
    plan_seven_days(target, today_is=2)
    mark_days(deelname, range(1, 3))
    mark_days(bas.deelnames.get(), range(1, 6))

    with pytest.raises(ValidationError, match="nog dag 5"):
        move_deelname(deelname=deelname, cohort=target, vanaf=TODAY + ONE_DAY, by=els)
    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=TODAY, by=els)

    marks = fresh.aanwezigheden.order_by("pk")
    assert [(row.cursusdag.nummer, row.dagdeel) for row in marks] == [
        (1, "ochtend"),
        (1, "middag"),
        (2, "ochtend"),
        (2, "middag"),
    ]


def test_who_goes_on_at_an_organisation_that_ended_without_successor_stays_there(
    deelname, organisatie, els
):
    end_deelname(deelname=deelname, tot_en_met=TODAY - 9 * ONE_DAY, by=els)
    Organisatie.objects.filter(pk=organisatie.pk).update(geldig_tot_en_met=TODAY - 2 * ONE_DAY)

    resume_deelname(deelname=deelname, by=els)

    row = deelname.dienstverbanden.get()
    assert (row.organisatie, row.tot_en_met) == (organisatie, None)


def test_a_merger_concerns_the_people_of_that_organisation_alone(
    deelname, organisatie, andere_organisatie, vreemd, els
):
    opvolger = OrganisatieFactory(naam="Nieuwdam")

    assert merge_organisatie(organisatie=organisatie, opvolger=opvolger, vanaf=TODAY, by=els) == 1

    assert {row.deelname.user for row in Dienstverband.objects.at_organisatie(opvolger)} == {
        deelname.user
    }
    andere_organisatie.refresh_from_db()
    assert andere_organisatie.opvolger is None
    assert vreemd.deelnames.get().dienstverbanden.get().organisatie == andere_organisatie


@pytest.mark.parametrize(
    ("people", "words"), [(1, "1 deelnemer is uitgenodigd"), (2, "2 deelnemers zijn uitgenodigd")]
)
def test_the_coordinator_reads_how_many_were_invited(coordinator, cohort, vreemd, people, words):
    DeelnameFactory.create_batch(people, cohort=cohort)

    page = coordinator.post(reverse("uitnodiging_create", args=[cohort.pk]), follow=True)

    assertContains(page, words)
    assert not vreemd.berichten.exists()
