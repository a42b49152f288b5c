"""The sign that stands for one day of one person."""

from datetime import date, timedelta

import pytest

from cohorts.aanwezigheid.progress.facts import MarkFact, PlanFact, Planstand
from cohorts.aanwezigheid.progress.person import Voortgang
from cohorts.aanwezigheid.progress.words import Dagwoorden
from cohorts.models import Bijeenkomst, Deelname
from cohorts.planning.grid import grid_of
from programma.models import Cursusdag

TODAY = date(2026, 11, 23)
OPEN, AANWEZIG, AFWEZIG = "open", "aanwezig", "afwezig"
INGEHAALD, AFGEMELD, UNKNOWN = "ingehaald", "afgemeld", "niet_geregistreerd"


def day(shift: int | None, ochtend: str, middag: str, **more) -> Dagwoorden:
    """A day so many days from today; None has no date."""
    row = None if shift is None else Bijeenkomst(datum=TODAY + timedelta(days=shift))
    marks = tuple(
        MarkFact(half, status)
        for half, status in (("ochtend", ochtend), ("middag", middag))
        if status != OPEN
    )
    dag = {"cursusdag": Cursusdag(nummer=1), "bijeenkomst": row, "seen_on": TODAY}
    return Dagwoorden(
        **dag | {"applies": True, "marks": marks} | more, ochtend=ochtend, middag=middag
    )


def row_of(*dagen: Dagwoorden):
    [row] = grid_of([Voortgang(Deelname(), dagen, 12)])
    return row


@pytest.mark.parametrize(
    ("dag", "sign", "kind"),
    [
        (day(-1, AANWEZIG, AANWEZIG), "✓", "full"),
        (day(-1, INGEHAALD, INGEHAALD), "●", "full"),
        (day(-1, AANWEZIG, INGEHAALD), "●", "full"),
        (day(0, AANWEZIG, AANWEZIG), "✓", "full"),
        (day(-1, AANWEZIG, AANWEZIG, applies=False), "✓", "full"),
        (day(-1, AANWEZIG, AFWEZIG), "½", "half"),
        (day(-1, OPEN, AANWEZIG), "½", "half"),
        (day(0, AANWEZIG, AFWEZIG), "½", "half"),
        (day(0, AANWEZIG, OPEN), "·", "future"),
        (day(-1, AANWEZIG, AFWEZIG, applies=False), "½", "half"),
        (day(-1, OPEN, OPEN, applies=False), "n.v.t.", "plain"),
        (day(1, OPEN, OPEN, applies=False), "n.v.t.", "plain"),
        (day(-1, AFWEZIG, AFWEZIG), "–", "out"),
        (day(-1, AFGEMELD, AFWEZIG), "–", "out"),
        (day(-1, OPEN, OPEN), "?", ""),
        (day(-1, AFWEZIG, OPEN), "?", ""),
        (day(-1, OPEN, AFGEMELD), "?", ""),
        (day(-1, UNKNOWN, UNKNOWN), "?", ""),
        (day(-1, UNKNOWN, AFGEMELD), "?", ""),
        (day(-1, UNKNOWN, AANWEZIG), "½", "half"),
        (day(-1, AFGEMELD, AFGEMELD), "–", "out"),
        (day(0, OPEN, OPEN), "·", "future"),
        (day(0, AFWEZIG, OPEN), "·", "future"),
        (day(1, AFGEMELD, AFGEMELD), "–", "out"),
        (day(0, AFWEZIG, AFWEZIG), "–", "out"),
        (day(1, OPEN, OPEN), "·", "future"),
        (day(None, OPEN, OPEN), "·", "future"),
    ],
)
def test_each_day_has_its_sign(dag, sign, kind):
    [cell] = row_of(dag).cells

    assert (cell.sign, cell.kind) == (sign, kind)


def test_a_sign_has_its_word_and_what_is_on_foot():
    plan = PlanFact(Planstand.AANGEVRAAGD, ("ochtend", "middag"), 1)

    first, second = row_of(day(-1, AFWEZIG, AFWEZIG, plan=plan), day(1, OPEN, OPEN)).cells

    assert (first.label, first.plan) == ("afwezig", "inhalen aangevraagd")
    assert (second.label, second.plan) == ("di 24 nov", "")


def test_only_days_that_were_made_good_are_named_below_the_grid():
    days = day(-3, AANWEZIG, AANWEZIG), day(-2, INGEHAALD, AFWEZIG), day(-1, AFWEZIG, AFWEZIG)

    assert row_of(*days).caught_up == [days[1]]
