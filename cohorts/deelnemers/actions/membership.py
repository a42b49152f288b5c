"""Who takes part, from when and until when. None of these touches a mark that is there."""

import logging
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import date as format_date
from django.utils import timezone

from accounts.models import User
from accounts.people.addresses import users_at
from accounts.people.persons import Persoon
from cohorts.aanwezigheid.actions.ledger import record
from cohorts.aanwezigheid.models import (
    Aanwezigheid,
    Dagdeel,
    Inhaalopdracht,
    Inhaalplan,
)
from cohorts.aanwezigheid.statement import Bron, Statement
from cohorts.deelnemers.actions.employment import continue_under_successor
from cohorts.deelnemers.actions.enrolment import enrol_deelnemers
from cohorts.models import Cohort, Deelname, Dienstverband

logger = logging.getLogger(__name__)

DAY = "j F Y"


@transaction.atomic
def add_deelnemer(*, cohort: Cohort, persoon: Persoon, vanaf: date, by: User) -> Deelname:
    """One person joins a cohort from a day on; days before it do not apply to them.

    Who has an account keeps it, with its name. Refuses, with a ValidationError in Dutch, who is in
    this cohort already, who was in it before (code `gestopt`: that deelname can be resumed), who
    leads it, and a start after its last day. A full cohort is not refused: that is a choice.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    user = users_at([persoon.adres]).get(persoon.adres)
    if user is not None:
        _refuse_known(user, cohort, vanaf)
    last = cohort.bijeenkomsten.taking_place().order_by("-datum").first()
    if last and last.datum < vanaf:
        day = format_date(last.datum, DAY)
        raise ValidationError(
            f"De laatste dag van dit cohort is {day}. Kies een eerdere datum.", code="vanaf"
        )
    (deelname,) = enrol_deelnemers(cohort=cohort, personen=[persoon], by=by, vanaf=vanaf)
    return deelname


@transaction.atomic
def end_deelname(*, deelname: Deelname, tot_en_met: date, by: User) -> Deelname:
    """Somebody stops: `tot_en_met` is the last day, and days after it do not apply to them.

    Every mark stays as it is. The employment ends with it, and so do plans to catch up later and
    assignments that nobody approved. Refuses a last day before the first, and one before a day
    that this person followed.
    """
    deelname = Deelname.objects.locked().for_person().get(pk=deelname.pk)
    if tot_en_met < deelname.vanaf:
        since = format_date(deelname.vanaf, DAY)
        raise ValidationError(f"{deelname.user} doet mee vanaf {since}. Kies een latere dag.")
    _refuse_followed_after(deelname, tot_en_met)
    deelname.tot_en_met = tot_en_met
    deelname.save(update_fields=["tot_en_met"])
    _end_employment(deelname, tot_en_met)
    plans = Inhaalplan.objects.not_lapsed().of_deelname(deelname).not_before(tot_en_met)
    now = timezone.now()
    plans.update(vervallen_op=now, vervallen_door=by)
    Inhaalopdracht.objects.open().of_deelname(deelname).update(ingetrokken_op=now)
    logger.info("end_deelname deelname=%s by=%s", deelname.pk, by.pk)
    return deelname


@transaction.atomic
def resume_deelname(*, deelname: Deelname, by: User) -> Deelname:
    """Take a last day back: somebody goes on, or starts again, as if they had never stopped.

    The employment goes on as well. Days in between count again, as not followed. Refuses who went
    on in another cohort of the course; for who did not stop nothing changes.
    """
    deelname = Deelname.objects.locked().for_person().get(pk=deelname.pk)
    stopped = deelname.tot_en_met
    if stopped is None:
        return deelname
    if later := Deelname.objects.begun_after(deelname, stopped).for_person().first():
        raise ValidationError(
            f"{deelname.user} doet nu mee in {later.cohort}. Laat {deelname.user} daar eerst "
            "stoppen."
        )
    deelname.tot_en_met = None
    deelname.save(update_fields=["tot_en_met"])
    last = deelname.dienstverbanden.by_start().last()
    if last is not None:
        last.tot_en_met = None
        last.save(update_fields=["tot_en_met"])
        continue_under_successor(last)
    logger.info("resume_deelname deelname=%s by=%s", deelname.pk, by.pk)
    return deelname


@transaction.atomic
def move_deelname(*, deelname: Deelname, cohort: Cohort, vanaf: date, by: User) -> Deelname:
    """Somebody goes on in another cohort of the course from `vanaf` on; returns that deelname.

    The old deelname ends the day before, and its marks stay where and as they are. What was
    followed counts in the new cohort as caught up at the bijeenkomst where it was followed, so the
    certificate counts each dagdeel once. The employer stays the same. Refuses, with a Dutch
    ValidationError, a cohort of another course, and a move beyond a day in the old cohort that is
    still to be followed: it would count in neither.
    """
    deelname = Deelname.objects.locked().for_person().get(pk=deelname.pk)
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if not Cohort.objects.open_to(deelname.user, deelname.cohort, vanaf).filter(pk=cohort.pk):
        raise ValidationError("Naar dit cohort kan deze persoon niet overstappen.")
    last = vanaf - timedelta(days=1)
    if deelname.has_ended(last):
        raise ValidationError(f"{deelname.user} is op die dag al gestopt.")
    if later := Deelname.objects.begun_after(deelname, last).for_person().first():
        raise ValidationError(f"{deelname.user} stapte al over naar {later.cohort}.")
    _refuse_day_between(deelname, vanaf)
    # Who stopped the day before goes on with the employer of that day.
    employers = deelname.dienstverbanden.by_start()
    employment = employers.on(vanaf).last() or employers.on(last).last()
    end_deelname(deelname=deelname, tot_en_met=last, by=by)
    fresh = Deelname.objects.create(user=deelname.user, cohort=cohort, vanaf=vanaf)
    if employment is not None:
        Dienstverband.objects.create(
            deelname=fresh,
            organisatie=employment.organisatie,
            afdeling=employment.afdeling,
            personeelsnummer=employment.personeelsnummer,
            vanaf=vanaf,
        )
    _carry_over(deelname, fresh, by)
    logger.info("move_deelname from=%s to=%s by=%s", deelname.pk, fresh.pk, by.pk)
    return fresh


def _carry_over(old: Deelname, fresh: Deelname, by: User) -> None:
    """State in the new deelname what was followed in the old one; the old rows are only read."""
    dagen = {dag.nummer: dag for dag in fresh.cohort.programma.cursusdagen.all()}
    followed = Aanwezigheid.objects.behaald().of_deelnames([old.pk])
    for mark in followed.select_related("cursusdag", "bijeenkomst").order_by("pk"):
        record(
            Statement(
                naar=Aanwezigheid.Status.INGEHAALD,
                door=by,
                bron=Bron.INHALEN,
                bijeenkomst=mark.bijeenkomst,
                reden=f"Gevolgd in {old.cohort}, vóór de overstap.",
            ),
            deelname=fresh,
            cursusdag=dagen[mark.cursusdag.nummer],
            dagdeel=mark.dagdeel,
        )


def _refuse_day_between(deelname: Deelname, vanaf: date) -> None:
    """What is followed is carried over now: of a day that still comes nothing would be."""
    coming = deelname.cohort.bijeenkomsten.upcoming(timezone.localdate()).before(vanaf)
    for row in coming.select_related("cursusdag"):
        marks = Aanwezigheid.objects.of_deelnames([deelname.pk]).of_dagen([row.cursusdag_id])
        if deelname.holds_on(row.datum) and marks.geregistreerd().count() < len(Dagdeel):
            when = format_date(row.datum, DAY)
            raise ValidationError(
                f"{deelname.user} heeft op {when} nog dag {row.cursusdag.nummer} in het oude "
                "cohort. Kies die dag of een eerdere, of wacht tot die dag is geregistreerd."
            )


def _refuse_known(user: User, cohort: Cohort, vanaf: date) -> None:
    if not user.is_active:
        raise ValidationError("Het account van deze persoon is gesloten. Vraag de beheerder.")
    if cohort.trainerschappen.not_ended(vanaf).filter(user=user).exists():
        raise ValidationError(f"{user} is trainer van dit cohort en kan er geen deelnemer zijn.")
    earlier = cohort.deelnames.of_user(user).first()
    if earlier is None:
        return
    if earlier.tot_en_met is None:
        raise ValidationError(f"{user} zit al in dit cohort.", code="present")
    until = format_date(earlier.tot_en_met, DAY)
    raise ValidationError(
        f"{user} deed mee in dit cohort tot en met {until}. Begin hier niet opnieuw: kies op de "
        "pagina van deze persoon ‘Weer mee laten doen’.",
        code="gestopt",
    )


def _refuse_followed_after(deelname: Deelname, day: date) -> None:
    followed = Aanwezigheid.objects.of_deelnames([deelname.pk]).followed_after(day).first()
    if followed and followed.bijeenkomst:
        then = format_date(followed.bijeenkomst.datum, DAY)
        raise ValidationError(
            f"{deelname.user} was op {then} nog bij dag "
            f"{followed.bijeenkomst.cursusdag.nummer}. Kies die dag of een latere."
        )


def _end_employment(deelname: Deelname, tot_en_met: date) -> None:
    """Close the employment of the last day; a change of employer to come never happens."""
    rows = deelname.dienstverbanden.by_start()
    later = rows.filter(vanaf__gt=tot_en_met)
    if begun := later.filter(vanaf__lte=timezone.localdate()).first():
        since = format_date(begun.vanaf, DAY)
        raise ValidationError(
            f"{deelname.user} werkt sinds {since} bij {begun.organisatie}. "
            "Kies die dag of een latere."
        )
    later.delete()
    if last := rows.last():
        last.tot_en_met = tot_en_met
        last.save(update_fields=["tot_en_met"])
