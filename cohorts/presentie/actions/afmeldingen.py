"""A deelnemer says "ik kan niet", and takes it back."""

import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Afmelding
from cohorts.aanwezigheid.models.gasten import coming_to
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.afmeldingen import refusal_of_afmelding

logger = logging.getLogger(__name__)

OTHER = "Je hebt je voor deze dag al afgemeld. Trek dat eerst in als het anders ligt."
STRANGER = "Je doet op deze dag niet mee."


def create_afmelding(
    *, deelname: Deelname, bijeenkomst: Bijeenkomst, by: User, **words: str | bool
) -> Afmelding:
    """Say that this person will not be there; `words` are ochtend, middag, reden and toelichting.

    Promises to mark nobody: the trainer sees it on the list and decides. The same afmelding twice,
    also at once, is one. Refuses another person's day, a day that is over, does not go on or was
    closed, and a second afmelding that says something else.
    """
    _refuse_day(bijeenkomst)
    if deelname.user_id != by.pk or not coming_to(bijeenkomst).filter(pk=deelname.pk):
        raise ValidationError(STRANGER, code="vreemd")
    new = Afmelding(deelname=deelname, bijeenkomst=bijeenkomst, **words)
    new.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            # The day cannot move or close in between: else it is about a date gone by.
            _refuse_day(Bijeenkomst.objects.locked().get(pk=bijeenkomst.pk))
            new.save()
    except IntegrityError:
        return _same(new)
    logger.info("create_afmelding bijeenkomst=%s by=%s", bijeenkomst.pk, by.pk)
    return new


@transaction.atomic
def withdraw_afmelding(*, afmelding: Afmelding, by: User) -> None:
    """Take an afmelding back: this person comes after all. Once is enough, twice does no harm.

    Refuses somebody else's afmelding, and a day that is over.
    """
    if afmelding.deelname.user_id != by.pk:
        raise ValidationError(STRANGER, code="vreemd")
    _refuse_day(afmelding.bijeenkomst)
    mine = Afmelding.objects.geldig().filter(pk=afmelding.pk)
    if mine.update(ingetrokken_op=timezone.now()):
        logger.info("withdraw_afmelding afmelding=%s by=%s", afmelding.pk, by.pk)


def _refuse_day(bijeenkomst: Bijeenkomst) -> None:
    if refusal := refusal_of_afmelding(bijeenkomst):
        raise ValidationError(refusal, code="dag")


def _same(new: Afmelding) -> Afmelding:
    """The afmelding that is there already, when it says the same."""
    there = Afmelding.objects.geldig().of_deelname(new.deelname)
    row = there.for_bijeenkomst(new.bijeenkomst).first()
    words = ("ochtend", "middag", "reden", "toelichting")
    if row is None or any(getattr(row, name) != getattr(new, name) for name in words):
        raise ValidationError(OTHER, code="anders")
    return row
