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
    ONBEKEND = "nog niet geregistreerd"
    NVT = "n.v.t."

    @property
    def kort(self) -> str:
        """A shorter word for a narrow column."""
        return {
            self.EERDER: "eerder",
            self.HALVE_DAG: "half",
            self.ONBEKEND: "open",
            self.NVT: "–",
        }.get(self, self.value)


def outcome_of(ochtend: str, middag: str, datum: date | None, today: date) -> Uitkomst:
    """The outcome of a day as seen today.

    Sick leave, a holiday, staying away: HR gets the same word, and not before the day itself is
    over, so that having said so beforehand does not show either.
    """
    behaald = count_behaald(ochtend, middag)
    if ochtend == middag == EERDER:
        return Uitkomst.EERDER
    if behaald == 2:
        caught_up = Status.INGEHAALD in (ochtend, middag)
        return Uitkomst.INGEHAALD if caught_up else Uitkomst.AANWEZIG
    if datum is None or datum > today or (datum == today and not behaald):
        return Uitkomst.NOG_NIET
    # Today the other half may still come; saying which of the two it is would tell too much. And
    # presentie that somebody forgot is held against no employee.
    if datum == today or not {ochtend, middag}.isdisjoint(UNKNOWN):
        return Uitkomst.ONBEKEND
    is_half = behaald or EERDER in (ochtend, middag)
    return Uitkomst.HALVE_DAG if is_half else Uitkomst.AFWEZIG
