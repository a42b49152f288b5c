import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cohorts.planning.dates import Skipped, first_weekday, propose_dates
from cohorts.working_days import holiday_on

THURSDAY = 3
starts = st.dates(date(2024, 1, 1), date(2040, 12, 31))
weekdays = st.integers(0, 4)
rhythms = st.integers(1, 8)


def test_propose_dates_keeps_the_rhythm():
    proposals = propose_dates(start=date(2026, 9, 1), weekday=THURSDAY, weeks=3)

    assert [proposal.datum for proposal in proposals] == [
        date(2026, 9, 3) + timedelta(weeks=3 * n) for n in range(7)
    ]


def test_propose_dates_passes_over_a_holiday_and_says_which():
    proposals = propose_dates(start=date(2027, 4, 15), weekday=THURSDAY, weeks=3)

    assert proposals[1].datum == date(2027, 5, 13)
    assert proposals[1].skipped == (Skipped(date(2027, 5, 6), "Hemelvaartsdag"),)


def test_propose_dates_passes_over_two_holidays_in_a_row():
    proposals = propose_dates(start=date(2026, 12, 25), weekday=4, weeks=1, count=1)

    assert proposals[0].datum == date(2027, 1, 8)
    assert [skipped.reden for skipped in proposals[0].skipped] == [
        "Eerste kerstdag",
        "Nieuwjaarsdag",
    ]


def test_holiday_on_names_kings_day_and_liberation_day():
    assert holiday_on(date(2027, 4, 27)) == "Koningsdag"
    assert holiday_on(date(2027, 5, 5)) == "Bevrijdingsdag"
    assert holiday_on(date(2027, 4, 28)) == ""


@given(start=starts, weekday=weekdays, weeks=rhythms)
def test_proposed_dates_are_seven_increasing_workdays_without_holidays(start, weekday, weeks):
    dates = [p.datum for p in propose_dates(start=start, weekday=weekday, weeks=weeks)]

    assert len(dates) == 7
    assert dates == sorted(set(dates))
    assert dates[0] >= start
    assert {day.weekday() for day in dates} == {weekday}
    assert not any(holiday_on(day) for day in dates)


@given(start=starts, weekday=weekdays, weeks=rhythms)
def test_two_proposed_dates_are_at_least_the_rhythm_apart(start, weekday, weeks):
    dates = [p.datum for p in propose_dates(start=start, weekday=weekday, weeks=weeks)]

    gaps = [later - earlier for earlier, later in itertools.pairwise(dates)]

    assert min(gaps) >= timedelta(weeks=weeks)


@given(day=starts, weekday=st.integers(0, 6))
def test_first_weekday_is_within_a_week(day, weekday):
    found = first_weekday(day, weekday)

    assert found.weekday() == weekday
    assert timedelta(0) <= found - day < timedelta(days=7)
