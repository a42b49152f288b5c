"""A deelnemer contests a mark; a trainer or the coördinator answers."""

import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from berichten.actions import queue_bericht
from cohorts.aanwezigheid.actions.closing import CLOSED
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.models import Bijeenkomst
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from cohorts.presentie.betwistingen import own_day, refusal_of_betwisting, tell_trainers
from cohorts.presentie.mail import compose_antwoord
from cohorts.presentie.models import Betwisting

logger = logging.getLogger(__name__)

Bron = Aanwezigheidswijziging.Bron
ANTWOORD = "betwisting_antwoord"
# Stays in the history of the mark, so it says nothing of what either side wrote.
REDEN = "Na een vraag van de deelnemer"
ALREADY = "Je vraag over dit dagdeel loopt al. Trek die eerst in als je iets anders wilt vragen."
DONE = "Deze vraag is al beantwoord of ingetrokken."
SAME = "Dit dagdeel staat er al zo. Kies ‘Het blijft zo’, of iets anders."
OWN = "Je eigen vraag beantwoordt iemand anders."
UNPLANNED = "Deze dag staat niet meer in de planning. Neem contact op met de coördinator."


def create_betwisting(*, aanwezigheid: Aanwezigheid, toelichting: str, by: User) -> Betwisting:
    """Say that a mark is not right, and tell those who can answer.

    Promises one open betwisting for a mark: the same form twice, also at once, is one, with one
    message to each. Refuses somebody else's mark, a dagdeel about which nothing is registered, a
    day that was closed more than 14 days ago, and a second betwisting that says something else.
    """
    if aanwezigheid.deelname.user_id != by.pk:
        raise ValidationError("Dit is niet jouw aanwezigheid.", code="vreemd")
    bijeenkomst = own_day(aanwezigheid)
    if refusal := refusal_of_betwisting(aanwezigheid, bijeenkomst):
        raise ValidationError(refusal, code="te_laat")
    row = Betwisting(aanwezigheid=aanwezigheid, status=aanwezigheid.status, toelichting=toelichting)
    row.clean_fields()
    try:
        with transaction.atomic():
            row.save()
            tell_trainers(row, is_closed=bool(bijeenkomst and bijeenkomst.afgerond_op))
    except IntegrityError:
        return _same(row)
    logger.info("create_betwisting betwisting=%s by=%s", row.pk, by.pk)
    return row


@transaction.atomic
def withdraw_betwisting(*, betwisting: Betwisting, by: User) -> None:
    """Take a question back as long as nobody answered it; afterwards nothing changes.

    Refuses somebody else's question.
    """
    if betwisting.aanwezigheid.deelname.user_id != by.pk:
        raise ValidationError("Dit is niet jouw vraag.", code="vreemd")
    Betwisting.objects.open().filter(pk=betwisting.pk).update(ingetrokken_op=timezone.now())


@transaction.atomic
def answer_betwisting(
    *, betwisting: Betwisting, status: str, antwoord: str, by: User
) -> Betwisting:
    """Decide: put the mark on `status`, or leave it when `status` is empty; tell the deelnemer.

    Promises one decision and one message, whoever else decides meanwhile; the message holds no word
    of the explanation or the answer. Refuses a question that is answered or taken back, the own
    question, a trainer after the day was closed, and what presentie would refuse.
    """
    row = Betwisting.objects.open().locked().filter(pk=betwisting.pk).first()
    if row is None:
        raise ValidationError(DONE, code="klaar")
    mark = row.aanwezigheid
    if mark.deelname.user_id == by.pk:
        raise ValidationError(OWN, code="eigen")
    bijeenkomst = own_day(mark)
    _refuse_closed(bijeenkomst, by)
    if status:
        _change(mark, bijeenkomst, status, by)
        mark.refresh_from_db()
    row.uitkomst = Betwisting.Uitkomst.AANGEPAST if status else Betwisting.Uitkomst.ONGEWIJZIGD
    row.antwoord, row.afgehandeld_op, row.afgehandeld_door = antwoord, timezone.now(), by
    row.clean_fields()
    row.save()
    onderwerp, tekst = compose_antwoord(row)
    queue_bericht(
        soort=ANTWOORD,
        ontvanger=mark.deelname.user,
        aanleiding=row.aanleiding,
        onderwerp=onderwerp,
        tekst=tekst,
    )
    logger.info("answer_betwisting betwisting=%s by=%s", row.pk, by.pk)
    return row


def _same(new: Betwisting) -> Betwisting:
    """The betwisting that is under way, when it says the same."""
    row = new.aanwezigheid.betwistingen.open().first()
    if row is None or row.toelichting != new.toelichting:
        raise ValidationError(ALREADY, code="loopt")
    return row


def _refuse_closed(bijeenkomst: Bijeenkomst | None, by: User) -> None:
    """Held until the answer is written, so that the day does not close in between."""
    if bijeenkomst is None or by.is_coordinator:
        return
    if Bijeenkomst.objects.locked().get(pk=bijeenkomst.pk).afgerond_op is not None:
        raise ValidationError(CLOSED, code="afgerond")


def _change(mark: Aanwezigheid, bijeenkomst: Bijeenkomst | None, status: str, by: User) -> None:
    if bijeenkomst is None:
        raise ValidationError(UNPLANNED, code="planning")
    if mark.status == status:
        raise ValidationError(SAME, code="zelfde")
    closed = bijeenkomst.afgerond_op is not None
    register_aanwezigheid(
        bijeenkomst=bijeenkomst,
        deelname=mark.deelname,
        dagdeel=mark.dagdeel,
        status=status,
        by=by,
        bron=Bron.CORRECTIE if closed else Bron.PRESENTIE,
        reden=REDEN if closed else "",
    )
