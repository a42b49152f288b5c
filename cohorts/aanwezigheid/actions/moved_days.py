"""What becomes of afmeldingen and plans when a day moves or does not go on."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from berichten.actions import queue_bericht
from cohorts.aanwezigheid.mail import compose_nieuwe_datum, compose_vervallen
from cohorts.aanwezigheid.models import Afmelding, Inhaalplan
from cohorts.day_messages import aanleiding_of, letterhead_of
from cohorts.models import Bijeenkomst

VERVALLEN_AFMELDING = "vervallen_afmelding"
VERVALLEN = "inhaalplan_vervallen"


@transaction.atomic
def lapse_afmeldingen(bijeenkomst: Bijeenkomst) -> int:
    """End the afmeldingen for a day that moved or was cancelled; returns how many.

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
        head=letterhead_of(bijeenkomst.cohort, bijeenkomst.cursusdag.nummer),
    )


def release_gasten(bijeenkomst: Bijeenkomst) -> int:
    """This day moved or was cancelled: who would catch up here looks for another day.

    Call it in the transaction of the change, after it was saved. Promises that every running plan
    for this day ends and that a new one without a day begins, with one message to each deelnemer;
    returns how many. A second call finds nobody. Four statements, and one message each.
    """
    plans = list(Inhaalplan.objects.lopend().at(bijeenkomst).for_page().locked().order_by("pk"))
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
        onderwerp, tekst = compose_vervallen(plan, bijeenkomst)
        queue_bericht(
            soort=VERVALLEN,
            ontvanger=plan.deelname.user,
            aanleiding=plan.aanleiding,
            onderwerp=onderwerp,
            tekst=tekst,
        )
    return len(plans)
