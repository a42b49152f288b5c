"""The first and the last day of an employment and of a deelname, and the night between two days."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from rapportages.models import Inzet, Voltooiing
from rapportages.outcomes import Uitkomst
from rapportages.overview import lines_of
from tests.factories import (
    CertificaatFactory,
    DienstverbandFactory,
    mark_days,
    plan_seven_days,
)
from tests.rapportages.conftest import download
from tests.rapportages.test_files import read_csv

DAY = timedelta(days=1)

OUTSIDE = (Uitkomst.BUITEN, Uitkomst.NVT)


@pytest.fixture
def days(cohort) -> list[date]:
    return [bijeenkomst.datum for bijeenkomst in plan_seven_days(cohort, today_is=5)]


def in_file(client) -> list[str]:
    return [row[5] for row in read_csv([download(client)])[1:]]


def line_of(user, day: date):
    rows = Inzet.objects.managed_by_hr(user).for_page().with_voltooiing(day).with_certificaat()
    (line,) = lines_of(list(rows), day)
    return line


def shown(line) -> list[str]:
    return [str(dag.nummer) for dag in line.dagen if dag.uitkomst not in OUTSIDE]


def test_the_last_day_of_one_employer_and_the_first_of_the_next_are_in_their_files(
    deelname, days, hanna, henk, andere_organisatie, client_for
):
    deelname.dienstverbanden.update(tot_en_met=days[3])
    DienstverbandFactory(deelname=deelname, organisatie=andere_organisatie, vanaf=days[4])

    for user, expected in ((hanna, list("1234")), (henk, list("567"))):
        assert in_file(client_for(user)) == expected
        assert shown(line_of(user, days[4])) == expected


def test_a_day_before_the_last_and_a_day_after_the_first_are_not(
    deelname, days, hanna, henk, andere_organisatie, client_for
):
    deelname.dienstverbanden.update(tot_en_met=days[3] - DAY)
    DienstverbandFactory(deelname=deelname, organisatie=andere_organisatie, vanaf=days[3] + DAY)

    for user, expected in ((hanna, list("123")), (henk, list("567"))):
        assert in_file(client_for(user)) == expected
        assert shown(line_of(user, days[4])) == expected


@pytest.mark.parametrize(("margin", "expected"), [(0, "234"), (1, "3")])
def test_the_first_and_the_last_day_of_a_deelname_are_in_the_file(
    deelname, days, hanna, client_for, margin, expected
):
    deelname.vanaf, deelname.tot_en_met = days[1] + margin * DAY, days[3] - margin * DAY
    deelname.save()

    assert in_file(client_for(hanna)) == list(expected)
    assert shown(line_of(hanna, days[4])) == list(expected)


def test_who_stops_is_stopped_from_the_day_after_the_last(deelname, days, hanna):
    deelname.dienstverbanden.update(tot_en_met=days[3])

    assert line_of(hanna, days[3]).voltooiing == Voltooiing.BEZIG
    assert line_of(hanna, days[3] + DAY).voltooiing == Voltooiing.UIT_DIENST

    deelname.dienstverbanden.update(tot_en_met=days[2])
    deelname.tot_en_met = days[2]
    deelname.save()
    assert line_of(hanna, days[2]).voltooiing == Voltooiing.BEZIG
    assert line_of(hanna, days[2] + DAY).voltooiing == Voltooiing.GESTOPT


def test_a_cohort_has_begun_on_its_first_day_and_not_the_day_before(deelname, days, hanna):
    assert line_of(hanna, days[0] - DAY).voltooiing == Voltooiing.NIET_BEGONNEN
    assert line_of(hanna, days[0]).voltooiing == Voltooiing.BEZIG


def test_marks_of_the_last_day_count_for_the_norm_and_those_of_later_do_not(
    cohort, deelname, days, hanna
):
    mark_days(deelname, range(1, 8))
    cohort.norm_dagdelen = 8
    cohort.save()

    deelname.dienstverbanden.update(tot_en_met=days[3])
    assert line_of(hanna, days[6]).voltooiing == Voltooiing.AFGEROND
    deelname.dienstverbanden.update(tot_en_met=days[3] - DAY)
    assert line_of(hanna, days[6]).voltooiing == Voltooiing.UIT_DIENST


@pytest.mark.parametrize(
    ("moment", "seen"),
    [("2026-11-23 00:30 +0100", "uitgegeven"), ("2026-11-24 00:30 +0100", "niet zichtbaar")],
)
def test_a_certificate_of_the_last_dutch_day_is_seen_and_one_of_the_night_after_is_not(
    deelname, days, hanna, els, time_machine, moment, seen
):
    deelname.dienstverbanden.update(tot_en_met=date(2026, 11, 23))
    time_machine.move_to(moment)
    CertificaatFactory(deelname=deelname, uitgegeven_door=els, uitgegeven_op=timezone.now())

    assert line_of(hanna, timezone.localdate()).certificaat == seen


def test_no_text_of_a_row_holds_a_sign_that_a_spreadsheet_cannot(
    cohort, deelname, days, hanna, carla, organisatie, client_for
):
    bad, good = "a\x0b\x1fb\tc", "ab c"
    deelname.dienstverbanden.update(afdeling=bad, personeelsnummer=bad)
    for row, field in (
        (deelname.user, "achternaam"),
        (carla, "achternaam"),
        (organisatie, "weergavenaam"),
        (cohort, "naam"),
    ):
        type(row).objects.filter(pk=row.pk).update(**{field: bad})
    cohort.programma.cursusdagen.update(titel=bad)

    row = read_csv([download(client_for(hanna))])[1]

    assert [row[place] for place in (0, 2, 3, 4, 6)] == [good] * 5
    assert (row[1], row[12]) == (f"Anna {good}", f"Carla {good}")
    assert download(client_for(hanna), formaat="xlsx")


@pytest.mark.parametrize(
    ("moment", "outcome"),
    [
        ("2026-11-22 23:30 +0100", "komt nog"),
        ("2026-11-23 00:30 +0100", "wordt verwerkt"),
        ("2026-11-23 23:30 +0100", "wordt verwerkt"),
        ("2026-11-24 00:30 +0100", "afwezig"),
    ],
)
def test_a_day_is_over_at_dutch_midnight(
    deelname, days, hanna, carla, client_for, time_machine, moment, outcome
):
    mark_days(deelname, range(5, 6), status="afwezig")
    time_machine.move_to(moment)

    assert read_csv([download(client_for(hanna))])[5][11] == outcome
    assert str(line_of(hanna, timezone.localdate()).dagen[4].uitkomst) == outcome


def test_a_closed_day_of_today_waits_for_tomorrow_on_the_page_and_in_the_file(
    cohort, deelname, days, hanna, client_for, time_machine
):
    cohort.bijeenkomsten.filter(datum=days[4]).update(afgerond_op=timezone.now())
    for moment, outcome in (
        ("2026-11-23 23:30 +0100", "wordt verwerkt"),
        ("2026-11-24 00:30 +0100", "nog niet geregistreerd"),
    ):
        time_machine.move_to(moment)

        assert read_csv([download(client_for(hanna))])[5][11] == outcome
        assert str(line_of(hanna, timezone.localdate()).dagen[4].uitkomst) == outcome


def test_the_norm_is_met_the_day_after_the_last_presence(cohort, deelname, days, hanna):
    mark_days(deelname, range(1, 6))
    cohort.norm_dagdelen = 10
    cohort.save()

    today, tomorrow = line_of(hanna, days[4]), line_of(hanna, days[4] + DAY)

    assert (today.voltooiing, today.uren) == (Voltooiing.BEZIG, 28)
    assert (tomorrow.voltooiing, tomorrow.uren) == (Voltooiing.AFGEROND, 35)
