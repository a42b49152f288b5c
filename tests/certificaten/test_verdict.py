from datetime import timedelta

import pytest
from django.utils import timezone

from certificaten.actions import issue_certificaat
from certificaten.verdict import Stand, verdicts_of
from cohorts.aanwezigheid.models import Aanwezigheid
from tests.factories import DeelnameFactory, mark_days, plan_seven_days, put_marks


def verdict_of(deelname):
    (verdict,) = verdicts_of([deelname], timezone.localdate())
    return verdict


@pytest.mark.parametrize(
    ("days", "stand"), [(range(1, 6), Stand.NOG_NIET), (range(1, 7), Stand.KLAAR)]
)
def test_attendance_decides(cohort, deelname, days, stand):
    plan_seven_days(cohort, today_is=7)
    mark_days(deelname, days)

    assert verdict_of(deelname).stand == stand


def test_caught_up_days_count_and_absence_does_not(cohort, deelname):
    plan_seven_days(cohort, today_is=7)
    mark_days(deelname, range(1, 6))
    mark_days(deelname, range(6, 7), status="ingehaald")
    mark_days(deelname, range(7, 8), status="afwezig")

    assert verdict_of(deelname).is_klaar


@pytest.mark.parametrize(
    ("today_is", "sentence"),
    [
        (6, "10 van de 12 dagdelen gevolgd; nog 2 nodig."),
        (
            8,
            "10 van de 12 dagdelen gevolgd; nog 2 nodig, en er komen er nog 0. Inhalen is nodig.",
        ),
    ],
)
def test_the_sentence_says_what_is_missing(cohort, deelname, today_is, sentence):
    plan_seven_days(cohort, today_is=today_is)
    mark_days(deelname, range(1, 6))
    if today_is == 8:
        mark_days(deelname, range(6, 8), status="afwezig")

    assert verdict_of(deelname).zin == sentence


@pytest.mark.time_machine("2026-11-23 12:00 +0100")
@pytest.mark.parametrize(
    ("last", "rest"),
    [
        (-1, "deed mee tot en met 22 november 2026."),
        (0, "doet mee tot en met 23 november 2026."),
        (13, "doet mee tot en met 6 december 2026."),
        (14, "nog 2 nodig."),
        (None, "nog 2 nodig."),
    ],
)
def test_who_leaves_before_the_last_day_is_not_told_to_catch_up(cohort, deelname, last, rest):
    plan_seven_days(cohort, today_is=6)
    mark_days(deelname, range(1, 6))
    today = timezone.localdate()
    deelname.tot_en_met = None if last is None else today + timedelta(days=last)
    deelname.save()

    assert verdict_of(deelname).zin == f"10 van de 12 dagdelen gevolgd; {rest}"


def test_what_was_issued_stands_and_says_that_the_marks_say_less_by_now(uitgegeven, afgerond):
    issued = verdict_of(afgerond).zin
    put_marks(
        afgerond.aanwezigheden.filter(cursusdag__nummer=1, dagdeel="ochtend"), "afwezig", None
    )

    assert verdict_of(afgerond).stand == Stand.UITGEGEVEN
    less = f"{issued.removesuffix('.')}, maar er staan nu 11 van de 12 dagdelen."
    assert verdict_of(afgerond).zin == less


@pytest.mark.time_machine("2026-11-23 12:00 +0100")
def test_nobody_is_ready_before_the_last_day(cohort, deelname):
    plan_seven_days(cohort, today_is=6)
    mark_days(deelname, range(1, 7))

    verdict = verdict_of(deelname)

    assert verdict.stand == Stand.NOG_NIET
    assert verdict.zin == (
        "12 dagdelen gevolgd; de norm is 12. Uitgeven kan vanaf de laatste dag, 7 december 2026."
    )


def test_after_issue_only_the_events_count(uitgegeven, afgerond, els):
    Aanwezigheid.objects.all().delete()
    assert verdict_of(afgerond).stand == Stand.UITGEGEVEN

    uitgegeven.gebeurtenissen.create(soort="ingetrokken", door=els, reden="vergissing")
    assert verdict_of(afgerond).stand == Stand.INGETROKKEN

    uitgegeven.gebeurtenissen.create(soort="hersteld", door=els)
    assert verdict_of(afgerond).stand == Stand.UITGEGEVEN


def test_the_sentence_names_the_dutch_day_of_what_the_certificate_is(afgerond, els, time_machine):
    time_machine.move_to("2026-11-24 00:30 +0100")
    certificaat = issue_certificaat(deelname=afgerond, by=els)
    assert verdict_of(afgerond).zin == "Uitgegeven op 24 november 2026."

    time_machine.move_to("2026-12-01 00:30 +0100")
    certificaat.gebeurtenissen.create(soort="ingetrokken", door=els, reden="vergissing")
    assert verdict_of(afgerond).zin == "Ingetrokken op 1 december 2026."

    time_machine.move_to("2026-12-03 10:00 +0100")
    certificaat.gebeurtenissen.create(soort="hersteld", door=els)
    assert verdict_of(afgerond).zin == "Uitgegeven op 24 november 2026."


@pytest.mark.monday
def test_the_event_that_was_recorded_last_counts_whatever_moment_it_names(
    uitgegeven, afgerond, els
):
    uitgegeven.gebeurtenissen.create(
        soort="ingetrokken",
        door=els,
        reden="vergissing",
        op=uitgegeven.uitgegeven_op - timedelta(days=1),
    )

    assert verdict_of(afgerond).stand == Stand.INGETROKKEN
    assert verdict_of(afgerond).zin == "Ingetrokken op 22 november 2026."


@pytest.mark.parametrize("people", [1, 3])
def test_verdicts_take_five_queries_for_any_number(
    cohort, bijeenkomsten, django_assert_num_queries, people
):
    deelnames = [DeelnameFactory(cohort=cohort) for _ in range(people)]

    with django_assert_num_queries(5):
        sentences = [verdict.zin for verdict in verdicts_of(deelnames, timezone.localdate())]

    assert len(sentences) == people
