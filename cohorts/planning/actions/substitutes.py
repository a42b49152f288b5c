"""Somebody leads one bijeenkomst in a trainer's place."""

import logging
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.people.persons import Persoon, accounts_of
from cohorts.models import Bijeenkomst, Cohort, Trainerschap

logger = logging.getLogger(__name__)


@transaction.atomic
def assign_vervanger(
    *,
    bijeenkomst: Bijeenkomst,
    persoon: Persoon,
    vanaf: date,
    tot_en_met: date,
    by: User,
    telefoon: str = "",
) -> Trainerschap:
    """Somebody sees and registers this one day, for a period that ends by itself.

    Who has no account gets one; nothing of an existing account is overwritten. Refuses, with a
    ValidationError in Dutch, a deelnemer of the cohort, who leads the day already, and a day that
    does not go on.
    """
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=bijeenkomst.cohort_id)
    bijeenkomst = Bijeenkomst.objects.locked().get(pk=bijeenkomst.pk)
    if bijeenkomst.geannuleerd_op is not None:
        raise ValidationError("Deze bijeenkomst gaat niet door.")
    user = accounts_of([persoon])[persoon.adres]
    if cohort.is_followed_by(user):
        raise ValidationError("Deze persoon is deelnemer van dit cohort en kan het niet leiden.")
    if Trainerschap.objects.leading(bijeenkomst).filter(user=user).exists():
        raise ValidationError("Deze persoon leidt deze dag al.")
    if telefoon and not user.telefoon:
        user.telefoon = telefoon
        user.save(update_fields=["telefoon"])
    logger.info("assign_vervanger bijeenkomst=%s user=%s by=%s", bijeenkomst.pk, user.pk, by.pk)
    return Trainerschap.objects.create(
        user=user, bijeenkomst=bijeenkomst, vanaf=vanaf, tot_en_met=tot_en_met
    )
