"""Making good a missed day at the same day of another cohort: what was missed, and where to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Dagdeel
from cohorts.aanwezigheid.progress.day import Dagstand
from cohorts.aanwezigheid.progress.person import voortgang_of
from cohorts.aanwezigheid.progress.words import Dagwoorden
from cohorts.inhalen.places import GastplekQuerySet, gastplekken
from cohorts.models import Bijeenkomst, Deelname, Trainerschap


@dataclass(frozen=True)
class Kandidaat:
    """A bijeenkomst of another cohort where somebody can catch up, as a stranger may see it."""

    bijeenkomst: Bijeenkomst
    vrij: int
    trainers: tuple[User, ...]

    @property
    def plaatsen(self) -> str:
        """How many chairs are free: "nog 3 plaatsen"."""
        return "nog 1 plaats" if self.vrij == 1 else f"nog {self.vrij} plaatsen"


def stand_of(deelname: Deelname, nummer: int) -> Dagwoorden | None:
    """How one day stands for one deelnemer, with what is on foot; nothing for an unknown day."""
    [voortgang] = voortgang_of([deelname], timezone.localdate(), with_plans=True)
    return next((dag for dag in voortgang.dagen if dag.nummer == nummer), None)


def open_places(
    deelname: Deelname, stand: Dagstand, dagdelen: Sequence[str], now: datetime
) -> GastplekQuerySet:
    """Where these dagdelen can be followed elsewhere: to come, free, and not at a double time."""
    rows = gastplekken().of_same_day(deelname, stand.cursusdag).still_to_begin(now)
    return rows.with_room().free_for(
        deelname, ochtend=Dagdeel.OCHTEND in dagdelen, middag=Dagdeel.MIDDAG in dagdelen
    )


def candidates(deelname: Deelname, stand: Dagstand, now: datetime) -> list[Kandidaat]:
    """The same day of other cohorts where this person can go, soonest first: two queries.

    None when nothing is left to catch up, or when the deelname has ended.
    """
    if not stand.in_te_halen:
        return []
    rows = [
        row
        for row in open_places(deelname, stand, stand.in_te_halen, now)
        if not deelname.has_ended(row.datum)
    ]
    leading = list(Trainerschap.objects.leading_any_of(rows)) if rows else []
    return [
        Kandidaat(
            bijeenkomst=row,
            vrij=row.vrij,
            trainers=tuple(trainer.user for trainer in leading if trainer.leads(row)),
        )
        for row in rows
    ]


def refusal_of(deelname: Deelname, stand: Dagstand) -> str:
    """Why this day cannot be caught up now, or nothing when it can."""
    if deelname.has_ended(timezone.localdate()):
        return f"{deelname.user} doet niet meer mee aan dit cohort."
    if stand.in_te_halen:
        return ""
    if stand.gemist:
        return "Voor deze dag is al geregeld hoe je hem inhaalt. Trek dat eerst in."
    if stand.onbekend:
        return "Over deze dag is nog niets geregistreerd. Vraag je trainer om dat eerst te doen."
    return "Deze dag is niet gemist. Er is niets in te halen."


def refuse_unless_missed(deelname: Deelname, stand: Dagstand) -> None:
    """Raises a ValidationError in Dutch unless there is something left to catch up."""
    if refusal := refusal_of(deelname, stand):
        raise ValidationError(refusal, code="niet_gemist")
