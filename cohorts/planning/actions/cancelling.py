"""A day that does not go on, and a norm that is changed on purpose."""

import logging
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list

from accounts.models import User
from berichten.actions import queue_bericht
from cohorts.aanwezigheid.actions.moved_days import lapse_afmeldingen, release_gasten
from cohorts.aanwezigheid.models import Aanwezigheid, Afmelding, Inhaalplan
from cohorts.day_messages import aanleiding_of, letterhead_of
from cohorts.models import (
    Bijeenkomst,
    Cohort,
    Deelname,
    Normwijziging,
    Trainerschap,
)
from cohorts.planning.mail import compose_annulering

logger = logging.getLogger(__name__)

ANNULERING = "annulering"
MARKED = (
    "Er is al presentie geregistreerd, dus deze dag is doorgegaan. Is dat een vergissing? "
    "Zet in de presentie eerst iedereen terug op ‘nog niet’."
)


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
        return get_text_list(words, "en") or "Niemand"


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
    # Of its own people, except what they caught up elsewhere; and of gasten who were here.
    own = Aanwezigheid.objects.at(bijeenkomst).geregistreerd()
    is_marked = (
        own.exclude(status=Aanwezigheid.Status.INGEHAALD).exists()
        or Aanwezigheid.objects.followed_at(bijeenkomst).exists()
    )
    return MARKED if is_marked else ""


@transaction.atomic
def cancel_bijeenkomst(*, bijeenkomst: Bijeenkomst, by: User) -> int:
    """This day does not go on; returns how many people got a message about it.

    Promises that afmeldingen for it end, that gasten go back to "te plannen", and that
    everybody of the cohort and who leads the day gets one message, each once. The day can be
    planned anew: as another bijeenkomst, with a calendar mark of its own. A second time does
    nothing. Refuses, with a Dutch ValidationError, a day that was closed or has marks.
    """
    row = Bijeenkomst.objects.locked().get(pk=bijeenkomst.pk)
    if row.geannuleerd_op:
        return 0
    if refusal := refusal_to_cancel(row):
        raise ValidationError(refusal, code="doorgegaan")
    row.cancel(by)
    row = Bijeenkomst.objects.for_page().get(pk=row.pk)
    release_gasten(row)
    lapse_afmeldingen(row)
    logger.info("cancel_bijeenkomst bijeenkomst=%s by=%s", row.pk, by.pk)
    return _tell_everybody(row)


@transaction.atomic
def change_norm(*, cohort: Cohort, norm: int, reden: str, by: User) -> Normwijziging:
    """Another norm for one running cohort, with who, when, from what and why.

    Refuses, with a Dutch ValidationError, the norm that it has already.
    """
    row = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if row.norm_dagdelen == norm:
        raise ValidationError("Dit is al de norm.", code="same")
    wijziging = Normwijziging.objects.create(
        cohort=row, van=row.norm_dagdelen, naar=norm, reden=reden, door=by
    )
    row.norm_dagdelen = norm
    row.save(update_fields=["norm_dagdelen"])
    logger.info("change_norm cohort=%s naar=%s by=%s", row.pk, norm, by.pk)
    return wijziging


def _tell_everybody(row: Bijeenkomst) -> int:
    """Nobody is told about a day that lies behind us already."""
    if row.datum < timezone.localdate():
        return 0
    people = [deelname.user for deelname in Deelname.objects.expected_at(row).by_name()]
    leading = [trainer.user for trainer in Trainerschap.objects.leading(row)]
    told = [user for user in dict.fromkeys(people + leading) if user.is_active]
    head = letterhead_of(row.cohort, row.cursusdag.nummer)
    for user in told:
        onderwerp, tekst = compose_annulering(row, user)
        queue_bericht(
            soort=ANNULERING,
            ontvanger=user,
            aanleiding=aanleiding_of(row),
            versie=row.versie,
            onderwerp=onderwerp,
            tekst=tekst,
            antwoord_aan=leading[0].email if leading and leading[0] != user else "",
            head=head,
        )
    return len(told)
