"""Closing a day: what nobody registered becomes "niet geregistreerd", and only the coördinator
changes a mark from then on. Read by the button, the nightly task, presentie and the nudges.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.actions.ledger import record_open
from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.aanwezigheid.statement import Bron, Statement
from cohorts.models import Bijeenkomst, Deelname
from cohorts.working_days import working_day_after

logger = logging.getLogger(__name__)

# A trainer has this many working days after the day itself.
WORKING_DAYS = 5
# What a phone kept while the day was open is taken for as long as a mark can be contested. Without
# an end, a device that lies about its time could change a closed day for ever (besluit 0013).
NAZENDING = timedelta(days=14)
CLOSED = "Deze dag is afgerond. Alleen de coördinator past de presentie nog aan."


def last_day_to_mark(datum: date) -> date:
    """The last day on which a trainer marks a bijeenkomst of `datum`; it closes in the night."""
    return working_day_after(datum, WORKING_DAYS)


def oldest_open_day(today: date) -> date:
    """Bijeenkomsten from this date on have not closed by themselves yet."""
    day = today
    while last_day_to_mark(day - timedelta(days=1)) >= today:
        day -= timedelta(days=1)
    return day


@transaction.atomic
def close_dag(*, bijeenkomst: Bijeenkomst, by: User | None) -> int | None:
    """Close this day; returns how many dagdelen nobody had registered, nothing when it was closed.

    Promises to change no mark that is there, to let a mark that is being made finish first, and to
    do it once, however many people and tasks ask. `by` is empty when the day closes by itself.
    """
    row = Bijeenkomst.objects.taking_place().locked().filter(pk=bijeenkomst.pk).first()
    if row is None or row.afgerond_op is not None:
        return None
    count = sum(
        record_open(
            Statement(naar=Aanwezigheid.Status.NIET_GEREGISTREERD, door=by, bron=Bron.AFRONDING),
            bijeenkomst=row,
            dagdeel=dagdeel,
            deelnames=Deelname.objects.expected_at(row),
        )
        for dagdeel in Dagdeel.values
    )
    row.afgerond_op, row.afgerond_door = timezone.now(), by
    row.save(update_fields=["afgerond_op", "afgerond_door"])
    logger.info("close_dag bijeenkomst=%s by=%s", row.pk, by.pk if by else "system")
    return count


def close_overdue(now: datetime) -> int:
    """Close every day for which the trainers have had their working days; returns how many."""
    today = timezone.localtime(now).date()
    overdue = Bijeenkomst.objects.to_close(today).order_by("datum", "pk")
    return sum(
        close_dag(bijeenkomst=row, by=None) is not None
        for row in overdue
        if last_day_to_mark(row.datum) < today
    )


def refuse_closed(bijeenkomst: Bijeenkomst, moment: datetime | None = None) -> None:
    """Refuse a mark of `moment`, now when it is left out, on a day that was closed before it.

    A mark from before the closing is refused too when it arrives more than two weeks after it.

    Call it in the transaction that writes the mark: the day is held, so that no task and no button
    closes it in between.
    """
    row, now = Bijeenkomst.objects.locked().get(pk=bijeenkomst.pk), timezone.now()
    is_long_ago = row.afgerond_op is not None and now > row.afgerond_op + NAZENDING
    if is_long_ago or row.is_afgerond_at(moment or now):
        raise ValidationError(CLOSED, code="afgerond")


def open_people(bijeenkomsten: Sequence[Bijeenkomst]) -> dict[int, list[Deelname]]:
    """Per bijeenkomst who stands on nothing for a dagdeel; two queries for any number of days."""
    cohorten = {row.cohort_id for row in bijeenkomsten}
    by_cohort: dict[int, list[Deelname]] = defaultdict(list)
    for deelname in Deelname.objects.of_cohorten(cohorten).by_name():
        by_cohort[deelname.cohort_id].append(deelname)
    said = _dagdelen_said(bijeenkomsten)
    return {
        row.pk: [
            deelname
            for deelname in by_cohort[row.cohort_id]
            if deelname.holds_on(row.datum)
            and said[deelname.pk, row.cursusdag_id] != set(Dagdeel.values)
        ]
        for row in bijeenkomsten
    }


def _dagdelen_said(bijeenkomsten: Sequence[Bijeenkomst]) -> dict[tuple[int, int], set[str]]:
    marks = (
        Aanwezigheid.objects.geregistreerd()
        .of_cohorten({row.cohort_id for row in bijeenkomsten})
        .of_dagen({row.cursusdag_id for row in bijeenkomsten})
    )
    said: dict[tuple[int, int], set[str]] = defaultdict(set)
    for deelname, dag, dagdeel in marks.values_list("deelname_id", "cursusdag_id", "dagdeel"):
        said[deelname, dag].add(dagdeel)
    return said
