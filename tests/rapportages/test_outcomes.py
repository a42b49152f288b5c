from datetime import date, timedelta
from itertools import product

import pytest

from cohorts.aanwezigheid.models import Aanwezigheid
from rapportages.outcomes import Uitkomst, outcome_of

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
        ("open", "afgemeld", Uitkomst.ONBEKEND),
        ("aanwezig", "open", Uitkomst.ONBEKEND),
        ("niet_geregistreerd", "aanwezig", Uitkomst.ONBEKEND),
        ("open", "open", Uitkomst.ONBEKEND),
        ("niet_geregistreerd", "niet_geregistreerd", Uitkomst.ONBEKEND),
    ],
)
def test_the_outcome_of_a_day_that_is_over(ochtend, middag, uitkomst):
    assert outcome_of(ochtend, middag, YESTERDAY, TODAY) == uitkomst


@pytest.mark.parametrize("datum", [None, TODAY, TODAY + timedelta(days=1)])
@pytest.mark.parametrize("status", ["open", "afgemeld", "afwezig"])
def test_absence_shows_only_after_the_day(datum, status):
    assert outcome_of(status, status, datum, TODAY) == Uitkomst.NOG_NIET


@pytest.mark.parametrize("datum", [None, YESTERDAY, TODAY, TODAY + timedelta(days=7)])
def test_having_said_so_never_differs_from_staying_away(datum):
    for pair in product(Aanwezigheid.Status.values, repeat=2):
        told = [status.replace("afgemeld", "afwezig") for status in pair]

        assert outcome_of(*pair, datum, TODAY) == outcome_of(*told, datum, TODAY)


@pytest.mark.parametrize("other", ["afgemeld", "afwezig"])
def test_half_of_today_is_not_yet_half_a_day(other):
    assert outcome_of("aanwezig", other, TODAY, TODAY) == Uitkomst.ONBEKEND
    assert outcome_of("aanwezig", other, YESTERDAY, TODAY) == Uitkomst.HALVE_DAG
