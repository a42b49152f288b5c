"""Whatever is marked, in whatever order: marks equal their history, and numbers equal marks."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid, register_overige
from cohorts.presentie.list import presentielijst_of
from tests.database import forget_marks
from tests.factories import DeelnameFactory

Status = Aanwezigheid.Status
PEOPLE = 4

persons = st.integers(min_value=0, max_value=PEOPLE - 1)
dagdelen = st.sampled_from(Dagdeel.values)
taps = st.tuples(persons, dagdelen, st.sampled_from(Aanwezigheid.BIJ_PRESENTIE))
# A tap, everybody else (with a dagdeel), or an earlier tap sent once more (with its number).
steps = st.lists(taps | dagdelen | st.integers(min_value=0, max_value=20), max_size=14)


@dataclass
class Notebook:
    """What a careful person would have written down, beside what the platform did."""

    bijeenkomst: Bijeenkomst
    people: list[Deelname]
    by: User
    marks: dict[tuple[int, str], str] = field(default_factory=dict)
    sent: list[tuple] = field(default_factory=list)
    changes: int = 0

    def do(self, step: tuple | str | int) -> None:
        if isinstance(step, tuple):
            self.tap(*step)
        elif isinstance(step, str):
            self.everybody_else(step)
        elif self.sent:
            self._register(*self.sent[step % len(self.sent)])

    def tap(self, number: int, dagdeel: str, status: str) -> None:
        kenmerk = UUID(int=len(self.sent) + 1)
        self._register(number, dagdeel, status, kenmerk)
        if self.marks.get((number, dagdeel), Status.OPEN) != status:
            # A tap that changed nothing has no row of history to be recognised by.
            self.sent.append((number, dagdeel, status, kenmerk))
            self.changes += 1
        self.marks[number, dagdeel] = status

    def everybody_else(self, dagdeel: str) -> None:
        count = register_overige(bijeenkomst=self.bijeenkomst, dagdeel=dagdeel, by=self.by)
        keys = [(number, dagdeel) for number in range(PEOPLE)]
        still_open = [key for key in keys if self.marks.get(key, Status.OPEN) == Status.OPEN]
        assert count == len(still_open)
        self.marks |= dict.fromkeys(still_open, Status.AANWEZIG)
        self.changes += count

    def statuses(self, dagdeel: str) -> dict[int, str]:
        return {
            deelname.pk: self.marks.get((number, dagdeel), Status.OPEN)
            for number, deelname in enumerate(self.people)
        }

    def _register(self, number: int, dagdeel: str, status: str, kenmerk: UUID) -> None:
        register_aanwezigheid(
            bijeenkomst=self.bijeenkomst,
            deelname=self.people[number],
            dagdeel=dagdeel,
            status=status,
            by=self.by,
            kenmerk=kenmerk,
        )


def assert_history_leads_to_each_mark() -> None:
    for row in Aanwezigheid.objects.prefetch_related("wijzigingen"):
        at = Status.OPEN
        for wijziging in sorted(row.wijzigingen.all(), key=lambda change: change.pk):
            assert wijziging.van == at
            at = wijziging.naar
        assert row.status == at


@pytest.fixture
def people(vandaag: Bijeenkomst) -> list[Deelname]:
    return DeelnameFactory.create_batch(PEOPLE, cohort=vandaag.cohort)


@given(steps=steps)
def test_marks_numbers_and_history_always_agree(steps, vandaag, people, carla):
    forget_marks()
    notebook = Notebook(vandaag, people, carla)

    for step in steps:
        notebook.do(step)

    assert Aanwezigheidswijziging.objects.count() == notebook.changes
    for dagdeel in Dagdeel.values:
        lijst, noted = presentielijst_of(vandaag, dagdeel), notebook.statuses(dagdeel)
        assert {rij.pk: rij.status for rij in lijst.rijen} == noted
        assert {label: count for count, label in lijst.counts} == Counter(
            "nog te doen" if status == Status.OPEN else Status(status).label
            for status in noted.values()
        )
    assert_history_leads_to_each_mark()
