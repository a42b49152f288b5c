from datetime import date, timedelta

import pytest
from django.utils import timezone

from certificaten.models import Certificaatgebeurtenis
from rapportages.models import Inzet, Voltooiing
from rapportages.outcomes import Uitkomst
from rapportages.overview import lines_of
from tests.factories import (
    CertificaatFactory,
    DeelnameFactory,
    DienstverbandFactory,
    mark_days,
    plan_seven_days,
)
from tests.rapportages.conftest import move_after_day_4

OUTSIDE = (Uitkomst.BUITEN, Uitkomst.NVT)


def line_of(user):
    today = timezone.localdate()
    rows = Inzet.objects.managed_by_hr(user).for_page().with_voltooiing(today).with_certificaat()
    (line,) = lines_of(list(rows), today)
    return line


def outcomes(line):
    return [dag.uitkomst for dag in line.dagen]


@pytest.mark.parametrize(
    ("name", "seen"),
    [("hanna", {"Anna Jansen", "Bas Çelik"}), ("henk", {"Vera Elders"}), ("els", set())],
)
def test_hr_reaches_own_employees_only(cast, name, seen):
    rows = Inzet.objects.managed_by_hr(cast[name]).for_page()

    assert {row.deelname.user.naam for row in rows} == seen


def test_somebody_who_was_hr_until_yesterday_reaches_nobody(anna, hanna):
    hanna.hrcontacten.update(tot_en_met=timezone.localdate() - timedelta(days=1))

    assert not Inzet.objects.managed_by_hr(hanna).exists()


def test_a_line_tells_seven_outcomes_and_the_hours(gevolgd, hanna):
    line = line_of(hanna)

    assert outcomes(line) == [
        Uitkomst.AANWEZIG,
        Uitkomst.AANWEZIG,
        Uitkomst.HALVE_DAG,
        Uitkomst.AFWEZIG,
        Uitkomst.VERWERKT,
        Uitkomst.NOG_NIET,
        Uitkomst.NOG_NIET,
    ]
    assert line.uren == 17.5
    assert line.certificaat == "nog niet"


def test_each_employer_sees_the_days_of_its_own_period(gevolgd, hanna, henk, andere_organisatie):
    move_after_day_4(gevolgd, andere_organisatie)

    former, current = line_of(hanna), line_of(henk)

    assert [dag.nummer for dag in former.dagen if dag.uitkomst not in OUTSIDE] == [1, 2, 3, 4]
    assert [dag.nummer for dag in current.dagen if dag.uitkomst not in OUTSIDE] == [5, 6, 7]
    assert (former.uren, current.uren) == (17.5, 0)
    assert former.voltooiing == Voltooiing.UIT_DIENST


def test_a_former_employer_does_not_learn_how_it_ended(
    cohort, deelname, hanna, henk, andere_organisatie, els
):
    plan_seven_days(cohort, today_is=7)
    mark_days(deelname, range(1, 8))
    move_after_day_4(deelname, andere_organisatie)
    CertificaatFactory(deelname=deelname, uitgegeven_door=els)

    assert (line_of(hanna).voltooiing, line_of(hanna).certificaat) == (
        "dienstverband-voorbij",
        "niet zichtbaar",
    )
    assert (line_of(henk).voltooiing, line_of(henk).certificaat) == ("afgerond", "uitgegeven")


@pytest.mark.parametrize(
    ("today_is", "attended", "missed", "expected"),
    [
        (0, range(0), range(0), Voltooiing.NIET_BEGONNEN),
        (5, range(1, 5), range(0), Voltooiing.BEZIG),
        (7, range(1, 7), range(0), Voltooiing.AFGEROND),
        (8, range(1, 6), range(6, 8), Voltooiing.BEZIG),
    ],
)
def test_how_far_somebody_is(cohort, deelname, hanna, today_is, attended, missed, expected):
    plan_seven_days(cohort, today_is=today_is)
    mark_days(deelname, attended)
    mark_days(deelname, missed, status="afwezig")

    assert line_of(hanna).voltooiing == expected


def test_days_that_nobody_registered_are_not_held_against_anybody(cohort, deelname, hanna):
    plan_seven_days(cohort, today_is=7)

    assert line_of(hanna).voltooiing == Voltooiing.BEZIG


def test_hr_is_not_told_that_the_norm_is_out_of_reach(cohort, deelname, hanna):
    plan_seven_days(cohort, today_is=7)
    mark_days(deelname, range(1, 6), status="afwezig")

    assert line_of(hanna).voltooiing == Voltooiing.BEZIG


def test_absence_announced_beforehand_changes_nothing_yet(gevolgd, hanna):
    before = line_of(hanna)

    mark_days(gevolgd, range(6, 8), status="afgemeld")

    assert line_of(hanna).voltooiing == before.voltooiing
    assert outcomes(line_of(hanna)) == outcomes(before)


def test_the_certificate_is_that_of_the_last_event(deelname, bijeenkomsten, hanna, els):
    certificaat = CertificaatFactory(deelname=deelname, uitgegeven_door=els)
    assert line_of(hanna).certificaat == "uitgegeven"

    Certificaatgebeurtenis.objects.create(
        certificaat=certificaat, soort="ingetrokken", door=els, reden="intern"
    )
    assert line_of(hanna).certificaat == "ingetrokken"


def test_a_department_belongs_to_the_employment(deelname, bijeenkomsten, hanna, andere_organisatie):
    DienstverbandFactory(
        deelname=deelname,
        organisatie=andere_organisatie,
        vanaf=date(2010, 1, 1),
        tot_en_met=date(2010, 2, 1),
        afdeling="Elders",
    )

    assert line_of(hanna).inzet.afdeling == "Burgerzaken"


@pytest.mark.parametrize("text", ["anna", "jan ann", "JANSEN", "an"])
def test_people_are_found_by_any_part_of_their_name(anna, bas, hanna, text):
    found = Inzet.objects.managed_by_hr(hanna).named(text).for_page()

    assert [row.deelname.user for row in found] == [anna]


@pytest.mark.parametrize("people", [1, 3, 60])
def test_lines_take_three_queries_for_any_number(
    cohort, bijeenkomsten, hanna, django_assert_num_queries, people
):
    for _ in range(people):
        DeelnameFactory(cohort=cohort)
    rows = list(
        Inzet.objects.managed_by_hr(hanna)
        .for_page()
        .with_voltooiing(timezone.localdate())
        .with_certificaat()
    )

    with django_assert_num_queries(3):
        lines = lines_of(rows, timezone.localdate())

    assert len(lines) == people
