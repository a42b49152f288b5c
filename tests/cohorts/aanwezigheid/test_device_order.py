"""One person on one device is heard in the order of the taps, however long each was on its way."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.actions import ledger
from cohorts.aanwezigheid.actions.closing import close_dag
from cohorts.aanwezigheid.actions.ledger import hold_still, record
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.aanwezigheid.statement import Statement
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)

Status = Aanwezigheid.Status
Mark = Callable[..., Aanwezigheid]


@pytest.fixture
def mark(vandaag: Bijeenkomst, deelname: Deelname, carla: User) -> Mark:
    """Carla marks Anna this morning."""

    def register(status: str, **said) -> Aanwezigheid:
        return register_aanwezigheid(
            bijeenkomst=vandaag,
            deelname=deelname,
            dagdeel=Dagdeel.OCHTEND,
            status=status,
            **{"by": carla, "kenmerk": uuid4()} | said,
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


@pytest.mark.parametrize(("who", "seconds"), [("carla", 1), ("vervanger", 3)])
def test_the_closing_of_the_day_is_nobody_s_word(
    mark, vandaag, time_machine, request, who, seconds
):
    """A tap that was kept on a device until after it is held beside what people said."""
    tapped = timezone.now()
    by = request.getfixturevalue(who)
    time_machine.move_to(tapped + timedelta(hours=7))
    mark(Status.AFWEZIG, toesteltijd=tapped, moment=tapped)
    mark(Status.OPEN, toesteltijd=tapped, moment=tapped + timedelta(seconds=2))
    close_dag(bijeenkomst=vandaag, by=None)

    row = mark(
        Status.AANWEZIG,
        by=by,
        toesteltijd=tapped + timedelta(seconds=1),
        moment=tapped + timedelta(seconds=seconds),
    )

    assert row.status == Status.AANWEZIG


def test_the_times_of_two_devices_are_not_held_beside_each_other(mark, vervanger):
    """What another trainer said at a later moment stands, however far ahead a clock runs."""
    now = timezone.now()
    mark(Status.AANWEZIG, toesteltijd=now, moment=now)

    row = mark(
        Status.AFWEZIG,
        by=vervanger,
        toesteltijd=now + timedelta(hours=1),
        moment=now - timedelta(minutes=1),
    )

    assert row.status == Status.AANWEZIG


def test_a_late_tap_is_written_between_what_was_said_before_and_after_it(mark, carla, vervanger):
    """In the order of real time, whoever arrived first; of one moment the first to arrive."""
    now = timezone.now()
    said = [
        (vervanger, Status.AFGEMELD, 60),
        (vervanger, Status.AFWEZIG, 10),
        (carla, Status.AANWEZIG, 40),
        (vervanger, Status.OPEN, 50),
        (carla, Status.AFWEZIG, 30),
        (carla, Status.AFGEMELD, 60),
    ]
    for by, status, seconds in said:
        moment = now - timedelta(seconds=seconds)
        # A clock that runs behind, so that each of Carla's taps is as late as it says.
        mark(status, by=by, toesteltijd=now - timedelta(days=1), moment=moment)

    rows = Aanwezigheidswijziging.objects.order_by("moment", "pk")
    assert [(row.van, row.naar) for row in rows] == [
        (Status.OPEN, Status.AFGEMELD),
        (Status.AFGEMELD, Status.AFGEMELD),
        (Status.AFGEMELD, Status.OPEN),
        (Status.AFGEMELD, Status.AANWEZIG),
        (Status.AANWEZIG, Status.AFWEZIG),
        (Status.AFGEMELD, Status.AFWEZIG),
    ]
    assert Aanwezigheid.objects.get().status == Status.AFWEZIG


def test_a_tap_that_says_the_same_is_kept_once_and_a_form_is_not(mark):
    now = timezone.now()
    mark(Status.AANWEZIG, toesteltijd=None, moment=now)
    mark(Status.AANWEZIG, toesteltijd=None, moment=now)
    tap = {"toesteltijd": now, "moment": now, "kenmerk": uuid4()}
    mark(Status.AANWEZIG, **tap)
    mark(Status.AANWEZIG, **tap)

    assert list(
        Aanwezigheidswijziging.objects.values_list("toesteltijd", flat=True).order_by("pk")
    ) == [None, now]


def test_nobody_but_who_is_about_catching_up_says_that_somebody_caught_up(deelname, vandaag, carla):
    said = Statement(naar=Status.INGEHAALD, door=carla, bijeenkomst=vandaag)

    with pytest.raises(ValidationError, match="al ingehaald"):
        record(said, deelname=deelname, cursusdag=vandaag.cursusdag, dagdeel=Dagdeel.OCHTEND)

    assert not Aanwezigheid.objects.exists()


def test_nothing_is_held_of_a_day_that_was_cancelled(vandaag, els):
    vandaag.cancel(els)

    with pytest.raises(ValidationError, match="gaat niet door"):
        hold_still(vandaag)


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


# -- Two who are first -----------------------------------------------------------------------


def test_who_makes_the_first_mark_at_the_same_instant_as_another_is_heard_too(
    deelname, bas, vandaag, carla, monkeypatch
):
    """The second one looked before the first one's mark was there."""
    here = {"door": carla, "bijeenkomst": vandaag}
    about = {"cursusdag": vandaag.cursusdag, "dagdeel": "ochtend"}
    for who in (bas.deelnames.get(), deelname):
        record(Statement(naar=Status.AANWEZIG, **here), deelname=who, **about)
    looked = []

    def looks_too_early(kenmerk, **key):
        if looked:
            return look(kenmerk, **key)
        looked.append(kenmerk)
        row = Aanwezigheid(**key)
        row.handled, row.latest = False, None
        return row

    look = ledger._held
    monkeypatch.setattr(ledger, "_held", looks_too_early)

    row = record(Statement(naar=Status.AFWEZIG, **here), deelname=deelname, **about)

    assert row.status == Status.AFWEZIG
    assert deelname.aanwezigheden.get().wijzigingen.count() == 2
