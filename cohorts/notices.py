"""Absence notices: until when, and what becomes of them when their day moves."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from berichten.actions import queue_bericht
from cohorts.attendance_mail import compose_nieuwe_datum
from cohorts.day_messages import aanleiding_of
from cohorts.models import Afmelding, Bijeenkomst

VERVALLEN_AFMELDING = "vervallen_afmelding"
OVER = "Deze dag is al geweest. Je trainer heeft de presentie bijgehouden."
CANCELLED = "Deze dag gaat niet door. Je hoeft je niet af te melden."


def refusal_of_notice(bijeenkomst: Bijeenkomst) -> str:
    """Why nobody gives notice for this day any more or takes one back; nothing when one can."""
    if bijeenkomst.geannuleerd_op is not None:
        return CANCELLED
    if bijeenkomst.afgerond_op is not None or bijeenkomst.eindigt_op <= timezone.now():
        return OVER
    return ""


@transaction.atomic
def lapse_notices(bijeenkomst: Bijeenkomst) -> int:
    """End the notices for a day that moved or was cancelled; returns how many.

    Who cannot come on one date may well come on another: each of them gets one message that asks
    again. Nobody is asked about a day that does not go on. Call it when the row has its new date
    and `versie`, or is cancelled; a second call finds nothing.
    """
    lapsed = list(
        Afmelding.objects.geldig()
        .for_bijeenkomst(bijeenkomst)
        .select_related("deelname__user")
        .order_by("pk")
    )
    now = timezone.now()
    Afmelding.objects.filter(pk__in=[row.pk for row in lapsed]).update(vervallen_op=now)
    if bijeenkomst.geannuleerd_op is None and bijeenkomst.eindigt_op > now:
        for row in lapsed:
            _ask_again(row, bijeenkomst, now)
    return len(lapsed)


def _ask_again(afmelding: Afmelding, bijeenkomst: Bijeenkomst, now: datetime) -> None:
    user = afmelding.deelname.user
    if not user.is_active or not afmelding.deelname.holds_on(bijeenkomst.datum):
        return
    onderwerp, tekst = compose_nieuwe_datum(user, bijeenkomst)
    queue_bericht(
        soort=VERVALLEN_AFMELDING,
        ontvanger=user,
        aanleiding=aanleiding_of(bijeenkomst),
        versie=bijeenkomst.versie,
        onderwerp=onderwerp,
        tekst=tekst,
        klaar_vanaf=now,
        uiterlijk=bijeenkomst.eindigt_op,
    )
