"""Erasing what was kept for the course only: reasons, questions, opmerkingen, who looked on."""

import logging
from datetime import datetime

from django.utils import timezone

from cohorts.aanwezigheid.models import Afmelding
from cohorts.presentie.models import Betwisting, Opmerking, Toehoorder

logger = logging.getLogger(__name__)


def erase_reasons(now: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """Erase the words of cohorts that ended 30 days ago; returns how many rows of each kind.

    That somebody sent an afmelding or asked a question stays, and every mark and its history; what
    they wrote goes. Opmerkingen and toehoorders have nothing left without their words, and go
    altogether. Each kind is erased by itself: what is gone stays gone when a later kind fails. A
    second run finds nothing; `dry_run` only counts. Numbers are logged, never a name.
    """
    today = timezone.localdate(now)
    afmeldingen = Afmelding.objects.to_erase(today)
    betwistingen = Betwisting.objects.to_erase(today)
    opmerkingen = Opmerking.objects.to_erase(today)
    toehoorders = Toehoorder.objects.to_erase(today)
    counts = {
        "afmeldingen": afmeldingen.count(),
        "betwistingen": betwistingen.count(),
        "opmerkingen": opmerkingen.count(),
        "toehoorders": toehoorders.count(),
    }
    if not dry_run:
        afmeldingen.update(reden="", toelichting="", gewist_op=now)
        betwistingen.update(toelichting="", antwoord="", gewist_op=now)
        opmerkingen.delete()
        toehoorders.delete()
    logger.info("erase_reasons dry_run=%s %s", dry_run, counts)
    return counts
