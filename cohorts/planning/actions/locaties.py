"""Places where bijeenkomsten are held."""

import logging

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cohorts.models import Bijeenkomst, Locatie
from cohorts.taken import refused_when_taken

logger = logging.getLogger(__name__)

TAKEN = "Deze locatie bestaat al."
# What people go by when they travel: a change of it is a change of their day.
WHERE = ("naam", "adres", "plaats")


@transaction.atomic
def save_locatie(*, locatie: Locatie, by: User) -> Locatie:
    """Keep a new place, or a place as it is from now on; coming days follow.

    A coming bijeenkomst at a place with another name or address gets the next version, so that its
    reminder goes out with the right address. Refuses, with a ValidationError in Dutch, a place that
    is there already.
    """
    locatie.full_clean()
    before = Locatie.objects.select_for_update().filter(pk=locatie.pk).first()
    with refused_when_taken(TAKEN):
        locatie.save()
    if before and any(getattr(before, name) != getattr(locatie, name) for name in WHERE):
        Bijeenkomst.objects.at_locatie(locatie).upcoming(timezone.localdate()).next_version()
    logger.info("save_locatie locatie=%s by=%s", locatie.pk, by.pk)
    return locatie
