"""What HR reads first: how many people, how far they are, and the same for each afdeling."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapportages.models import InzetQuerySet, Voltooiing
from rapportages.page.bars import WIDTH, Line, line_of
from rapportages.page.days import LEGEND as DAY_LEGEND
from rapportages.page.days import day_lines_of

# As many afdelingen as can be looked over; the others are one line.
SHOWN = 8
KINDS = {
    Voltooiing.BEZIG: "busy",
    Voltooiing.AFGEROND: "done",
    Voltooiing.GESTOPT: "stopped",
    Voltooiing.OVERGESTAPT: "moved",
    Voltooiing.UIT_DIENST: "left",
    Voltooiing.NIET_BEGONNEN: "later",
}
# Shown only where somebody is so.
RARE = (Voltooiing.OVERGESTAPT, Voltooiing.UIT_DIENST)
Counts = Mapping[Voltooiing, int]


@dataclass(frozen=True)
class Figure:
    """How many there are of one stand, of how many, as a word, a number and a bar."""

    label: str
    aantal: int
    whole: int
    kind: str

    @property
    def width(self) -> int:
        return round(WIDTH * self.aantal / max(self.whole, 1))


@dataclass(frozen=True)
class Totals:
    """The own employees of somebody of HR, counted; too many are not counted per stand."""

    people: int
    rows: int
    certified: int = 0
    per_afdeling: Mapping[str, Counts] | None = None
    days: Sequence[Line] = ()

    @property
    def headline(self) -> str:
        """The fact that heads the page."""
        if not self.people:
            return "Nog geen medewerkers"
        if self.per_afdeling is None:
            return f"{f'{self.people:,}'.replace(',', '.')} medewerkers"
        if self.people == 1:
            return f"1 medewerker, {'met' if self.certified else 'nog zonder'} certificaat"
        return f"{self.people} medewerkers, {self.certified or 'nog niemand'} met certificaat"

    @property
    def counts(self) -> dict[Voltooiing, int] | None:
        """How many there are of each stand; nothing when nobody counted."""
        return None if self.per_afdeling is None else _sum(self.per_afdeling.values())

    @property
    def figures(self) -> list[Figure]:
        counts = self.counts
        if not counts:
            return []
        return [
            Figure(state.label.capitalize(), counts.get(state, 0), self.rows, kind)
            for state, kind in KINDS.items()
            if state not in RARE or counts.get(state)
        ]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Kind and words of each colour in `chart`."""
        return [(f.kind, f.label.lower()) for f in self.figures if f.aantal]

    @property
    def day_legend(self) -> list[tuple[str, str]]:
        """The same of `days`."""
        shown = {part.kind for line in self.days for part in line.parts}
        return [(kind, words) for kind, words in DAY_LEGEND if kind in shown]

    @property
    def chart(self) -> list[Line]:
        """The afdelingen, the largest first."""
        groups = [
            (naam or "Zonder afdeling", counts)
            for naam, counts in (self.per_afdeling or {}).items()
        ]
        groups.sort(key=lambda group: (-sum(group[1].values()), group[0]))
        if len(groups) > SHOWN:
            rest = [counts for _, counts in groups[SHOWN - 1 :]]
            groups = [*groups[: SHOWN - 1], (f"{len(rest)} andere", _sum(rest))]
        most = max((sum(counts.values()) for _, counts in groups), default=1)
        return [line_of(naam, _in_order(counts), most) for naam, counts in groups]


def totals_of(own: InzetQuerySet, today: date, *, up_to: int) -> Totals:
    """The totals of these employments: five queries; two when there are none, or over `up_to`."""
    people, rows = own.counted_people(), own.count()
    if not 0 < rows <= up_to:
        return Totals(people, rows)
    certified = own.certified().counted_people()
    return Totals(people, rows, certified, own.counted_per_afdeling(), day_lines_of(own, today))


def _in_order(counts: Counts) -> list[tuple[str, str, int]]:
    return [(kind, state.label, counts.get(state, 0)) for state, kind in KINDS.items()]


def _sum(groups: Iterable[Counts]) -> dict[Voltooiing, int]:
    total: Counter[Voltooiing] = Counter()
    for counts in groups:
        total.update(counts)
    return {state: total[state] for state in Voltooiing if total[state]}
