"""The people of a cohort against its days, as signs with a word for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.kind import DayKind, kind_of
from cohorts.aanwezigheid.progress.person import Voortgang
from cohorts.aanwezigheid.progress.words import Dagwoorden

Status = Aanwezigheid.Status


@dataclass(frozen=True)
class Cell:
    """One day of one person: a sign to see at a glance, and its word."""

    sign: str
    kind: str
    label: str
    plan: str


@dataclass(frozen=True)
class GridRow:
    """One person with a cell for each day."""

    voortgang: Voortgang
    cells: tuple[Cell, ...]

    @property
    def caught_up(self) -> list[Dagwoorden]:
        """The days that were made good, wholly or in part, elsewhere."""
        return [dag for dag in self.voortgang.dagen if dag.ingehaald]


def grid_of(voortgangen: Sequence[Voortgang]) -> list[GridRow]:
    """The rows of the grid in the order of these people; no query."""
    return [
        GridRow(voortgang, tuple(_cell(dag) for dag in voortgang.dagen))
        for voortgang in voortgangen
    ]


def _cell(dag: Dagwoorden) -> Cell:
    sign, kind = _sign(dag)
    return Cell(sign, kind, dag.label, dag.inhaalwoorden)


def _sign(dag: Dagwoorden) -> tuple[str, str]:
    """The sign, and how full the day was: "full", "half", "out", "plain" or "future"."""
    if dag.vorm == "done":
        return ("●" if dag.ingehaald else "✓", "full")
    if dag.behaald and dag.is_over:
        return ("½", "half")
    if dag.vorm == "none":
        return ("n.v.t.", "plain")
    if dag.vorm != "missed" and Status.OPEN in dag.statussen:
        return ("·", "future")
    if kind_of(*dag.statussen) in (DayKind.ONBEKEND, DayKind.DEELS):
        return ("?", "")
    return ("–", "out")
