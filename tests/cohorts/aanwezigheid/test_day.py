"""What one course day counts for: still to come, missed, on foot, the last one, the next one."""

from datetime import date, timedelta

import pytest

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.facts import OpdrachtFact, PlanFact, Planstand
from cohorts.aanwezigheid.progress.person import Voortgang
from cohorts.aanwezigheid.progress.words import Dagwoorden
from cohorts.models import Bijeenkomst, Deelname
from programma.models import Cursusdag

OPEN, AFWEZIG, AANWEZIG = Aanwezigheid.Status.OPEN, "afwezig", "aanwezig"
TODAY = date(2026, 11, 23)
MORNING, AFTERNOON = ("ochtend",), ("middag",)
NOTHING, BOTH = (), ("ochtend", "middag")


def plan(status: Planstand, dagdelen: tuple[str, ...] = BOTH) -> dict:
    return {"plan": PlanFact(status, dagdelen, 1)}


def assignments(*dagdelen: str) -> dict:
    return {"opdrachten": tuple(OpdrachtFact(dagdeel, "Lees dit.", 1) for dagdeel in dagdelen)}


def day(days: int | None, ochtend: str = OPEN, middag: str = OPEN, **more) -> Dagwoorden:
    """A course day so many days from today; None has no date yet."""
    held = None if days is None else Bijeenkomst(datum=TODAY + timedelta(days=days))
    marks = {"ochtend": ochtend, "middag": middag, "seen_on": TODAY}
    return Dagwoorden(cursusdag=Cursusdag(), bijeenkomst=held, **{"applies": True} | marks | more)


@pytest.mark.parametrize(
    ("stand", "expected"),
    [
        (day(-1), 0),
        (day(0), 2),
        (day(1), 2),
        (day(None), 2),
        (day(1, AFWEZIG), 1),
        (day(1, AFWEZIG, AANWEZIG), 0),
        # Before somebody came in, or after the last day.
        (day(1, applies=False), 0),
        (day(None, applies=False), 0),
    ],
)
def test_a_dagdeel_may_still_be_followed_until_its_day_is_over(stand, expected):
    assert stand.nog_mogelijk == expected


MISSED = (-1, AFWEZIG, AFWEZIG)
HALF = (-1, AANWEZIG, AFWEZIG)


@pytest.mark.parametrize(
    ("stand", "on_foot", "to_do"),
    [
        (day(*MISSED), 0, BOTH),
        (day(*MISSED, **plan(Planstand.TE_PLANNEN)), 0, BOTH),
        (day(*MISSED, **plan(Planstand.AANGEVRAAGD)), 0, NOTHING),
        (day(*MISSED, **plan(Planstand.GEPLAND)), 2, NOTHING),
        (day(*MISSED, **assignments("ochtend")), 1, AFTERNOON),
        (day(*MISSED, **assignments("middag")), 1, MORNING),
        (day(*MISSED, **assignments("ochtend", "middag")), 2, NOTHING),
        # One dagdeel is made good once, in whichever of two ways.
        (day(*MISSED, **plan(Planstand.GEPLAND), **assignments("ochtend")), 2, NOTHING),
        # What was followed needs nothing, also when a plan is about the whole day.
        (day(*HALF, **plan(Planstand.GEPLAND)), 1, NOTHING),
        (day(*HALF), 0, AFTERNOON),
        # Who was not there yet missed the day; who had left did not.
        (day(-1, applies=False, is_before_start=True), 0, BOTH),
        (day(-1, applies=False), 0, NOTHING),
        (day(-1, AFWEZIG, AFWEZIG, applies=False), 0, NOTHING),
    ],
)
def test_what_was_missed_is_on_foot_or_still_to_be_caught_up(stand, on_foot, to_do):
    assert (stand.ingepland, stand.in_te_halen) == (on_foot, to_do)


@pytest.mark.parametrize(("dagdelen", "to_do"), [(BOTH, BOTH), (AFTERNOON, AFTERNOON)])
def test_a_notice_of_a_day_to_come_may_be_made_good_and_counts_once(dagdelen, to_do):
    afmelding = {"afmelding": dagdelen}
    without, planned = day(7, **afmelding), day(7, **afmelding, **plan(Planstand.GEPLAND))

    assert (without.in_te_halen, planned.in_te_halen) == (to_do, NOTHING)
    # Until that day it counts among those that still come, and is not counted again as planned.
    assert (planned.nog_mogelijk, planned.ingepland) == (2, 0)


def progress(*dagen: Dagwoorden) -> Voortgang:
    return Voortgang(deelname=Deelname(), norm=12, dagen=dagen)


def test_the_day_before_lies_behind_and_today_is_the_next():
    longest_ago, before, today, after = (day(days) for days in (-14, -1, 0, 1))
    unplanned = day(None)

    stand = progress(after, unplanned, before, today, longest_ago)

    assert (stand.vorige, stand.eerstvolgende) == (before, today)
    assert (progress(today, after).vorige, progress(before).eerstvolgende) == (None, None)


@pytest.mark.parametrize(
    ("followed", "to_come", "feasible"), [(9, 2, False), (10, 2, True), (9, 3, True), (12, 0, True)]
)
def test_the_norm_is_feasible_when_just_enough_still_comes(followed, to_come, feasible):
    behind = [day(-14, AANWEZIG, AANWEZIG)] * (followed // 2)
    behind += [day(-14, AANWEZIG, AFWEZIG)] * (followed % 2)
    coming = [day(14)] * (to_come // 2) + [day(14, middag=AFWEZIG)] * (to_come % 2)

    stand = progress(*behind, *coming)

    assert (stand.behaald, stand.nog_mogelijk, stand.haalbaar) == (followed, to_come, feasible)


@pytest.mark.parametrize(("days", "needed"), [(5, 2), (6, 0), (7, 0)])
def test_who_followed_more_than_the_norm_needs_nothing(days, needed):
    assert progress(*[day(-14, AANWEZIG, AANWEZIG)] * days).nog_nodig == needed


def test_what_was_followed_is_never_more_than_what_was_held():
    """Who came in later caught up two days that were held before."""
    before = [day(-28, "ingehaald", "ingehaald", applies=False, is_before_start=True)] * 2

    assert progress(*before, day(-14, AANWEZIG, AFWEZIG)).stand == "5 van 5 dagdelen"
    assert progress(*before, *[day(-14, AFWEZIG, AFWEZIG)] * 3).stand == "4 van 6 dagdelen"


def test_a_day_that_is_not_for_somebody_is_neither_the_last_nor_the_next():
    own = [day(-14), day(14)]

    stand = progress(*own, day(-1, applies=False), day(1, applies=False))

    assert [stand.vorige, stand.eerstvolgende] == own
