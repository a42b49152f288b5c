"""Two trainers with one list of guests, with real threads and real connections."""

from threading import Event
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from cohorts.aanwezigheid.actions.ledger import record
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.aanwezigheid.statement import Statement
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from tests.cohorts.presentie.test_races import at_once
from tests.cohorts.rolls import gast_at, own_mark
from tests.factories import (
    AanwezigheidFactory,
    BijeenkomstFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
)


@pytest.fixture
def held(shared_database):
    return BijeenkomstFactory(cohort=CohortFactory())


@pytest.fixture
def trainers(held):
    return [row.user for row in TrainerschapFactory.create_batch(2, cohort=held.cohort)]


@pytest.fixture
def plan(held, trainers):
    DeelnameFactory.create_batch(4, cohort=held.cohort)
    return gast_at(held, CohortFactory(programma=held.cohort.programma), trainers[0])


def test_a_guest_tapped_six_times_at_once_has_caught_up_once(held, plan, trainers):
    tap = uuid4()

    def mark():
        register_aanwezigheid(
            bijeenkomst=held,
            deelname=plan.deelname,
            dagdeel="ochtend",
            status="aanwezig",
            by=trainers[0],
            kenmerk=tap,
        )

    at_once(*[mark] * 6)

    assert own_mark(plan) == ("ingehaald", held)
    assert Aanwezigheidswijziging.objects.count() == 1


def test_a_crowd_sent_twice_beside_its_undo_leaves_each_mark_where_its_history_says(
    held, plan, trainers
):
    tap = {"bijeenkomst": held, "dagdeel": "ochtend", "kenmerk": uuid4()}

    at_once(
        lambda: register_overige(**tap, by=trainers[0]),
        lambda: register_overige(**tap, by=trainers[0]),
        lambda: take_back_overige(**tap, by=trainers[1]),
    )

    rows = list(Aanwezigheid.objects.prefetch_related("wijzigingen"))
    assert len(rows) == 5
    for row in rows:
        last = max(row.wijzigingen.all(), key=lambda one: (one.moment, one.pk))
        assert row.status == last.naar
        assert row.wijzigingen.count() <= 2


@pytest.mark.parametrize("status", ["aanwezig", "afwezig"])
def test_a_host_who_marks_a_guest_sees_what_is_being_made_good_at_that_moment(
    held, plan, trainers, status
):
    key = {"deelname": plan.deelname, "cursusdag": plan.cursusdag}
    own = AanwezigheidFactory(**key, status="afwezig", bijeenkomst=None)
    is_held, is_answered, refused = Event(), Event(), []

    def approve() -> None:
        with transaction.atomic():
            Aanwezigheid.objects.locked().get(pk=own.pk)
            is_held.set()
            # The host has the time to look, and is not answered before this is over.
            assert not is_answered.wait(0.5)
            record(
                Statement(naar="ingehaald", door=trainers[1], bron="opdracht"),
                dagdeel="ochtend",
                **key,
            )

    def mark() -> None:
        assert is_held.wait(10)
        try:
            register_aanwezigheid(
                bijeenkomst=held,
                deelname=plan.deelname,
                dagdeel="ochtend",
                status=status,
                by=trainers[0],
            )
        except ValidationError as refusal:
            refused.append(refusal.code)
        is_answered.set()

    at_once(approve, mark)

    assert refused == ["ingehaald"]
    assert own_mark(plan) == ("ingehaald", None)
