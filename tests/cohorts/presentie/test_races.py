"""Two trainers at once, a double tap and a replay, with real threads and real connections."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.actions.ledger import record, record_open
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.aanwezigheid.statement import Statement
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
)

Status = Aanwezigheid.Status
Bron = Aanwezigheidswijziging.Bron


@pytest.fixture
def held(shared_database: None) -> Bijeenkomst:
    return BijeenkomstFactory(cohort=CohortFactory())


@pytest.fixture
def trainers(held: Bijeenkomst) -> list[User]:
    return [row.user for row in TrainerschapFactory.create_batch(2, cohort=held.cohort)]


@pytest.fixture
def people(held: Bijeenkomst) -> list[Deelname]:
    return DeelnameFactory.create_batch(8, cohort=held.cohort)


def at_once(*jobs: Callable[[], object]) -> None:
    """Run each job on a connection of its own, all starting at the same moment."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for outcome in [pool.submit(run, job) for job in jobs]:
            outcome.result(timeout=60)


def marker(held: Bijeenkomst, deelname: Deelname, by: User, status: str, kenmerk=None):
    return lambda: register_aanwezigheid(
        bijeenkomst=held,
        deelname=deelname,
        dagdeel=Dagdeel.OCHTEND,
        status=status,
        by=by,
        kenmerk=kenmerk,
    )


def history_of(row: Aanwezigheid) -> Iterator[tuple[str, str]]:
    return row.wijzigingen.order_by("pk").values_list("van", "naar")


def assert_history_leads_to_status() -> None:
    for row in Aanwezigheid.objects.all():
        at = Status.OPEN
        for van, naar in history_of(row):
            assert van == at
            at = naar
        assert row.status == at


def test_one_tap_sent_six_times_at_once_is_one_change(held, people, trainers):
    tap = uuid4()

    at_once(*[marker(held, people[0], trainers[0], Status.AANWEZIG, tap) for _ in range(6)])

    assert Aanwezigheidswijziging.objects.values_list("kenmerk", flat=True).get() == tap
    assert Aanwezigheid.objects.get().status == Status.AANWEZIG


def test_trainers_who_keep_disagreeing_leave_a_history_without_gaps(held, people, trainers):
    def insist(trainer: User, statuses: list[Status]) -> None:
        for status in statuses * 10:
            marker(held, people[0], trainer, status)()

    at_once(
        lambda: insist(trainers[0], [Status.AANWEZIG, Status.AFWEZIG]),
        lambda: insist(trainers[1], [Status.AFGEMELD, Status.AANWEZIG]),
        lambda: insist(trainers[1], [Status.AFWEZIG, Status.AFGEMELD]),
    )

    assert {w.door for w in Aanwezigheidswijziging.objects.all()} == set(trainers)
    assert_history_leads_to_status()


def test_a_replay_beside_a_later_change_never_wins(held, people, trainers):
    tap = uuid4()
    marker(held, people[0], trainers[0], Status.AANWEZIG, tap)()

    at_once(
        marker(held, people[0], trainers[1], Status.AFWEZIG),
        marker(held, people[0], trainers[0], Status.AANWEZIG, tap),
        marker(held, people[0], trainers[0], Status.AANWEZIG, tap),
    )

    assert Aanwezigheid.objects.get().status == Status.AFWEZIG
    assert Aanwezigheidswijziging.objects.count() == 2


def test_everybody_present_twice_at_once_beside_an_exception(held, people, trainers):
    everybody = [
        lambda trainer=trainer: register_overige(
            bijeenkomst=held, dagdeel=Dagdeel.OCHTEND, by=trainer
        )
        for trainer in trainers
    ]

    at_once(*everybody, marker(held, people[3], trainers[0], Status.AFWEZIG))

    statuses = list(Aanwezigheid.objects.values_list("status", flat=True))
    assert sorted(statuses) == ["aanwezig"] * 7 + ["afwezig"]
    # The exception came before the crowd, or after it: one change or two.
    assert Aanwezigheidswijziging.objects.count() in {8, 9}
    assert_history_leads_to_status()


def test_of_two_groups_that_speak_at_once_the_later_real_time_rules(held, people, trainers):
    """A guest is marked in two groups: no day is held by both, only the mark itself."""
    now = timezone.now()
    said = [(now - timedelta(minutes=5), Status.AFWEZIG), (now, Status.AFGEMELD)]

    def speaker(deelname: Deelname, moment: datetime, status: str) -> Callable[[], object]:
        return lambda: record(
            Statement(
                naar=status,
                door=trainers[0],
                bron=Bron.OPDRACHT,
                moment=moment,
                toesteltijd=moment,
            ),
            deelname=deelname,
            cursusdag=held.cursusdag,
            dagdeel=Dagdeel.OCHTEND,
        )

    for deelname in people:
        speaker(deelname, now - timedelta(minutes=9), Status.OPEN)()
        at_once(*(speaker(deelname, moment, status) for moment, status in said * 2))

    assert set(Aanwezigheid.objects.values_list("status", flat=True)) == {Status.AFGEMELD}
    assert Aanwezigheidswijziging.objects.count() == 5 * len(people)


def test_undoing_everybody_leaves_what_was_made_good_meanwhile(held, people, trainers):
    kenmerk, is_written = uuid4(), Event()
    tap = {"bijeenkomst": held, "dagdeel": Dagdeel.OCHTEND, "kenmerk": kenmerk, "by": trainers[0]}
    everybody = Deelname.objects.expected_at(held)
    said = Statement(naar=Status.AFGEMELD, door=trainers[0], kenmerk=kenmerk)
    record_open(said, bijeenkomst=held, dagdeel=Dagdeel.OCHTEND, deelnames=everybody)

    def approve() -> None:
        with transaction.atomic():
            record(
                Statement(naar=Status.INGEHAALD, door=trainers[1], bron=Bron.OPDRACHT),
                deelname=people[0],
                cursusdag=held.cursusdag,
                dagdeel=Dagdeel.OCHTEND,
            )
            is_written.set()
            sleep(0.5)

    def undo() -> None:
        assert is_written.wait(10)
        take_back_overige(**tap)

    at_once(approve, undo)

    marks = dict(Aanwezigheid.objects.values_list("deelname", "status"))
    assert marks.pop(people[0].pk) == Status.INGEHAALD
    assert set(marks.values()) == {Status.OPEN}
