"""Who runs the course at the foundation."""

import logging
from datetime import date
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Coordinatorschap, User
from accounts.people.persons import Persoon, accounts_of
from berichten.actions import queue_bericht
from cohorts import mail

logger = logging.getLogger(__name__)


@transaction.atomic
def appoint_coordinator(*, persoon: Persoon, tot_en_met: date) -> Coordinatorschap:
    """Somebody is coördinator from today up to and including `tot_en_met`.

    Who has no account gets one; of an existing account nothing is overwritten. Who is coördinator
    already, or from a later day on, gets no second row. Refuses, with a ValidationError in Dutch,
    a day that is over and an account that was closed.
    """
    today = timezone.localdate()
    if tot_en_met < today:
        raise ValidationError("De laatste dag is al voorbij.")
    found = accounts_of([persoon])[persoon.adres]
    # Two appointments at once must not both find nobody.
    user = User.objects.select_for_update().get(pk=found.pk)
    if not user.is_active:
        raise ValidationError("Dit account is gesloten.")
    earlier = user.coordinatorschappen.not_ended(today).order_by("vanaf").first()
    coordinatorschap = earlier or Coordinatorschap(user=user, vanaf=today)
    coordinatorschap.vanaf = min(coordinatorschap.vanaf, today)
    coordinatorschap.tot_en_met = tot_en_met
    coordinatorschap.save()
    logger.info("appoint_coordinator user=%s tot_en_met=%s", user.pk, tot_en_met)
    return coordinatorschap


def mail_coordinator(*, coordinatorschap: Coordinatorschap) -> None:
    """Send somebody the way in. Each call is a new mail: the one before may have gone astray."""
    onderwerp, tekst = mail.compose_benoeming(coordinatorschap)
    queue_bericht(
        soort="benoeming",
        ontvanger=coordinatorschap.user,
        aanleiding=uuid4().hex,
        onderwerp=onderwerp,
        tekst=tekst,
    )
