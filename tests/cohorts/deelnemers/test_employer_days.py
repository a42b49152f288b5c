"""The edges of another employer and of a merger; and that each act is whole."""

from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection

from cohorts.deelnemers.actions.employment import change_employer, merge_organisatie
from cohorts.deelnemers.actions.membership import (
    end_deelname,
    move_deelname,
    resume_deelname,
)
from cohorts.models import Deelname, Dienstverband, Organisatie
from tests.cohorts.deelnemers.edges import ONE_DAY, TODAY, answered, periods
from tests.factories import (
    DeelnameFactory,
    OrganisatieFactory,
)

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


def test_everywhere_passes_over_where_somebody_works_there_already_and_other_people(
    deelname, ander_cohort, andere_organisatie, bas, els
):
    elsewhere = DeelnameFactory(user=deelname.user, cohort=ander_cohort)

    fresh = change_employer(
        deelname=deelname, organisatie=andere_organisatie, vanaf=TODAY, everywhere=True, by=els
    )

    assert [row.deelname for row in fresh] == [deelname]
    assert periods(elsewhere) == [("Dienst Elders", date(2020, 1, 1), None)]
    assert periods(bas.deelnames.get()) == [("Testdam", date(2020, 1, 1), None)]


def test_a_refusal_in_one_cohort_changes_nothing_in_the_others(
    deelname, ander_cohort, andere_organisatie, els
):
    elsewhere = DeelnameFactory(user=deelname.user, cohort=ander_cohort)
    elsewhere.dienstverbanden.update(vanaf=TODAY)

    with answered("Kies een latere dag", is_refused=True):
        change_employer(
            deelname=deelname,
            organisatie=OrganisatieFactory(naam="Nieuwdam"),
            vanaf=TODAY,
            everywhere=True,
            by=els,
        )

    assert periods(deelname) == [("Testdam", date(2020, 1, 1), None)]
    assert periods(elsewhere) == [("Dienst Elders", TODAY, None)]


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


# -- All of it, or nothing -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "table"),
    [
        ("end", 'UPDATE "aanwezigheid_inhaalopdracht"'),
        ("resume", 'UPDATE "cohorts_dienstverband"'),
        ("move", 'INSERT INTO "cohorts_dienstverband"'),
        ("merge", 'INSERT INTO "cohorts_dienstverband"'),
    ],
)
def test_an_act_that_fails_at_its_last_table_changes_nothing(
    deelname, bijeenkomsten, target, organisatie, andere_organisatie, els, act, table
):
    if act == "resume":
        end_deelname(deelname=deelname, tot_en_met=TODAY, by=els)
    acts = {
        "end": lambda: end_deelname(deelname=deelname, tot_en_met=TODAY, by=els),
        "resume": lambda: resume_deelname(deelname=deelname, by=els),
        "move": lambda: move_deelname(deelname=deelname, cohort=target, vanaf=TODAY, by=els),
        "merge": lambda: merge_organisatie(
            organisatie=organisatie, opvolger=andere_organisatie, vanaf=TODAY, by=els
        ),
    }
    models = (Deelname, Dienstverband, Organisatie)
    before = [list(model.objects.order_by("pk").values()) for model in models]

    def full(execute, sql, *rest):
        if sql.startswith(table):
            raise OperationalError("disk full")
        return execute(sql, *rest)

    with connection.execute_wrapper(full), pytest.raises(OperationalError):
        acts[act]()

    assert [list(model.objects.order_by("pk").values()) for model in models] == before
