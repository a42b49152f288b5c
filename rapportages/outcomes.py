"""What HR is told about one day of one employee: the outcome, never the reason."""

from datetime import date
from enum import StrEnum

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.day import count_behaald
from rapportages.models import EERDER

Status = Aanwezigheid.Status
UNKNOWN = (Status.OPEN, Status.NIET_GEREGISTREERD)


class Uitkomst(StrEnum):
    """The outcome of one day."""

    AANWEZIG = "aanwezig"
    INGEHAALD = "ingehaald"
    EERDER = "eerder gevolgd"
    HALVE_DAG = "halve dag"
    AFWEZIG = "afwezig"
    NOG_NIET = "nog niet geweest"
    VERWERKT = "wordt verwerkt"
    ONBEKEND = "nog niet geregistreerd"
    NVT = "n.v.t."


def outcome_of(
    ochtend: str, middag: str, datum: date | None, today: date, *, closed: bool = False
) -> Uitkomst:
    """The outcome of a day as seen today.

    Sick leave, a holiday, staying away: HR gets the same word, and not before the day itself is
    over, so that having said so beforehand does not show either. What is marked today, or closed,
    is read tomorrow.
    """
    behaald = count_behaald(ochtend, middag)
    if ochtend == middag == EERDER:
        return Uitkomst.EERDER
    if datum == today and _is_being_processed({ochtend, middag}, closed=closed):
        return Uitkomst.VERWERKT
    if behaald == 2:
        caught_up = Status.INGEHAALD in (ochtend, middag)
        return Uitkomst.INGEHAALD if caught_up else Uitkomst.AANWEZIG
    if datum is None or datum >= today:
        return Uitkomst.NOG_NIET
    # Presentie that somebody forgot is held against no employee.
    if not {ochtend, middag}.isdisjoint(UNKNOWN):
        return Uitkomst.ONBEKEND
    is_half = behaald or EERDER in (ochtend, middag)
    return Uitkomst.HALVE_DAG if is_half else Uitkomst.AFWEZIG


def dagdelen_of(ochtend: str, middag: str, uitkomst: Uitkomst) -> int:
    """How many dagdelen of a day HR counts: what is being processed counts tomorrow."""
    if uitkomst == Uitkomst.VERWERKT:
        return (ochtend, middag).count(Status.INGEHAALD)
    return count_behaald(ochtend, middag)


def _is_being_processed(statussen: set[str], *, closed: bool) -> bool:
    """Whether a day of today holds a mark of today, or is closed."""
    # The whole day was followed on another one, and that has been read before.
    if statussen == {Status.INGEHAALD.value}:
        return False
    return closed or not statussen <= {Status.OPEN.value, EERDER}
