from datetime import date, timedelta
from itertools import product

import pytest

from cohorts.aanwezigheid.models import Aanwezigheid
from rapportages.outcomes import Uitkomst, dagdelen_of, outcome_of

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("ochtend", "middag", "uitkomst"),
    [
        ("aanwezig", "aanwezig", Uitkomst.AANWEZIG),
        ("aanwezig", "ingehaald", Uitkomst.INGEHAALD),
        ("ingehaald", "ingehaald", Uitkomst.INGEHAALD),
        ("aanwezig", "afwezig", Uitkomst.HALVE_DAG),
        ("afgemeld", "aanwezig", Uitkomst.HALVE_DAG),
        ("afwezig", "afwezig", Uitkomst.AFWEZIG),
        ("afgemeld", "afgemeld", Uitkomst.AFWEZIG),
        ("open", "afgemeld", Uitkomst.DEELS),
        ("aanwezig", "open", Uitkomst.HALVE_DAG),
        ("niet_geregistreerd", "aanwezig", Uitkomst.HALVE_DAG),
        ("open", "open", Uitkomst.ONBEKEND),
        ("niet_geregistreerd", "niet_geregistreerd", Uitkomst.ONBEKEND),
    ],
)
def test_the_outcome_of_a_day_that_is_over(ochtend, middag, uitkomst):
    assert outcome_of(ochtend, middag, YESTERDAY, TODAY) == uitkomst


@pytest.mark.parametrize("datum", [None, TODAY + timedelta(days=1)])
@pytest.mark.parametrize("status", ["open", "afgemeld", "afwezig"])
def test_absence_shows_only_after_the_day(datum, status):
    assert outcome_of(status, status, datum, TODAY) == Uitkomst.NOG_NIET


@pytest.mark.parametrize("datum", [None, YESTERDAY, TODAY, TODAY + timedelta(days=7)])
def test_having_said_so_never_differs_from_staying_away(datum):
    for pair in product(Aanwezigheid.Status.values, repeat=2):
        told = [status.replace("afgemeld", "afwezig") for status in pair]

        assert outcome_of(*pair, datum, TODAY) == outcome_of(*told, datum, TODAY)


MARKED_TODAY = [
    ("aanwezig", "aanwezig"),
    ("aanwezig", "open"),
    ("open", "aanwezig"),
    ("afwezig", "afwezig"),
    ("afgemeld", "open"),
    ("aanwezig", "afwezig"),
    ("ingehaald", "aanwezig"),
    ("niet_geregistreerd", "niet_geregistreerd"),
    ("eerder", "afwezig"),
    ("eerder", "ingehaald"),
    ("ingehaald", "open"),
]


@pytest.mark.parametrize(("ochtend", "middag"), MARKED_TODAY)
def test_what_is_marked_today_is_read_tomorrow(ochtend, middag):
    def seen(datum):
        return outcome_of(ochtend, middag, datum, TODAY)

    assert seen(TODAY) == Uitkomst.VERWERKT
    assert Uitkomst.VERWERKT not in {seen(YESTERDAY), seen(TODAY + timedelta(days=1)), seen(None)}


@pytest.mark.parametrize(
    ("ochtend", "middag", "said"),
    [
        # As who was marked: else HR would see live who is not there yet.
        ("open", "open", Uitkomst.VERWERKT),
        ("eerder", "open", Uitkomst.VERWERKT),
        ("ingehaald", "ingehaald", Uitkomst.INGEHAALD),
        ("eerder", "eerder", Uitkomst.EERDER),
    ],
)
def test_who_is_not_marked_yet_today_looks_like_who_is(ochtend, middag, said):
    assert outcome_of(ochtend, middag, TODAY, TODAY) == said


@pytest.mark.parametrize(
    ("ochtend", "middag", "today", "tomorrow"),
    [
        ("aanwezig", "aanwezig", 0, 2),
        ("afwezig", "afwezig", 0, 0),
        ("ingehaald", "aanwezig", 1, 2),
        ("ingehaald", "ingehaald", 2, 2),
    ],
)
def test_hours_of_today_do_not_tell_what_the_word_does_not(ochtend, middag, today, tomorrow):
    for datum, counted in ((TODAY, today), (YESTERDAY, tomorrow)):
        uitkomst = outcome_of(ochtend, middag, datum, TODAY)

        assert dagdelen_of(ochtend, middag, uitkomst) == counted
