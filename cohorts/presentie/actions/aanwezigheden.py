"""Presentie: one mark, or all that are still open. Every change leaves a row of history."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import date as format_date
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.actions.closing import refuse_closed
from cohorts.aanwezigheid.actions.gasten import mark_open_gasten, record_gast, take_back_gasten
from cohorts.aanwezigheid.actions.ledger import record, record_open, take_back
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Afmelding, Dagdeel
from cohorts.aanwezigheid.statement import Statement
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.models import Opmerking

Status = Aanwezigheid.Status
Bron = Aanwezigheidswijziging.Bron


@transaction.atomic
def register_aanwezigheid(  # noqa: PLR0913 -- a mark has this many parts; all are named
    *,
    bijeenkomst: Bijeenkomst,
    deelname: Deelname,
    dagdeel: str,
    status: str,
    by: User,
    kenmerk: UUID | None = None,
    toesteltijd: datetime | None = None,
    moment: datetime | None = None,
    bron: str = Bron.PRESENTIE,
    reden: str = "",
) -> Aanwezigheid:
    """Put one dagdeel of one deelnemer on `status`, and remember who changed it from what.

    `moment` is the real time of the tap; now, when it is left out. The promises of
    `ledger.record` hold: a replayed queue adds nothing, and the later real time wins. Of a gast
    the own mark of the own cohort is written. Refuses, in Dutch, a day to come, a cancelled one, a
    moment before the day or after its closing (but for a correction with a reason), who is not
    expected, what was caught up elsewhere, and the own mark of `by` without the code on the screen.
    """
    _refuse_day(bijeenkomst, moment)
    _refuse_choice(dagdeel, status)
    _refuse_own(deelname, by, bron)
    _refuse_after_closing(bijeenkomst, moment, bron, reden)
    statement = Statement(
        naar=status,
        door=by,
        bron=bron,
        moment=moment,
        toesteltijd=toesteltijd,
        kenmerk=kenmerk or uuid4(),
        bijeenkomst=bijeenkomst,
        reden=reden,
    )
    if deelname.cohort_id != bijeenkomst.cohort_id:
        return record_gast(statement, bijeenkomst=bijeenkomst, deelname=deelname, dagdeel=dagdeel)
    _refuse_person(bijeenkomst, deelname)
    statement = replace(statement, naar=_as_closed(status, bijeenkomst))
    return record(statement, deelname=deelname, cursusdag=bijeenkomst.cursusdag, dagdeel=dagdeel)


def register_overige(
    *,
    bijeenkomst: Bijeenkomst,
    dagdeel: str,
    by: User,
    bron: str = Bron.PRESENTIE,
    kenmerk: UUID | None = None,
    toesteltijd: datetime | None = None,
) -> int:
    """Mark everybody about whom nothing is registered yet; returns how many.

    Who sent an afmelding becomes afgemeld, everybody else aanwezig, and `by` is left out. Promises
    to leave every mark alone that is already there or is made meanwhile, and to mark nobody twice
    with the same `kenmerk`; `take_back_overige` undoes it. Refuses a day to come, a closed one and
    a cancelled one.
    """
    _refuse_day(bijeenkomst)
    _refuse_choice(dagdeel, Status.AANWEZIG)
    afmeldingen = Afmelding.objects.geldig().for_bijeenkomst(bijeenkomst).in_dagdeel(dagdeel)
    away = afmeldingen.values("deelname_id")
    expected = Deelname.objects.expected_at(bijeenkomst).of_others(by)
    present = Statement(
        naar=Status.AANWEZIG,
        door=by,
        bron=bron,
        toesteltijd=toesteltijd,
        kenmerk=kenmerk or uuid4(),
    )
    here: dict[str, Any] = {"bijeenkomst": bijeenkomst, "dagdeel": dagdeel}
    with transaction.atomic():
        # Holds the day too, so that two of these wait for each other.
        refuse_closed(bijeenkomst)
        groups = [(present, expected.exclude(pk__in=away))]
        if afmeldingen.exists():
            groups.append((replace(present, naar=Status.AFGEMELD), expected.filter(pk__in=away)))
        count = sum(
            record_open(statement, deelnames=deelnames, **here) for statement, deelnames in groups
        )
    return count + mark_open_gasten(present, **here)


def take_back_overige(*, bijeenkomst: Bijeenkomst, dagdeel: str, kenmerk: UUID, by: User) -> int:
    """Put back on open what `register_overige` marked with this `kenmerk`; returns how many.

    Promises to leave alone what somebody changed or confirmed since then. Refuses a closed day.
    """
    _refuse_day(bijeenkomst)
    _refuse_choice(dagdeel, Status.OPEN)
    with transaction.atomic():
        refuse_closed(bijeenkomst)
        count = take_back(bijeenkomst=bijeenkomst, dagdeel=dagdeel, kenmerk=kenmerk, by=by)
    return count + take_back_gasten(
        bijeenkomst=bijeenkomst, dagdeel=dagdeel, kenmerk=kenmerk, by=by
    )


@transaction.atomic
def write_opmerking(*, bijeenkomst: Bijeenkomst, deelname: Deelname, tekst: str, by: User) -> None:
    """Keep this opmerking beside a name, in the place of the former one; an empty one removes it.

    The last one who writes wins. Refuses nobody who is on the list; who that is, the form says.
    """
    if tekst:
        Opmerking.objects.update_or_create(
            bijeenkomst=bijeenkomst,
            deelname=deelname,
            defaults={"tekst": tekst, "door": by, "op": timezone.now()},
        )
    else:
        Opmerking.objects.for_bijeenkomst(bijeenkomst).filter(deelname=deelname).delete()


def _refuse_day(bijeenkomst: Bijeenkomst, moment: datetime | None = None) -> None:
    if refusal := bijeenkomst.refusal_of_presentie(timezone.localdate()):
        raise ValidationError(refusal, code="dag")
    midnight = timezone.make_aware(datetime.combine(bijeenkomst.datum, time.min))
    if moment is not None and moment < midnight:
        raise ValidationError("Deze tik is van vóór deze dag. Tik opnieuw.", code="moment")


def _refuse_after_closing(
    bijeenkomst: Bijeenkomst, moment: datetime | None, bron: str, reden: str
) -> None:
    if bron != Bron.CORRECTIE:
        refuse_closed(bijeenkomst, moment)
    elif not reden:
        raise ValidationError("Schrijf kort waarom je dit verandert.", code="reden")


def _refuse_person(bijeenkomst: Bijeenkomst, deelname: Deelname) -> None:
    if deelname.vanaf > bijeenkomst.datum:
        since = format_date(deelname.vanaf, "j F Y")
        raise ValidationError(f"{deelname.user} doet pas mee vanaf {since}.", code="te_vroeg")
    if not deelname.holds_on(bijeenkomst.datum):
        until = format_date(deelname.tot_en_met, "j F Y")
        raise ValidationError(f"{deelname.user} deed mee tot en met {until}.", code="te_laat")


def _refuse_own(deelname: Deelname, by: User, bron: str) -> None:
    """A coördinator may take part, and who leads a day may catch up there: another one judges."""
    if deelname.user_id == by.pk and bron != Bron.CODE:
        raise ValidationError("Je eigen aanwezigheid noteert iemand anders.", code="eigen")


def _as_closed(status: str, bijeenkomst: Bijeenkomst) -> str:
    """What a tap of before the closing says when it comes after it: then nothing is open."""
    if status == Status.OPEN and bijeenkomst.afgerond_op:
        return Status.NIET_GEREGISTREERD
    return status


def _refuse_choice(dagdeel: str, status: str) -> None:
    if dagdeel not in Dagdeel.values:
        raise ValidationError("Kies ochtend of middag.", code="dagdeel")
    if status not in Aanwezigheid.BIJ_PRESENTIE:
        raise ValidationError("Kies aanwezig, afwezig of afgemeld.", code="status")
