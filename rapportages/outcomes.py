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


def outcome_of(ochtend: str, middag: str, datum: date | None, today: date) -> Uitkomst:
    """The outcome of a day as seen today.

    Sick leave, a holiday, staying away: HR gets the same word, and not before the day itself is
    over, so that having said so beforehand does not show either. Of today everybody has one word:
    who is marked already and who is not would tell who came in late.
    """
    behaald = count_behaald(ochtend, middag)
    if ochtend == middag == EERDER:
        return Uitkomst.EERDER
    # Who followed the whole day on another one was read about before.
    if datum == today and not ochtend == middag == Status.INGEHAALD:
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
