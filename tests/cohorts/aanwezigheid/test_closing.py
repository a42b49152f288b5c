"""Closing a day: by whom, when, and what becomes of those about whom nothing is known."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from cohorts.aanwezigheid.actions.closing import (
    close_dag,
    close_overdue,
    last_day_to_mark,
    oldest_open_day,
    open_people,
    refuse_closed,
)
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.models import Bijeenkomst, Deelname
from cohorts.working_days import holiday_on
from leergang.cockpit.waiting import unmarked_days
from tests.factories import AanwezigheidFactory, BijeenkomstFactory, DeelnameFactory

pytestmark = pytest.mark.django_db


def at(day: date, clock: time = time(12)) -> datetime:
    """This moment in the Netherlands, in UTC as a worker has it."""
    return timezone.make_aware(datetime.combine(day, clock)).astimezone(UTC)


def statuses(deelname: Deelname) -> dict[str, str]:
    return dict(deelname.aanwezigheden.values_list("dagdeel", "status"))


def test_closing_says_of_the_unmarked_that_nothing_was_registered(
    vandaag: Bijeenkomst, deelname: Deelname, carla: User
):
    AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag)

    count = close_dag(bijeenkomst=vandaag, by=carla)

    vandaag.refresh_from_db()
    assert count == 1
    assert statuses(deelname) == {"ochtend": "aanwezig", "middag": "niet_geregistreerd"}
    assert vandaag.afgerond_door == carla
    change = Aanwezigheidswijziging.objects.get()
    assert (change.van, change.naar, change.bron, change.door) == (
        "open",
        "niet_geregistreerd",
        "afronding",
        carla,
    )


def test_a_closing_that_fails_at_its_end_leaves_every_mark_open(
    vandaag: Bijeenkomst, deelname, carla, monkeypatch
):
    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Bijeenkomst, "save", fails)
    with pytest.raises(RuntimeError):
        close_dag(bijeenkomst=vandaag, by=carla)

    assert not Aanwezigheidswijziging.objects.exists()
    assert "niet_geregistreerd" not in statuses(deelname).values()


def test_closing_twice_keeps_the_first_moment(vandaag: Bijeenkomst, deelname, carla, els):
    close_dag(bijeenkomst=vandaag, by=carla)
    vandaag.refresh_from_db()
    first = vandaag.afgerond_op

    again = close_dag(bijeenkomst=vandaag, by=els)

    vandaag.refresh_from_db()
    assert again is None
    assert (vandaag.afgerond_op, vandaag.afgerond_door) == (first, carla)
    assert Aanwezigheidswijziging.objects.count() == 2


def test_a_cancelled_day_is_not_closed(vandaag: Bijeenkomst, deelname, carla, els):
    vandaag.geannuleerd_op, vandaag.geannuleerd_door = timezone.now(), els
    vandaag.save()

    assert close_dag(bijeenkomst=vandaag, by=carla) is None
    assert not Aanwezigheid.objects.exists()


def test_people_whose_deelname_does_not_hold_are_left_alone(
    vandaag: Bijeenkomst, deelname: Deelname, carla: User
):
    deelname.tot_en_met = vandaag.datum - timedelta(days=1)
    deelname.save()

    close_dag(bijeenkomst=vandaag, by=carla)

    assert not Aanwezigheid.objects.exists()


def test_a_mark_of_before_the_closing_is_still_taken_a_later_one_is_not(
    vandaag: Bijeenkomst, carla: User
):
    before = timezone.now() - timedelta(minutes=5)
    close_dag(bijeenkomst=vandaag, by=carla)

    refuse_closed(vandaag, before)
    with pytest.raises(ValidationError) as refusal:
        refuse_closed(vandaag)

    assert refusal.value.code == "afgerond"


def test_a_device_that_says_it_was_in_time_is_believed_for_two_weeks(
    vandaag: Bijeenkomst, carla: User
):
    before = timezone.now() - timedelta(minutes=5)
    close_dag(bijeenkomst=vandaag, by=carla)

    with time_machine.travel(timezone.now() + timedelta(days=13), tick=False):
        refuse_closed(vandaag, before)
    with (
        time_machine.travel(timezone.now() + timedelta(days=15), tick=False),
        pytest.raises(ValidationError) as refusal,
    ):
        refuse_closed(vandaag, before)

    assert refusal.value.code == "afgerond"


@pytest.mark.parametrize(
    ("datum", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 20), date(2026, 11, 27)),
        (date(2026, 11, 21), date(2026, 11, 27)),
        (date(2026, 12, 22), date(2026, 12, 30)),
        (date(2026, 12, 28), date(2027, 1, 5)),
        (date(2026, 10, 22), date(2026, 10, 29)),
    ],
    ids=["monday", "friday", "saturday", "christmas", "new-year", "clock-goes-back"],
)
def test_a_day_stays_open_for_five_working_days_and_closes_in_the_night_after(
    vandaag: Bijeenkomst, deelname: Deelname, datum: date, last: date
):
    Bijeenkomst.objects.exclude(pk=vandaag.pk).delete()
    vandaag.datum = datum
    vandaag.save()

    assert last_day_to_mark(datum) == last
    assert close_overdue(at(last, time(23, 59))) == 0
    assert close_overdue(at(last + timedelta(days=1), time.min)) == 1
    vandaag.refresh_from_db()
    assert vandaag.afgerond_door is None
    assert set(statuses(deelname).values()) == {"niet_geregistreerd"}


@given(datum=st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_between_the_day_and_its_closing_lie_exactly_five_working_days(datum: date):
    last = last_day_to_mark(datum)

    between = [datum + timedelta(days=n) for n in range(1, (last - datum).days + 1)]
    assert sum(day.weekday() < 5 and not holiday_on(day) for day in between) == 5
    assert last.weekday() < 5
    assert not holiday_on(last)


@given(today=st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_the_oldest_open_day_is_the_first_that_is_not_due(today: date):
    oldest = oldest_open_day(today)

    assert last_day_to_mark(oldest) >= today
    assert last_day_to_mark(oldest - timedelta(days=1)) < today


def test_an_old_day_closes_once_however_often_the_task_runs(vandaag, deelname):
    now = at(vandaag.datum + timedelta(days=40))
    Bijeenkomst.objects.exclude(pk=vandaag.pk).delete()

    assert [close_overdue(now), close_overdue(now)] == [1, 0]
    assert Aanwezigheidswijziging.objects.count() == 2


@pytest.mark.parametrize("people", [1, 3, 60])
def test_who_stands_on_nothing_takes_two_queries(cohort, people, django_assert_num_queries):

    rows = DeelnameFactory.create_batch(people, cohort=cohort)
    days = [
        BijeenkomstFactory(cohort=cohort, cursusdag=dag)
        for dag in cohort.programma.cursusdagen.all()[:3]
    ]
    AanwezigheidFactory(deelname=rows[0], bijeenkomst=days[0], dagdeel="ochtend")
    AanwezigheidFactory(deelname=rows[0], bijeenkomst=days[0], dagdeel="middag")

    with django_assert_num_queries(2):
        found = open_people(days)

    assert {pk: len(deelnames) for pk, deelnames in found.items()} == {
        days[0].pk: people - 1,
        days[1].pk: people,
        days[2].pk: people,
    }


@time_machine.travel("2026-11-23 10:00 +0100", tick=False)
@pytest.mark.parametrize(
    ("middag", "is_open"),
    [(None, True), ("open", True), ("niet_geregistreerd", False), ("afwezig", False)],
)
def test_half_a_day_is_still_open(vandaag, deelname, middag, is_open):
    AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, dagdeel="ochtend")
    if middag:
        AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, dagdeel="middag", status=middag)

    assert open_people([vandaag]) == {vandaag.pk: [deelname] if is_open else []}


@time_machine.travel("2026-11-23 10:00 +0100", tick=False)
def test_the_cockpit_counts_the_people_whom_the_nudge_is_about(cohort):
    today = timezone.localdate()
    days = [
        BijeenkomstFactory(cohort=cohort, cursusdag=dag, datum=today - timedelta(days=age))
        for dag, age in zip(cohort.programma.cursusdagen.all()[:3], (20, 10, 1), strict=True)
    ]
    whole, half, _ = DeelnameFactory.create_batch(3, cohort=cohort)
    DeelnameFactory(cohort=cohort, vanaf=today - timedelta(days=5))
    DeelnameFactory(cohort=cohort, tot_en_met=today - timedelta(days=15))
    for dagdeel in ("ochtend", "middag"):
        AanwezigheidFactory(deelname=whole, bijeenkomst=days[1], dagdeel=dagdeel)
    AanwezigheidFactory(deelname=half, bijeenkomst=days[1], dagdeel="middag")

    shown = {row.pk: row.open for row in unmarked_days(today)}

    assert shown == {pk: len(people) for pk, people in open_people(days).items()}
    assert [shown[day.pk] for day in days] == [4, 2, 4]
