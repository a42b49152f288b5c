"""The edges of joining, stopping, moving and another employer: the day before, on and after."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.people.persons import Persoon
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.deelnemers.actions.employment import change_employer, merge_organisatie
from cohorts.deelnemers.actions.membership import (
    add_deelnemer,
    end_deelname,
    move_deelname,
    resume_deelname,
)
from cohorts.models import Cohort, Deelname, Dienstverband
from tests.day_factories import InhaalplanFactory
from tests.factories import (
    CohortFactory,
    DeelnameFactory,
    OrganisatieFactory,
    ProgrammaFactory,
    TrainerschapFactory,
    mark_days,
    plan_seven_days,
)

ONE_DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - ONE_DAY, TODAY + ONE_DAY


def answered(refusal: str = "", *, is_refused: bool):
    """A block that is refused in these words, or not at all."""
    return pytest.raises(ValidationError, match=refusal) if is_refused else nullcontext()


def periods(deelname: Deelname) -> list[tuple]:
    rows = deelname.dienstverbanden.order_by("vanaf")
    return list(rows.values_list("organisatie__naam", "vanaf", "tot_en_met"))


@pytest.fixture
def target(cohort) -> Cohort:
    other = CohortFactory(naam="Testdam B", organisatie=cohort.organisatie)
    plan_seven_days(other, today_is=2)
    return other


# -- Joining -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "is_refused"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, True), (None, True)]
)
def test_a_trainer_joins_only_after_the_last_day_as_trainer(cohort, els, until, is_refused):
    user = TrainerschapFactory(cohort=cohort, tot_en_met=until).user

    with answered("is trainer van dit cohort", is_refused=is_refused):
        add_deelnemer(cohort=cohort, persoon=Persoon("", "", user.email), vanaf=TODAY, by=els)

    assert cohort.deelnames.of_user(user).exists() != is_refused


def test_who_leads_another_cohort_may_join_this_one(cohort, dirk, els):
    deelname = add_deelnemer(
        cohort=cohort, persoon=Persoon("", "", dirk.email), vanaf=TODAY, by=els
    )

    assert deelname.user == dirk


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_nobody_joins_after_the_last_day(cohort, bijeenkomsten, els, days):
    """A day that was cancelled is no last day."""
    bijeenkomsten[6].cancel(els)
    vanaf = bijeenkomsten[5].datum + timedelta(days=days)

    with answered("laatste dag van dit cohort", is_refused=days > 0):
        add_deelnemer(
            cohort=cohort, persoon=Persoon("", "", "n@testdam.example"), vanaf=vanaf, by=els
        )


# -- Stopping and starting again -----------------------------------------------------------


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_deelname_ends_on_its_first_day_or_later(deelname, els, days):
    last = deelname.vanaf + timedelta(days=days)

    with answered("doet mee vanaf", is_refused=days < 0):
        end_deelname(deelname=deelname, tot_en_met=last, by=els)

    deelname.refresh_from_db()
    assert deelname.tot_en_met == (None if days < 0 else last)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_last_day_is_a_day_that_was_followed_or_later(deelname, bijeenkomsten, els, days):
    mark_days(deelname, range(1, 4))

    with answered("nog bij dag 3", is_refused=days < 0):
        end_deelname(
            deelname=deelname, tot_en_met=bijeenkomsten[2].datum + timedelta(days=days), by=els
        )


@pytest.mark.parametrize(("begins", "is_refused"), [(TODAY, True), (TOMORROW, False)])
def test_an_employer_of_today_is_kept_and_one_of_tomorrow_never_comes(
    deelname, andere_organisatie, els, time_machine, begins, is_refused
):
    time_machine.move_to("2026-11-23 00:30 +0100")
    change_employer(deelname=deelname, organisatie=andere_organisatie, vanaf=begins, by=els)

    with answered("werkt sinds", is_refused=is_refused):
        end_deelname(deelname=deelname, tot_en_met=YESTERDAY, by=els)

    assert (("Dienst Elders", begins, None) in periods(deelname)) == is_refused


def test_a_plan_that_ended_before_keeps_who_ended_it(
    deelname, bijeenkomsten, ander_cohort, anna, els
):
    """Stopping ends what still runs: on the day after the last one and later."""
    hosts = plan_seven_days(ander_cohort, today_is=3)
    ended, before, on, after = (
        InhaalplanFactory(
            deelname=deelname,
            cursusdag=hosts[number].cursusdag,
            bijeenkomst=hosts[number],
            versie=1,
            **words,
        )
        for number, words in (
            (5, {"vervallen_op": timezone.now(), "vervallen_door": anna}),
            (2, {}),
            (4, {}),
            (6, {}),
        )
    )

    end_deelname(deelname=deelname, tot_en_met=hosts[4].datum, by=els)

    ended.refresh_from_db()
    assert ended.vervallen_door == anna
    assert set(Inhaalplan.objects.not_lapsed()) == {before, on}
    after.refresh_from_db()
    assert after.vervallen_door == els


@pytest.mark.parametrize("course", ["leergang", "een andere leergang"])
def test_who_goes_on_elsewhere_in_the_course_is_not_taken_back(deelname, els, course):
    """Another course is another matter, and so is a deelname that began before the stop."""
    end_deelname(deelname=deelname, tot_en_met=TODAY, by=els)
    programma = ProgrammaFactory(slug=course)
    later = DeelnameFactory(
        user=deelname.user, cohort=CohortFactory(programma=programma), vanaf=TOMORROW
    )

    with answered("doet nu mee", is_refused=course == "leergang"):
        resume_deelname(deelname=deelname, by=els)

    Deelname.objects.filter(pk=later.pk).update(vanaf=TODAY)
    resume_deelname(deelname=deelname, by=els)
    deelname.refresh_from_db()
    assert deelname.tot_en_met is None


# -- Moving --------------------------------------------------------------------------------


@pytest.mark.monday
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_who_moves_has_not_stopped_before(deelname, bijeenkomsten, target, els, days):
    """The last day in the old cohort is the day before the first in the new one."""
    vanaf = TODAY + timedelta(days=3)
    end_deelname(deelname=deelname, tot_en_met=vanaf + timedelta(days=days - 1), by=els)
    mark_days(deelname, range(5, 6), status="afwezig")

    with answered("op die dag al gestopt", is_refused=days < 0):
        move_deelname(deelname=deelname, cohort=target, vanaf=vanaf, by=els)

    assert target.deelnames.exists() == (days >= 0)


@pytest.mark.monday
def test_who_moves_keeps_the_employer_of_that_day(
    deelname, bijeenkomsten, target, andere_organisatie, els
):
    change_employer(
        deelname=deelname,
        organisatie=andere_organisatie,
        vanaf=YESTERDAY,
        afdeling="Zorg",
        personeelsnummer="0042",
        by=els,
    )

    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=TODAY, by=els)

    row = fresh.dienstverbanden.get()
    assert (row.organisatie, row.afdeling, row.personeelsnummer, row.vanaf, row.tot_en_met) == (
        andere_organisatie,
        "Zorg",
        "0042",
        TODAY,
        None,
    )


def test_a_day_that_does_not_apply_is_no_reason_to_wait(
    deelname, bijeenkomsten, target, els, cohort
):
    """Of a day before the own first day nothing can be carried over, and nothing is lost."""
    later = bijeenkomsten[5].datum + ONE_DAY
    Deelname.objects.filter(pk=deelname.pk).update(vanaf=later)
    mark_days(deelname, range(5, 6), status="afwezig")

    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=later + ONE_DAY, by=els)

    assert fresh.vanaf == later + ONE_DAY


# -- Another employer ----------------------------------------------------------------------


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_everywhere_means_every_deelname_that_has_not_ended_by_then(
    deelname, ander_cohort, andere_organisatie, els, days
):
    elsewhere = DeelnameFactory(user=deelname.user, cohort=ander_cohort)
    elsewhere.dienstverbanden.update(organisatie=deelname.cohort.organisatie)
    end_deelname(deelname=elsewhere, tot_en_met=TODAY + timedelta(days=days), by=els)

    change_employer(
        deelname=deelname, organisatie=andere_organisatie, vanaf=TODAY, everywhere=True, by=els
    )

    found = Dienstverband.objects.at_organisatie(andere_organisatie)
    assert found.filter(deelname=elsewhere).exists() == (days >= 0)
    # The new employment ends where the deelname ends.
    elsewhere.refresh_from_db()
    assert elsewhere.dienstverbanden.by_start().last().tot_en_met == elsewhere.tot_en_met


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_successor_takes_over_who_still_works_there(cohort, organisatie, deelname, els, days):
    """With department and number as they were, until the day that somebody stops."""
    row = deelname.dienstverbanden.get()
    Dienstverband.objects.filter(pk=row.pk).update(afdeling="Zorg", personeelsnummer="0042")
    end_deelname(deelname=deelname, tot_en_met=TODAY + timedelta(days=days), by=els)
    opvolger = OrganisatieFactory(naam="Nieuwdam")

    count = merge_organisatie(organisatie=organisatie, opvolger=opvolger, vanaf=TODAY, by=els)

    fresh = deelname.dienstverbanden.filter(organisatie=opvolger)
    assert count == fresh.count() == (days >= 0)
    assert list(fresh.values_list("afdeling", "personeelsnummer", "vanaf", "tot_en_met")) == [
        ("Zorg", "0042", TODAY, TODAY + timedelta(days=days))
    ] * (days >= 0)
    assert Dienstverband.objects.at_organisatie(organisatie).count() == 1


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_who_would_begin_at_an_organisation_after_its_merger_begins_at_its_successor(
    cohort, organisatie, els, days
):
    """On the last day of the old organisation somebody still begins there, for that day."""
    last = TODAY - ONE_DAY
    begins = last + timedelta(days=days)
    deelname = DeelnameFactory(cohort=cohort, vanaf=begins)
    Dienstverband.objects.filter(deelname=deelname).update(vanaf=begins)
    opvolger = OrganisatieFactory(naam="Nieuwdam")

    merge_organisatie(organisatie=organisatie, opvolger=opvolger, vanaf=TODAY, by=els)

    before = [("Testdam", begins, last)] if days <= 0 else []
    assert periods(deelname) == [*before, ("Nieuwdam", max(begins, TODAY), None)]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_successor_exists_on_the_first_day(organisatie, els, days):
    begins = TODAY + timedelta(days=days)
    opvolger = OrganisatieFactory(naam="Nieuwdam", geldig_vanaf=begins)

    with answered("bestaat op die dag niet", is_refused=days > 0):
        merge_organisatie(organisatie=organisatie, opvolger=opvolger, vanaf=TODAY, by=els)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_successor_that_ends_is_none_after_its_last_day(organisatie, els, days):
    last = TODAY + timedelta(days=days)
    opvolger = OrganisatieFactory(naam="Nieuwdam", geldig_tot_en_met=last)

    with answered("bestaat op die dag niet", is_refused=days < 0):
        merge_organisatie(organisatie=organisatie, opvolger=opvolger, vanaf=TODAY, by=els)
