"""Late taps, replays, crowds, undo, guests and corrections in any order: the history rules."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from cohorts.aanwezigheid.actions.closing import close_dag
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from cohorts.presentie.list import presentielijst_of
from tests.cohorts.rolls import gast_at
from tests.database import forget_marks
from tests.factories import BijeenkomstFactory, DeelnameFactory

Status = Aanwezigheid.Status

persons = st.integers(0, 3)
statuses = st.sampled_from(Aanwezigheid.BIJ_PRESENTIE)
# How many seconds ago the tap was, or nothing for one that is made now.
lateness = st.none() | st.integers(1, 3600)
steps = st.lists(
    st.tuples(st.just("tap"), persons, statuses, lateness)
    | st.tuples(st.just("crowd"), st.integers(1, 3))
    | st.tuples(st.just("undo"), st.integers(1, 3))
    | st.tuples(st.just("replay"), st.integers(0, 9))
    | st.tuples(st.just("correct"), persons, statuses)
    | st.tuples(st.just("close")),
    max_size=12,
)


@dataclass
class Day:
    """One morning of three people and a guest, and what was tapped."""

    bijeenkomst: Bijeenkomst
    people: list[Deelname]
    by: User
    sent: list[dict] = field(default_factory=list)

    def do(self, step: tuple) -> None:
        try:
            getattr(self, step[0])(*step[1:])
        except ValidationError as error:
            # A closed day refuses; nothing else may.
            if error.code != "afgerond":
                raise

    def tap(self, number: int, status: str, ago: int | None) -> None:
        moment = timezone.now() - timedelta(seconds=ago) if ago else None
        words = {
            "deelname": self.people[number],
            "status": status,
            "moment": moment,
            "toesteltijd": moment,
            "kenmerk": UUID(int=1000 + len(self.sent)),
        }
        self.sent.append(words)
        self._register(**words)

    def replay(self, number: int) -> None:
        if self.sent:
            self._register(**self.sent[number % len(self.sent)])

    def crowd(self, number: int) -> None:
        register_overige(kenmerk=UUID(int=number), **self._here())

    def undo(self, number: int) -> None:
        take_back_overige(kenmerk=UUID(int=number), **self._here())

    def correct(self, number: int, status: str) -> None:
        self._register(
            deelname=self.people[number], status=status, bron="correctie", reden="Vergist."
        )

    def close(self) -> None:
        close_dag(bijeenkomst=self.bijeenkomst, by=self.by)
        self.bijeenkomst.refresh_from_db()

    def _here(self) -> dict:
        return {"bijeenkomst": self.bijeenkomst, "dagdeel": "ochtend", "by": self.by}

    def _register(self, **words) -> None:
        register_aanwezigheid(**self._here(), **words)


def ruled_by_history(row: Aanwezigheid) -> str:
    """Where the latest thing that a person said puts it; what closing says only over nothing."""
    said = sorted(
        (one for one in row.wijzigingen.all() if one.bron != "afronding"),
        key=lambda one: (one.moment, one.pk),
    )
    closed = [one for one in row.wijzigingen.all() if one.bron == "afronding"]
    if not said:
        return Status.NIET_GEREGISTREERD if closed else Status.OPEN
    if said[-1].naar == Status.OPEN and closed and closed[-1].pk > said[-1].pk:
        return Status.NIET_GEREGISTREERD
    return said[-1].naar


@pytest.fixture
def held(cohort) -> Bijeenkomst:
    datum = timezone.localdate() - timedelta(days=1)
    return BijeenkomstFactory(cohort=cohort, datum=datum)


@pytest.fixture
def people(held, ander_cohort, els) -> list[Deelname]:
    own = DeelnameFactory.create_batch(3, cohort=held.cohort)
    return [*own, gast_at(held, ander_cohort, els).deelname]


@given(steps=steps)
def test_every_mark_stands_where_its_history_says(steps, held, people, carla):
    forget_marks()
    held.afgerond_op = held.afgerond_door = None
    held.save()
    day = Day(held, people, carla)

    for step in steps:
        day.do(step)

    rows = list(Aanwezigheid.objects.in_dagdeel("ochtend").prefetch_related("wijzigingen"))
    assert {row.pk: row.status for row in rows} == {row.pk: ruled_by_history(row) for row in rows}
    lijst = presentielijst_of(held, "ochtend")
    assert sum(count for count, _ in lijst.counts) == len(people)
    stands = {row.deelname_id: row.status for row in rows}
    for rij in lijst.rijen:
        own = stands.get(rij.pk, Status.OPEN)
        if rij.is_gast:
            assert (rij.status == Status.AANWEZIG) == (own == Status.INGEHAALD)
        else:
            assert rij.status == own
    kenmerken = [one.kenmerk for row in rows for one in row.wijzigingen.all()]
    assert len(kenmerken) == len(set(kenmerken))
