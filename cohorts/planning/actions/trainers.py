"""Who leads a cohort."""

import logging
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.people.persons import Persoon, accounts_of
from cohorts.models import Cohort, Trainerschap

logger = logging.getLogger(__name__)


@transaction.atomic
def assign_trainer(
    *, cohort: Cohort, persoon: Persoon, vanaf: date, by: User, telefoon: str = ""
) -> Trainerschap:
    """Somebody leads a cohort from a day on; who has no account gets one.

    Nothing of an existing account is overwritten; a missing telephone number is filled in.
    Refuses, with a ValidationError in Dutch, who leads this cohort then already, and who is a
    deelnemer of it: nobody registers their own attendance.
    """
    # Of two people who appoint at once, the second waits and then sees the row of the first.
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    user = accounts_of([persoon])[persoon.adres]
    if cohort.trainerschappen.not_ended(vanaf).filter(user=user).exists():
        raise ValidationError("Deze persoon is op die dag al trainer van dit cohort.")
    if cohort.is_followed_by(user):
        raise ValidationError("Deze persoon is deelnemer van dit cohort en kan het niet leiden.")
    if telefoon and not user.telefoon:
        user.telefoon = telefoon
        user.save(update_fields=["telefoon"])
    logger.info("assign_trainer cohort=%s user=%s by=%s", cohort.pk, user.pk, by.pk)
    return Trainerschap.objects.create(user=user, cohort=cohort, vanaf=vanaf)
