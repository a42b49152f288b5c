"""Bringing people to a cohort, and their invitation."""

import logging
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.people.persons import Persoon, accounts_of
from berichten.actions import queue_bericht
from cohorts.day_messages import letterhead_of
from cohorts.deelnemers import mail
from cohorts.models import Cohort, Deelname, Dienstverband
from cohorts.models.deelname import UITNODIGING
from cohorts.needs import needs_of

logger = logging.getLogger(__name__)


@transaction.atomic
def enrol_deelnemers(
    *, cohort: Cohort, personen: Sequence[Persoon], by: User, vanaf: date | None = None
) -> list[Deelname]:
    """People join a cohort as employees of its organisation; all of them, or nobody.

    Who has an account keeps it, also when the list has a second address that they confirmed: no
    second account, no name changed. Who is or was in this cohort already is passed over, and the
    deelname that is there is returned. As many queries for one as for a hundred.
    """
    users = accounts_of(personen)
    start = vanaf or timezone.localdate()
    organisatie = cohort.organisatie.on(start)
    present = {row.user_id: row for row in cohort.deelnames.all()}
    fresh = {
        users[persoon.adres].pk: persoon
        for persoon in personen
        if users[persoon.adres].pk not in present
    }
    deelnames = Deelname.objects.bulk_create(
        Deelname(user_id=user_id, cohort=cohort, vanaf=start) for user_id in fresh
    )
    Dienstverband.objects.bulk_create(
        Dienstverband(
            deelname=deelname,
            organisatie=organisatie,
            afdeling=fresh[deelname.user_id].afdeling,
            personeelsnummer=fresh[deelname.user_id].personeelsnummer,
            vanaf=start,
        )
        for deelname in deelnames
    )
    logger.info("enrol_deelnemers cohort=%s count=%s by=%s", cohort.pk, len(fresh), by.pk)
    present |= {row.user_id: row for row in deelnames}
    return [present[users[persoon.adres].pk] for persoon in personen]


@transaction.atomic
def invite_deelnemers(*, cohort: Cohort, by: User) -> int:
    """Invite everybody in a cohort who was not invited yet; returns how many that were.

    Promises to write to nobody once the last day was held or all were cancelled: a holder of its
    certificate is not to read "fijn dat je meedoet".
    """
    today = timezone.localdate()
    if not needs_of(cohort, today).to_invite:
        return 0
    deelnames = list(cohort.deelnames.not_ended(today).not_invited().by_name())
    dagen = list(cohort.bijeenkomsten.upcoming(today).for_page())
    trainer = cohort.trainerschappen.not_ended(today).select_related("user").first()
    head = letterhead_of(cohort)
    for deelname in deelnames:
        onderwerp, tekst = mail.compose_uitnodiging(
            deelname, cohort=cohort, dagen=dagen, trainer=trainer.user if trainer else None
        )
        queue_bericht(
            soort=UITNODIGING,
            ontvanger=deelname.user,
            aanleiding=deelname.aanleiding,
            onderwerp=onderwerp,
            tekst=tekst,
            antwoord_aan=trainer.user.email if trainer else "",
            head=head,
        )
    logger.info("invite_deelnemers cohort=%s count=%s by=%s", cohort.pk, len(deelnames), by.pk)
    return len(deelnames)
