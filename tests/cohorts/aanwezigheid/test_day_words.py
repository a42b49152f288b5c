"""What people read about one day: its state, how it was made good, and what is on foot."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.facts import MarkFact, PlanFact, Planstand
from cohorts.aanwezigheid.progress.sentence import zin_of
from cohorts.models import Deelname
from tests.cohorts.aanwezigheid.test_day import (
    BOTH,
    MORNING,
    TODAY,
    assignments,
    day,
    plan,
    progress,
)

OPEN, AANWEZIG, AFWEZIG, AFGEMELD, INGEHAALD, UNKNOWN = (
    "open",
    "aanwezig",
    "afwezig",
    "afgemeld",
    "ingehaald",
    Aanwezigheid.Status.NIET_GEREGISTREERD,
)
ELSEWHERE = date(2026, 12, 14)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "vandaag"),
        (1, "morgen"),
        (2, "overmorgen"),
        (3, "over 3 dagen"),
        (None, ""),
    ],
)
def test_how_far_away_a_day_is(days, words):
    assert day(days).aankondiging == words


@pytest.mark.parametrize(
    ("stand", "label"),
    [
        (day(None), "nog niet gepland"),
        (day(0), "vandaag"),
        (day(0, AANWEZIG), "vandaag"),
        (day(0, AANWEZIG, AFWEZIG), "halve dag (ochtend)"),
        (day(1), "di 24 nov"),
        (day(-1), "nog niet geregistreerd"),
        (day(-1, UNKNOWN, UNKNOWN), "nog niet geregistreerd"),
        (day(-1, OPEN, UNKNOWN), "nog niet geregistreerd"),
        (day(-1, AFWEZIG, OPEN), "deels geregistreerd"),
        (day(-1, UNKNOWN, AFGEMELD), "deels geregistreerd"),
        (day(-1, UNKNOWN, AANWEZIG), "halve dag (middag)"),
        (day(-1, AANWEZIG, AANWEZIG), "aanwezig"),
        (day(-1, AFWEZIG, AFWEZIG), "afwezig"),
        (day(-1, AFGEMELD, AFGEMELD), "afgemeld"),
        (day(-1, AFGEMELD, AFWEZIG), "afwezig"),
        (day(-1, AANWEZIG, AFWEZIG), "halve dag (ochtend)"),
        (day(-1, AFWEZIG, AANWEZIG), "halve dag (middag)"),
        (day(-1, INGEHAALD, AFWEZIG), "halve dag (ochtend)"),
        (day(-1, applies=False), "niet van toepassing"),
        (day(1, applies=False), "niet van toepassing"),
        (day(-1, AANWEZIG, AFWEZIG, applies=False), "halve dag (ochtend)"),
    ],
)
def test_the_state_in_a_word(stand, label):
    assert stand.label == label


def caught_up(dagdeel: str, datum: date | None = ELSEWHERE, voorheen: str = "") -> MarkFact:
    return MarkFact(dagdeel, INGEHAALD, datum, "Testdam B", voorheen)


@pytest.mark.parametrize(
    ("ochtend", "middag", "marks", "label"),
    [
        (INGEHAALD, INGEHAALD, "om", "ingehaald op 14 december (Testdam B)"),
        (INGEHAALD, AANWEZIG, "o", "ochtend ingehaald op 14 december (Testdam B)"),
        (AANWEZIG, INGEHAALD, "m", "middag ingehaald op 14 december (Testdam B)"),
        (INGEHAALD, INGEHAALD, "xm", "ingehaald met een opdracht en op 14 december (Testdam B)"),
        (INGEHAALD, AANWEZIG, "x", "ochtend ingehaald met een opdracht"),
        # With another group on the very day: nothing more to say.
        (INGEHAALD, AANWEZIG, "d", "ingehaald"),
    ],
)
def test_where_a_day_was_caught_up(ochtend, middag, marks, label):
    known = {
        "o": caught_up("ochtend"),
        "m": caught_up("middag"),
        "x": caught_up("ochtend", None),
        "d": caught_up("ochtend", TODAY - timedelta(days=7)),
    }

    assert day(-7, ochtend, middag, marks=tuple(known[one] for one in marks)).label == label


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((AFWEZIG, AFWEZIG), "afwezig op 16 november"),
        ((AFGEMELD, AFWEZIG), "afgemeld en afwezig op 16 november"),
        ((AFWEZIG, ""), "afwezig op 16 november"),
        ((OPEN, UNKNOWN), "niet geregistreerd op 16 november"),
        ((OPEN, OPEN), ""),
        (("", ""), ""),
    ],
)
def test_what_stood_there_before_it_was_caught_up(before, words):
    marks = tuple(
        caught_up(dagdeel, voorheen=said) for dagdeel, said in zip(BOTH, before, strict=True)
    )

    assert day(-7, INGEHAALD, INGEHAALD, marks=marks).verzuim == words
    assert day(None, INGEHAALD, INGEHAALD, marks=marks).verzuim == ""


def test_a_day_that_was_only_missed_says_nothing_of_before():
    marks = (MarkFact("ochtend", AFWEZIG, voorheen=AFWEZIG),)

    assert day(-7, AFWEZIG, AANWEZIG, marks=marks).verzuim == ""


def planned(dagdelen: tuple[str, ...]) -> dict:
    return {"plan": PlanFact(Planstand.GEPLAND, dagdelen, 1, ELSEWHERE, groep="Testdam B")}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ""),
        (plan(Planstand.TE_PLANNEN), "inhalen: nog te plannen"),
        (plan(Planstand.AANGEVRAAGD), "inhalen aangevraagd"),
        (planned(BOTH), "inhalen op 14 december in Testdam B"),
        (planned(MORNING), "ochtend inhalen op 14 december in Testdam B"),
        (planned(("middag",)), "middag inhalen op 14 december in Testdam B"),
        (assignments("ochtend"), "inhaalopdracht voor de ochtend"),
        (
            assignments("ochtend", "middag"),
            "inhaalopdracht voor de ochtend en inhaalopdracht voor de middag",
        ),
        (
            assignments("middag") | planned(MORNING),
            "inhaalopdracht voor de middag en ochtend inhalen op 14 december in Testdam B",
        ),
    ],
)
def test_what_is_on_foot(more, words):
    assert day(-7, AFWEZIG, AFWEZIG, **more).inhaalwoorden == words


def test_days_that_are_or_were_caught_up_stand_together():
    missed, followed = day(-7, AFWEZIG, AFWEZIG), day(-7, AANWEZIG, AANWEZIG)
    on_foot = day(-7, AFWEZIG, AFWEZIG, **assignments("ochtend"))
    done = day(-7, INGEHAALD, AANWEZIG, marks=(caught_up("ochtend", voorheen=AFWEZIG),))

    assert progress(missed, on_foot, followed, done).met_inhalen == (on_foot, done)


def test_a_missed_day_is_offered_to_catch_up_until_somebody_has_left():
    missed, followed = day(-7, AFWEZIG, AFWEZIG), day(-7, AANWEZIG, AANWEZIG)
    on_foot = day(-7, AFWEZIG, AFWEZIG, **assignments("ochtend"))
    stand = progress(missed, followed, on_foot)
    stays, last_day, left = (
        replace(stand, deelname=Deelname(tot_en_met=tot_en_met))
        for tot_en_met in (None, missed.seen_on, missed.seen_on - timedelta(days=1))
    )

    assert stays.inhaaldagen == last_day.inhaaldagen == (missed, on_foot)
    assert left.inhaaldagen == (on_foot,)


# -- What is still needed ------------------------------------------------------------------

WHOLE, HALF = (-7, AFWEZIG, AFWEZIG), (-7, AANWEZIG, AFWEZIG)


def numbered(*dagen: tuple) -> list:
    rows = [day(*args) for args in dagen]
    for number, row in enumerate(rows, start=1):
        row.cursusdag.nummer = number
    return rows


@pytest.mark.parametrize(
    ("dagen", "nodig", "mogelijk", "words"),
    [
        ([], 2, 2, "2 van de laatste 2 dagdelen."),
        ([], 2, 4, "2 van de laatste 4 dagdelen."),
        ([WHOLE], 2, 0, "dag 1 inhalen."),
        ([WHOLE], 3, 1, "dag 1 inhalen. Volg ook het dagdeel dat nog komt."),
        ([WHOLE], 4, 2, "dag 1 inhalen. Volg ook alle 2 dagdelen die nog komen."),
        ([WHOLE], 1, 0, "een dagdeel van dag 1 inhalen."),
        ([HALF, WHOLE], 1, 0, "dag 1 (middag) inhalen."),
        ([HALF, WHOLE], 2, 0, "dag 2 inhalen."),
        ([HALF, WHOLE], 3, 0, "dag 1 (middag) en dag 2 inhalen."),
        ([HALF, HALF], 2, 0, "dag 1 (middag) en dag 2 (middag) inhalen."),
        # A day to come is no day to catch up, whatever somebody said about it.
        ([WHOLE, (7, AFWEZIG)], 3, 1, "dag 1 inhalen. Volg ook het dagdeel dat nog komt."),
    ],
)
def test_the_sentence_asks_for_the_least_that_suffices(dagen, nodig, mogelijk, words):
    zin = zin_of(numbered(*dagen), nodig=nodig, mogelijk=mogelijk)

    assert zin == f"Nog nodig voor je certificaat: {words}"


@pytest.mark.parametrize(
    ("dagen", "nodig", "words"),
    [
        ([(-7,)], 2, "Over dag 1 is nog niets geregistreerd."),
        ([WHOLE, (-7,)], 4, "Over dag 2 is nog niets geregistreerd."),
        ([(-7,), (-7, AANWEZIG)], 3, "Over dag 1 en dag 2 is nog niets geregistreerd."),
        ([(-7,)], 3, "Je komt nog 3 dagdelen tekort"),
        ([WHOLE], 3, "Je komt nog 1 dagdeel tekort"),
        ([WHOLE], 4, "Je komt nog 2 dagdelen tekort"),
    ],
)
def test_the_sentence_when_catching_up_is_not_enough(dagen, nodig, words):
    assert zin_of(numbered(*dagen), nodig=nodig, mogelijk=0).startswith(words)
