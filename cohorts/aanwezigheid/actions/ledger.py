"""The one door through which a mark changes: every statement is kept, the latest one rules."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.defaultfilters import date as format_date
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.models import Bijeenkomst, Deelname
from cohorts.models.deelname import DeelnameQuerySet
from programma.models import Cursusdag

Status = Aanwezigheid.Status
Bron = Aanwezigheidswijziging.Bron

# What may put a dagdeel on "ingehaald", and take it back.
CATCHING_UP = (Bron.INHALEN, Bron.OPDRACHT)


def record(
    wijziging: Aanwezigheidswijziging,
    *,
    deelname: Deelname,
    cursusdag: Cursusdag,
    dagdeel: str,
    moment: datetime | None = None,
) -> Aanwezigheid:
    """Write one statement about one dagdeel of one deelnemer; returns the mark as it stands then.

    `wijziging` is unsaved and says what, who and how; `moment` is the real time, now when it is
    left out. Promises:
    - the mark stands where the statement with the latest `moment` put it, in whatever order they
      arrive; an earlier one only enters the history;
    - a `kenmerk` that came in before adds nothing, also when the same tap arrives twice at once;
    - closing a day changes only what is still open, and gives way to anything a person said.
    Refuses, with a Dutch ValidationError, to take away what was caught up elsewhere unless `bron`
    is about catching up, the kenmerk of a tap about something else, and a day that moved meanwhile.
    """
    key = {"deelname": deelname, "cursusdag": cursusdag, "dagdeel": dagdeel}
    try:
        return _write(wijziging, moment, **key)
    except IntegrityError:
        # Somebody else was first: with this same tap, or with the first mark of this person.
        _refuse_kenmerk_of_another(wijziging, **key)
        return _write(wijziging, moment, **key)


@transaction.atomic
def record_open(  # noqa: PLR0913 -- a group of marks has this many parts; all are named
    *,
    bijeenkomst: Bijeenkomst,
    dagdeel: str,
    deelnames: DeelnameQuerySet,
    naar: str,
    by: User | None,
    bron: str = Bron.PRESENTIE,
    kenmerk: UUID | None = None,
    toesteltijd: datetime | None = None,
) -> int:
    """Put those of these deelnames on `naar` about whom nothing is said yet; returns how many.

    Promises to leave every mark alone that is already there, also one that is made meanwhile, and
    one row of history for each change. The same `kenmerk` again marks nobody a second time, and
    `take_back` undoes what was marked with it. Six statements for any number of people, and one
    more for a `kenmerk` of a device.
    """
    hold_still(bijeenkomst)
    marked = Aanwezigheid.objects.at(bijeenkomst).in_dagdeel(dagdeel)
    _make_rows(bijeenkomst, dagdeel, deelnames.without_mark_in(marked))
    # In one order everywhere, so that two of these wait for each other and never deadlock.
    rows = list(marked.open().of_deelnames(deelnames).locked().order_by("pk"))
    group = kenmerk or uuid4()
    if kenmerk:
        rows = _not_handled(rows, group)
    said = Aanwezigheidswijziging(naar=naar, door=by, bron=bron, toesteltijd=toesteltijd)
    _write_all(rows, said, bijeenkomst, group)
    return len(rows)


@transaction.atomic
def take_back(*, bijeenkomst: Bijeenkomst, dagdeel: str, kenmerk: UUID, by: User) -> int:
    """Put back on open what `record_open` marked with this `kenmerk`; returns how many.

    Promises to leave alone what somebody said something about since then, also what is being made
    good elsewhere at this moment. Call it while the bijeenkomst is held.
    """
    marked = Aanwezigheid.objects.at(bijeenkomst).in_dagdeel(dagdeel)
    # First held, then read: see `_held`.
    held = list(marked.locked().order_by("pk").values_list("pk", flat=True))
    rows = [
        row
        for row in Aanwezigheid.objects.filter(pk__in=held).with_latest_kenmerk().order_by("pk")
        if row.latest_kenmerk == kenmerk_in_group(kenmerk, row)
    ]
    _write_all(rows, Aanwezigheidswijziging(naar=Status.OPEN, door=by), bijeenkomst, uuid4())
    return len(rows)


def kenmerk_in_group(group: UUID, row: Aanwezigheid) -> UUID:
    """The kenmerk of one mark among all that were made with one tap."""
    return uuid5(group, str(row.pk))


def _write_all(
    rows: list[Aanwezigheid],
    said: Aanwezigheidswijziging,
    bijeenkomst: Bijeenkomst,
    group: UUID,
) -> None:
    """The same statement about each of these rows, which are held.

    The history first: the database refuses a mark that changes without it.
    """
    now = timezone.now()
    Aanwezigheidswijziging.objects.bulk_create(
        Aanwezigheidswijziging(
            aanwezigheid=row,
            van=row.status,
            naar=said.naar,
            door=said.door,
            bron=said.bron,
            toesteltijd=said.toesteltijd,
            bijeenkomst=bijeenkomst,
            kenmerk=kenmerk_in_group(group, row),
            moment=now,
            op=now,
        )
        for row in rows
    )
    Aanwezigheid.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=said.naar, bijeenkomst=bijeenkomst if said.naar in Aanwezigheid.BEHAALD else None
    )


def _not_handled(rows: list[Aanwezigheid], group: UUID) -> list[Aanwezigheid]:
    """Those of these rows that this tap did not mark before."""
    kenmerken = {kenmerk_in_group(group, row): row for row in rows}
    earlier = Aanwezigheidswijziging.objects.filter(kenmerk__in=list(kenmerken))
    handled = set(earlier.values_list("kenmerk", flat=True))
    return [row for kenmerk, row in kenmerken.items() if kenmerk not in handled]


def _make_rows(bijeenkomst: Bijeenkomst, dagdeel: str, deelnames: DeelnameQuerySet) -> None:
    Aanwezigheid.objects.bulk_create(
        (
            Aanwezigheid(deelname=deelname, cursusdag_id=bijeenkomst.cursusdag_id, dagdeel=dagdeel)
            for deelname in deelnames.order_by("pk")
        ),
        ignore_conflicts=True,
    )


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


@transaction.atomic
def _write(wijziging: Aanwezigheidswijziging, moment: datetime | None, **key: Any) -> Aanwezigheid:
    if wijziging.bijeenkomst:
        hold_still(wijziging.bijeenkomst)
    row = _held(wijziging.kenmerk, **key)
    if row.handled:
        return row
    # Under the lock, so that of two people at once the order is one for everybody.
    wijziging.op = timezone.now()
    wijziging.moment = min(moment or wijziging.op, wijziging.op)
    if _is_late(row, wijziging):
        wijziging.van = _status_at(row, wijziging)
    else:
        wijziging.van = row.status
        if _says_nothing_new(wijziging):
            return row
        _refuse_undoing_catch_up(wijziging, key["deelname"])
        row.status = wijziging.naar
        row.bijeenkomst = wijziging.bijeenkomst if row.status in Aanwezigheid.BEHAALD else None
    _save_with_history(row, wijziging)
    return row


def _save_with_history(row: Aanwezigheid, wijziging: Aanwezigheidswijziging) -> None:
    """The history first: the database refuses a mark that changes without it."""
    is_new = row.pk is None
    if is_new:
        row.save()
    wijziging.aanwezigheid, wijziging.pk = row, None
    wijziging.save(force_insert=True)
    if not is_new:
        row.save()


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


def _is_late(row: Aanwezigheid, wijziging: Aanwezigheidswijziging) -> bool:
    """Whether somebody said something about this mark at a later moment.

    One person on one device is heard in the order in which was tapped: how long each tap was on
    its way differs, and must not turn a slip and its correction round.
    """
    if row.latest is None or wijziging.moment >= row.latest:
        return False
    latest = row.wijzigingen.said().latest_first()[0]
    tapped, before = wijziging.toesteltijd, latest.toesteltijd
    if latest.door_id == wijziging.door_id and tapped and before and before < tapped:
        wijziging.moment = latest.moment
        return False
    return True


def _says_nothing_new(wijziging: Aanwezigheidswijziging) -> bool:
    """A form sent twice; the tap of a device is kept, so that its replay is recognised."""
    return (
        wijziging.van == wijziging.naar
        and wijziging.bron == Bron.PRESENTIE
        and wijziging.toesteltijd is None
    )


def _status_at(row: Aanwezigheid, wijziging: Aanwezigheidswijziging) -> str:
    """Where the mark stood at the moment of a statement that arrived late."""
    before = row.wijzigingen.filter(moment__lte=wijziging.moment).latest_first().first()
    return before.naar if before else Status.OPEN


def _refuse_undoing_catch_up(wijziging: Aanwezigheidswijziging, deelname: Deelname) -> None:
    touches = Status.INGEHAALD in (wijziging.van, wijziging.naar)
    if touches and wijziging.bron not in CATCHING_UP:
        raise ValidationError(f"{deelname.user} heeft dit dagdeel al ingehaald.", code="ingehaald")


def _refuse_kenmerk_of_another(wijziging: Aanwezigheidswijziging, **key: Any) -> None:
    earlier = Aanwezigheidswijziging.objects.of_kenmerk(wijziging.kenmerk)
    if earlier.exclude(aanwezigheid__in=Aanwezigheid.objects.filter(**key)).exists():
        raise ValidationError(
            "Deze tik is al voor iemand anders verwerkt. Laad de pagina opnieuw.", code="kenmerk"
        )
