"""The roll call: one mark, or all that are still open. Every change leaves a row of history."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.template.defaultfilters import date as format_date
from django.utils import timezone

from accounts.models import User
from cohorts.ledger import record, record_open
from cohorts.models import (
    Aanwezigheid,
    Aanwezigheidswijziging,
    Bijeenkomst,
    Dagdeel,
    Deelname,
)

Status = Aanwezigheid.Status
Bron = Aanwezigheidswijziging.Bron


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
    `ledger.record` hold: a double submit or a replayed queue adds nothing, and of two trainers the
    later real time wins. Refuses, with a Dutch ValidationError, a day that is still to come, a
    cancelled bijeenkomst, somebody who is not in this cohort on that day, a dagdeel that has been
    caught up elsewhere, and a status that is not for the roll call.
    """
    _refuse_day(bijeenkomst)
    _refuse_person(bijeenkomst, deelname)
    _refuse_choice(dagdeel, status)
    wijziging = Aanwezigheidswijziging(
        naar=status,
        door=by,
        toesteltijd=toesteltijd,
        bijeenkomst=bijeenkomst,
        bron=bron,
        kenmerk=kenmerk or uuid4(),
        reden=reden,
    )
    return record(
        wijziging,
        deelname=deelname,
        cursusdag=bijeenkomst.cursusdag,
        dagdeel=dagdeel,
        moment=moment,
    )


def register_overige(*, bijeenkomst: Bijeenkomst, dagdeel: str, by: User) -> int:
    """Mark everybody about whom nothing is registered yet as aanwezig; returns how many.

    Promises to leave every mark alone that is already there, also one that is made meanwhile:
    a second call marks nobody. Refuses a day that is still to come and a cancelled bijeenkomst.
    """
    _refuse_day(bijeenkomst)
    _refuse_choice(dagdeel, Status.AANWEZIG)
    return record_open(
        bijeenkomst=bijeenkomst,
        dagdeel=dagdeel,
        deelnames=Deelname.objects.expected_at(bijeenkomst),
        naar=Status.AANWEZIG,
        by=by,
    )


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
