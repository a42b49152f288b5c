"""How each day of the course went for the employees together: a bar, and the same in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from rapportages.models import InzetQuerySet
from rapportages.outcomes import Uitkomst, outcome_of
from rapportages.page.bars import Line, line_of

# What was followed, half, not at all; and what nobody can know yet. The last takes all other words.
KINDS = {
    Uitkomst.AANWEZIG: "done",
    Uitkomst.INGEHAALD: "done",
    Uitkomst.EERDER: "done",
    Uitkomst.HALVE_DAG: "half",
    Uitkomst.AFWEZIG: "stopped",
}
UNKNOWN = "later"
LEGEND = (
    ("done", "gevolgd of ingehaald"),
    ("half", "halve dag"),
    ("stopped", "afwezig"),
    (UNKNOWN, "komt nog of niet bekend"),
)


def day_lines_of(own: InzetQuerySet, today: date) -> list[Line]:
    """A line for every course day that was planned for these employees: one query."""
    return _lines(_counted(own, today))


def _counted(own: InzetQuerySet, today: date) -> dict[int, Counter[Uitkomst]]:
    days: dict[int, Counter[Uitkomst]] = {}
    for nummer, datum, ochtend, middag, aantal in own.counted_per_mark():
        outcome = outcome_of(ochtend, middag, datum, today)
        days.setdefault(nummer, Counter())[outcome] += aantal
    return days


def _lines(days: Mapping[int, Counter[Uitkomst]]) -> list[Line]:
    most = max((counts.total() for counts in days.values()), default=1)
    return [line_of(f"Dag {nummer}", _in_order(days[nummer]), most) for nummer in sorted(days)]


def _in_order(counts: Counter[Uitkomst]) -> Iterable[tuple[str, str, int]]:
    """Kind, word and number of each outcome, so that equal kinds stand together."""
    known = [(KINDS[outcome], outcome.value, counts[outcome]) for outcome in KINDS]
    others = [(UNKNOWN, o.value, counts[o]) for o in Uitkomst if o not in KINDS]
    return [*known, *others]
