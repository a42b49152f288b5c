"""What HR is told about one day of one employee: the outcome, never the reason."""

from datetime import date
from enum import StrEnum

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.day import count_behaald
from cohorts.aanwezigheid.progress.kind import DayKind, kind_of
from rapportages.models import EERDER

Status = Aanwezigheid.Status


class Uitkomst(StrEnum):
    """The outcome of one day."""

    AANWEZIG = DayKind.AANWEZIG.value
    INGEHAALD = DayKind.INGEHAALD.value
    EERDER = "eerder gevolgd"
    HALVE_DAG = DayKind.HALVE_DAG.value
    AFWEZIG = DayKind.AFWEZIG.value
    DEELS = DayKind.DEELS.value
    ONBEKEND = DayKind.ONBEKEND.value
    NOG_NIET = "komt nog"
    VERWERKT = "wordt verwerkt"
    BUITEN = "buiten het dienstverband"
    NVT = "niet in de groep"


# What a word leaves out for privacy: said beside the words, on the page and in the files.
HIDDEN = {
    Uitkomst.VERWERKT: "De presentie van vandaag, ook de uren, zie je morgen.",
    Uitkomst.BUITEN: "Dagen voor of na het dienstverband bij jullie zie je niet.",
}
NEVER = (
    "Waarom iemand er niet was, zie je nooit. Ook niet of iemand dat vooraf liet weten.",
    "Een certificaat van na het dienstverband zie je niet: dan staat er ‘niet zichtbaar’.",
)


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
    if EERDER in (ochtend, middag):
        return Uitkomst.HALVE_DAG
    # Presentie that somebody forgot is held against no employee.
    kind = kind_of(ochtend, middag)
    return Uitkomst.AFWEZIG if kind is DayKind.AFGEMELD else Uitkomst(kind.value)


def dagdelen_of(ochtend: str, middag: str, uitkomst: Uitkomst) -> int:
    """How many dagdelen of a day HR counts: what is being processed counts tomorrow."""
    if uitkomst == Uitkomst.VERWERKT:
        return (ochtend, middag).count(Status.INGEHAALD)
    return count_behaald(ochtend, middag)


def hidden_lines() -> list[tuple[str, str]]:
    """What HR does not see: the word that stands there instead, if any, and the rule."""
    return [(word.value, rule) for word, rule in HIDDEN.items()] + [("", rule) for rule in NEVER]
