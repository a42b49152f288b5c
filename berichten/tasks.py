import logging
import smtplib
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from berichten import mail, reach
from berichten.models import Bericht

logger = logging.getLogger(__name__)

# Longer than any delivery can take (EMAIL_TIMEOUT per step), shorter than a person waits.
STUCK_AFTER = timedelta(minutes=10)
BATCH = 5000
# A call that waited longer is dropped unread: the next sweep makes a fresh one.
EXPIRES = 120


@shared_task(acks_late=True, expires=EXPIRES)
def deliver(*, bericht_id: int) -> None:
    """Send one message if it is due and nobody else has it; a replay does nothing."""
    bericht = Bericht.objects.claim(bericht_id, timezone.now())
    if bericht is None:
        return
    try:
        mail.send(bericht)
    except (smtplib.SMTPException, OSError) as error:
        _record_failure(bericht, error)
    else:
        bericht.mark_verzonden(timezone.now())


@shared_task(expires=EXPIRES)
def deliver_due() -> None:
    """Every half minute: end what is too late, free what got stuck, send what is due."""
    now = timezone.now()
    Bericht.objects.expired(now).end(Bericht.Status.VERVALLEN)
    Bericht.objects.free_stuck(now - STUCK_AFTER)
    for pk in Bericht.objects.due(now).values_list("pk", flat=True)[:BATCH]:
        deliver.delay(bericht_id=pk)


@shared_task(expires=EXPIRES)
def look_at_mail_server() -> None:
    """Every five minutes: learn whether mail can leave, before somebody waits for one."""
    if fault := reach.look():
        logger.warning("No mail can leave: %s.", fault)


def _record_failure(bericht: Bericht, error: Exception) -> None:
    # The number, the kind and the code only: an answer of a server may quote the mail.
    logger.warning("bericht %s: %s", bericht.pk, mail.reason(error, geheim=True))
    fout = mail.reason(error, geheim=bericht.geheim)
    if mail.is_final(error):
        bericht.give_up(fout)
    else:
        bericht.postpone(timezone.now(), fout)
