"""What was said about somebody's dagdelen, and by whom: the history as a list to read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.models import Deelname

Bron = Aanwezigheidswijziging.Bron
# A phone and a server never show the very same second.
SAME_TIME = timedelta(minutes=2)
SOURCES = {
    Bron.CODE: "code op het scherm",
    Bron.CORRECTIE: "correctie",
    Bron.INHALEN: "inhalen in een andere groep",
    Bron.OPDRACHT: "inhaalopdracht",
}


@dataclass(frozen=True, slots=True)
class Regel:
    """One statement about one dagdeel, in words."""

    wijziging: Aanwezigheidswijziging

    @property
    def moment(self) -> datetime:
        return self.wijziging.moment

    @property
    def van(self) -> str:
        """Where the mark stood, or nothing when it was confirmed."""
        if self.wijziging.van == self.wijziging.naar:
            return ""
        return self.wijziging.get_van_display()

    @property
    def naar(self) -> str:
        return self.wijziging.get_naar_display()

    @property
    def door(self) -> str:
        """Who said it; closing a day says nothing about anybody."""
        if self.wijziging.door is None:
            return "automatisch"
        return self.wijziging.door.naam

    @property
    def bron(self) -> str:
        """How it came in, or nothing for an ordinary tap on the list."""
        if self.wijziging.bron == Bron.AFRONDING:
            return "bij het afronden van de dag"
        return SOURCES.get(Bron(self.wijziging.bron), "")

    @property
    def ingevoerd_op(self) -> datetime | None:
        """When it was copied from paper."""
        return self.wijziging.op if self.wijziging.bron == Bron.PAPIER else None

    @property
    def verzonden_op(self) -> datetime | None:
        """When it arrived, if that was later than the tap itself."""
        is_late = self.wijziging.op - self.wijziging.moment > SAME_TIME
        return self.wijziging.op if is_late else None

    @property
    def toesteltijd(self) -> datetime | None:
        """What the clock of the device said, if that was another time."""
        clock = self.wijziging.toesteltijd
        if clock is None or abs(clock - self.wijziging.moment) <= SAME_TIME:
            return None
        return clock

    @property
    def elders(self) -> str:
        """The cohort at whose bijeenkomst it was said, for who caught up there."""
        host = self.wijziging.bijeenkomst
        return host.cohort.naam if host and self.wijziging.bron == Bron.INHALEN else ""

    @property
    def reden(self) -> str:
        return self.wijziging.reden


@dataclass(frozen=True, slots=True)
class Dagdeelgeschiedenis:
    """One mark with everything that was said about it, the latest first."""

    aanwezigheid: Aanwezigheid
    regels: tuple[Regel, ...]


def history_of(deelname: Deelname) -> list[Dagdeelgeschiedenis]:
    """All marks of one deelnemer by day and dagdeel, with their history: two queries.

    For the deelnemer, the own trainers and the coördinator; never for HR.
    """
    rows = Aanwezigheid.objects.of_deelnames([deelname.pk]).with_history()
    return [history_of_row(row) for row in rows]


def history_of_row(row: Aanwezigheid) -> Dagdeelgeschiedenis:
    """One mark of `AanwezigheidQuerySet.with_history`: no query of its own."""
    return Dagdeelgeschiedenis(row, tuple(Regel(wijziging) for wijziging in row.wijzigingen.all()))
