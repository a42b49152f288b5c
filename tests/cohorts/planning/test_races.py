"""A day that moves while somebody marks the first person on it: never both, on real connections."""

from datetime import timedelta
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import User
from cohorts.aanwezigheid.actions.ledger import hold_still
from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.models import Bijeenkomst, Deelname
from cohorts.planning.actions.planning import DagPlan, plan_bijeenkomsten
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from tests.cohorts.presentie.test_races import at_once
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    CoordinatorschapFactory,
    DeelnameFactory,
)

Status = Aanwezigheid.Status


@pytest.fixture
def held(shared_database: None) -> Bijeenkomst:
    return BijeenkomstFactory(cohort=CohortFactory())


@pytest.fixture
def person(held: Bijeenkomst) -> Deelname:
    return DeelnameFactory(cohort=held.cohort)


@pytest.fixture
def els(held: Bijeenkomst) -> User:
    return CoordinatorschapFactory().user


def moved(row: Bijeenkomst) -> DagPlan:
    return DagPlan(
        cursusdag=row.cursusdag,
        datum=row.datum - timedelta(weeks=1),
        inlooptijd=row.inlooptijd,
        begintijd=row.begintijd,
        middag_vanaf=row.middag_vanaf,
        eindtijd=row.eindtijd,
        locatie=row.locatie,
    )


def trying(outcomes: list[str], name: str, job) -> None:
    try:
        job()
    except ValidationError:
        return
    outcomes.append(name)


def mark(held: Bijeenkomst, person: Deelname, by: User):
    return register_aanwezigheid(
        bijeenkomst=held, deelname=person, dagdeel=Dagdeel.OCHTEND, status=Status.AANWEZIG, by=by
    )


@pytest.mark.parametrize("attempt", range(6))
def test_a_day_is_moved_or_marked_and_never_both(held, person, els, attempt):
    first_date, plan, done = held.datum, moved(held), []

    at_once(
        lambda: trying(done, "mark", lambda: mark(held, person, els)),
        lambda: trying(
            done, "move", lambda: plan_bijeenkomsten(cohort=held.cohort, dagen=[plan], by=els)
        ),
    )

    held.refresh_from_db()
    assert len(done) == 1
    assert Aanwezigheid.objects.geregistreerd().count() == (done == ["mark"])
    assert held.datum == (first_date if done == ["mark"] else plan.datum)


def test_a_mark_that_waited_for_a_move_is_refused(held, person, els):
    """The other order by force: the mark begins while the move stands there uncommitted."""
    plan, moving, started = moved(held), Event(), Event()

    def move() -> None:
        with transaction.atomic():
            plan_bijeenkomsten(cohort=held.cohort, dagen=[plan], by=els)
            moving.set()
            started.wait(timeout=20)

    def mark_meanwhile() -> None:
        moving.wait(timeout=20)
        started.set()
        with pytest.raises(ValidationError, match="intussen verplaatst"):
            mark(held, person, els)

    at_once(move, mark_meanwhile)

    assert not Aanwezigheid.objects.exists()


def test_a_move_that_waited_for_a_mark_is_refused(held, person, els):
    plan, marking, started = moved(held), Event(), Event()

    def mark_slowly() -> None:
        with transaction.atomic():
            mark(held, person, els)
            marking.set()
            started.wait(timeout=20)

    def move_meanwhile() -> None:
        marking.wait(timeout=20)
        started.set()
        with pytest.raises(ValidationError, match="al presentie geregistreerd"):
            plan_bijeenkomsten(cohort=held.cohort, dagen=[plan], by=els)

    at_once(mark_slowly, move_meanwhile)

    held.refresh_from_db()
    assert held.versie == 1


def test_a_cancelled_day_takes_no_mark(held):
    stale = Bijeenkomst.objects.get(pk=held.pk)
    Bijeenkomst.objects.filter(pk=held.pk).update(geannuleerd_op="2026-01-01T10:00Z")

    with (
        pytest.raises(ValidationError, match="gaat niet door"),
        transaction.atomic(),
    ):
        hold_still(stale)
    connection.close()
