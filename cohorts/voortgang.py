"""How far somebody is: seven days with their state, and what the certificate still asks for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.template.defaultfilters import date as format_date

from cohorts.models import Aanwezigheid, Bijeenkomst, Dagdeel, Deelname
from leergang.models import DAGEN_PER_PROGRAMMA, Cursusdag

Status = Aanwezigheid.Status
DAGDELEN_PER_DAG = len(Dagdeel)


def count_behaald(*statussen: str) -> int:
    """How many of these dagdelen count towards the certificate."""
    return sum(status in Aanwezigheid.BEHAALD for status in statussen)


@dataclass(frozen=True)
class Dagstand:
    """One course day for one deelnemer, seen on a given day."""

    cursusdag: Cursusdag
    bijeenkomst: Bijeenkomst | None
    ochtend: str
    middag: str
    applies: bool
    seen_on: date

    @property
    def nummer(self) -> int:
        return self.cursusdag.nummer

    @property
    def titel(self) -> str:
        return self.cursusdag.titel

    @property
    def statussen(self) -> tuple[str, str]:
        return (self.ochtend, self.middag)

    @property
    def behaald(self) -> int:
        """Dagdelen of this day that count: 0, 1 or 2."""
        return count_behaald(*self.statussen)

    @property
    def is_over(self) -> bool:
        """Whether the day lies behind us, or has been registered already."""
        if Status.OPEN not in self.statussen:
            return True
        return self.bijeenkomst is not None and self.bijeenkomst.datum < self.seen_on

    @property
    def nog_mogelijk(self) -> int:
        """Dagdelen of this day that may still be followed in the own cohort."""
        if self.is_over or not self.applies:
            return 0
        return self.statussen.count(Status.OPEN)

    @property
    def vorm(self) -> str:
        """Shape of the step: done, half, missed, current, future or none."""
        if self.behaald == DAGDELEN_PER_DAG:
            return "done"
        if not self.applies:
            return "none"
        if self.bijeenkomst is not None and self.bijeenkomst.datum == self.seen_on:
            return "current"
        if not self.is_over:
            return "future"
        return "half" if self.behaald else "missed"

    @property
    def aankondiging(self) -> str:
        """When it is, as a person says it: "donderdag · over 2 dagen"; empty without a date."""
        if self.bijeenkomst is None:
            return ""
        days = (self.bijeenkomst.datum - self.seen_on).days
        weekday = format_date(self.bijeenkomst.datum, "l")
        words = {0: "vandaag", 1: "morgen", 2: "overmorgen"}
        return f"{weekday} · {words.get(days, f'over {days} dagen')}"

    @property
    def label(self) -> str:
        """The state in a word that a person would say."""
        if not self.applies and not self.behaald:
            return "niet van toepassing"
        if self.is_over:
            return self._outcome
        if self.bijeenkomst is None:
            return "nog niet gepland"
        if self.bijeenkomst.datum == self.seen_on:
            return "vandaag"
        return format_date(self.bijeenkomst.datum, "D j M").lower()

    @property
    def _outcome(self) -> str:
        if self.ochtend == self.middag:
            return (
                "nog niet geregistreerd"
                if self.ochtend == Status.OPEN
                else str(Status(self.ochtend).label)
            )
        if self.behaald == DAGDELEN_PER_DAG:
            return str(Status.INGEHAALD.label)
        if self.behaald:
            return "alleen ochtend" if self.ochtend in Aanwezigheid.BEHAALD else "alleen middag"
        return str(Status.AFWEZIG.label)


@dataclass(frozen=True)
class Voortgang:
    """Where one deelnemer stands against the norm of the cohort."""

    deelname: Deelname
    dagen: tuple[Dagstand, ...]
    norm: int

    @cached_property
    def behaald(self) -> int:
        """Dagdelen followed or caught up."""
        return sum(dag.behaald for dag in self.dagen)

    @cached_property
    def voorbij(self) -> int:
        """Dagdelen that have been held in the own cohort during this deelname."""
        return sum(DAGDELEN_PER_DAG - dag.nog_mogelijk for dag in self.dagen if dag.applies)

    @cached_property
    def nog_nodig(self) -> int:
        """Dagdelen that are still missing for the certificate."""
        return max(0, self.norm - self.behaald)

    @cached_property
    def nog_mogelijk(self) -> int:
        """Dagdelen that still come in the own cohort."""
        return sum(dag.nog_mogelijk for dag in self.dagen)

    @property
    def eerstvolgende(self) -> Dagstand | None:
        """The next day that has a date, today included."""
        coming = (
            dag
            for dag in self.dagen
            if dag.bijeenkomst and dag.applies and dag.bijeenkomst.datum >= dag.seen_on
        )
        return min(coming, key=lambda dag: dag.bijeenkomst.datum, default=None)  # type: ignore[union-attr]  # filtered above

    @property
    def vorige(self) -> Dagstand | None:
        """The last day that has been held before today."""
        past = (
            dag
            for dag in self.dagen
            if dag.bijeenkomst and dag.applies and dag.bijeenkomst.datum < dag.seen_on
        )
        return max(past, key=lambda dag: dag.bijeenkomst.datum, default=None)  # type: ignore[union-attr]  # filtered above

    @property
    def gehaald(self) -> bool:
        """Whether the norm is met."""
        return self.behaald >= self.norm

    @property
    def haalbaar(self) -> bool:
        """Whether the norm can still be met in the own cohort, without catching up."""
        return self.nog_nodig <= self.nog_mogelijk

    @property
    def stand(self) -> str:
        """How many dagdelen of those held, for a list: "7 van 8 dagdelen"."""
        return f"{self.behaald} van {max(self.voorbij, self.behaald)} dagdelen"

    @property
    def zin(self) -> str:
        """What is still needed, said to the deelnemer."""
        if self.gehaald:
            return f"Je hebt genoeg gevolgd voor je certificaat: {self.behaald} dagdelen."
        if self.haalbaar:
            needed = f"{self.nog_nodig} van de laatste {self.nog_mogelijk} dagdelen"
            return f"Nog nodig voor je certificaat: {needed}."
        missing = self.nog_nodig - self.nog_mogelijk
        word = "dagdeel" if missing == 1 else "dagdelen"
        return (
            f"Je komt nog {missing} {word} tekort voor je certificaat. "
            "Je trainer bespreekt met je hoe je die inhaalt."
        )


def voortgang_of(deelnames: Sequence[Deelname], day: date) -> list[Voortgang]:
    """The progress of these deelnames as seen on `day`, in their order.

    Two queries for any number of people, and a third when a cohort has days without a date;
    `cohort` must be loaded on each deelname.
    """
    planned = _planned({deelname.cohort_id for deelname in deelnames})
    dagen = _dagen(deelnames, planned)
    marks = _marks([deelname.pk for deelname in deelnames])
    return [
        Voortgang(
            deelname=deelname,
            norm=deelname.cohort.norm_dagdelen,
            dagen=tuple(
                _dagstand(deelname, dag, planned[deelname.cohort_id].get(dag.pk), marks, day)
                for dag in dagen[deelname.cohort_id]
            ),
        )
        for deelname in deelnames
    ]


Planned = dict[int, dict[int, Bijeenkomst]]
Marks = dict[tuple[int, int, str], str]


def _dagstand(
    deelname: Deelname, dag: Cursusdag, bijeenkomst: Bijeenkomst | None, marks: Marks, day: date
) -> Dagstand:
    return Dagstand(
        cursusdag=dag,
        bijeenkomst=bijeenkomst,
        ochtend=marks.get((deelname.pk, dag.pk, Dagdeel.OCHTEND), Status.OPEN),
        middag=marks.get((deelname.pk, dag.pk, Dagdeel.MIDDAG), Status.OPEN),
        applies=bijeenkomst is None or deelname.holds_on(bijeenkomst.datum),
        seen_on=day,
    )


def _planned(cohort_ids: set[int]) -> Planned:
    """Per cohort: the bijeenkomst of each course day that has a date."""
    planned: Planned = {cohort_id: {} for cohort_id in cohort_ids}
    for row in Bijeenkomst.objects.taking_place().for_steps(cohort_ids):
        planned[row.cohort_id][row.cursusdag_id] = row
    return planned


def _dagen(deelnames: Sequence[Deelname], planned: Planned) -> dict[int, list[Cursusdag]]:
    """Per cohort: the days of its programme, in order."""
    programmas = {deelname.cohort_id: deelname.cohort.programma_id for deelname in deelnames}
    dagen = {cohort: [b.cursusdag for b in rows.values()] for cohort, rows in planned.items()}
    incomplete = [cohort for cohort, rows in dagen.items() if len(rows) < DAGEN_PER_PROGRAMMA]
    if incomplete:
        by_programma = defaultdict(list)
        for dag in Cursusdag.objects.for_steps({programmas[cohort] for cohort in incomplete}):
            by_programma[dag.programma_id].append(dag)
        dagen |= {cohort: by_programma[programmas[cohort]] for cohort in incomplete}
    return {cohort: sorted(rows, key=lambda dag: dag.nummer) for cohort, rows in dagen.items()}


def _marks(deelname_ids: list[int]) -> Marks:
    rows = Aanwezigheid.objects.of_deelnames(deelname_ids).values_list(
        "deelname_id", "cursusdag_id", "dagdeel", "status"
    )
    return {(deelname, dag, dagdeel): status for deelname, dag, dagdeel, status in rows}
