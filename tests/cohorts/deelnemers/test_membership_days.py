"""The edges of joining, stopping, moving and another employer: the day before, on and after."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.people.persons import Persoon
from cohorts.aanwezigheid.models import Inhaalopdracht, Inhaalplan
from cohorts.deelnemers.actions.employment import change_employer
from cohorts.deelnemers.actions.membership import (
    add_deelnemer,
    end_deelname,
    resume_deelname,
)
from cohorts.models import Deelname
from tests.cohorts.deelnemers.edges import ONE_DAY, TODAY, TOMORROW, YESTERDAY, answered, periods
from tests.day_factories import InhaalopdrachtFactory, InhaalplanFactory
from tests.factories import (
    CohortFactory,
    DeelnameFactory,
    ProgrammaFactory,
    TrainerschapFactory,
    UserFactory,
    mark_days,
    plan_seven_days,
)

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


def test_a_closed_account_does_not_join(cohort, els):
    closed = UserFactory(is_active=False)

    with answered("Het account van deze persoon is gesloten", is_refused=True):
        add_deelnemer(cohort=cohort, persoon=Persoon("", "", closed.email), vanaf=TODAY, by=els)

    assert not cohort.deelnames.exists()


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


def test_stopping_leaves_what_was_approved_and_what_is_of_somebody_else(
    deelname, bas, bijeenkomsten, els
):
    other = bas.deelnames.get()
    plan = InhaalplanFactory(deelname=other)
    approved, open_, withdrawn, foreign = (
        InhaalopdrachtFactory(deelname=row, volgnummer=n, dagdeel=dagdeel, **words)
        for row, n, dagdeel, words in (
            (deelname, 1, "ochtend", {"goedgekeurd_op": timezone.now(), "goedgekeurd_door": els}),
            (deelname, 2, "middag", {}),
            (deelname, 2, "middag", {"ingetrokken_op": timezone.now() - ONE_DAY}),
            (other, 1, "ochtend", {}),
        )
    )

    end_deelname(deelname=deelname, tot_en_met=TODAY, by=els)

    assert set(Inhaalopdracht.objects.filter(ingetrokken_op=None)) == {approved, foreign}
    assert set(Inhaalplan.objects.not_lapsed()) == {plan}
    open_.refresh_from_db()
    before = withdrawn.ingetrokken_op
    withdrawn.refresh_from_db()
    assert withdrawn.ingetrokken_op == before != open_.ingetrokken_op
    other.refresh_from_db()
    assert other.tot_en_met is other.dienstverbanden.get().tot_en_met is None


def test_who_resumes_at_an_organisation_that_ended_without_successor_stays_there(
    deelname, organisatie, els
):
    end_deelname(deelname=deelname, tot_en_met=YESTERDAY, by=els)
    organisatie.geldig_tot_en_met = YESTERDAY
    organisatie.save()

    resume_deelname(deelname=deelname, by=els)

    assert periods(deelname) == [("Testdam", date(2020, 1, 1), None)]


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
