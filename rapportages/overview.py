"""The lines of the overview: the people of one page, each with seven outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from certificaten.verdict import STAND_AFTER, Stand
from cohorts.aanwezigheid.models import Dagdeel
from cohorts.aanwezigheid.progress.day import Dagstand
from cohorts.aanwezigheid.progress.person import voortgang_of
from rapportages.models import EERDER, VERBORGEN, Inzet, Voltooiing, followed_before
from rapportages.outcomes import Uitkomst, dagdelen_of, outcome_of
from rapportages.page.dots import Dot, dot_of

# By the last event of the certificate: whether it could be issued is not for HR.
CERTIFICAAT = {"": Stand.NOG_NIET.value, VERBORGEN: "niet zichtbaar"} | {
    soort.value: stand.value for soort, stand in STAND_AFTER.items()
}


@dataclass(frozen=True)
class Dag:
    """One day of one employee, as HR sees it."""

    nummer: int
    titel: str
    datum: date | None
    uitkomst: Uitkomst
    dagdelen: int
    uren: Decimal

    @property
    def dot(self) -> Dot:
        return dot_of(self.uitkomst, self.nummer)


@dataclass(frozen=True)
class Regel:
    """One employee in one cohort."""

    inzet: Inzet
    dagen: tuple[Dag, ...]

    @property
    def voltooiing(self) -> Voltooiing:
        return Voltooiing(self.inzet.voltooiing)

    @property
    def certificaat(self) -> str:
        return CERTIFICAAT[self.inzet.certificaat]

    @property
    def uren(self) -> Decimal:
        """Hours followed within this employment."""
        return sum((dag.uren for dag in self.dagen), Decimal())

    @property
    def norm_uren(self) -> Decimal:
        """Hours that the certificate asks for, also of what was followed elsewhere."""
        cohort = self.inzet.deelname.cohort
        return cohort.norm_dagdelen * cohort.programma.uren_per_dagdeel

    @property
    def haalde_norm(self) -> bool:
        """Whether the norm was met, by the end of the employment at the latest."""
        return self.voltooiing == Voltooiing.AFGEROND

    @property
    def ingehaald(self) -> list[int]:
        """The numbers of the days that were caught up."""
        return [dag.nummer for dag in self.dagen if dag.uitkomst == Uitkomst.INGEHAALD]

    @property
    def counts_elsewhere(self) -> bool:
        """Whether some of the norm may have been followed outside these hours."""
        return any(dag.uitkomst in (Uitkomst.BUITEN, Uitkomst.EERDER) for dag in self.dagen)


def lines_of(rows: Sequence[Inzet], day: date) -> list[Regel]:
    """These employments with their days as seen on `day`, in their order: three queries."""
    before = followed_before([row.deelname_id for row in rows])
    progress = voortgang_of([row.deelname for row in rows], day)
    return [
        Regel(row, tuple(_dag(row, stand, day, before) for stand in voortgang.dagen))
        for row, voortgang in zip(rows, progress, strict=True)
    ]


def legend_of(lines: Sequence[Regel]) -> list[Dot]:
    """Each kind of dot on these lines once, in the order of the outcomes."""
    seen = {dag.uitkomst: dag.nummer for line in lines for dag in line.dagen}
    return [dot_of(uitkomst, seen[uitkomst]) for uitkomst in Uitkomst if uitkomst in seen]


def _dag(row: Inzet, stand: Dagstand, day: date, before: set[tuple[int, int, str]]) -> Dag:
    datum = stand.bijeenkomst.datum if stand.bijeenkomst else None
    if outside := _outside(row, stand, datum):
        return Dag(stand.nummer, stand.titel, None, outside, 0, Decimal())
    ochtend, middag = (
        EERDER if (row.deelname_id, stand.cursusdag.pk, dagdeel) in before else status
        for dagdeel, status in zip(Dagdeel.values, stand.statussen, strict=True)
    )
    uitkomst = outcome_of(ochtend, middag, datum, day)
    dagdelen = dagdelen_of(ochtend, middag, uitkomst)
    uren = dagdelen * row.deelname.cohort.programma.uren_per_dagdeel
    return Dag(stand.nummer, stand.titel, datum, uitkomst, dagdelen, uren)


def _outside(row: Inzet, stand: Dagstand, datum: date | None) -> Uitkomst | None:
    """What is said of a day that is not of this employment; a day without a date comes last.

    Whether somebody was in the group is told up to the ends of the employment, and not beyond.
    """
    is_after = row.tot_en_met is not None and (datum is None or datum > row.tot_en_met)
    is_before = datum is not None and datum < row.vanaf
    if (is_after and row.was_followed) or (is_before and row.vanaf > row.deelname.vanaf):
        return Uitkomst.BUITEN
    return Uitkomst.NVT if is_after or is_before or not stand.applies else None
