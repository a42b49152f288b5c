"""One person on one device is heard in the order of the taps, however long each was on its way."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from cohorts.actions.attendance import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from cohorts.models import Aanwezigheid, Aanwezigheidswijziging, Bijeenkomst, Dagdeel, Deelname

Status = Aanwezigheid.Status
Mark = Callable[..., Aanwezigheid]


@pytest.fixture
def mark(vandaag: Bijeenkomst, deelname: Deelname, carla: User) -> Mark:
    """Carla marks Anna this morning."""

    def register(status: str, *, toesteltijd: datetime, moment: datetime) -> Aanwezigheid:
        return register_aanwezigheid(
            bijeenkomst=vandaag,
            deelname=deelname,
            dagdeel=Dagdeel.OCHTEND,
            status=status,
            by=carla,
            kenmerk=uuid4(),
            toesteltijd=toesteltijd,
            moment=moment,
        )

    return register


def test_a_slow_first_tap_does_not_beat_the_correction_of_the_same_device(mark: Mark):
    """The first was long on its way, the second was not: their moments come out turned round."""
    now = timezone.now()
    tapped = now - timedelta(seconds=30)
    mark(Status.AFWEZIG, toesteltijd=tapped, moment=now - timedelta(seconds=1))

    row = mark(
        Status.AANWEZIG,
        toesteltijd=tapped + timedelta(seconds=2),
        moment=now - timedelta(seconds=20),
    )

    assert row.status == Status.AANWEZIG
    assert Aanwezigheidswijziging.objects.latest_first().first().naar == Status.AANWEZIG


def test_an_exception_right_after_everybody_else_stands(mark, vandaag, carla):
    now = timezone.now()
    tapped = now - timedelta(seconds=30)
    register_overige(
        bijeenkomst=vandaag, dagdeel=Dagdeel.OCHTEND, by=carla, toesteltijd=tapped, kenmerk=uuid4()
    )

    row = mark(
        Status.AFWEZIG, toesteltijd=tapped + timedelta(seconds=2), moment=now - timedelta(minutes=1)
    )

    assert row.status == Status.AFWEZIG


def test_an_older_tap_of_the_same_trainer_on_another_device_stays_late(mark):
    now = timezone.now()
    mark(Status.AANWEZIG, toesteltijd=now, moment=now)

    early = now - timedelta(minutes=9)
    row = mark(Status.AFWEZIG, toesteltijd=early, moment=early)

    assert row.status == Status.AANWEZIG


def test_one_kenmerk_for_two_days_and_two_halves_takes_back_one_half_of_one_day(
    vandaag, bijeenkomsten, deelname, bas, carla
):
    """A device that uses its kenmerk more than once changes nothing but what it names."""
    kenmerk = uuid4()
    days = [bijeenkomsten[3], vandaag]
    for bijeenkomst in days:
        for dagdeel in ("ochtend", "middag"):
            register_overige(bijeenkomst=bijeenkomst, dagdeel=dagdeel, by=carla, kenmerk=kenmerk)

    count = take_back_overige(bijeenkomst=vandaag, dagdeel="middag", by=carla, kenmerk=kenmerk)

    assert count == 2
    taken_back = Aanwezigheid.objects.open()
    assert set(taken_back.values_list("cursusdag", "dagdeel")) == {(vandaag.cursusdag_id, "middag")}
    assert Aanwezigheid.objects.behaald().count() == 6
