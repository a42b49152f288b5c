"""One course day for one deelnemer: what became of it, and what is on foot to make it good."""

from dataclasses import dataclass
from datetime import date

from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.aanwezigheid.progress.facts import MarkFact, OpdrachtFact, PlanFact, Planstand
from cohorts.models import Bijeenkomst
from programma.models import Cursusdag

Status = Aanwezigheid.Status
DAGDELEN_PER_DAG = len(Dagdeel)


def count_behaald(*statussen: str) -> int:
    """How many of these dagdelen count towards the certificate."""
    return sum(status in Aanwezigheid.BEHAALD for status in statussen)


@dataclass(frozen=True)
class Dagstand:
    """One course day for one deelnemer, seen on a given day."""

    cursusdag: Cursusdag
    bijeenkomst: Bijeenkomst | None
    ochtend: str
    middag: str
    applies: bool
    seen_on: date
    # Whether the day was before somebody came in later.
    is_before_start: bool = False
    marks: tuple[MarkFact, ...] = ()
    # What is on foot; only for pages that ask for it. Of an afmelding: the dagdelen it is about.
    plan: PlanFact | None = None
    opdrachten: tuple[OpdrachtFact, ...] = ()
    afmelding: tuple[str, ...] = ()

    @property
    def nummer(self) -> int:
        return self.cursusdag.nummer

    @property
    def titel(self) -> str:
        return self.cursusdag.titel

    @property
    def statussen(self) -> tuple[str, str]:
        return (self.ochtend, self.middag)

    def status_of(self, dagdeel: Dagdeel) -> str:
        """Where this half of the day stands."""
        return self.ochtend if dagdeel == Dagdeel.OCHTEND else self.middag

    @property
    def behaald(self) -> int:
        """Dagdelen of this day that count: 0, 1 or 2."""
        return count_behaald(*self.statussen)

    @property
    def is_over(self) -> bool:
        """Whether the day lies behind us, or has been registered already."""
        if Status.OPEN not in self.statussen:
            return True
        return self.bijeenkomst is not None and self.bijeenkomst.datum < self.seen_on

    @property
    def nog_mogelijk(self) -> int:
        """Dagdelen of this day that may still be followed in the own cohort."""
        if self.is_over or not self.applies:
            return 0
        return self.statussen.count(Status.OPEN)

    @property
    def gemist(self) -> tuple[str, ...]:
        """The dagdelen that were missed, or are known to be: what somebody may catch up."""
        if not self.applies and not self.is_before_start:
            return ()
        return tuple(
            dagdeel
            for dagdeel, status in zip(Dagdeel.values, self.statussen, strict=True)
            if status in Aanwezigheid.GEMIST
            or (status == Status.OPEN and self._stays_open(dagdeel))
        )

    def _stays_open(self, dagdeel: str) -> bool:
        """Whether nothing will be registered for a dagdeel in the own cohort."""
        return self.is_before_start or dagdeel in self.afmelding

    @property
    def in_te_halen(self) -> tuple[str, ...]:
        """What was missed and for which nothing is on foot yet."""
        busy = {row.dagdeel for row in self.opdrachten}
        if self.plan and self.plan.status != Planstand.TE_PLANNEN:
            return ()
        return tuple(dagdeel for dagdeel in self.gemist if dagdeel not in busy)

    @property
    def ingepland(self) -> int:
        """Missed dagdelen that a plan with a day elsewhere or an assignment would make good."""
        if self.nog_mogelijk:
            return 0
        plan = self.plan
        elsewhere = plan.dagdelen if plan and plan.status == Planstand.GEPLAND else ()
        return len({*elsewhere, *(row.dagdeel for row in self.opdrachten)} & set(self.gemist))

    @property
    def onbekend(self) -> int:
        """Dagdelen of a day that is over, about which nobody registered anything."""
        if not self.applies or not self.is_over:
            return 0
        return self.statussen.count(Status.OPEN) - sum(
            getattr(self, dagdeel) == Status.OPEN for dagdeel in self.gemist
        )

    @property
    def vorm(self) -> str:
        """Shape of the step: done, half, missed, current, future or none."""
        if self.behaald == DAGDELEN_PER_DAG:
            return "done"
        if not self.applies:
            return "none"
        if self.bijeenkomst is not None and self.bijeenkomst.datum == self.seen_on:
            return "current"
        if not self.is_over:
            return "future"
        return "half" if self.behaald else "missed"

    @property
    def ingehaald(self) -> tuple[MarkFact, ...]:
        """The dagdelen that were caught up, with where."""
        return tuple(mark for mark in self.marks if mark.status == Status.INGEHAALD)
