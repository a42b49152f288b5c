"""Making good a missed day at the same day of another cohort: what was missed, and where to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from berichten.actions import queue_bericht
from cohorts import catchup_mail
from cohorts.dagstand import Dagstand, join_words
from cohorts.models import (
    Aanwezigheid,
    Afmelding,
    Bijeenkomst,
    Dagdeel,
    Deelname,
    GastplekQuerySet,
    Inhaalplan,
    Trainerschap,
    gastplekken,
)
from cohorts.voortgang import voortgang_of

VERVALLEN = "inhaalplan_vervallen"
MARKED = (
    "Er is al presentie geregistreerd, dus deze dag is doorgegaan. Is dat een vergissing? "
    "Zet in de presentie eerst iedereen terug op ‘nog niet’."
)


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


def stand_of(deelname: Deelname, nummer: int) -> Dagstand | None:
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


def release_guests(bijeenkomst: Bijeenkomst) -> int:
    """This day moved or was cancelled: who would catch up here looks for another day.

    Call it in the transaction of the change, after it was saved. Promises that every running plan
    for this day ends and that a new one without a day begins, with one message to each deelnemer;
    returns how many. A second call finds nobody. Four statements, and one message each.
    """
    plans = list(Inhaalplan.objects.lopend().at(bijeenkomst).for_page().locked().order_by("pk"))
    if not plans:
        return 0
    now = timezone.now()
    Inhaalplan.objects.filter(pk__in=[plan.pk for plan in plans]).update(vervallen_op=now)
    Inhaalplan.objects.bulk_create(
        Inhaalplan(
            deelname=plan.deelname,
            cursusdag=plan.cursusdag,
            ochtend=plan.ochtend,
            middag=plan.middag,
            aangevraagd_op=now,
        )
        for plan in plans
    )
    for plan in plans:
        onderwerp, tekst = catchup_mail.compose_vervallen(plan, bijeenkomst)
        queue_bericht(
            soort=VERVALLEN,
            ontvanger=plan.deelname.user,
            aanleiding=plan.aanleiding,
            onderwerp=onderwerp,
            tekst=tekst,
        )
    return len(plans)


@dataclass(frozen=True)
class Gevolgen:
    """What cancelling a bijeenkomst would do, said beforehand."""

    refusal: str
    deelnemers: int
    trainers: int
    gasten: int
    afmeldingen: int

    @property
    def wie(self) -> str:
        """Whom it concerns: "14 deelnemers, 1 trainer en 2 gasten"."""
        counted = (
            (self.deelnemers, "deelnemer", "deelnemers"),
            (self.trainers, "trainer", "trainers"),
            (self.gasten, "gast", "gasten"),
        )
        words = [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]
        return join_words(words) if words else "Niemand"


def gevolgen_of(bijeenkomst: Bijeenkomst) -> Gevolgen:
    """What cancelling this day means today: five queries."""
    return Gevolgen(
        refusal=refusal_to_cancel(bijeenkomst),
        deelnemers=Deelname.objects.expected_at(bijeenkomst).count(),
        trainers=Trainerschap.objects.leading(bijeenkomst).people().count(),
        gasten=Inhaalplan.objects.lopend().at(bijeenkomst).count(),
        afmeldingen=Afmelding.objects.geldig().for_bijeenkomst(bijeenkomst).count(),
    )


def refusal_to_cancel(bijeenkomst: Bijeenkomst) -> str:
    """Why this day cannot be cancelled, and what to do instead; nothing when it can."""
    if bijeenkomst.geannuleerd_op:
        return "Deze dag is al geannuleerd."
    if bijeenkomst.afgerond_op:
        return "Deze dag is afgerond, dus hij is doorgegaan."
    # Of its own people, except what they caught up elsewhere; and of guests who were here.
    own = Aanwezigheid.objects.at(bijeenkomst).geregistreerd()
    is_marked = (
        own.exclude(status=Aanwezigheid.Status.INGEHAALD).exists()
        or Aanwezigheid.objects.followed_at(bijeenkomst).exists()
    )
    return MARKED if is_marked else ""
