"""What a trainer has before them: today's bijeenkomst, the next ones, and the ones just held."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid, Afmelding
from cohorts.models import Bijeenkomst
from cohorts.presentie.list import Presentielijst, Rij, presentielijst_of
from cohorts.presentie.models import Betwisting

Status = Aanwezigheid.Status
AHEAD, BEHIND = 6, 3
# Not there, or followed elsewhere.
GONE = (Status.AFGEMELD, Status.AFWEZIG, Status.INGEHAALD)
# An afmelding counts as news on the day it came and on the next.
NEWS = timedelta(days=1)


@dataclass(frozen=True)
class Absence:
    """Somebody who will not be there on a later day."""

    afmelding: Afmelding
    bijeenkomst: Bijeenkomst
    # Empty for a substitute, who reads who cannot come and not why.
    reden: str
    is_new: bool


@dataclass(frozen=True)
class Agenda:
    """The days of one trainer, seen on a given day."""

    day: date
    first: Presentielijst | None
    later: list[Bijeenkomst]
    past: list[Bijeenkomst]
    # Who cannot come on those later days.
    absences: list[Absence]
    # Contested marks that wait for an answer of this person.
    betwistingen: int

    @property
    def coming(self) -> tuple[Rij, ...]:
        """Who is here or may still come, gasten included; not who is known to be elsewhere."""
        return tuple(rij for rij in self._rijen if not rij.is_away and rij.status not in GONE)

    @property
    def gone(self) -> tuple[Rij, ...]:
        """Who is known not to be here: marked so, or followed this elsewhere."""
        return tuple(rij for rij in self._rijen if rij.status in GONE)

    @property
    def away(self) -> tuple[Rij, ...]:
        """Who sent an afmelding for this half of the day and was not marked yet."""
        return tuple(rij for rij in self._rijen if rij.is_away)

    @property
    def _rijen(self) -> tuple[Rij, ...]:
        return self.first.rijen if self.first else ()

    @property
    def is_today(self) -> bool:
        """Whether the first bijeenkomst is today."""
        return self.first is not None and self.first.bijeenkomst.datum == self.day


def agenda_of(user: User, now: datetime) -> Agenda:
    """The days this person leads around `now`: six queries, however many there are.

    A substitute reads who cannot come, and not why.
    """
    day = now.date()
    led = Bijeenkomst.objects.led_by(user).for_agenda().with_own_trainer(user)
    ahead = list(led.upcoming(day)[:AHEAD])
    return Agenda(
        day=day,
        first=_list_of(ahead[0], now) if ahead else None,
        later=ahead[1:],
        past=list(led.past(day)[:BEHIND]),
        absences=_absences(ahead[1:], day),
        betwistingen=Betwisting.objects.open().addressed_to(user).count(),
    )


def _absences(days: list[Bijeenkomst], today: date) -> list[Absence]:
    known = {row.pk: row for row in days}
    return [
        Absence(
            afmelding=row,
            bijeenkomst=known[row.bijeenkomst_id],
            reden=row.get_reden_display() if known[row.bijeenkomst_id].has_own_trainer else "",
            is_new=timezone.localdate(row.gemeld_op) >= today - NEWS,
        )
        for row in Afmelding.objects.for_agenda(known)
    ]


def _list_of(bijeenkomst: Bijeenkomst, now: datetime) -> Presentielijst:
    return presentielijst_of(
        bijeenkomst,
        bijeenkomst.dagdeel_at(now),
        may_read_reasons=bijeenkomst.has_own_trainer,
    )
