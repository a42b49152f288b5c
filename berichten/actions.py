from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from berichten import mail, tasks
from berichten.models import Bericht


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
) -> Bericht:
    """Put a message in the outbox, in the transaction of its cause; deliver after commit.

    Promises one row per (ontvanger, soort, aanleiding, versie): a second call returns the row
    that is there, unchanged. A message whose `uiterlijk` has passed is kept and never sent.
    With `geheim` the text is wiped once it is sent and never shown on a screen.
    """
    now = timezone.now()
    start = klaar_vanaf or (min(now, uiterlijk) if uiterlijk else now)
    subject = " ".join(onderwerp.split())[:250]
    bericht, created = Bericht.objects.get_or_create(
        ontvanger=ontvanger,
        soort=soort,
        aanleiding=aanleiding,
        versie=versie,
        defaults={
            "adres": ontvanger.email,
            "antwoord_aan": antwoord_aan,
            "onderwerp": subject,
            "tekst": tekst,
            "html": mail.html_of(subject, tekst),
            "geheim": geheim,
            "klaar_vanaf": start,
            "uiterlijk": uiterlijk,
        },
    )
    if created and start <= now:
        _deliver_after_commit(bericht)
    return bericht


def _deliver_after_commit(bericht: Bericht) -> None:
    def deliver() -> None:
        tasks.deliver.delay(bericht_id=bericht.pk)

    # robust: without a broker the cause still stands, and the sweep finds the row. Django logs
    # the name of what failed, which a partial does not have.
    transaction.on_commit(deliver, robust=True)
