"""People who look on for a day: on its list, in no report and no count."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cohorts.models import Bijeenkomst
from cohorts.presentie.models import Gast

logger = logging.getLogger(__name__)


@transaction.atomic
def add_gast(*, bijeenkomst: Bijeenkomst, naam: str, toelichting: str, by: User) -> Gast:
    """Put somebody who looks on on the list of a day; the same name twice is one guest.

    Refuses a bijeenkomst that does not go on.
    """
    bijeenkomst = Bijeenkomst.objects.locked().get(pk=bijeenkomst.pk)
    if bijeenkomst.geannuleerd_op is not None:
        raise ValidationError("Deze bijeenkomst gaat niet door.")
    gasten = Gast.objects.for_bijeenkomst(bijeenkomst)
    if present := gasten.filter(naam=naam).first():
        return present
    logger.info("add_gast bijeenkomst=%s by=%s", bijeenkomst.pk, by.pk)
    return gasten.create(
        bijeenkomst=bijeenkomst, naam=naam, toelichting=toelichting, toegevoegd_door=by
    )


@transaction.atomic
def remove_gast(*, gast: Gast, by: User) -> None:
    """Take a guest off the list; a name of somebody without an account is not kept."""
    logger.info("remove_gast bijeenkomst=%s by=%s", gast.bijeenkomst_id, by.pk)
    gast.delete()
