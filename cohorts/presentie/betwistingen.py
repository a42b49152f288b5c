"""Contested marks: until when, and who hears of them."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from berichten.actions import queue_bericht
from berichten.models import Bericht
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.day_messages import is_quiet
from cohorts.models import Bijeenkomst
from cohorts.presentie.mail import compose_betwisting
from cohorts.presentie.models import Betwisting
from cohorts.recipients import coordinators_on, trainers_of
from cohorts.working_days import working_day_after

TERMIJN = timedelta(days=14)
# So many working days a trainer has to answer before the coördinators hear of it.
WORKING_DAYS = 3
AAN_TRAINER, AAN_COORDINATOR = "betwisting", "betwisting_coordinator"
TOO_LATE = "Vragen over deze dag konden tot 14 dagen na het afronden. Bel of mail je trainer."
NOTHING = "Over dit dagdeel is nog niets genoteerd."


def own_day(aanwezigheid: Aanwezigheid) -> Bijeenkomst | None:
    """The bijeenkomst of the own cohort for the day of this mark."""
    own = Bijeenkomst.objects.of_cohort_on(
        aanwezigheid.deelname.cohort_id, aanwezigheid.cursusdag_id
    )
    return own.select_related("cohort", "cursusdag").first()


def refusal_of_betwisting(aanwezigheid: Aanwezigheid, bijeenkomst: Bijeenkomst | None) -> str:
    """Why this mark can no longer be contested, or nothing when it can."""
    if aanwezigheid.status == Aanwezigheid.Status.OPEN:
        return NOTHING
    if bijeenkomst is None or bijeenkomst.afgerond_op is None:
        return ""
    last = timezone.localdate(bijeenkomst.afgerond_op) + TERMIJN
    return TOO_LATE if timezone.localdate() > last else ""


def tell_trainers(betwisting: Betwisting, *, is_closed: bool) -> None:
    """A message to those who lead the cohort; when they cannot help, to the coördinators too."""
    trainers = trainers_of(betwisting.aanwezigheid.deelname.cohort, timezone.localdate())
    for trainer in trainers:
        _tell(betwisting, trainer, AAN_TRAINER)
    if is_closed or not trainers:
        tell_coordinators(betwisting)


def tell_coordinators(betwisting: Betwisting) -> None:
    """One message to each coördinator, however often it is asked for."""
    for coordinator in coordinators_on(timezone.localdate()):
        _tell(betwisting, coordinator, AAN_COORDINATOR)


def escalate_betwistingen(now: datetime) -> int:
    """Tell the coördinators of betwistingen that a trainer left unanswered or can answer no more.

    Returns how many were new to them; a second run finds none, and none is sent at night.
    """
    if is_quiet(now):
        return 0
    today = timezone.localdate(now)
    waiting = [
        row
        for row in Betwisting.objects.open().for_page().order_by("pk")
        if row.is_gesloten
        or working_day_after(timezone.localdate(row.ingediend_op), WORKING_DAYS) < today
    ]
    known = Bericht.objects.of_occasions(AAN_COORDINATOR, [row.aanleiding for row in waiting])
    told = set(known.values_list("aanleiding", flat=True))
    new = [row for row in waiting if row.aanleiding not in told]
    for row in new:
        tell_coordinators(row)
    return len(new)


def _tell(betwisting: Betwisting, user: User, soort: str) -> None:
    onderwerp, tekst = compose_betwisting(betwisting, user)
    queue_bericht(
        soort=soort,
        ontvanger=user,
        aanleiding=betwisting.aanleiding,
        onderwerp=onderwerp,
        tekst=tekst,
    )
