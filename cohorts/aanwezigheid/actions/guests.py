"""Guests on the list of a day: who catches up here, what was said about them, and marking them.

A guest is marked for the own day of the own programme. "Aanwezig" here is "ingehaald" there; any
other answer leaves the own mark as it was before.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cohorts.aanwezigheid.actions.ledger import kenmerk_in_group, record
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Inhaalplan
from cohorts.aanwezigheid.models.guests import guests_at, guests_for_presentie
from cohorts.models import Bijeenkomst, Deelname

Status = Aanwezigheid.Status
Bron = Aanwezigheidswijziging.Bron


def status_of_guest(plan: Inhaalplan, dagdeel: str) -> str | None:
    """What the list of the host says about this guest, or nothing for who is not expected.

    `plan` comes from `guests_for_presentie`.
    """
    if dagdeel not in plan.dagdelen:
        return None
    mark = getattr(plan, f"status_{dagdeel}")
    if mark == Status.INGEHAALD and getattr(plan, f"gevolgd_bij_{dagdeel}") == plan.bijeenkomst_id:
        return Status.AANWEZIG
    if mark in Aanwezigheid.BEHAALD:
        return None
    said, said_at = getattr(plan, f"gezegd_{dagdeel}"), getattr(plan, f"gezegd_bij_{dagdeel}")
    if said_at == plan.bijeenkomst_id and said != Status.INGEHAALD:
        return Status.AFGEMELD if getattr(plan, f"afgemeld_{dagdeel}") else Status.AFWEZIG
    return Status.OPEN


@transaction.atomic
def record_guest(
    wijziging: Aanwezigheidswijziging,
    *,
    bijeenkomst: Bijeenkomst,
    deelname: Deelname,
    dagdeel: str,
    moment: datetime | None = None,
) -> Aanwezigheid:
    """Write what a host says about a guest on the own mark; `wijziging` says what the list says.

    Promises what `ledger.record` promises; to take back "aanwezig" gives the mark its status of
    before. Refuses, with a Dutch ValidationError, who has no agreed plan for this dagdeel here, and
    who followed it elsewhere already.
    """
    wijziging.bijeenkomst = bijeenkomst
    plan = guests_at(bijeenkomst).filter(deelname=deelname).first()
    if plan is None or dagdeel not in plan.dagdelen:
        raise ValidationError("Deze persoon zit niet in dit cohort.", code="ander_cohort")
    row = _held(plan, dagdeel, wijziging.kenmerk)
    if row.handled:
        return row
    _refuse_followed(row, bijeenkomst, deelname)
    _translate(wijziging, row)
    if _was_said(wijziging, row):
        return row
    return record(
        wijziging, deelname=deelname, cursusdag=plan.cursusdag, dagdeel=dagdeel, moment=moment
    )


def mark_open_guests(
    *,
    bijeenkomst: Bijeenkomst,
    dagdeel: str,
    by: User,
    kenmerk: UUID | None,
    toesteltijd: datetime | None = None,
) -> int:
    """Mark every guest but `by` about whom the list says nothing yet; returns how many.

    Who sent a notice did not come, the others are present. Each is written apart, so that two
    cohorts that have each other's guests never wait for each other.
    """
    group, count = kenmerk or uuid4(), 0
    for plan in guests_for_presentie(bijeenkomst):
        is_own = plan.deelname.user_id == by.pk
        if not is_own and status_of_guest(plan, dagdeel) == Status.OPEN:
            row = _row_of(plan, dagdeel)
            is_away = getattr(plan, f"afgemeld_{dagdeel}")
            wijziging = Aanwezigheidswijziging(
                naar=Status.AFGEMELD if is_away else Status.AANWEZIG,
                door=by,
                toesteltijd=toesteltijd,
                kenmerk=kenmerk_in_group(group, row),
            )
            record_guest(
                wijziging, bijeenkomst=bijeenkomst, deelname=plan.deelname, dagdeel=dagdeel
            )
            count += 1
    return count


def take_back_guests(*, bijeenkomst: Bijeenkomst, dagdeel: str, by: User, kenmerk: UUID) -> int:
    """Put back on open the guests that were marked with this `kenmerk` and not touched since."""
    count = 0
    for plan in guests_at(bijeenkomst):
        marks = Aanwezigheid.objects.of_deelnames([plan.deelname_id]).in_dagdeel(dagdeel)
        for row in marks.filter(cursusdag=plan.cursusdag_id).with_latest_kenmerk():
            if row.latest_kenmerk == kenmerk_in_group(kenmerk, row):
                wijziging = Aanwezigheidswijziging(naar=Status.OPEN, door=by)
                record_guest(
                    wijziging, bijeenkomst=bijeenkomst, deelname=plan.deelname, dagdeel=dagdeel
                )
                count += 1
    return count


def _row_of(plan: Inhaalplan, dagdeel: str) -> Aanwezigheid:
    """The own mark of a guest, made when there is none."""
    key = {"deelname": plan.deelname, "cursusdag": plan.cursusdag, "dagdeel": dagdeel}
    Aanwezigheid.objects.bulk_create([Aanwezigheid(**key)], ignore_conflicts=True)
    return Aanwezigheid.objects.get(**key)


def _held(plan: Inhaalplan, dagdeel: str, kenmerk: UUID) -> Aanwezigheid:
    """The own mark, held until the end of the transaction, with `handled`."""
    row = _row_of(plan, dagdeel)
    # First hold it, then look: what came in while waiting must be seen.
    Aanwezigheid.objects.locked().get(pk=row.pk)
    return Aanwezigheid.objects.with_handled(kenmerk).get(pk=row.pk)


def _refuse_followed(row: Aanwezigheid, bijeenkomst: Bijeenkomst, deelname: Deelname) -> None:
    is_here = row.status == Status.INGEHAALD and row.bijeenkomst_id == bijeenkomst.pk
    if row.status in Aanwezigheid.BEHAALD and not is_here:
        raise ValidationError(f"{deelname.user} heeft dit dagdeel al gevolgd.", code="ingehaald")


def _translate(wijziging: Aanwezigheidswijziging, row: Aanwezigheid) -> None:
    """From what the list of the host says to what that means for the own mark."""
    wijziging.bron = Bron.INHALEN
    if wijziging.naar == Status.AANWEZIG:
        wijziging.naar = Status.INGEHAALD
        return
    if wijziging.naar == Status.OPEN:
        # Nothing is said here any more; "did not come" keeps where it was said.
        wijziging.bijeenkomst = None
    wijziging.naar = _status_before(row)


def _status_before(row: Aanwezigheid) -> str:
    """Where the mark stood before it was caught up."""
    if row.status != Status.INGEHAALD:
        return row.status
    said = row.wijzigingen.said().exclude(naar=Status.INGEHAALD).latest_first().first()
    if said and said.naar != Status.OPEN:
        return said.naar
    caught_up = row.wijzigingen.filter(naar=Status.INGEHAALD).exclude(van=Status.INGEHAALD)
    first = caught_up.latest_first().first()
    return first.van if first else Status.OPEN


def _was_said(wijziging: Aanwezigheidswijziging, row: Aanwezigheid) -> bool:
    """A form sent twice; the tap of a device is kept, so that its replay is recognised."""
    last = row.wijzigingen.by_hosts().latest_first().first()
    if wijziging.toesteltijd is not None:
        return False
    if last is None:
        return wijziging.bijeenkomst is None
    is_same = (last.naar, last.bijeenkomst_id) == (wijziging.naar, wijziging.bijeenkomst_id)
    return is_same and row.status == wijziging.naar
