"""Joining, stopping, starting again, moving and another employer."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.people.persons import Persoon
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.deelnemers.actions.employment import change_employer, merge_organisatie
from cohorts.deelnemers.actions.enrolment import enrol_deelnemers
from cohorts.deelnemers.actions.membership import (
    add_deelnemer,
    end_deelname,
    move_deelname,
    resume_deelname,
)
from cohorts.models import Cohort, Deelname
from tests.day_factories import InhaalopdrachtFactory, InhaalplanFactory
from tests.factories import (
    CohortFactory,
    OrganisatieFactory,
    ProgrammaFactory,
    mark_days,
    plan_seven_days,
)

NOOR = Persoon("Noor", "Veen", "Noor.Veen@Testdam.example", "van", "070303", "Ruimte")
TODAY = timezone.localdate


def day_of(cohort: Cohort, nummer: int) -> date:
    return cohort.bijeenkomsten.get(cursusdag__nummer=nummer).datum


def periods(deelname: Deelname) -> list[tuple]:
    return list(
        deelname.dienstverbanden.order_by("vanaf").values_list(
            "organisatie__naam", "vanaf", "tot_en_met"
        )
    )


# -- Joining -------------------------------------------------------------------------------


def test_a_late_starter_is_not_absent_before_the_start(cohort, bijeenkomsten, els):
    start = day_of(cohort, 2)

    deelname = add_deelnemer(cohort=cohort, persoon=NOOR, vanaf=start, by=els)

    [stand] = voortgang_of([deelname], TODAY())
    assert stand.dagen[0].label == "niet van toepassing"
    assert stand.dagen[0].in_te_halen == ("ochtend", "middag")
    assert stand.dagen[1].applies
    assert periods(deelname) == [("Testdam", start, None)]


def test_a_second_address_leads_to_the_same_account(cohort, ander_cohort, anna, els):
    EmailAddress.objects.create(user=anna, email="anna@thuis.example", verified=True)
    persoon = Persoon("Annie", "Janssen", "Anna@Thuis.example")

    deelname = add_deelnemer(cohort=ander_cohort, persoon=persoon, vanaf=TODAY(), by=els)

    assert deelname.user == anna
    assert str(User.objects.get(pk=anna.pk)) == "Anna Jansen"


def test_an_address_that_nobody_confirmed_leads_to_nobody(ander_cohort, anna, els):
    EmailAddress.objects.create(user=anna, email="anna@thuis.example", verified=False)
    persoon = Persoon("Annie", "Janssen", "anna@thuis.example")

    assert add_deelnemer(cohort=ander_cohort, persoon=persoon, vanaf=TODAY(), by=els).user != anna


def test_a_list_with_both_addresses_of_one_person_gives_one_deelname(ander_cohort, anna, els):
    EmailAddress.objects.create(user=anna, email="anna@thuis.example", verified=True)
    personen = [Persoon("A", "J", anna.email), Persoon("A", "J", "anna@thuis.example")]

    first, second = enrol_deelnemers(cohort=ander_cohort, personen=personen, by=els)

    assert first == second


@pytest.mark.parametrize(
    ("name", "text"), [("anna", "zit al in dit cohort"), ("carla", "is trainer van dit cohort")]
)
def test_who_is_there_already_is_refused(cast, cohort, els, name, text):
    people = Deelname.objects.count()

    with pytest.raises(ValidationError, match=text):
        add_deelnemer(
            cohort=cohort, persoon=Persoon("", "", cast[name].email), vanaf=TODAY(), by=els
        )

    assert Deelname.objects.count() == people


def test_who_stopped_is_sent_to_the_own_page(cohort, deelname, els):
    end_deelname(deelname=deelname, tot_en_met=TODAY(), by=els)

    with pytest.raises(ValidationError, match="Weer mee laten doen") as refusal:
        add_deelnemer(
            cohort=cohort, persoon=Persoon("", "", deelname.user.email), vanaf=TODAY(), by=els
        )

    assert refusal.value.code == "gestopt"


def test_a_start_after_the_last_day_is_refused(cohort, bijeenkomsten, els):
    with pytest.raises(ValidationError, match="laatste dag van dit cohort"):
        add_deelnemer(
            cohort=cohort, persoon=NOOR, vanaf=day_of(cohort, 7) + timedelta(days=1), by=els
        )


def test_a_name_with_emoji_and_percent_signs_is_just_a_name(cohort, els):
    persoon = Persoon("🌷 100%s", "x" * 120, "tulp@testdam.example")

    deelname = add_deelnemer(cohort=cohort, persoon=persoon, vanaf=TODAY(), by=els)
    end_deelname(deelname=deelname, tot_en_met=TODAY(), by=els)

    with pytest.raises(ValidationError, match="100%s"):
        add_deelnemer(cohort=cohort, persoon=persoon, vanaf=TODAY(), by=els)


def test_who_joins_after_a_merger_works_at_the_successor(cohort, organisatie, els):
    opvolger = OrganisatieFactory(naam="Nieuwdam")
    merge_organisatie(organisatie=organisatie, opvolger=opvolger, vanaf=TODAY(), by=els)
    cohort.refresh_from_db()

    deelname = add_deelnemer(cohort=cohort, persoon=NOOR, vanaf=TODAY(), by=els)

    assert periods(deelname) == [("Nieuwdam", TODAY(), None)]


@pytest.fixture
def target(cohort) -> Cohort:
    """A cohort with another version of the same course, three days behind."""
    other = CohortFactory(
        naam="Testdam B", organisatie=cohort.organisatie, programma=ProgrammaFactory()
    )
    plan_seven_days(other, today_is=2)
    return other


# -- Stopping and starting again -----------------------------------------------------------


def test_days_after_the_last_one_do_not_apply_and_plans_end(cohort, deelname, bijeenkomsten, els):
    mark_days(deelname, range(1, 5), status="afwezig")
    plan = InhaalplanFactory(deelname=deelname)
    InhaalopdrachtFactory(deelname=deelname)

    end_deelname(deelname=deelname, tot_en_met=day_of(cohort, 2), by=els)

    deelname.refresh_from_db()
    [stand] = voortgang_of([deelname], TODAY())
    assert [dag.applies for dag in stand.dagen] == [True] * 2 + [False] * 5
    assert deelname.dienstverbanden.get().tot_en_met == day_of(cohort, 2)
    plan.refresh_from_db()
    assert plan.vervallen_door == els
    assert not deelname.inhaalopdrachten.not_withdrawn().exists()


def test_a_plan_before_the_last_day_stays(cohort, deelname, bijeenkomsten, ander_cohort, els):
    mark_days(deelname, range(3, 4), status="afwezig")
    host = plan_seven_days(ander_cohort, today_is=2)[2]
    plan = InhaalplanFactory(deelname=deelname, bijeenkomst=host, versie=host.versie)

    end_deelname(deelname=deelname, tot_en_met=host.datum, by=els)

    assert plan in Inhaalplan.objects.not_lapsed()


def test_a_last_day_before_a_day_that_was_followed_is_refused(cohort, deelname, bijeenkomsten, els):
    mark_days(deelname, range(1, 4))

    with pytest.raises(ValidationError, match="nog bij dag 3"):
        end_deelname(deelname=deelname, tot_en_met=day_of(cohort, 2), by=els)


def test_a_last_day_before_the_start_is_refused(deelname, els):
    with pytest.raises(ValidationError, match="doet mee vanaf"):
        end_deelname(deelname=deelname, tot_en_met=date(2019, 1, 1), by=els)


def test_a_last_day_before_a_change_of_employer_that_happened_is_refused(
    cohort, deelname, bijeenkomsten, andere_organisatie, els
):
    day = TODAY() - timedelta(days=5)
    change_employer(deelname=deelname, organisatie=andere_organisatie, vanaf=day, by=els)

    with pytest.raises(ValidationError, match="Dienst Elders"):
        end_deelname(deelname=deelname, tot_en_met=day - timedelta(days=1), by=els)


def test_a_change_of_employer_to_come_never_happens_after_a_stop(deelname, andere_organisatie, els):
    later = TODAY() + timedelta(days=30)
    change_employer(deelname=deelname, organisatie=andere_organisatie, vanaf=later, by=els)

    end_deelname(deelname=deelname, tot_en_met=TODAY(), by=els)

    assert periods(deelname) == [("Testdam", date(2020, 1, 1), TODAY())]


def test_stopping_can_be_taken_back(deelname, els):
    before = periods(deelname)
    end_deelname(deelname=deelname, tot_en_met=TODAY(), by=els)

    for _ in range(2):
        resume_deelname(deelname=deelname, by=els)

    deelname.refresh_from_db()
    assert deelname.tot_en_met is None
    assert periods(deelname) == before


def test_who_moved_on_is_not_taken_back(deelname, bijeenkomsten, target, els):
    move_deelname(deelname=deelname, cohort=target, vanaf=TODAY(), by=els)

    with pytest.raises(ValidationError, match="doet nu mee in Testdam B"):
        resume_deelname(deelname=deelname, by=els)


def test_who_starts_again_after_a_merger_works_at_the_successor(deelname, organisatie, els):
    end_deelname(deelname=deelname, tot_en_met=TODAY() - timedelta(days=9), by=els)
    opvolger = OrganisatieFactory(naam="Nieuwdam")
    merge_organisatie(organisatie=organisatie, opvolger=opvolger, vanaf=TODAY(), by=els)

    resume_deelname(deelname=deelname, by=els)

    yesterday = TODAY() - timedelta(days=1)
    assert periods(deelname) == [
        ("Testdam", date(2020, 1, 1), yesterday),
        ("Nieuwdam", TODAY(), None),
    ]
