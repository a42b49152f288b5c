"""Catching up a missed dagdeel with an assignment: give, approve, take back."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from berichten.actions import queue_bericht
from berichten.letter import Brief
from cohorts.aanwezigheid.actions.ledger import record
from cohorts.aanwezigheid.models import (
    OPDRACHTEN_PER_DEELNAME,
    Aanwezigheid,
    Inhaalopdracht,
    Inhaalplan,
)
from cohorts.aanwezigheid.progress.facts import before_catching_up
from cohorts.aanwezigheid.statement import Bron, Statement
from cohorts.inhalen import mail
from cohorts.inhalen.missed import refuse_unless_missed, stand_of
from cohorts.models import Deelname

logger = logging.getLogger(__name__)

Status = Aanwezigheid.Status
MAXIMUM = f"Met opdrachten kun je ten hoogste {OPDRACHTEN_PER_DEELNAME} dagdelen inhalen."
NIET_GEMIST = "Dit dagdeel is niet gemist, of er is al iets voor afgesproken."
EIGEN = "Over je eigen inhaalopdracht beslist iemand anders."


@transaction.atomic
def give_inhaalopdracht(
    *, deelname: Deelname, nummer: int, dagdeel: str, opdracht: str, by: User
) -> Inhaalopdracht:
    """An assignment in place of one missed dagdeel; the deelnemer gets one message.

    Refuses, with a Dutch ValidationError, an assignment for oneself, a dagdeel that was not missed
    or for which something is on foot, and a third dagdeel of one deelname.
    """
    _refuse_own(deelname, by)
    deelname = Deelname.objects.locked().for_person().get(pk=deelname.pk)
    stand = stand_of(deelname, nummer)
    if stand is None:
        raise ValidationError(NIET_GEMIST, code="niet_gemist")
    refuse_unless_missed(deelname, stand)
    if dagdeel not in stand.in_te_halen:
        raise ValidationError(NIET_GEMIST, code="niet_gemist")
    row = Inhaalopdracht.objects.create(
        deelname=deelname,
        cursusdag=stand.cursusdag,
        dagdeel=dagdeel,
        volgnummer=_next_number(deelname),
        opdracht=opdracht,
        gegeven_door=by,
    )
    # A plan that still looks for a day no longer looks for this half.
    if plan := Inhaalplan.objects.te_plannen().for_cursusdag(deelname, stand.cursusdag).first():
        plan.leave_out(dagdeel, by)
    _tell(row, "inhaalopdracht", mail.compose_opdracht(row), answer_to=by)
    logger.info("give_inhaalopdracht opdracht=%s by=%s", row.pk, by.pk)
    return row


@transaction.atomic
def approve_inhaalopdracht(*, inhaalopdracht: Inhaalopdracht, by: User) -> Inhaalopdracht:
    """What was handed in is good: the dagdeel counts as caught up. A second time does nothing.

    Refuses, with a Dutch ValidationError, the own assignment, one that was taken back and a dagdeel
    that counts already.
    """
    row = _held(inhaalopdracht)
    _refuse_own(row.deelname, by)
    if row.ingetrokken_op:
        raise ValidationError("Deze opdracht is ingetrokken.", code="ingetrokken")
    if row.goedgekeurd_op:
        return row
    mark = Aanwezigheid.objects.locked().filter(**_key(row)).first()
    if mark and mark.status in Aanwezigheid.BEHAALD:
        raise ValidationError("Dit dagdeel telt al mee.", code="behaald")
    _record(row, Status.INGEHAALD, by)
    row.approve(by)
    _tell(row, "inhaalopdracht_goedgekeurd", mail.compose_goedgekeurd(row))
    logger.info("approve_inhaalopdracht opdracht=%s by=%s", row.pk, by.pk)
    return row


@transaction.atomic
def withdraw_inhaalopdracht(*, inhaalopdracht: Inhaalopdracht, by: User) -> None:
    """Take an assignment back; an approved one puts the mark where it stood before it.

    Refuses the own one, with a Dutch ValidationError. A second time does nothing.
    """
    row = _held(inhaalopdracht)
    _refuse_own(row.deelname, by)
    if row.ingetrokken_op:
        return
    if row.goedgekeurd_op:
        mark = Aanwezigheid.objects.get(**_key(row))
        before = before_catching_up([mark.pk]) if mark.status == Status.INGEHAALD else {}
        _record(row, before.get(mark.pk, Status.OPEN), by)
    row.withdraw()
    logger.info("withdraw_inhaalopdracht opdracht=%s by=%s", row.pk, by.pk)


def _refuse_own(deelname: Deelname, by: User) -> None:
    """A trainer or coördinator may take part too: another one decides then."""
    if deelname.user_id == by.pk:
        raise ValidationError(EIGEN, code="eigen")


def _held(inhaalopdracht: Inhaalopdracht) -> Inhaalopdracht:
    rows = Inhaalopdracht.objects.locked().select_related("deelname__user", "cursusdag")
    return rows.get(pk=inhaalopdracht.pk)


def _key(row: Inhaalopdracht) -> dict[str, int | str]:
    return {
        "deelname_id": row.deelname_id,
        "cursusdag_id": row.cursusdag_id,
        "dagdeel": row.dagdeel,
    }


def _record(row: Inhaalopdracht, naar: str, by: User) -> None:
    record(
        Statement(naar=naar, door=by, bron=Bron.OPDRACHT),
        deelname=row.deelname,
        cursusdag=row.cursusdag,
        dagdeel=row.dagdeel,
    )


def _next_number(deelname: Deelname) -> int:
    # What an assignment made good before a move counts here too, without an assignment of its own.
    made_good = Aanwezigheid.objects.of_deelnames([deelname.pk]).made_good_nowhere().count()
    waiting = Inhaalopdracht.objects.open().of_deelname(deelname).count()
    if made_good + waiting >= OPDRACHTEN_PER_DEELNAME:
        raise ValidationError(MAXIMUM, code="maximum")
    taken = set(
        Inhaalopdracht.objects.not_withdrawn()
        .of_deelname(deelname)
        .values_list("volgnummer", flat=True)
    )
    return min(set(range(1, OPDRACHTEN_PER_DEELNAME + 1)) - taken)


def _tell(row: Inhaalopdracht, soort: str, brief: Brief, answer_to: User | None = None) -> None:
    onderwerp, tekst = brief
    queue_bericht(
        soort=soort,
        ontvanger=row.deelname.user,
        aanleiding=row.aanleiding,
        onderwerp=onderwerp,
        tekst=tekst,
        antwoord_aan=answer_to.email if answer_to else "",
    )
