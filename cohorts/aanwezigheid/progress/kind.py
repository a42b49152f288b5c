"""How a day went, in one word for a person and in numbers for a group: every page counts here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.day import DAGDELEN_PER_DAG, Dagstand, count_behaald

Status = Aanwezigheid.Status
UNKNOWN = (Status.OPEN, Status.NIET_GEREGISTREERD)


class DayKind(StrEnum):
    """How a whole day went for one person; everybody in a group is exactly one of these."""

    AANWEZIG = "aanwezig"
    HALVE_DAG = "halve dag"
    INGEHAALD = "ingehaald"
    AFGEMELD = "afgemeld"
    AFWEZIG = "afwezig"
    DEELS = "deels geregistreerd"
    ONBEKEND = "nog niet geregistreerd"


def kind_of(ochtend: str, middag: str) -> DayKind:
    """The word for these two statuses, whatever the date.

    What was followed is said even when nobody registered the other half. Of a half that was missed
    beside one that nobody knows, neither "afwezig" nor "niet geregistreerd" is so for the day.
    """
    behaald = count_behaald(ochtend, middag)
    if behaald == DAGDELEN_PER_DAG:
        is_made_good = Status.INGEHAALD in (ochtend, middag)
        return DayKind.INGEHAALD if is_made_good else DayKind.AANWEZIG
    if behaald:
        return DayKind.HALVE_DAG
    unknown = sum(status in UNKNOWN for status in (ochtend, middag))
    if unknown:
        return DayKind.ONBEKEND if unknown == DAGDELEN_PER_DAG else DayKind.DEELS
    return DayKind.AFGEMELD if ochtend == middag == Status.AFGEMELD else DayKind.AFWEZIG


@dataclass(frozen=True)
class Headcount:
    """How many people of a group are of each kind on one day."""

    numbers: Mapping[DayKind, int]

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    def of(self, kind: DayKind) -> int:
        return self.numbers.get(kind, 0)

    @property
    def words(self) -> str:
        """Who was there all day of how many, and all others: "10 van 12 aanwezig, 2 afwezig"."""
        here = f"{self.of(DayKind.AANWEZIG)} van {self.total} aanwezig"
        rest = [kind for kind in DayKind if kind is not DayKind.AANWEZIG and self.of(kind)]
        return ", ".join([here, *(_counted(self.of(kind), kind) for kind in rest)])


def headcount_of(standen: Iterable[Dagstand]) -> Headcount:
    """The group on one day: whom the day is not about does not count, also not as a gast."""
    return Headcount(Counter(kind_of(*stand.statussen) for stand in standen if stand.applies))


def so_far(standen: Iterable[Dagstand]) -> str:
    """The group while its day goes on: "9 van 12 aanwezig tot nu toe, 1 ingehaald"."""
    people = [stand.statussen for stand in standen if stand.applies]
    away = [statussen for statussen in people if Status.AANWEZIG not in statussen]
    kinds = Counter(kind_of(*statussen) for statussen in away)
    certain = (DayKind.INGEHAALD, DayKind.AFGEMELD, DayKind.AFWEZIG)
    rest = [_counted(kinds[kind], kind) for kind in certain if kinds[kind]]
    return ", ".join([present_so_far(len(people) - len(away), len(people)), *rest])


def present_so_far(number: int, total: int) -> str:
    """How many were there for any half of a day that is not over yet."""
    return f"{number} van {total} aanwezig tot nu toe"


def _counted(number: int, kind: DayKind) -> str:
    return f"{number} {'een ' if kind is DayKind.HALVE_DAG else ''}{kind}"
