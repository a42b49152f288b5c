"""Somebody changes employer, moves or stops: every report holds the days of its own period."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from certificaten.actions import issue_certificaat
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.deelnemers.actions.employment import change_employer, merge_organisatie
from cohorts.deelnemers.actions.membership import end_deelname, move_deelname
from cohorts.models import Cohort, HRContact
from rapportages.models import Inzet, Voltooiing
from rapportages.outcomes import Uitkomst
from rapportages.overview import lines_of
from tests.factories import (
    CohortFactory,
    DeelnameFactory,
    HRContactFactory,
    OrganisatieFactory,
    mark_days,
    plan_seven_days,
)
from tests.rapportages.conftest import download, page_of
from tests.rapportages.test_files import read_csv

OUTSIDE = (Uitkomst.BUITEN, Uitkomst.NVT)


def lines(user):
    today = timezone.localdate()
    rows = Inzet.objects.managed_by_hr(user).for_page().with_voltooiing(today).with_certificaat()
    return lines_of(list(rows.order_by("pk")), today)


def line_of(user):
    (line,) = lines(user)
    return line


def own_days(line):
    return [dag.nummer for dag in line.dagen if dag.uitkomst not in OUTSIDE]


def day_of(cohort: Cohort, nummer: int) -> date:
    return cohort.bijeenkomsten.get(cursusdag__nummer=nummer).datum


def marks() -> list[dict]:
    return list(Aanwezigheid.objects.order_by("pk").values())


@pytest.mark.parametrize("marked_before", [True, False])
def test_four_days_for_the_old_employer_three_for_the_new_and_seven_for_the_certificate(
    cohort, deelname, hanna, henk, els, andere_organisatie, client_for, carla, marked_before
):
    plan_seven_days(cohort, today_is=8)
    if marked_before:
        mark_days(deelname, range(1, 8))
    before = marks()

    change_employer(
        deelname=deelname,
        organisatie=andere_organisatie,
        vanaf=day_of(cohort, 5) - timedelta(days=1),
        by=els,
    )

    assert marks() == before
    if not marked_before:
        mark_days(deelname, range(1, 8))
    old, new = line_of(hanna), line_of(henk)
    assert (own_days(old), own_days(new)) == ([1, 2, 3, 4], [5, 6, 7])
    assert (old.uren, new.uren) == (28, 21)
    assert (old.voltooiing, new.voltooiing) == (Voltooiing.UIT_DIENST, Voltooiing.AFGEROND)
    for user, nummers in ((hanna, "1234"), (henk, "567")):
        rows = read_csv([download(client_for(user))])[1:]
        assert [row[5] for row in rows] == list(nummers)
        assert {row[11] for row in rows} == {"aanwezig"}
        assert "Anna Jansen" in page_of(client_for(user))
    certificaat = issue_certificaat(deelname=deelname, by=els)
    assert (certificaat.dagdelen, certificaat.organisatie) == (14, "Dienst Elders")


def test_a_new_employer_does_not_learn_what_was_missed_before(
    cohort, deelname, hanna, henk, els, andere_organisatie
):
    plan_seven_days(cohort, today_is=6)
    mark_days(deelname, range(1, 5), status="afwezig")
    mark_days(deelname, range(5, 6))

    change_employer(
        deelname=deelname, organisatie=andere_organisatie, vanaf=day_of(cohort, 5), by=els
    )

    assert own_days(line_of(henk)) == [5, 6, 7]
    assert line_of(hanna).voltooiing == Voltooiing.UIT_DIENST
    assert line_of(henk).voltooiing == Voltooiing.BEZIG


def test_a_new_employer_sees_nobody_before_the_first_day(
    cohort, deelname, bijeenkomsten, hanna, henk, els, andere_organisatie
):
    tomorrow = timezone.localdate() + timedelta(days=1)

    change_employer(deelname=deelname, organisatie=andere_organisatie, vanaf=tomorrow, by=els)

    assert lines(henk) == []
    assert own_days(line_of(hanna)) == [1, 2, 3, 4, 5]
    assert line_of(hanna).voltooiing == Voltooiing.BEZIG


def test_a_day_caught_up_later_belongs_to_the_employer_of_the_own_day(
    cohort, deelname, hanna, henk, els, andere_organisatie, carla
):
    plan_seven_days(cohort, today_is=6)
    change_employer(
        deelname=deelname, organisatie=andere_organisatie, vanaf=day_of(cohort, 5), by=els
    )

    mark_days(deelname, range(3, 4), status="ingehaald")

    assert line_of(hanna).dagen[2].uitkomst == Uitkomst.INGEHAALD
    assert (line_of(hanna).uren, line_of(henk).uren) == (7, 0)


@pytest.mark.parametrize(
    ("today_is", "expected"), [(0, Voltooiing.NIET_BEGONNEN), (1, Voltooiing.BEZIG)]
)
def test_a_cohort_that_has_not_begun_says_so(cohort, deelname, hanna, today_is, expected):
    plan_seven_days(cohort, today_is=today_is)

    assert line_of(hanna).voltooiing == expected


def test_a_cohort_without_dates_has_not_begun(cohort, deelname, hanna, client_for):
    assert line_of(hanna).voltooiing == Voltooiing.NIET_BEGONNEN
    assert "nog niet begonnen" in page_of(client_for(hanna))


@pytest.fixture
def target(cohort) -> Cohort:
    """A cohort of the same employer that is three days behind."""
    other = CohortFactory(
        naam="Testdam B", organisatie=cohort.organisatie, programma=cohort.programma
    )
    plan_seven_days(other, today_is=2)
    return other


def test_hours_of_somebody_who_moved_count_once(
    cohort, deelname, bijeenkomsten, target, hanna, els, client_for
):
    mark_days(deelname, range(1, 5))

    move_deelname(deelname=deelname, cohort=target, vanaf=timezone.localdate(), by=els)

    old, new = lines(hanna)
    assert (old.uren, new.uren) == (28, 0)
    assert [dag.uitkomst for dag in new.dagen[1:4]] == [Uitkomst.EERDER] * 3
    rows = read_csv([download(client_for(hanna))])[1:]
    assert [(row[4], row[5], row[11]) for row in rows if row[11] == "eerder gevolgd"] == [
        ("Testdam B", "2", "eerder gevolgd"),
        ("Testdam B", "3", "eerder gevolgd"),
        ("Testdam B", "4", "eerder gevolgd"),
    ]
    assert sum(float(row[10].replace(",", ".")) for row in rows) == 28


def test_somebody_who_moved_gets_one_certificate_for_seven_days(
    cohort, deelname, bijeenkomsten, target, els
):
    mark_days(deelname, range(1, 5))
    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=timezone.localdate(), by=els)
    assert voortgang_of([fresh], timezone.localdate())[0].behaald == 8

    mark_days(fresh, range(5, 8))

    assert voortgang_of([fresh], timezone.localdate())[0].behaald == 14


def test_who_stopped_is_stopped_and_keeps_the_days(cohort, deelname, bijeenkomsten, hanna, els):
    mark_days(deelname, range(1, 3))

    end_deelname(deelname=deelname, tot_en_met=day_of(cohort, 2), by=els)

    line = line_of(hanna)
    assert (line.voltooiing, line.uren, own_days(line)) == (Voltooiing.GESTOPT, 14, [1, 2])


@pytest.fixture
def opvolger(db):
    return OrganisatieFactory(naam="Nieuwdam", geldig_vanaf=date(2020, 1, 1))


def test_after_a_merger_old_reports_keep_the_old_name(
    cohort, deelname, hanna, els, organisatie, opvolger, client_for
):
    plan_seven_days(cohort, today_is=8)
    mark_days(deelname, range(1, 8))
    before = marks()

    count = merge_organisatie(
        organisatie=organisatie, opvolger=opvolger, vanaf=day_of(cohort, 5), by=els
    )

    assert (count, marks()) == (1, before)
    successor = HRContactFactory(organisatie=opvolger).user
    assert own_days(line_of(hanna)) == [1, 2, 3, 4]
    assert own_days(line_of(successor)) == [5, 6, 7]
    for user, name in ((hanna, "Testdam"), (successor, "Nieuwdam")):
        assert {row[3] for row in read_csv([download(client_for(user))])[1:]} == {name}


def test_a_merger_gives_nobody_of_hr_a_new_view(
    cohort, deelname, hanna, els, organisatie, opvolger
):
    plan_seven_days(cohort, today_is=5)
    DeelnameFactory(cohort=cohort, organisatie=opvolger)

    merge_organisatie(organisatie=organisatie, opvolger=opvolger, vanaf=day_of(cohort, 5), by=els)

    assert {line.inzet.organisatie for line in lines(hanna)} == {organisatie}
    assert not HRContact.objects.filter(organisatie=opvolger).exists()
