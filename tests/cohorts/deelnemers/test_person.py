"""What the page of a person says of each day, and of who employs them."""

from datetime import date, timedelta

import pytest

from cohorts.deelnemers.person import person_of
from cohorts.models import Deelname
from tests.day_factories import AfmeldingFactory
from tests.factories import (
    AanwezigheidFactory,
    DeelnameFactory,
    DienstverbandFactory,
    OrganisatieFactory,
    mark_days,
)

pytestmark = pytest.mark.monday

TODAY = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)


def statuses(deelname: Deelname) -> list[str]:
    return [dag.status for dag in person_of(deelname, TODAY).dagen]


def test_the_status_of_a_day_says_how_it_went(deelname, bijeenkomsten, bas):
    """Followed, caught up, half, missed; today and later nobody knows."""
    mark_days(deelname, range(1, 2), status="aanwezig")
    mark_days(deelname, range(2, 3), status="ingehaald")
    AanwezigheidFactory(deelname=deelname, bijeenkomst=bijeenkomsten[2], status="aanwezig")
    mark_days(deelname, range(4, 5), status="afwezig")
    AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[5])
    mark_days(bas.deelnames.get(), range(1, 8), status="afwezig")

    assert statuses(deelname) == ["aanwezig", "ingehaald", "halve dag", "afwezig", "", "", ""]


def test_a_day_that_nobody_registered_or_that_was_before_the_start_has_no_status(
    cohort, bijeenkomsten
):
    late = DeelnameFactory(cohort=cohort, vanaf=bijeenkomsten[1].datum)

    assert statuses(late) == [""] * 7


def test_the_status_stands_on_the_page_as_a_colour(coordinator, deelname, bijeenkomsten):
    mark_days(deelname, range(1, 2), status="aanwezig")
    mark_days(deelname, range(2, 3), status="ingehaald")

    content = coordinator.get(f"/deelnames/{deelname.pk}/").content.decode()

    assert 'utrecht-status-badge--success">aanwezig</span>' in content
    assert 'utrecht-status-badge--neutral">ingehaald</span>' in content


@pytest.mark.parametrize(
    ("day", "employer"),
    [
        (TODAY - 12 * ONE_DAY, "Eerste"),
        (TODAY - 5 * ONE_DAY, "Eerste"),
        (TODAY - ONE_DAY, "Eerste"),
        (TODAY, "Tweede"),
        (TODAY + 9 * ONE_DAY, "Tweede"),
        (TODAY + 10 * ONE_DAY, "Derde"),
        (TODAY + 20 * ONE_DAY, "Derde"),
        (TODAY + 21 * ONE_DAY, "Derde"),
    ],
)
def test_the_employer_is_the_one_of_that_day_or_the_nearest(cohort, bas, day, employer):
    last = TODAY + 20 * ONE_DAY
    deelname = DeelnameFactory(cohort=cohort, vanaf=TODAY - 10 * ONE_DAY, tot_en_met=last)
    deelname.dienstverbanden.all().delete()
    for name, first, until in (
        ("Derde", TODAY + 10 * ONE_DAY, last),
        ("Tweede", TODAY, TODAY + 9 * ONE_DAY),
        ("Eerste", TODAY - 10 * ONE_DAY, TODAY - ONE_DAY),
    ):
        DienstverbandFactory(
            deelname=deelname,
            organisatie=OrganisatieFactory(naam=name),
            vanaf=first,
            tot_en_met=until,
        )

    assert person_of(deelname, day).werkgever.organisatie.naam == employer


def test_who_has_no_employment_has_no_employer(deelname):
    deelname.dienstverbanden.all().delete()

    assert person_of(deelname, TODAY).werkgever is None


@pytest.mark.parametrize(("until", "days"), [(TODAY, [1, 4]), (TODAY - ONE_DAY, [])])
def test_who_has_stopped_has_nothing_to_catch_up(deelname, bijeenkomsten, until, days):
    mark_days(deelname, range(2, 4), status="aanwezig")
    mark_days(deelname, range(1, 2), status="afwezig")
    mark_days(deelname, range(4, 5), status="afwezig")
    deelname.tot_en_met = until
    deelname.save()

    person = person_of(deelname, TODAY)

    assert [stand.nummer for stand in person.to_catch_up] == days
    assert not person.is_late
    assert person.has_ended == (not days)


@pytest.mark.parametrize(("first", "days", "is_late"), [(1, [2], False), (2, [1, 2], True)])
def test_who_began_after_a_day_is_late(cohort, bijeenkomsten, first, days, is_late):
    row = DeelnameFactory(cohort=cohort, vanaf=bijeenkomsten[first - 1].datum)
    mark_days(row, range(2, 3), status="afwezig")

    person = person_of(row, TODAY)

    assert [stand.nummer for stand in person.to_catch_up] == days
    assert person.is_late == is_late


def test_the_history_of_a_day_tells_the_morning_first_and_the_latest_first(
    tap, deelname, bijeenkomsten, bas
):
    tap(dagdeel="middag", status="aanwezig")
    tap(status="aanwezig")
    tap(status="afwezig")
    tap(deelname=bas.deelnames.get().pk, status="aanwezig")

    dagen = person_of(deelname, TODAY).dagen

    told = [
        (row.aanwezigheid.dagdeel, [regel.wijziging.naar for regel in row.regels])
        for row in dagen[4].geschiedenis
    ]
    assert told == [("ochtend", ["afwezig", "aanwezig"]), ("middag", ["aanwezig"])]
    assert [len(dag.geschiedenis) for dag in dagen] == [0, 0, 0, 0, 2, 0, 0]
