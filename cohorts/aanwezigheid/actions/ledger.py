"""The one door through which a mark changes: every statement is kept, the latest one rules."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.defaultfilters import date as format_date
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.aanwezigheid.models.aanwezigheid import AanwezigheidQuerySet
from cohorts.aanwezigheid.statement import Statement
from cohorts.models import Bijeenkomst, Deelname
from cohorts.models.deelname import DeelnameQuerySet
from programma.models import Cursusdag

Status = Aanwezigheid.Status
Bron = Aanwezigheidswijziging.Bron

# What may put a dagdeel on "ingehaald", and take it back.
CATCHING_UP = (Bron.INHALEN, Bron.OPDRACHT)


def record(
    statement: Statement, *, deelname: Deelname, cursusdag: Cursusdag, dagdeel: str
) -> Aanwezigheid:
    """Write one statement about one dagdeel of one deelnemer; returns the mark as it stands then.

    Promises:
    - the mark stands where the statement with the latest `moment` put it, in whatever order they
      arrive; an earlier one only enters the history;
    - a `kenmerk` that came in before adds nothing, also when the same tap arrives twice at once;
    - closing a day changes only what is still open, and gives way to anything a person said.
    Refuses, with a Dutch ValidationError, to take away what was caught up elsewhere unless `bron`
    is about catching up, the kenmerk of a tap about something else, and a day that moved meanwhile.
    """
    key = {"deelname": deelname, "cursusdag": cursusdag, "dagdeel": dagdeel}
    try:
        return _write(statement, **key)
    except IntegrityError:
        # Somebody else was first: with this same tap, or with the first mark of this person.
        _refuse_kenmerk_of_another(statement, **key)
        return _write(statement, **key)


@transaction.atomic
def record_open(
    statement: Statement, *, bijeenkomst: Bijeenkomst, dagdeel: str, deelnames: DeelnameQuerySet
) -> int:
    """Say this of those of these deelnames about whom nothing is said yet; returns how many.

    Promises to leave every mark alone that is already there, also one that is made meanwhile, and
    one row of history for each change. The same `kenmerk` again marks nobody a second time, and
    `take_back` undoes what was marked with it. Seven statements for any number of people.
    """
    hold_still(bijeenkomst)
    marked = Aanwezigheid.objects.at(bijeenkomst).in_dagdeel(dagdeel)
    make_rows(
        Aanwezigheid(deelname=deelname, cursusdag_id=bijeenkomst.cursusdag_id, dagdeel=dagdeel)
        for deelname in deelnames.without_mark_in(marked).order_by("pk")
    )
    # In one order everywhere, so that two of these wait for each other and never deadlock.
    rows = list(marked.open().of_deelnames(deelnames).locked().order_by("pk"))
    return write_held(
        (row, in_group(replace(statement, bijeenkomst=bijeenkomst), row)) for row in rows
    )


@transaction.atomic
def take_back(*, bijeenkomst: Bijeenkomst, dagdeel: str, kenmerk: UUID, by: User) -> int:
    """Put back on open what `record_open` marked with this `kenmerk`; returns how many.

    Promises to leave alone what somebody said something about since then, also what is being made
    good elsewhere at this moment. Call it while the bijeenkomst is held.
    """
    marked = Aanwezigheid.objects.at(bijeenkomst).in_dagdeel(dagdeel)
    statement = Statement(naar=Status.OPEN, door=by, bijeenkomst=bijeenkomst)
    return write_held((row, in_group(statement, row)) for row in held_of_group(marked, kenmerk))


def in_group(statement: Statement, row: Aanwezigheid) -> Statement:
    """The statement about this one mark among all that were made with one tap."""
    return replace(statement, kenmerk=uuid5(statement.kenmerk, str(row.pk)))


def held_of_group(marks: AanwezigheidQuerySet, kenmerk: UUID) -> list[Aanwezigheid]:
    """Those of these marks, held, about which the tap with this `kenmerk` said the last thing."""
    # First held, then read: see `_held`.
    held = list(marks.locked().order_by("pk").values_list("pk", flat=True))
    rows = Aanwezigheid.objects.filter(pk__in=held).with_latest_kenmerk().order_by("pk")
    return [row for row in rows if row.latest_kenmerk == uuid5(kenmerk, str(row.pk))]


def write_held(said: Iterable[tuple[Aanwezigheid, Statement]]) -> int:
    """Write the latest thing that is said about each of these rows, which are held; how many.

    What came in before is left out. The history first: the database refuses a mark that changes
    without it.
    """
    said = _not_handled(list(said))
    now = timezone.now()
    Aanwezigheidswijziging.objects.bulk_create(
        _history(row, statement, van=row.status, moment=now, now=now) for row, statement in said
    )
    places: dict[tuple[str, Bijeenkomst | None], list[int]] = defaultdict(list)
    for row, statement in said:
        places[statement.naar, _where(statement)].append(row.pk)
    for (status, bijeenkomst), pks in places.items():
        Aanwezigheid.objects.filter(pk__in=pks).update(status=status, bijeenkomst=bijeenkomst)
    return len(said)


def make_rows(rows: Iterable[Aanwezigheid]) -> None:
    """Marks on which nothing is said yet, for those who have none."""
    Aanwezigheid.objects.bulk_create(rows, ignore_conflicts=True)


def hold_still(bijeenkomst: Bijeenkomst) -> None:
    """Keep a bijeenkomst where it is until this transaction ends.

    A mark and a new date never pass each other: whoever comes second sees what the first one did.
    Refuses, with a Dutch ValidationError, a day that moved since it was read or was cancelled.
    """
    row = Bijeenkomst.objects.locked().get(pk=bijeenkomst.pk)
    if row.datum != bijeenkomst.datum:
        when = format_date(row.datum, "l j F")
        raise ValidationError(f"Deze dag is intussen verplaatst naar {when}.", code="dag")
    if row.geannuleerd_op:
        raise ValidationError("Deze bijeenkomst gaat niet door.", code="dag")


def _not_handled(
    said: Sequence[tuple[Aanwezigheid, Statement]],
) -> list[tuple[Aanwezigheid, Statement]]:
    kenmerken = [statement.kenmerk for _, statement in said]
    earlier = Aanwezigheidswijziging.objects.filter(kenmerk__in=kenmerken)
    handled = set(earlier.values_list("kenmerk", flat=True)) if kenmerken else set()
    return [(row, statement) for row, statement in said if statement.kenmerk not in handled]


@transaction.atomic
def _write(statement: Statement, **key: Any) -> Aanwezigheid:
    if statement.bijeenkomst:
        hold_still(statement.bijeenkomst)
    row = _held(statement.kenmerk, **key)
    if row.handled:
        return row
    # Under the lock, so that of two people at once the order is one for everybody.
    now = timezone.now()
    moment = _moment_of(statement, row, now)
    if _is_late(row, moment):
        _save_with_history(row, statement, van=_status_at(row, moment), moment=moment, now=now)
        return row
    van = row.status
    if _says_nothing_new(statement, van):
        return row
    _refuse_undoing_catch_up(statement, van, key["deelname"])
    row.status, row.bijeenkomst = statement.naar, _where(statement)
    _save_with_history(row, statement, van=van, moment=moment, now=now)
    return row


def _save_with_history(row: Aanwezigheid, statement: Statement, **times: Any) -> None:
    """The history first: the database refuses a mark that changes without it."""
    is_new = row.pk is None
    if is_new:
        row.save()
    _history(row, statement, **times).save(force_insert=True)
    if not is_new:
        row.save()


def _history(
    row: Aanwezigheid, statement: Statement, *, van: str, moment: datetime, now: datetime
) -> Aanwezigheidswijziging:
    """The row of history that this statement becomes."""
    return Aanwezigheidswijziging(
        aanwezigheid=row,
        van=van,
        naar=statement.naar,
        door=statement.door,
        bron=statement.bron,
        moment=moment,
        op=now,
        toesteltijd=statement.toesteltijd,
        bijeenkomst=statement.bijeenkomst,
        kenmerk=statement.kenmerk,
        reden=statement.reden,
    )


def _where(statement: Statement) -> Bijeenkomst | None:
    """The bijeenkomst at which a dagdeel was followed; none when it was not."""
    return statement.bijeenkomst if statement.naar in Aanwezigheid.BEHAALD else None


def _held(kenmerk: UUID, **key: Any) -> Aanwezigheid:
    """The row, locked, with what was said about it; a new and unsaved one when there is none.

    Two statements: PostgreSQL reads the history as it was before it waited for the lock.
    """
    held = Aanwezigheid.objects.locked().filter(**key).values_list("pk", flat=True).first()
    if held is not None:
        return Aanwezigheid.objects.with_handled(kenmerk).get(pk=held)
    row = Aanwezigheid(**key)
    row.handled, row.latest = False, None
    return row


def _moment_of(statement: Statement, row: Aanwezigheid, now: datetime) -> datetime:
    """The moment at which a statement counts: that of its tap, and never ahead of its arrival.

    Carla taps "afwezig" and then "aanwezig" on one phone; the first was longer on its way and
    seems the later one. Of one person on one device the taps count in the order in which they were
    made, so the second is taken for as late as the first.
    """
    moment = min(statement.moment or now, now)
    if not _is_late(row, moment):
        return moment
    latest = row.wijzigingen.said().latest_first()[0]
    tapped, before = statement.toesteltijd, latest.toesteltijd
    is_same_person = latest.door_id == (statement.door.pk if statement.door else None)
    is_later_tap = tapped is not None and before is not None and before < tapped
    return latest.moment if is_same_person and is_later_tap else moment


def _is_late(row: Aanwezigheid, moment: datetime) -> bool:
    """Whether somebody said something about this mark at a later moment."""
    return row.latest is not None and moment < row.latest


def _says_nothing_new(statement: Statement, van: str) -> bool:
    """A form sent twice; the tap of a device is kept, so that its replay is recognised."""
    return (
        van == statement.naar and statement.bron == Bron.PRESENTIE and statement.toesteltijd is None
    )


def _status_at(row: Aanwezigheid, moment: datetime) -> str:
    """Where the mark stood at the moment of a statement that arrived late."""
    before = row.wijzigingen.filter(moment__lte=moment).latest_first().first()
    return before.naar if before else Status.OPEN


def _refuse_undoing_catch_up(statement: Statement, van: str, deelname: Deelname) -> None:
    touches = Status.INGEHAALD in (van, statement.naar)
    if touches and statement.bron not in CATCHING_UP:
        raise ValidationError(f"{deelname.user} heeft dit dagdeel al ingehaald.", code="ingehaald")


def _refuse_kenmerk_of_another(statement: Statement, **key: Any) -> None:
    earlier = Aanwezigheidswijziging.objects.of_kenmerk(statement.kenmerk)
    if earlier.exclude(aanwezigheid__in=Aanwezigheid.objects.filter(**key)).exists():
        raise ValidationError(
            "Deze tik is al voor iemand anders verwerkt. Laad de pagina opnieuw.", code="kenmerk"
        )
