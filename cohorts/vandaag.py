"""What a trainer has before them: today's bijeenkomst, the next ones, and the ones just held."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from cohorts.models import Bijeenkomst
from cohorts.presentie import Presentielijst, presentielijst_of

AHEAD, BEHIND = 6, 3


@dataclass(frozen=True)
class Agenda:
    """The days of one trainer, seen on a given day."""

    day: date
    first: Presentielijst | None
    later: list[Bijeenkomst]
    past: list[Bijeenkomst]

    @property
    def is_today(self) -> bool:
        """Whether the first bijeenkomst is today."""
        return self.first is not None and self.first.bijeenkomst.datum == self.day


def agenda_of(user: User, now: datetime) -> Agenda:
    """The days this person leads around `now`: three queries, however many there are."""
    day = now.date()
    led = Bijeenkomst.objects.led_by(user).for_page()
    ahead = list(led.upcoming(day)[:AHEAD])
    first = presentielijst_of(ahead[0], ahead[0].dagdeel_at(now)) if ahead else None
    return Agenda(day=day, first=first, later=ahead[1:], past=list(led.past(day)[:BEHIND]))
