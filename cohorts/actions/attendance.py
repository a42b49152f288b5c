"""The roll call: one mark, or all that are still open. Every change leaves a row of history."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.defaultfilters import date as format_date
from django.utils import timezone

from accounts.models import User
from cohorts.models import (
    Aanwezigheid,
    Aanwezigheidswijziging,
    Bijeenkomst,
    Dagdeel,
    Deelname,
)

Status = Aanwezigheid.Status


def register_aanwezigheid(  # noqa: PLR0913 -- a mark has this many parts; all are named
    *,
    bijeenkomst: Bijeenkomst,
    deelname: Deelname,
    dagdeel: str,
    status: str,
    by: User,
    kenmerk: UUID | None = None,
    toesteltijd: datetime | None = None,
    reden: str = "",
) -> Aanwezigheid:
    """Put one dagdeel of one deelnemer on `status`, and remember who changed it from what.

    Promises one history row per real change, and none when `kenmerk` has been handled before:
    a double submit or a replayed queue adds nothing. Refuses, with a Dutch ValidationError, a day
    that is still to come, a cancelled bijeenkomst, somebody who is not in this cohort on that
    day, a dagdeel that has been caught up elsewhere, and a status that is not for the roll call.
    """
    _refuse_day(bijeenkomst)
    _refuse_person(bijeenkomst, deelname)
    _refuse_choice(dagdeel, status)
    wijziging = Aanwezigheidswijziging(
        naar=status,
        door=by,
        toesteltijd=toesteltijd,
        bijeenkomst=bijeenkomst,
        kenmerk=kenmerk or uuid4(),
        reden=reden,
    )
    try:
        return _mark(bijeenkomst, deelname, dagdeel, wijziging)
    except IntegrityError:
        # Somebody else was first: with this same tap, or with the first mark of this person.
        handled = _handled(bijeenkomst, deelname, dagdeel, wijziging.kenmerk)
        return handled or _mark(bijeenkomst, deelname, dagdeel, wijziging)


@transaction.atomic
def register_overige(*, bijeenkomst: Bijeenkomst, dagdeel: str, by: User) -> int:
    """Mark everybody about whom nothing is registered yet as aanwezig; returns how many.

    Promises to leave every mark alone that is already there, also one that is made meanwhile:
    a second call marks nobody. Refuses a day that is still to come and a cancelled bijeenkomst.
    """
    _refuse_day(bijeenkomst)
    _refuse_choice(dagdeel, Status.AANWEZIG)
    expected = Deelname.objects.expected_at(bijeenkomst)
    marked = Aanwezigheid.objects.at(bijeenkomst).in_dagdeel(dagdeel)
    # In one order everywhere, so that two of these wait for each other and never deadlock.
    without_row = expected.without_mark_in(marked).order_by("pk")
    Aanwezigheid.objects.bulk_create(
        (
            Aanwezigheid(deelname=deelname, cursusdag_id=bijeenkomst.cursusdag_id, dagdeel=dagdeel)
            for deelname in without_row
        ),
        ignore_conflicts=True,
    )
    rows = list(marked.open().of_deelnames(expected).locked().order_by("pk"))
    Aanwezigheid.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Status.AANWEZIG, bijeenkomst=bijeenkomst
    )
    Aanwezigheidswijziging.objects.bulk_create(
        Aanwezigheidswijziging(
            aanwezigheid=row,
            van=Status.OPEN,
            naar=Status.AANWEZIG,
            door=by,
            bijeenkomst=bijeenkomst,
        )
        for row in rows
    )
    return len(rows)


@transaction.atomic
def _mark(
    bijeenkomst: Bijeenkomst, deelname: Deelname, dagdeel: str, wijziging: Aanwezigheidswijziging
) -> Aanwezigheid:
    key = {"deelname": deelname, "cursusdag_id": bijeenkomst.cursusdag_id, "dagdeel": dagdeel}
    row = Aanwezigheid.objects.locked().with_handled(wijziging.kenmerk).filter(**key).first()
    van = row.status if row else Status.OPEN
    if row and (row.handled or van == wijziging.naar):
        return row
    if van == Status.INGEHAALD:
        raise ValidationError(f"{deelname.user} heeft dit dagdeel al ingehaald.", code="ingehaald")
    row = row or Aanwezigheid(**key)
    row.status, row.bijeenkomst = wijziging.naar, bijeenkomst
    row.save()
    if van != wijziging.naar:
        wijziging.aanwezigheid, wijziging.van = row, van
        wijziging.save(force_insert=True)
    return row


def _handled(
    bijeenkomst: Bijeenkomst, deelname: Deelname, dagdeel: str, kenmerk: UUID
) -> Aanwezigheid | None:
    """The mark that this tap has already made, if it has."""
    earlier = (
        Aanwezigheidswijziging.objects.filter(kenmerk=kenmerk)
        .select_related("aanwezigheid")
        .first()
    )
    if earlier is None:
        return None
    row = earlier.aanwezigheid
    same = (deelname.pk, bijeenkomst.cursusdag_id, dagdeel)
    if (row.deelname_id, row.cursusdag_id, row.dagdeel) != same:
        raise ValidationError(
            "Deze tik is al voor iemand anders verwerkt. Laad de pagina opnieuw.", code="kenmerk"
        )
    return row


def _refuse_day(bijeenkomst: Bijeenkomst) -> None:
    if refusal := bijeenkomst.refusal_of_presentie(timezone.localdate()):
        raise ValidationError(refusal, code="dag")


def _refuse_person(bijeenkomst: Bijeenkomst, deelname: Deelname) -> None:
    if deelname.cohort_id != bijeenkomst.cohort_id:
        raise ValidationError("Deze persoon zit niet in dit cohort.", code="ander_cohort")
    if deelname.vanaf > bijeenkomst.datum:
        since = format_date(deelname.vanaf, "j F Y")
        raise ValidationError(f"{deelname.user} doet pas mee vanaf {since}.", code="te_vroeg")
    if not deelname.holds_on(bijeenkomst.datum):
        until = format_date(deelname.tot_en_met, "j F Y")
        raise ValidationError(f"{deelname.user} deed mee tot en met {until}.", code="te_laat")


def _refuse_choice(dagdeel: str, status: str) -> None:
    if dagdeel not in Dagdeel.values:
        raise ValidationError("Kies ochtend of middag.", code="dagdeel")
    if status not in Aanwezigheid.BIJ_PRESENTIE:
        raise ValidationError("Kies aanwezig, afwezig of afgemeld.", code="status")
