"""Presentie of one dagdeel as a list to look at: who is expected, and where each one stands."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.utils import timezone

from cohorts.aanwezigheid.actions.gasten import status_of_gast
from cohorts.aanwezigheid.models import Aanwezigheid, Afmelding, Dagdeel
from cohorts.aanwezigheid.models.dagdeel import Aanwezigheidsstatus
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.expected import expected_gasten, expected_people

if TYPE_CHECKING:
    from cohorts.presentie.expected import GastOnList, OnList

Status = Aanwezigheid.Status

# In the order in which a person would say them.
COUNTED = (
    Status.AANWEZIG,
    Status.INGEHAALD,
    Status.AFWEZIG,
    Status.AFGEMELD,
    Status.NIET_GEREGISTREERD,
    Status.OPEN,
)
# On the list "nog niet" is work that waits for somebody.
TO_DO = "nog te doen"


@dataclass(frozen=True, slots=True)
class Rij:
    """One person on the list: of this cohort, or a gast who catches up here."""

    deelname: Deelname
    naam: str
    initialen: str
    detail: str
    status: str
    is_gast: bool = False
    # An afmelding for this dagdeel, and its reason for who may read that.
    afgemeld: bool = False
    reden: str = ""
    opmerking: str = ""
    # In the afternoon: whether nothing was registered for the morning.
    ochtend_open: bool = False

    @property
    def pk(self) -> int:
        return self.deelname.pk

    @property
    def label(self) -> str:
        return TO_DO if self.is_open else str(Status(self.status).label)

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def is_fixed(self) -> bool:
        """Whether presentie leaves it alone: it was caught up elsewhere."""
        return self.status == Status.INGEHAALD

    @property
    def is_away(self) -> bool:
        """Open, with an afmelding: "De overige" puts this person on afgemeld."""
        return self.is_open and self.afgemeld


@dataclass(frozen=True)
class Presentielijst:
    """Everybody who is expected at one dagdeel of a bijeenkomst, in the order of a class list."""

    bijeenkomst: Bijeenkomst
    dagdeel: Dagdeel
    rijen: tuple[Rij, ...]
    seen_on: date
    # Whether who looks may change a mark of a closed day.
    may_correct: bool = False
    # Whether somebody says that this comes from a paper list.
    on_paper: bool = False

    @property
    def refusal(self) -> str:
        """Why nothing can be registered here today, or nothing when it can."""
        return self.bijeenkomst.refusal_of_presentie(self.seen_on)

    @property
    def is_closed(self) -> bool:
        return self.bijeenkomst.afgerond_op is not None

    @cached_property
    def can_be_marked(self) -> bool:
        return not self.refusal and not self.is_closed

    @cached_property
    def can_be_corrected(self) -> bool:
        """Whether who looks may change one mark of this closed day, with a reason."""
        return not self.refusal and self.is_closed and self.may_correct

    @property
    def can_be_copied(self) -> bool:
        """Whether a paper list may be typed in: the day is over, and not closed."""
        return self.bijeenkomst.takes_paper_on(self.seen_on)

    @property
    def is_copied(self) -> bool:
        """Whether that is what happens now."""
        return self.on_paper and self.can_be_copied

    @property
    def choices(self) -> tuple[Aanwezigheidsstatus, ...]:
        """What a correction may say."""
        return (Status.AANWEZIG, Status.AFWEZIG, Status.AFGEMELD)

    @cached_property
    def counts(self) -> list[tuple[int, str]]:
        """How many people stand where, without the states in which nobody is."""
        numbers = Counter(rij.status for rij in self.rijen)
        return [
            (numbers[status], TO_DO if status == Status.OPEN else str(status.label))
            for status in COUNTED
            if numbers[status]
        ]

    @cached_property
    def open(self) -> int:
        """About how many people nothing is registered yet."""
        return sum(rij.is_open for rij in self.rijen)

    @cached_property
    def away(self) -> int:
        """How many of those sent an afmelding that they cannot come."""
        return sum(rij.is_away for rij in self.rijen)

    @property
    def expected(self) -> int:
        """How many of those are expected to be here."""
        return self.open - self.away

    @property
    def nobody_marked(self) -> bool:
        return self.open == len(self.rijen)

    @cached_property
    def open_before(self) -> int:
        """In the afternoon: about how many people nothing is registered for the morning."""
        return sum(rij.ochtend_open for rij in self.rijen)

    def find(self, deelname_id: int) -> Rij | None:
        return next((rij for rij in self.rijen if rij.pk == deelname_id), None)

    def with_status(self, deelname_id: int, status: str) -> Self:
        """The same list after one mark, without asking the database again."""
        rijen = tuple(
            replace(rij, status=status) if rij.pk == deelname_id else rij for rij in self.rijen
        )
        return replace(self, rijen=rijen)


def presentielijst_of(
    bijeenkomst: Bijeenkomst,
    dagdeel: str,
    *,
    on_paper: bool = False,
    may_correct: bool = False,
    may_read_reasons: bool = False,
) -> Presentielijst:
    """The list of one dagdeel: two queries, however many people.

    `may_read_reasons`: for trainers of the cohort and coördinators, not for a substitute.
    """
    rijen = expected_at(bijeenkomst).rijen(dagdeel, may_read_reasons=may_read_reasons)
    return Presentielijst(
        bijeenkomst=bijeenkomst,
        dagdeel=Dagdeel(dagdeel),
        rijen=rijen,
        seen_on=timezone.localdate(),
        may_correct=may_correct,
        on_paper=on_paper,
    )


@dataclass(frozen=True)
class Expected:
    """Everybody who is expected at a bijeenkomst, with what is known of both dagdelen."""

    deelnames: "list[OnList]"
    gasten: "list[GastOnList]"

    def rijen(self, dagdeel: str, *, may_read_reasons: bool = False) -> tuple[Rij, ...]:
        """The rows of one dagdeel, in the order of a class list."""
        own = [_rij(row, dagdeel, may_read_reasons=may_read_reasons) for row in self.deelnames]
        gasten = [
            _gast(plan, dagdeel, status)
            for plan in self.gasten
            if (status := status_of_gast(plan, dagdeel)) is not None
        ]
        return tuple(sorted(own + gasten, key=lambda rij: rij.deelname.sorteersleutel))


def expected_at(bijeenkomst: Bijeenkomst) -> Expected:
    """Own people and gasten: two queries, however many there are."""
    return Expected(
        deelnames=list(expected_people(bijeenkomst)),
        gasten=list(expected_gasten(bijeenkomst)),
    )


def _rij(deelname: "OnList", dagdeel: str, *, may_read_reasons: bool) -> Rij:
    user = deelname.user
    reden = deelname.afgemeld_reden if may_read_reasons else ""
    return Rij(
        deelname=deelname,
        naam=user.naam,
        initialen=user.initialen,
        detail=_detail(deelname, dagdeel),
        status=getattr(deelname, dagdeel) or Status.OPEN,
        afgemeld=bool(getattr(deelname, f"afgemeld_{dagdeel}")),
        reden=str(Afmelding.Reden(reden).label) if reden else "",
        opmerking=deelname.opmerking or "",
        ochtend_open=dagdeel == Dagdeel.MIDDAG and (deelname.ochtend or Status.OPEN) == Status.OPEN,
    )


def _gast(plan: "GastOnList", dagdeel: str, status: str) -> Rij:
    """A gast: the name, and why this person is here. Nothing of the own employer or cohort."""
    user = plan.deelname.user
    ochtend = status_of_gast(plan, Dagdeel.OCHTEND)
    return Rij(
        deelname=plan.deelname,
        naam=user.naam,
        initialen=user.initialen,
        detail=f"gast – haalt dag {plan.cursusdag.nummer} in",
        status=status,
        is_gast=True,
        afgemeld=bool(getattr(plan, f"afgemeld_{dagdeel}")),
        opmerking=plan.opmerking or "",
        ochtend_open=dagdeel == Dagdeel.MIDDAG and ochtend == Status.OPEN,
    )


def _detail(deelname: "OnList", dagdeel: str) -> str:
    """The quiet line below a name: the department, and in the afternoon who missed the morning."""
    parts = [deelname.afdeling]
    if dagdeel == Dagdeel.MIDDAG and deelname.ochtend in {Status.AFWEZIG, Status.AFGEMELD}:
        # First: on a phone the line is cut at its end.
        parts.insert(0, f"ochtend {Status(deelname.ochtend).label}")
    return " · ".join(part for part in parts if part)
