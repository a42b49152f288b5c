"""People who look on for a day: on its list, in no report and no count."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cohorts.models import Bijeenkomst
from cohorts.presentie.models import Toehoorder

logger = logging.getLogger(__name__)


@transaction.atomic
def add_toehoorder(
    *, bijeenkomst: Bijeenkomst, naam: str, toelichting: str, by: User
) -> Toehoorder:
    """Put somebody who looks on on the list of a day; the same name twice is one person.

    Refuses a bijeenkomst that does not go on.
    """
    bijeenkomst = Bijeenkomst.objects.locked().get(pk=bijeenkomst.pk)
    if bijeenkomst.geannuleerd_op is not None:
        raise ValidationError("Deze bijeenkomst gaat niet door.")
    toehoorders = Toehoorder.objects.for_bijeenkomst(bijeenkomst)
    if present := toehoorders.filter(naam=naam).first():
        return present
    logger.info("add_toehoorder bijeenkomst=%s by=%s", bijeenkomst.pk, by.pk)
    return toehoorders.create(
        bijeenkomst=bijeenkomst, naam=naam, toelichting=toelichting, toegevoegd_door=by
    )


@transaction.atomic
def remove_toehoorder(*, toehoorder: Toehoorder, by: User) -> None:
    """Take a toehoorder off the list; a name of somebody without an account is not kept."""
    logger.info("remove_toehoorder bijeenkomst=%s by=%s", toehoorder.bijeenkomst_id, by.pk)
    toehoorder.delete()
