"""From when and until when a mark is taken: by the Dutch clock, on the second."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.aanwezigheid.actions.closing import close_dag, refuse_closed
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from tests.factories import AanwezigheidFactory, DeelnameFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SECOND = timedelta(seconds=1)
# An ordinary day, the one on which the clock goes forward and the one on which it goes back.
DAYS = [date(2026, 11, 23), date(2026, 3, 29), date(2026, 10, 25)]

Mark = Callable[..., Aanwezigheid]


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM).astimezone(ZoneInfo("UTC"))


@pytest.fixture(params=DAYS, ids=["ordinary", "clock forward", "clock back"])
def day(request, vandaag: Bijeenkomst) -> Bijeenkomst:
    vandaag.datum = request.param
    vandaag.save()
    return vandaag


@pytest.fixture
def mark(vandaag, deelname, carla) -> Mark:
    def register(**other) -> Aanwezigheid:
        words = {"dagdeel": "ochtend", "status": "aanwezig", "by": carla} | other
        return register_aanwezigheid(bijeenkomst=vandaag, deelname=deelname, **words)

    return register


def test_a_day_is_marked_from_midnight_in_the_netherlands(day, mark, carla, time_machine):
    crowd = {"bijeenkomst": day, "dagdeel": "middag", "by": carla, "kenmerk": None}

    time_machine.move_to(midnight(day.datum) - SECOND, tick=False)
    for act in (mark, lambda: register_overige(**crowd), lambda: take_back_overige(**crowd)):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.code == "dag"
    assert not Aanwezigheid.objects.exists()

    time_machine.move_to(midnight(day.datum), tick=False)
    assert mark().status == "aanwezig"
    assert register_overige(**crowd) == 1


def test_a_tap_counts_from_midnight_of_the_day_in_the_netherlands(day, mark, time_machine):
    start = midnight(day.datum)
    time_machine.move_to(start + timedelta(hours=10), tick=False)

    with pytest.raises(ValidationError) as refusal:
        mark(moment=start - SECOND)
    assert refusal.value.code == "moment"
    assert not Aanwezigheid.objects.exists()

    assert mark(moment=start).wijzigingen.get().moment == start
    assert mark(moment=start + timedelta(minutes=30), status="afwezig").status == "afwezig"


def test_a_tap_from_the_future_was_made_when_it_came_in(mark, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)

    early = mark(moment=now + timedelta(hours=1), toesteltijd=now)
    change = early.wijzigingen.get()
    assert (change.moment, change.op) == (now, now)

    time_machine.move_to(now + timedelta(minutes=1), tick=False)
    assert mark(status="afwezig").status == "afwezig"


@pytest.mark.parametrize(
    ("after", "taken"), [(-SECOND, True), (timedelta(0), True), (SECOND, False)]
)
def test_a_kept_tap_is_taken_until_two_weeks_after_the_closing(
    vandaag, carla, mark, time_machine, after, taken
):
    closing = timezone.now()
    time_machine.move_to(closing, tick=False)
    close_dag(bijeenkomst=vandaag, by=carla)
    vandaag.refresh_from_db()

    time_machine.move_to(closing + timedelta(days=14) + after, tick=False)
    if taken:
        assert mark(moment=closing - SECOND).status == "aanwezig"
        return
    with pytest.raises(ValidationError) as refusal:
        mark(moment=closing - SECOND)
    assert refusal.value.code == "afgerond"


def test_from_the_moment_of_closing_a_mark_is_refused(vandaag, carla, time_machine):
    closing = timezone.now()
    time_machine.move_to(closing, tick=False)
    assert not vandaag.is_afgerond_at(closing)
    close_dag(bijeenkomst=vandaag, by=carla)
    vandaag.refresh_from_db()

    assert not vandaag.is_afgerond_at(closing - SECOND)
    refuse_closed(vandaag, closing - SECOND)
    for moment in (closing, closing + SECOND, None):
        with pytest.raises(ValidationError) as refusal:
            refuse_closed(vandaag, moment)
        assert refusal.value.code == "afgerond"


@pytest.mark.parametrize(("first", "last"), [(0, None), (-30, 0), (0, 0)])
def test_who_joins_or_leaves_on_the_day_itself_is_marked(mark, deelname, vandaag, first, last):
    deelname.vanaf = vandaag.datum + timedelta(days=first)
    deelname.tot_en_met = None if last is None else vandaag.datum + timedelta(days=last)
    deelname.save()

    assert mark().status == "aanwezig"


def test_the_others_are_those_of_today_also_when_a_mark_of_somebody_else_stands_open(
    vandaag, bijeenkomsten, deelname, cohort, carla, els
):
    """A row that was taken back makes nobody one of the others: not who marks, nor who left."""
    today = vandaag.datum
    rows = {
        "own": DeelnameFactory(cohort=cohort, user=els),
        "left": DeelnameFactory(cohort=cohort, tot_en_met=today - timedelta(days=1)),
        "joins": DeelnameFactory(cohort=cohort, vanaf=today + timedelta(days=1)),
        "leaves": DeelnameFactory(cohort=cohort, tot_en_met=today),
        "joined": DeelnameFactory(cohort=cohort, vanaf=today),
        "anna": deelname,
    }
    for row in rows.values():
        AanwezigheidFactory(
            deelname=row, cursusdag=vandaag.cursusdag, status="open", bijeenkomst=None
        )

    assert register_overige(bijeenkomst=vandaag, dagdeel="ochtend", by=els) == 3

    marked = {name for name, row in rows.items() if row.aanwezigheden.get().status == "aanwezig"}
    assert marked == {"leaves", "joined", "anna"}
    close_dag(bijeenkomst=vandaag, by=carla)
    stands = {
        name: set(row.aanwezigheden.values_list("status", flat=True)) for name, row in rows.items()
    }
    assert stands["left"] == stands["joins"] == {"open"}
    assert stands["own"] == {"niet_geregistreerd"}
