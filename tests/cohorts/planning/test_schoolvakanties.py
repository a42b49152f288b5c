"""The files with school holidays and regions, and what proposals make of them."""

import csv
import itertools
from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts.deelnemers.actions.organisaties import GEMEENTEN
from cohorts.planning.dates import Skipped, propose_dates, rhythm_of
from cohorts.planning.schoolvakanties import (
    REGIOS,
    VAKANTIES,
    is_known,
    regio_of,
    schooljaar_of,
    vakantie_on,
)
from cohorts.working_days import holiday_on
from tests.factories import OrganisatieFactory

REGIONS = ("noord", "midden", "zuid")
HOLIDAYS = {"herfstvakantie", "kerstvakantie", "voorjaarsvakantie", "meivakantie", "zomervakantie"}


def rows():
    with VAKANTIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- The files -----------------------------------------------------------------------------


def test_every_school_year_is_whole_for_all_regions():
    found = defaultdict(list)
    for row in rows():
        found[row["schooljaar"], row["regio"]].append(row["vakantie"])

    assert {regio for _, regio in found} == set(REGIONS)
    assert all(sorted(names) == sorted(HOLIDAYS) for names in found.values())


def test_every_holiday_runs_from_a_saturday_to_a_sunday_within_its_school_year():
    for row in rows():
        first, last = map(date.fromisoformat, (row["eerste_dag"], row["laatste_dag"]))
        year = int(row["schooljaar"][:4])

        assert (first.weekday(), last.weekday()) == (5, 6), row
        weeks = {"kerstvakantie": 2, "zomervakantie": 6}.get(row["vakantie"], 1)
        assert (last - first).days + 1 == 7 * weeks + 2, row
        assert date(year, 8, 1) <= first < date(year + 1, 8, 1), row


def test_every_gemeente_has_a_line_and_a_region_or_none():
    with REGIOS.open(encoding="utf-8", newline="") as file:
        regios = {row["code"]: row["regio"] for row in csv.DictReader(file)}
    with GEMEENTEN.open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}

    assert regios.keys() == codes
    assert set(regios.values()) == {"", *REGIONS}
    assert {code for code, regio in regios.items() if not regio} == {
        "GM1959",
        "GM0736",
        "GM1955",
        "GM1740",
    }


@pytest.mark.parametrize(
    ("code", "regio"),
    [
        ("GM0014", "noord"),
        ("GM0050", "midden"),
        ("GM0244", "noord"),
        ("GM0317", "noord"),
        ("GM0268", "zuid"),
        ("GM1959", ""),
        ("", ""),
    ],
)
def test_regio_of_knows_whole_provinces_and_their_exceptions(code, regio):
    assert regio_of(OrganisatieFactory.build(cbs_code=code)) == regio


def test_vakantie_on_counts_both_ends():
    days = [date(2027, 2, 19), date(2027, 2, 20), date(2027, 2, 28), date(2027, 3, 1)]

    assert [str(vakantie_on(day, "noord") or "") for day in days] == [
        "",
        "voorjaarsvakantie regio Noord",
        "voorjaarsvakantie regio Noord",
        "",
    ]
    assert vakantie_on(date(2027, 2, 24), "") is None


def test_a_year_that_is_not_in_the_file_is_unknown():
    assert is_known(date(2028, 7, 31), "noord")
    assert not is_known(date(2028, 9, 14), "noord")


# -- Proposals -----------------------------------------------------------------------------


def test_propose_dates_passes_over_a_school_holiday_and_says_which():
    proposal = propose_dates(start=date(2027, 2, 15), weekday=0, weeks=3, regio="zuid")[0]

    assert proposal.datum == date(2027, 2, 22)
    assert proposal.skipped == (Skipped(date(2027, 2, 15), "voorjaarsvakantie regio Zuid"),)
    assert proposal.notes == ["15 februari overgeslagen: voorjaarsvakantie regio Zuid"]


def test_six_weeks_of_summer_are_one_sentence():
    proposal = propose_dates(start=date(2027, 7, 12), weekday=3, weeks=3, regio="noord")[0]

    assert proposal.datum == date(2027, 8, 26)
    assert proposal.notes == [
        "15 juli tot en met 19 augustus overgeslagen: zomervakantie regio Noord"
    ]


def test_propose_dates_says_that_a_year_is_not_known_yet():
    proposals = propose_dates(start=date(2028, 6, 1), weekday=3, weeks=8, regio="midden")

    assert proposals[0].notes == []
    assert proposals[3].notes == [
        "Voor dit schooljaar (2028-2029) kennen we de vakanties nog niet."
    ]


def test_without_a_region_school_holidays_are_not_looked_at():
    proposals = propose_dates(start=date(2027, 2, 22), weekday=3, weeks=1)

    assert proposals[0].datum == date(2027, 2, 25)
    assert not any(proposal.unknown_schooljaar for proposal in proposals)


@given(
    start=st.dates(date(2025, 8, 1), date(2031, 12, 31)),
    weekday=st.integers(0, 4),
    weeks=st.integers(1, 8),
    regio=st.sampled_from(("", *REGIONS)),
)
def test_proposals_are_seven_in_order_and_never_on_a_holiday(start, weekday, weeks, regio):
    proposals = propose_dates(start=start, weekday=weekday, weeks=weeks, regio=regio)

    dates = [proposal.datum for proposal in proposals]
    assert len(dates) == 7
    assert dates[0] >= start
    assert all(later - day >= timedelta(weeks=weeks) for day, later in itertools.pairwise(dates))
    assert not any(holiday_on(day) or vakantie_on(day, regio) for day in dates)
    for proposal in proposals:
        for row in proposal.skipped:
            assert row.reden == (holiday_on(row.datum) or str(vakantie_on(row.datum, regio)))


@given(
    start=st.dates(date(2025, 8, 1), date(2031, 12, 31)),
    weekday=st.integers(0, 4),
    weeks=st.integers(1, 8),
)
def test_rhythm_of_finds_the_rhythm_back(start, weekday, weeks):
    first = start + timedelta(days=(weekday - start.weekday()) % 7)

    assert rhythm_of([first + timedelta(weeks=weeks * n) for n in range(7)]) == (weekday, weeks)


@pytest.mark.parametrize(
    ("days", "rhythm"),
    [
        ([], (3, 3)),
        ([date(2027, 1, 12)], (1, 3)),
        # In any order; one that moved to Saturday, or passed over a holiday, says nothing.
        ([date(2027, 2, 9), date(2027, 1, 12), date(2027, 1, 26)], (1, 2)),
        ([date(2027, 1, 12), date(2027, 1, 19), date(2027, 1, 30), date(2027, 2, 2)], (1, 1)),
        # Within what the form offers: no weekend, from one week to eight.
        ([date(2027, 1, 16)], (4, 3)),
        ([date(2027, 1, 15)], (4, 3)),
        ([date(2027, 1, 12), date(2027, 1, 13)], (1, 1)),
        ([date(2027, 1, 12), date(2027, 3, 9)], (1, 8)),
        ([date(2027, 1, 12), date(2027, 3, 16)], (1, 8)),
    ],
)
def test_rhythm_of_is_what_most_days_do_or_the_usual_one(days, rhythm):
    assert rhythm_of(days) == rhythm


def test_each_reason_to_pass_over_has_a_sentence_of_its_own():
    proposal = propose_dates(start=date(2026, 12, 25), weekday=4, weeks=3, regio="zuid")[0]

    assert proposal.datum == date(2027, 1, 8)
    assert proposal.notes == [
        "25 december overgeslagen: Eerste kerstdag",
        "1 januari overgeslagen: Nieuwjaarsdag",
    ]


@pytest.mark.parametrize(
    ("day", "schooljaar"),
    [
        (date(2027, 7, 31), "2026-2027"),
        (date(2027, 8, 1), "2027-2028"),
        (date(2027, 12, 31), "2027-2028"),
        (date(2028, 1, 1), "2027-2028"),
    ],
)
def test_a_school_year_begins_in_august(day, schooljaar):
    assert schooljaar_of(day) == schooljaar
