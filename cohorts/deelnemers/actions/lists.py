"""Bringing people to a cohort: deelnemers from a list, trainers, and their invitation."""

import logging
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.people.addresses import users_at
from accounts.people.persons import Persoon, accounts_of
from berichten.actions import queue_bericht
from cohorts.day_messages import letterhead_of
from cohorts.deelnemers import mail
from cohorts.deelnemers.lists.files import Table
from cohorts.deelnemers.lists.mail_domains import usual_domains
from cohorts.deelnemers.lists.reader.headers import find_header
from cohorts.deelnemers.lists.rows import JudgedRow, addresses, judge_rows, missing_columns
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.models import Cohort, Deelname, Dienstverband
from cohorts.models.deelname import UITNODIGING
from cohorts.needs import needs_of

logger = logging.getLogger(__name__)

CHANGED = (
    "Er is intussen iets veranderd aan dit cohort of aan deze mensen. "
    "Kijk de lijst nog een keer na en bevestig dan opnieuw."
)


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
def create_deelnemerimport(
    *, cohort: Cohort, table: Table, bestandsnaam: str, by: User
) -> Deelnemerimport:
    """Keep a list as it was read, until somebody has looked at it; nobody is added.

    The same list sent twice by one person, also at once, waits once; the last time counts.
    """
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    waiting = cohort.deelnemerimports.waiting().filter(door=by, bestandsnaam=bestandsnaam[:200])
    row = next((row for row in waiting if row.rijen == table), None) or Deelnemerimport(
        cohort=cohort, door=by, bestandsnaam=bestandsnaam[:200], rijen=table
    )
    row.kolommen = find_header(table).columns_of(table)
    row.aangemaakt_op = timezone.now()
    row.save()
    return row


def judge_deelnemerimport(deelnemerimport: Deelnemerimport) -> list[JudgedRow]:
    """Every row of a waiting list with what is wrong with it today; five queries."""
    table, kolommen = deelnemerimport.rijen, deelnemerimport.kolommen
    if missing_columns(kolommen):
        return []
    cohort, listed = deelnemerimport.cohort, addresses(table, kolommen)
    known = users_at(listed)
    present = set(cohort.deelnames.values_list("user_id", flat=True))
    trainers = cohort.trainerschappen.not_ended(timezone.localdate())
    leading = set(trainers.values_list("user_id", flat=True))
    earlier = Dienstverband.objects.at_organisatie(cohort.organisatie).addresses()
    return judge_rows(
        table,
        kolommen,
        known=known.keys(),
        in_cohort={adres for adres, user in known.items() if user.pk in present},
        leading={adres for adres, user in known.items() if user.pk in leading},
        domeinen=usual_domains(listed=listed, earlier=earlier),
    )


@transaction.atomic
def confirm_deelnemerimport(
    *, deelnemerimport: Deelnemerimport, expected: int, by: User
) -> list[Deelname]:
    """Add everybody on a list who can be added, and forget the list; all of it, or nothing.

    `expected` is how many people the coördinator saw. Refuses, with a ValidationError in Dutch,
    when that number is no longer true. A second confirmation adds nobody.
    """
    cohort = Cohort.objects.select_for_update().get(pk=deelnemerimport.cohort_id)
    deelnemerimport.refresh_from_db()
    if deelnemerimport.bevestigd_op:
        return []
    rows = [row for row in judge_deelnemerimport(deelnemerimport) if row.can_be_added]
    if not rows or len(rows) != expected:
        raise ValidationError(CHANGED, code="changed")
    deelnemerimport.rijen, deelnemerimport.kolommen = [], {}
    deelnemerimport.bevestigd_op = timezone.now()
    deelnemerimport.save(update_fields=["rijen", "kolommen", "bevestigd_op"])
    return enrol_deelnemers(cohort=cohort, personen=[row.persoon for row in rows], by=by)


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
