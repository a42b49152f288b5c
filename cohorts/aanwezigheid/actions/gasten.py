"""Gasten on the list of a day: who catches up here, what was said about them, and marking them.

A gast is marked for the own day of the own programme. Esra of cohort A catches up day 3 with
cohort B: "aanwezig" on the list of B is "ingehaald" on her mark in A, and any other answer of B
leaves that mark as it was before.
"""

from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, prefetch_related_objects

from accounts.models import User
from cohorts.aanwezigheid.actions.ledger import (
    held_of_group,
    hold_still,
    in_group,
    make_rows,
    record,
    write_held,
)
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Inhaalplan
from cohorts.aanwezigheid.models.aanwezigheid import AanwezigheidQuerySet
from cohorts.aanwezigheid.models.gasten import gasten_at, gasten_for_presentie
from cohorts.aanwezigheid.statement import Statement
from cohorts.models import Bijeenkomst, Deelname

Status = Aanwezigheid.Status
Bron = Aanwezigheidswijziging.Bron


def status_of_gast(plan: Inhaalplan, dagdeel: str) -> str | None:
    """What the list of the host says about this gast, or nothing for who is not expected.

    `plan` comes from `gasten_for_presentie`.
    """
    if dagdeel not in plan.dagdelen:
        return None
    mark = getattr(plan, f"status_{dagdeel}")
    if getattr(plan, f"gevolgd_bij_{dagdeel}") == plan.bijeenkomst_id:
        return Status.AANWEZIG
    if mark in Aanwezigheid.BEHAALD:
        return None
    said, said_at = getattr(plan, f"gezegd_{dagdeel}"), getattr(plan, f"gezegd_bij_{dagdeel}")
    if said_at == plan.bijeenkomst_id and said != Status.INGEHAALD:
        return Status.AFGEMELD if getattr(plan, f"afgemeld_{dagdeel}") else Status.AFWEZIG
    return Status.OPEN


@transaction.atomic
def record_gast(
    statement: Statement, *, bijeenkomst: Bijeenkomst, deelname: Deelname, dagdeel: str
) -> Aanwezigheid:
    """Write what a host says about a gast on the own mark; `statement` says what the list says.

    Promises what `ledger.record` promises; to take back "aanwezig" gives the mark its status of
    before. Refuses, with a Dutch ValidationError, who has no agreed plan for this dagdeel here, and
    who followed it elsewhere already.
    """
    # Before the mark, as `mark_open_gasten` does, so that the two wait for each other.
    hold_still(bijeenkomst)
    plan = gasten_at(bijeenkomst).filter(deelname=deelname).first()
    if plan is None or dagdeel not in plan.dagdelen:
        raise ValidationError("Deze persoon zit niet in dit cohort.", code="ander_cohort")
    row = _held(plan, dagdeel, statement.kenmerk)
    if row.handled:
        return row
    _refuse_followed(row, bijeenkomst, deelname)
    translated = _translated(statement, row, bijeenkomst)
    if _was_said(translated, row):
        return row
    return record(translated, deelname=deelname, cursusdag=plan.cursusdag, dagdeel=dagdeel)


def mark_open_gasten(statement: Statement, *, bijeenkomst: Bijeenkomst, dagdeel: str) -> int:
    """Mark every gast but who says it about whom the list says nothing yet; returns how many.

    Who sent an afmelding did not come, the others are present. As many statements for one gast as
    for twenty, and one when there is none. Call it outside the transaction that marks the own
    people: two cohorts that have each other's gasten would wait for each other.
    """
    if not (waiting := _open_gasten(statement, bijeenkomst, dagdeel)):
        return 0
    with transaction.atomic():
        hold_still(bijeenkomst)
        make_rows(
            Aanwezigheid(deelname=plan.deelname, cursusdag=plan.cursusdag, dagdeel=dagdeel)
            for plan in waiting
        )
        # First hold the marks, then look again: what came in while waiting must be seen.
        held = {(row.deelname_id, row.cursusdag_id): row for row in _rows_at(bijeenkomst, dagdeel)}
        said = []
        for plan in _open_gasten(statement, bijeenkomst, dagdeel):
            if row := held.get((plan.deelname_id, plan.cursusdag_id)):
                is_away = getattr(plan, f"afgemeld_{dagdeel}")
                naar = Status.AFGEMELD if is_away else Status.AANWEZIG
                translated = _translated(replace(statement, naar=naar), row, bijeenkomst)
                said.append((row, in_group(translated, row)))
        return write_held(said)


@transaction.atomic
def take_back_gasten(*, bijeenkomst: Bijeenkomst, dagdeel: str, by: User, kenmerk: UUID) -> int:
    """Put back on open the gasten that were marked with this `kenmerk` and not touched since.

    Returns how many; as many statements for one gast as for twenty.
    """
    marked = held_of_group(_marks_at(bijeenkomst, dagdeel), kenmerk)
    prefetch_related_objects(marked, "wijzigingen")
    statement = Statement(naar=Status.OPEN, door=by)
    return write_held(
        (row, in_group(_translated(statement, row, bijeenkomst), row)) for row in marked
    )


def _open_gasten(statement: Statement, bijeenkomst: Bijeenkomst, dagdeel: str) -> list[Inhaalplan]:
    """Gasten about whom nothing was said, in one order; nobody marks the own attendance."""
    by = statement.door.pk if statement.door else None
    return [
        plan
        for plan in gasten_for_presentie(bijeenkomst).order_by("deelname")
        if plan.deelname.user_id != by and status_of_gast(plan, dagdeel) == Status.OPEN
    ]


def _marks_at(bijeenkomst: Bijeenkomst, dagdeel: str) -> AanwezigheidQuerySet:
    """The own marks of who is a gast here."""
    here = gasten_at(bijeenkomst).filter(
        deelname=OuterRef("deelname"), cursusdag=OuterRef("cursusdag")
    )
    return Aanwezigheid.objects.in_dagdeel(dagdeel).filter(Exists(here))


def _rows_at(bijeenkomst: Bijeenkomst, dagdeel: str) -> list[Aanwezigheid]:
    """These marks, held in one order, with what was said about them."""
    rows = _marks_at(bijeenkomst, dagdeel)
    held = list(rows.locked().order_by("pk").values_list("pk", flat=True))
    return list(Aanwezigheid.objects.filter(pk__in=held).prefetch_related("wijzigingen"))


def _held(plan: Inhaalplan, dagdeel: str, kenmerk: UUID) -> Aanwezigheid:
    """The own mark of a gast, made when there is none, held, with `handled`."""
    key = {"deelname": plan.deelname, "cursusdag": plan.cursusdag, "dagdeel": dagdeel}
    make_rows([Aanwezigheid(**key)])
    # First hold it, then look: what came in while waiting must be seen.
    held = Aanwezigheid.objects.locked().get(**key)
    rows = Aanwezigheid.objects.with_handled(kenmerk).prefetch_related("wijzigingen")
    return rows.get(pk=held.pk)


def _refuse_followed(row: Aanwezigheid, bijeenkomst: Bijeenkomst, deelname: Deelname) -> None:
    if row.status in Aanwezigheid.BEHAALD and row.bijeenkomst_id != bijeenkomst.pk:
        raise ValidationError(f"{deelname.user} heeft dit dagdeel al gevolgd.", code="ingehaald")


def _translated(statement: Statement, row: Aanwezigheid, bijeenkomst: Bijeenkomst) -> Statement:
    """From what the list of the host says to what that means for the own mark.

    "Nog niet" says nothing here any more; "afwezig" keeps where it was said.
    """
    here = None if statement.naar == Status.OPEN else bijeenkomst
    is_present = statement.naar == Status.AANWEZIG
    naar = Status.INGEHAALD if is_present else _status_before(row)
    return replace(statement, naar=naar, bron=Bron.INHALEN, bijeenkomst=here)


def _status_before(row: Aanwezigheid) -> str:
    """Where the mark stood before it was caught up; `wijzigingen` were fetched along."""
    if row.status != Status.INGEHAALD:
        return row.status
    history = _latest_first(row)
    said = (one for one in history if one.bron != Bron.AFRONDING and one.naar != Status.INGEHAALD)
    last = next(said, None)
    if last and last.naar != Status.OPEN:
        return last.naar
    caught_up = (one.van for one in history if one.naar == Status.INGEHAALD)
    return next((van for van in caught_up if van != Status.INGEHAALD), Status.OPEN)


def _was_said(statement: Statement, row: Aanwezigheid) -> bool:
    """A form sent twice; the tap of a device is kept, so that its replay is recognised."""
    if statement.toesteltijd is not None:
        return False
    last = next((one for one in _latest_first(row) if one.bron == Bron.INHALEN), None)
    where = statement.bijeenkomst.pk if statement.bijeenkomst else None
    if last is None:
        return where is None
    is_same = (last.naar, last.bijeenkomst_id) == (statement.naar, where)
    return is_same and row.status == statement.naar


def _latest_first(row: Aanwezigheid) -> list[Aanwezigheidswijziging]:
    """What was said about a mark, as `latest_first` orders it, of rows that were fetched along."""
    return sorted(row.wijzigingen.all(), key=lambda one: (one.moment, one.pk), reverse=True)
