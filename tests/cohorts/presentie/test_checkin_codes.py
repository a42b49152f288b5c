"""The signs on the screen: which ones hold when. No clock but the server's, nothing stored."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from cohorts.aanwezigheid.models import Dagdeel
from cohorts.models import Bijeenkomst
from cohorts.presentie.checkin.code import (
    ALPHABET,
    LENGTH,
    STEP,
    code_at,
    dagdeel_around,
    dagdeel_of_code,
    dagdeel_of_scan,
    dagdeel_open_at,
    read_pass,
    refusal_at,
    scan_of,
    sign_pass,
    windows_of,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = date(2026, 11, 26)


def held(day: date = DAY, **fields) -> Bijeenkomst:
    """An unsaved bijeenkomst: a code needs no database."""
    return Bijeenkomst(datum=day, **fields)


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), AMSTERDAM)


def codes_of(bijeenkomst: Bijeenkomst) -> list[str]:
    """Every code of a whole day, in order."""
    found = []
    for window in windows_of(bijeenkomst):
        moment = window.opens
        while code := code_at(bijeenkomst, moment):
            found.append(code.text)
            moment += STEP
    return found


# -- When ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "dagdeel"),
    [
        ("08:59:59", None),
        ("09:00", Dagdeel.OCHTEND),
        ("11:22:29", Dagdeel.OCHTEND),
        ("11:22:30", None),
        ("12:44:59", None),
        ("12:45", Dagdeel.MIDDAG),
        ("14:52:29", Dagdeel.MIDDAG),
        ("14:52:30", None),
        ("16:30", None),
    ],
)
def test_a_code_stands_from_half_an_hour_before_until_half_way(clock, dagdeel):
    bijeenkomst = held()

    code = code_at(bijeenkomst, at(clock))

    assert dagdeel_open_at(bijeenkomst, at(clock)) == dagdeel
    assert (code.dagdeel if code else None) == dagdeel


@pytest.mark.parametrize("days", [-1, 1, 7])
def test_no_code_stands_on_another_day(days):
    assert code_at(held(), at("09:30") + timedelta(days=days)) is None


@pytest.mark.parametrize("field", ["geannuleerd_op", "afgerond_op"])
def test_no_code_stands_for_a_day_that_is_off_or_closed(field):
    assert code_at(held(**{field: at("09:10")}), at("09:30")) is None


def test_of_two_that_overlap_the_first_goes_on_until_it_closes():
    short = held(begintijd=time(9), middag_vanaf=time(9, 40), eindtijd=time(12))

    assert dagdeel_open_at(short, at("09:19:59")) == Dagdeel.OCHTEND
    assert dagdeel_open_at(short, at("09:20")) == Dagdeel.MIDDAG


def test_a_course_just_after_midnight_opens_on_its_own_day():
    early = held(begintijd=time(0, 10), middag_vanaf=time(3), eindtijd=time(6))

    assert dagdeel_open_at(early, at("23:55", DAY - timedelta(days=1))) is None
    assert dagdeel_open_at(early, at("00:00")) == Dagdeel.OCHTEND


@pytest.mark.parametrize(
    ("night", "start"), [(date(2026, 3, 29), "01:10"), (date(2026, 10, 25), "02:10")]
)
def test_half_an_hour_is_half_an_hour_in_the_night_the_clock_changes(night, start):
    """Ten past three is `start` in UTC, on either side of the hour that is gone or comes twice."""
    bijeenkomst = held(night, begintijd=time(3, 10), middag_vanaf=time(6), eindtijd=time(9))
    begins = datetime.combine(night, time.fromisoformat(start), UTC)

    assert dagdeel_open_at(bijeenkomst, begins - timedelta(minutes=30, seconds=1)) is None
    assert dagdeel_open_at(bijeenkomst, begins - timedelta(minutes=30)) == Dagdeel.OCHTEND


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (at("00:30"), "Inchecken voor de ochtend kan vanaf 09.00 uur."),
        (at("08:30"), "Inchecken voor de ochtend kan vanaf 09.00 uur."),
        (at("09:30"), ""),
        (at("12:00"), "Inchecken voor de middag kan vanaf 12.45 uur."),
        (at("15:00"), "Inchecken voor deze dag kan niet meer."),
        (
            at("23:59", DAY - timedelta(days=1)),
            "Inchecken kan op donderdag 26 november vanaf 09.00 uur.",
        ),
    ],
)
def test_a_closed_door_says_when_it_opens(moment, text):
    # As the clock of the server gives it.
    assert refusal_at(held(), moment.astimezone(UTC)) == text


@pytest.mark.parametrize(
    ("moment", "dagdeel"), [("13:14:59", Dagdeel.OCHTEND), ("13:15", Dagdeel.MIDDAG)]
)
def test_a_page_of_a_closed_day_is_about_the_half_by_the_dutch_clock(moment, dagdeel):
    assert dagdeel_around(held(afgerond_op=at("12:00")), at(moment).astimezone(UTC)) == dagdeel


# -- Which signs ---------------------------------------------------------------------------

# Around the nights on which the clock changes, around midnight, and on ordinary days.
starts = st.sampled_from(
    [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29), date(2026, 12, 31), DAY]
)
ages = st.floats(0, 600)
moments = st.floats(0, 24 * 3600)


def around(day: date, seconds: float) -> tuple[Bijeenkomst, datetime]:
    """A course that goes on all day and night, and a moment in it."""
    bijeenkomst = held(day, begintijd=time(0), middag_vanaf=time(23, 58), eindtijd=time(23, 59))
    return bijeenkomst, datetime.combine(day, time(), AMSTERDAM).astimezone(UTC) + timedelta(
        seconds=seconds / 2.2
    )


@given(starts, moments, ages)
def test_a_code_lives_for_its_own_step_and_the_next(day, seconds, age):
    bijeenkomst, seen = around(day, seconds)
    code = code_at(bijeenkomst, seen)
    later = seen + timedelta(seconds=age)

    accepted = dagdeel_of_code(bijeenkomst, code.text, later)

    assert code.ends - STEP <= seen < code.ends
    assert (accepted == Dagdeel.OCHTEND) == (later < code.ends + STEP)
    assert accepted is None or age <= 30


@given(st.sampled_from([" ", "  ", "\t"]), st.booleans(), st.integers(1, 5))
def test_case_and_spaces_do_not_matter(space, lower, cut):
    bijeenkomst, seen = held(), at("09:30")
    text = code_at(bijeenkomst, seen).text
    typed = f" {text[:cut]}{space}{text[cut:]} "

    assert dagdeel_of_code(bijeenkomst, typed.lower() if lower else typed, seen)


@given(st.text(max_size=12))
def test_other_signs_hold_for_nothing_and_break_nothing(typed):
    bijeenkomst, seen = held(), at("09:30")
    good = {code_at(bijeenkomst, seen - grace).text for grace in (timedelta(), STEP)}

    assert (dagdeel_of_code(bijeenkomst, typed, seen) is not None) == (
        "".join(typed.split()).upper() in good
    )


def test_codes_are_six_signs_that_nobody_misreads():
    for text in codes_of(held()):
        assert len(text) == LENGTH
        assert set(text) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0O1IL2Z5S6G8BUVAE")


def test_codes_of_a_day_do_not_repeat_from_one_to_the_next():
    codes = codes_of(held())

    assert len(codes) > 1000
    assert all(one != other for one, other in pairwise(codes))
    # Eighteen signs on six places: two alike on one day are a coincidence, three are a fault.
    assert len(set(codes)) >= len(codes) - 1


def test_twenty_rooms_at_once_share_no_code():
    rooms = [held() for _ in range(20)]

    shared = [
        moment
        for moment in (at("09:00") + STEP * n for n in range(200))
        if len({code_at(room, moment).text for room in rooms}) < len(rooms)
    ]

    # 200 moments with 190 pairs: one in a thousand runs has a pair that happens to be alike.
    assert len(shared) <= 1


def test_the_hour_that_comes_twice_has_no_code_twice():
    night = date(2026, 10, 25)
    bijeenkomst = held(night, begintijd=time(1), middag_vanaf=time(12), eindtijd=time(13))
    first = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM)
    second = first.replace(fold=1)

    assert second.timestamp() - first.timestamp() == 3600
    assert code_at(bijeenkomst, first).text != code_at(bijeenkomst, second).text
    assert not dagdeel_of_code(bijeenkomst, code_at(bijeenkomst, first).text, second)


def test_morning_and_afternoon_have_other_codes_at_the_same_moment():
    uid = uuid4()
    morning = held(uid=uid)
    afternoon = held(uid=uid, begintijd=time(6), middag_vanaf=time(9, 30))

    moment = at("09:15")

    assert code_at(afternoon, moment).dagdeel == Dagdeel.MIDDAG
    assert dagdeel_of_code(afternoon, code_at(morning, moment).text, moment) is None


def test_a_day_that_moved_and_a_key_that_changed_have_other_codes(settings):
    uid, moment = uuid4(), at("09:15")
    before, moved = held(uid=uid), held(uid=uid, versie=2)
    text = code_at(before, moment).text

    assert dagdeel_of_code(moved, text, moment) is None
    settings.SECRET_KEY = "another-key-for-tests-0123456789-0123456789-0123456789"
    assert dagdeel_of_code(before, text, moment) is None


# -- What they let somebody do -------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "is_good"),
    [(-1, False), (-1 / 60, False), (0, True), (10, True), (10 + 1 / 60, False)],
)
def test_a_scan_is_remembered_for_ten_minutes_also_when_the_window_closed(minutes, is_good):
    bijeenkomst, seen = held(), at("11:20")
    scan = scan_of(bijeenkomst, Dagdeel.OCHTEND, seen)

    found = dagdeel_of_scan(scan, bijeenkomst, seen + timedelta(minutes=minutes))

    assert found == (Dagdeel.OCHTEND if is_good else None)


def test_a_scan_is_good_for_its_own_day_and_version_only():
    bijeenkomst, seen = held(), at("09:30")
    scan = scan_of(bijeenkomst, Dagdeel.OCHTEND, seen)

    assert dagdeel_of_scan(scan, held(), seen) is None
    assert dagdeel_of_scan(scan, held(uid=bijeenkomst.uid, versie=2), seen) is None
    assert dagdeel_of_scan(scan, held(uid=bijeenkomst.uid, afgerond_op=seen), seen) is None
    assert dagdeel_of_scan(None, bijeenkomst, seen) is None


def test_a_pass_is_good_for_one_person_day_and_five_minutes():
    bijeenkomst = held()
    with time_machine.travel(at("09:30"), tick=False) as clock:
        signed = sign_pass(bijeenkomst, Dagdeel.OCHTEND, user_pk=7)

        assert read_pass(signed, bijeenkomst, user_pk=7).dagdeel == Dagdeel.OCHTEND
        assert read_pass(signed, bijeenkomst, user_pk=8) is None
        assert read_pass(signed, held(), user_pk=7) is None
        assert read_pass(signed, held(uid=bijeenkomst.uid, versie=2), user_pk=7) is None
        assert read_pass(f"{signed}x", bijeenkomst, user_pk=7) is None
        assert read_pass("", bijeenkomst, user_pk=7) is None

        clock.shift(timedelta(minutes=4, seconds=59))
        assert read_pass(signed, bijeenkomst, user_pk=7)
        clock.shift(2)
        assert read_pass(signed, bijeenkomst, user_pk=7) is None
