"""Catching up in another cohort: ask, agree, take back."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from berichten.actions import queue_bericht
from berichten.letter import Brief
from cohorts.aanwezigheid.models import Aanwezigheid, Inhaalplan
from cohorts.aanwezigheid.progress.day import Dagstand
from cohorts.inhalen import mail
from cohorts.inhalen.missed import open_places, refuse_unless_missed, stand_of
from cohorts.inhalen.places import gastplekken
from cohorts.models import Bijeenkomst, Deelname, Trainerschap
from cohorts.taken import refused_when_taken

logger = logging.getLogger(__name__)

VOL = "Op deze dag is geen plaats meer vrij. Kies een andere dag."
VOORBIJ = "Deze dag is al begonnen of voorbij. Kies een andere dag."
BEZET = "Op dat moment staat er al een andere bijeenkomst voor je. Kies een andere dag."
NIET_DEZE = "Op deze dag kun je niet inhalen. Kies een andere dag."
EIGEN = "Over je eigen inhaalplan beslist iemand anders."
VERANDERD = "Dit plan is intussen veranderd. Kijk opnieuw."


@transaction.atomic
def request_inhaalplan(
    *, deelname: Deelname, nummer: int, bijeenkomst_pk: int, by: User
) -> Inhaalplan:
    """What was missed of a day is to be followed at this bijeenkomst of another cohort.

    Asked for; or agreed at once when a coördinator chooses for somebody else. Promises that of two
    people for the last chair one gets it, and that one day has one running plan. Refuses, with a
    Dutch ValidationError, a day that was not missed or is being caught up already, and a
    bijeenkomst that is full, has begun, is another day, or is at a double time.
    """
    # As it is once it is held: somebody may have stopped meanwhile.
    deelname = Deelname.objects.locked().for_person().get(pk=deelname.pk)
    host = Bijeenkomst.objects.locked().filter(pk=bijeenkomst_pk).first()
    stand = stand_of(deelname, nummer)
    if host is None or stand is None:
        raise ValidationError(NIET_DEZE, code="niet_deze")
    refuse_unless_missed(deelname, stand)
    _refuse_host(deelname, stand, host)
    plan = _plan_for(deelname, stand, by)
    plan.cover(stand.in_te_halen)
    # A host that moves or is cancelled at this moment makes a plan of its own for this person.
    with refused_when_taken(VERANDERD):
        plan.choose(host, by)
    if by.is_coordinator and by != deelname.user:
        plan.agree(by)
        _announce(plan, host)
    logger.info("request_inhaalplan plan=%s bijeenkomst=%s by=%s", plan.pk, host.pk, by.pk)
    return plan


@transaction.atomic
def agree_inhaalplan(*, inhaalplan: Inhaalplan, by: User) -> Inhaalplan:
    """A coördinator agrees: the gast is expected, and everybody concerned gets one message.

    A second agreement does nothing. Refuses, with a Dutch ValidationError, the own plan, one that
    ended or changed meanwhile, a day that has begun, and one that is more than full by now.
    """
    if inhaalplan.deelname.user_id == by.pk:
        raise ValidationError(EIGEN, code="eigen")
    host = Bijeenkomst.objects.locked().filter(pk=inhaalplan.bijeenkomst_id or 0).first()
    plan = Inhaalplan.objects.lopend().for_page().locked().filter(pk=inhaalplan.pk).first()
    if host is None or plan is None or plan.bijeenkomst_id != host.pk:
        raise ValidationError(VERANDERD, code="veranderd")
    if plan.akkoord_op:
        return plan
    places = gastplekken().with_vrij()
    if not places.still_to_begin(timezone.localtime()).filter(pk=host.pk).exists():
        raise ValidationError(VOORBIJ, code="voorbij")
    # The request itself holds a chair.
    if places.get(pk=host.pk).vrij < 0:
        raise ValidationError(VOL, code="vol")
    plan.agree(by)
    _announce(plan, host)
    logger.info("agree_inhaalplan plan=%s by=%s", plan.pk, by.pk)
    return plan


@transaction.atomic
def withdraw_inhaalplan(*, inhaalplan: Inhaalplan, by: User) -> None:
    """Take a plan back: the chair is free again, and who counted on it gets one message.

    A second time does nothing. Refuses, with a Dutch ValidationError, what was caught up already.
    """
    Bijeenkomst.objects.locked().filter(pk=inhaalplan.bijeenkomst_id or 0).first()
    plan = Inhaalplan.objects.not_lapsed().for_page().locked().filter(pk=inhaalplan.pk).first()
    if plan is None:
        return
    host = plan.bijeenkomst
    if host and Aanwezigheid.objects.followed_at(host).of_deelnames([plan.deelname_id]).exists():
        raise ValidationError("Deze dag is daar al ingehaald.", code="ingehaald")
    plan.end(by)
    if by != plan.deelname.user:
        _tell(
            plan,
            "inhaalplan_ingetrokken",
            plan.deelname.user,
            mail.compose_ingetrokken(plan),
        )
    if host and plan.akkoord_op:
        for trainer in _leading(host):
            brief = mail.compose_gast_komt_niet(plan, host, trainer)
            _tell(plan, "inhaalgast_komt_niet", trainer, brief)
    logger.info("withdraw_inhaalplan plan=%s by=%s", plan.pk, by.pk)


def _plan_for(deelname: Deelname, stand: Dagstand, by: User) -> Inhaalplan:
    """The plan that waits for a day, else a new one; one that is of no use any more ends."""
    rows = Inhaalplan.objects.not_lapsed().for_cursusdag(deelname, stand.cursusdag)
    earlier = rows.locked().first()
    if earlier and earlier.bijeenkomst_id is None:
        return earlier
    if earlier:
        earlier.end(None)
    return Inhaalplan(deelname=deelname, cursusdag=stand.cursusdag, aangevraagd_door=by)


def _refuse_host(deelname: Deelname, stand: Dagstand, host: Bijeenkomst) -> None:
    now = timezone.localtime()
    places = gastplekken().of_same_day(deelname, stand.cursusdag).filter(pk=host.pk)
    if deelname.has_ended(host.datum) or not places.exists():
        raise ValidationError(NIET_DEZE, code="niet_deze")
    if not places.still_to_begin(now).exists():
        raise ValidationError(VOORBIJ, code="voorbij")
    if not places.with_room().exists():
        raise ValidationError(VOL, code="vol")
    possible = open_places(deelname, stand, stand.in_te_halen, now)
    if not possible.filter(pk=host.pk).exists():
        raise ValidationError(BEZET, code="bezet")


def _announce(plan: Inhaalplan, host: Bijeenkomst) -> None:
    trainers = _leading(host)
    first = trainers[0] if trainers else None
    brief = mail.compose_gepland(plan, host, first)
    _tell(plan, "inhaalplan", plan.deelname.user, brief, answer_to=first)
    for trainer in trainers:
        _tell(plan, "inhaalgast", trainer, mail.compose_gast(plan, host, trainer))


def _leading(host: Bijeenkomst) -> list[User]:
    """Who leads this day, each once; a trainer of the whole cohort before a substitute."""
    rows = sorted(Trainerschap.objects.leading(host), key=lambda row: row.cohort_id is None)
    return list(dict.fromkeys(row.user for row in rows))


def _tell(
    plan: Inhaalplan,
    soort: str,
    user: User,
    brief: Brief,
    answer_to: User | None = None,
) -> None:
    onderwerp, tekst = brief
    queue_bericht(
        soort=soort,
        ontvanger=user,
        aanleiding=plan.aanleiding,
        versie=plan.versie or 1,
        onderwerp=onderwerp,
        tekst=tekst,
        antwoord_aan=answer_to.email if answer_to else "",
    )
