"""The roll call of one dagdeel as a list to look at: who is expected, and where each one stands."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

from django.utils import timezone

from cohorts.models import Aanwezigheid, Bijeenkomst, Dagdeel, Deelname, in_name_order

Status = Aanwezigheid.Status

KINDS = {
    Status.AANWEZIG: "is-ok",
    Status.INGEHAALD: "is-ok",
    Status.AFGEMELD: "is-warn",
    Status.AFWEZIG: "is-bad",
}
PILLS = {
    Status.AANWEZIG: "lp-pill--ok",
    Status.INGEHAALD: "lp-pill--info",
    Status.AFGEMELD: "lp-pill--warn",
    Status.AFWEZIG: "lp-pill--bad",
}
# In the order in which a person would say them.
COUNTED = (
    Status.AANWEZIG,
    Status.INGEHAALD,
    Status.AFWEZIG,
    Status.AFGEMELD,
    Status.NIET_GEREGISTREERD,
    Status.OPEN,
)


@dataclass(frozen=True, slots=True)
class Rij:
    """One person on the list."""

    deelname: Deelname
    naam: str
    initialen: str
    detail: str
    status: str

    @property
    def pk(self) -> int:
        return self.deelname.pk

    @property
    def kind(self) -> str:
        """The class that gives the row its colour."""
        return KINDS.get(Status(self.status), "is-open")

    @property
    def pill(self) -> str:
        """The class of its state as a pill: colour and sign."""
        return PILLS.get(Status(self.status), "")

    @property
    def label(self) -> str:
        return str(Status(self.status).label)

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def is_fixed(self) -> bool:
        """Whether the roll call leaves it alone: it was caught up elsewhere."""
        return self.status == Status.INGEHAALD


@dataclass(frozen=True)
class Presentielijst:
    """Everybody who is expected at one dagdeel of a bijeenkomst, in the order of a class list."""

    bijeenkomst: Bijeenkomst
    dagdeel: Dagdeel
    rijen: tuple[Rij, ...]
    seen_on: date

    @property
    def refusal(self) -> str:
        """Why nothing can be registered here today, or nothing when it can."""
        return self.bijeenkomst.refusal_of_presentie(self.seen_on)

    @cached_property
    def can_be_marked(self) -> bool:
        return not self.refusal

    @cached_property
    def counts(self) -> list[tuple[int, str]]:
        """How many people stand where, without the states in which nobody is."""
        numbers = Counter(rij.status for rij in self.rijen)
        return [(numbers[status], str(status.label)) for status in COUNTED if numbers[status]]

    @cached_property
    def open(self) -> int:
        """About how many people nothing is registered yet."""
        return sum(rij.is_open for rij in self.rijen)

    @property
    def nobody_marked(self) -> bool:
        return self.open == len(self.rijen)

    @cached_property
    def open_before(self) -> int:
        """In the afternoon: about how many people nothing is registered for the morning."""
        if self.dagdeel == Dagdeel.OCHTEND:
            return 0
        return sum((rij.deelname.ochtend or Status.OPEN) == Status.OPEN for rij in self.rijen)

    def find(self, deelname_id: int) -> Rij | None:
        return next((rij for rij in self.rijen if rij.pk == deelname_id), None)

    def with_status(self, deelname_id: int, status: str) -> Self:
        """The same list after one mark, without asking the database again."""
        rijen = tuple(
            replace(rij, status=status) if rij.pk == deelname_id else rij for rij in self.rijen
        )
        return replace(self, rijen=rijen)


def presentielijst_of(bijeenkomst: Bijeenkomst, dagdeel: str) -> Presentielijst:
    """The list of one dagdeel: one query, however many people."""
    deelnames = Deelname.objects.for_presentie(bijeenkomst)
    return Presentielijst(
        bijeenkomst=bijeenkomst,
        dagdeel=Dagdeel(dagdeel),
        rijen=tuple(_rij(deelname, dagdeel) for deelname in in_name_order(deelnames)),
        seen_on=timezone.localdate(),
    )


def _rij(deelname: Deelname, dagdeel: str) -> Rij:
    user = deelname.user
    return Rij(
        deelname=deelname,
        naam=user.naam,
        initialen=user.initialen,
        detail=_detail(deelname, dagdeel),
        status=getattr(deelname, dagdeel) or Status.OPEN,
    )


def _detail(deelname: Deelname, dagdeel: str) -> str:
    """The quiet line below a name: the department, and in the afternoon who missed the morning."""
    parts = [deelname.afdeling]
    if dagdeel == Dagdeel.MIDDAG and deelname.ochtend in {Status.AFWEZIG, Status.AFGEMELD}:
        parts.append(f"ochtend {Status(deelname.ochtend).label}")
    return " · ".join(part for part in parts if part)
