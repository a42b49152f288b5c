"""Moving to another cohort, and another employer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.people.persons import Persoon
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.deelnemers.actions.employment import change_employer, merge_organisatie
from cohorts.deelnemers.actions.membership import end_deelname, move_deelname
from cohorts.inhalen.actions.assignments import approve_inhaalopdracht, give_inhaalopdracht
from cohorts.models import Cohort, Deelname, Dienstverband
from tests.factories import (
    CohortFactory,
    DienstverbandFactory,
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


# -- Moving --------------------------------------------------------------------------------


@pytest.fixture
def target(cohort) -> Cohort:
    """A cohort with another version of the same course, three days behind."""
    other = CohortFactory(
        naam="Testdam B", organisatie=cohort.organisatie, programma=ProgrammaFactory()
    )
    plan_seven_days(other, today_is=2)
    return other


def test_what_was_followed_counts_in_the_new_cohort(deelname, bijeenkomsten, target, els):
    mark_days(deelname, range(1, 4))
    mark_days(deelname, range(4, 5), status="afwezig")

    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=TODAY(), by=els)

    deelname.refresh_from_db()
    assert deelname.tot_en_met == TODAY() - timedelta(days=1)
    carried = fresh.aanwezigheden.order_by("pk")
    assert {row.status for row in carried} == {"ingehaald"}
    assert {row.cursusdag.programma_id for row in carried} == {target.programma_id}
    assert [row.bijeenkomst for row in carried] == [
        bijeenkomst for bijeenkomst in bijeenkomsten[:3] for _ in range(2)
    ]
    assert all("Testdam A" in row.wijzigingen.get().reden for row in carried)
    assert periods(fresh) == [("Testdam", TODAY(), None)]


def test_who_stopped_the_day_before_goes_on_with_the_same_employer(deelname, target, els):
    yesterday = TODAY() - timedelta(days=1)
    end_deelname(deelname=deelname, tot_en_met=yesterday, by=els)

    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=TODAY(), by=els)

    assert periods(fresh) == [("Testdam", TODAY(), None)]


def test_who_stopped_two_days_before_does_not_move(deelname, target, els):
    end_deelname(deelname=deelname, tot_en_met=TODAY() - timedelta(days=2), by=els)

    with pytest.raises(ValidationError, match="is op die dag al gestopt"):
        move_deelname(deelname=deelname, cohort=target, vanaf=TODAY(), by=els)


def test_one_deelname_moves_once(deelname, target, els):
    third = CohortFactory(naam="Testdam C", programma=ProgrammaFactory())
    plan_seven_days(third, today_is=1)
    move_deelname(deelname=deelname, cohort=target, vanaf=TODAY(), by=els)

    with pytest.raises(ValidationError, match="stapte al over naar Testdam B"):
        move_deelname(deelname=deelname, cohort=third, vanaf=TODAY(), by=els)

    assert not third.deelnames.exists()


@pytest.mark.parametrize("wrong", ["own", "other course", "over"])
def test_moving_elsewhere_is_refused(cohort, deelname, bijeenkomsten, target, els, wrong):
    if wrong == "own":
        target = cohort
    elif wrong == "other course":
        target = CohortFactory(programma=ProgrammaFactory(slug="iets-anders"))
    else:
        target.bijeenkomsten.update(datum=date(2020, 1, 1))

    with pytest.raises(ValidationError, match="kan deze persoon niet"):
        move_deelname(deelname=deelname, cohort=target, vanaf=TODAY(), by=els)

    deelname.refresh_from_db()
    assert deelname.tot_en_met is None


def test_moving_twice_moves_once(deelname, bijeenkomsten, target, els):
    move_deelname(deelname=deelname, cohort=target, vanaf=TODAY(), by=els)

    with pytest.raises(ValidationError):
        move_deelname(deelname=deelname, cohort=target, vanaf=TODAY(), by=els)

    assert Deelname.objects.filter(cohort=target).count() == 1


def test_a_move_beyond_a_day_that_still_comes_is_refused(deelname, bijeenkomsten, target, els):
    later = bijeenkomsten[5].datum + timedelta(days=1)
    mark_days(deelname, range(1, 5))

    with pytest.raises(ValidationError, match="nog dag 5 in het oude cohort"):
        move_deelname(deelname=deelname, cohort=target, vanaf=later, by=els)

    mark_days(deelname, range(5, 7))
    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=later, by=els)
    assert fresh.aanwezigheden.behaald().count() == 12


def test_assignments_from_before_a_move_count_for_the_maximum(deelname, bijeenkomsten, target, els):
    def give(row: Deelname, nummer: int) -> None:
        opdracht = give_inhaalopdracht(
            deelname=row, nummer=nummer, dagdeel="ochtend", opdracht="Schrijf op wat.", by=els
        )
        approve_inhaalopdracht(inhaalopdracht=opdracht, by=els)

    mark_days(deelname, range(1, 5), status="afwezig")
    give(deelname, 1)
    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=TODAY(), by=els)
    mark_days(fresh, range(2, 4), status="afwezig")
    give(fresh, 2)

    with pytest.raises(ValidationError, match="ten hoogste 2"):
        give(fresh, 3)

    assert fresh.aanwezigheden.behaald().count() == 2


# -- Another employer ----------------------------------------------------------------------


def test_another_employer_follows_the_old_one(deelname, andere_organisatie, els):
    change_employer(
        deelname=deelname, organisatie=andere_organisatie, vanaf=TODAY(), afdeling="Zorg", by=els
    )

    assert periods(deelname) == [
        ("Testdam", date(2020, 1, 1), TODAY() - timedelta(days=1)),
        ("Dienst Elders", TODAY(), None),
    ]
    assert deelname.dienstverbanden.get(tot_en_met=None).afdeling == "Zorg"


@pytest.mark.parametrize(("everywhere", "count"), [(True, 2), (False, 1)])
def test_another_employer_in_one_cohort_or_in_all(
    deelname, ander_cohort, andere_organisatie, cohort, els, everywhere, count
):
    other = Deelname.objects.create(user=deelname.user, cohort=ander_cohort, vanaf=date(2020, 1, 1))
    DienstverbandFactory(deelname=other, organisatie=cohort.organisatie)

    change_employer(
        deelname=deelname,
        organisatie=andere_organisatie,
        vanaf=TODAY(),
        everywhere=everywhere,
        by=els,
    )

    assert Dienstverband.objects.at_organisatie(andere_organisatie).count() == count


def test_another_employer_is_refused_where_it_cannot_be(
    deelname, organisatie, andere_organisatie, els
):
    def change(to, vanaf):
        change_employer(deelname=deelname, organisatie=to, vanaf=vanaf, by=els)

    with pytest.raises(ValidationError, match="werkt al bij Testdam"):
        change(organisatie, TODAY())
    with pytest.raises(ValidationError, match="Kies een latere dag"):
        change(andere_organisatie, date(2020, 1, 1))
    change(andere_organisatie, TODAY())
    with pytest.raises(ValidationError, match="Kies een latere dag"):
        change(andere_organisatie, TODAY())
    end_deelname(deelname=deelname, tot_en_met=TODAY(), by=els)
    with pytest.raises(ValidationError, match="doet op die dag niet meer mee"):
        change(organisatie, TODAY() + timedelta(days=1))
    assert len(periods(deelname)) == 2


def test_a_merger_is_refused_where_it_cannot_be(deelname, organisatie, andere_organisatie, els):
    def merge(opvolger):
        merge_organisatie(organisatie=organisatie, opvolger=opvolger, vanaf=TODAY(), by=els)

    with pytest.raises(ValidationError, match="in zichzelf"):
        merge(organisatie)
    with pytest.raises(ValidationError, match="bestaat op die dag niet"):
        merge(OrganisatieFactory(naam="Voorbij", geldig_tot_en_met=date(2021, 1, 1)))
    merge(andere_organisatie)
    with pytest.raises(ValidationError, match="heeft al een opvolger"):
        merge(andere_organisatie)
    assert len(periods(deelname)) == 2
    assert not Aanwezigheid.objects.exists()
