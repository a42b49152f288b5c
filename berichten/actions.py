import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from berichten import mail, tasks
from berichten.letterhead import PLAIN, Letterhead
from berichten.models import Bericht

logger = logging.getLogger(__name__)

BATCH = 1000


@transaction.atomic
def queue_bericht(  # noqa: PLR0913 -- a message has this many parts; all are named
    *,
    soort: str,
    ontvanger: User,
    aanleiding: str,
    onderwerp: str,
    tekst: str,
    versie: int = 1,
    antwoord_aan: str = "",
    klaar_vanaf: datetime | None = None,
    uiterlijk: datetime | None = None,
    geheim: bool = False,
    adres: str = "",
    head: Letterhead = PLAIN,
) -> Bericht:
    """Put a message in the outbox, in the transaction of its cause; deliver after commit.

    One row per (ontvanger, soort, aanleiding, versie): a second call returns it unchanged; past
    `uiterlijk` it is never sent. `geheim`: wiped once sent. `adres`: a confirmed second address.
    """
    now, subject = timezone.now(), " ".join(onderwerp.split())[:250]
    bericht, created = Bericht.objects.get_or_create(
        ontvanger=ontvanger,
        soort=soort,
        aanleiding=aanleiding,
        versie=versie,
        defaults={
            "adres": adres or ontvanger.email,
            "antwoord_aan": antwoord_aan,
            "onderwerp": subject,
            "tekst": tekst,
            "html": mail.html_of(subject, tekst, head),
            "geheim": geheim,
            "klaar_vanaf": klaar_vanaf or min(now, uiterlijk or now),
            "uiterlijk": uiterlijk,
        },
    )
    if created and bericht.klaar_vanaf <= now:
        _deliver_after_commit(bericht.pk)
    return bericht


@transaction.atomic
def queue_berichten(*, berichten: Sequence[Bericht]) -> int:
    """Put many complete messages in the outbox at once; returns how many were new.

    Same promise as `queue_bericht`: one row per (ontvanger, soort, aanleiding, versie), also when
    two workers do this together. A few statements for any number of messages.
    """
    Bericht.objects.bulk_create(berichten, ignore_conflicts=True, batch_size=BATCH)
    # The database says which rows are ours: those with the Message-ID that we gave them.
    new = Bericht.objects.with_message_ids(row.message_id for row in berichten).count()
    if new:
        transaction.on_commit(tasks.deliver_due.delay, robust=True)
    return new


@transaction.atomic
def rehearse_bericht(*, onderwerp: str, tekst: str) -> None:
    """Do the work of `queue_bericht` and leave nothing behind: no row and no mail.

    For a sign-in request from an unknown address, which must take as long as a known one.
    """
    with transaction.atomic():
        Bericht.objects.create(
            ontvanger_id=0,
            soort="oefening",
            aanleiding=uuid4().hex,
            adres="niemand@leergang.example",
            onderwerp=onderwerp,
            tekst=tekst,
            html=mail.html_of(onderwerp, tekst),
        )
        transaction.set_rollback(True)
    _deliver_after_commit(0)


@transaction.atomic
def retry_bericht(*, bericht: Bericht, by: User) -> None:
    """Try once more to send a message that was given up; a second call changes nothing.

    Refuses, with a ValidationError in Dutch, a message that was not given up or that came too late.
    """
    if not bericht.retry(timezone.now()):
        raise ValidationError("Dit bericht is al onderweg, of het heeft geen zin meer.")
    logger.info("retry_bericht bericht=%s by=%s", bericht.pk, by.pk)
    _deliver_after_commit(bericht.pk)


def _deliver_after_commit(bericht_id: int) -> None:
    def deliver() -> None:
        tasks.deliver.delay(bericht_id=bericht_id)

    # robust: without a broker the cause still stands, and the sweep finds the row. Django logs
    # the name of what failed, which a partial does not have.
    transaction.on_commit(deliver, robust=True)
