"""How far somebody is: seven days with their state, and what the certificate still asks for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.aanwezigheid.progress.day import DAGDELEN_PER_DAG
from cohorts.aanwezigheid.progress.facts import Facts, facts_of
from cohorts.aanwezigheid.progress.sentence import zin_of
from cohorts.aanwezigheid.progress.words import Dagwoorden
from cohorts.models import Bijeenkomst, Deelname
from programma.models import DAGDELEN_PER_PROGRAMMA, DAGEN_PER_PROGRAMMA, Cursusdag

Status = Aanwezigheid.Status


@dataclass(frozen=True)
class Voortgang:
    """Where one deelnemer stands against the norm of the cohort."""

    deelname: Deelname
    dagen: tuple[Dagwoorden, ...]
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
    def eerstvolgende(self) -> Dagwoorden | None:
        """The next day that has a date, today included."""
        coming = (
            dag
            for dag in self.dagen
            if dag.bijeenkomst and dag.applies and dag.bijeenkomst.datum >= dag.seen_on
        )
        return min(coming, key=lambda dag: dag.bijeenkomst.datum, default=None)  # type: ignore[union-attr]  # filtered above

    @property
    def vorige(self) -> Dagwoorden | None:
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
    def regel(self) -> str:
        """The rule of the cohort, said to the deelnemer."""
        needed = f"{self.norm} van de {DAGDELEN_PER_PROGRAMMA} dagdelen"
        return f"Voor je certificaat volg je ten minste {needed}."

    @property
    def met_inhalen(self) -> tuple[Dagwoorden, ...]:
        """The days that are being caught up, or were."""
        return tuple(dag for dag in self.dagen if dag.inhaalwoorden or dag.verzuim)

    @property
    def inhaaldagen(self) -> tuple[Dagwoorden, ...]:
        """`met_inhalen`, and each missed day without a plan, unless the person has left."""
        if self.deelname.has_ended(self.dagen[0].seen_on):
            return self.met_inhalen
        busy = self.met_inhalen
        return tuple(dag for dag in self.dagen if dag in busy or dag.in_te_halen)

    @property
    def zin(self) -> str:
        """What is still needed, said to the deelnemer."""
        if self.gehaald:
            return f"Je hebt genoeg gevolgd voor je certificaat: {self.behaald} dagdelen."
        return zin_of(self.dagen, nodig=self.nog_nodig, mogelijk=self.nog_mogelijk)


def voortgang_of(
    deelnames: Sequence[Deelname], day: date, *, with_plans: bool = False
) -> list[Voortgang]:
    """The progress of these deelnames as seen on `day`, in their order.

    Two queries for any number of people, and a third when a cohort has days without a date;
    `cohort` must be loaded on each deelname. `with_plans` adds what is on foot to catch up days:
    three queries. One more when something was caught up.
    """
    planned = _planned({deelname.cohort_id for deelname in deelnames})
    dagen = _dagen(deelnames, planned)
    facts = facts_of([row.pk for row in deelnames], day, with_plans=with_plans)
    return [
        Voortgang(
            deelname=deelname,
            norm=deelname.cohort.norm_dagdelen,
            dagen=tuple(
                _dag(deelname, dag, planned[deelname.cohort_id].get(dag.pk), facts, day)
                for dag in dagen[deelname.cohort_id]
            ),
        )
        for deelname in deelnames
    ]


Planned = dict[int, dict[int, Bijeenkomst]]


def _dag(
    deelname: Deelname, dag: Cursusdag, bijeenkomst: Bijeenkomst | None, facts: Facts, day: date
) -> Dagwoorden:
    key = (deelname.pk, dag.pk)
    marks = facts.marks.get(key, {})
    ochtend, middag = marks.get(Dagdeel.OCHTEND), marks.get(Dagdeel.MIDDAG)
    return Dagwoorden(
        cursusdag=dag,
        bijeenkomst=bijeenkomst,
        ochtend=ochtend.status if ochtend else Status.OPEN,
        middag=middag.status if middag else Status.OPEN,
        applies=bijeenkomst is None or deelname.holds_on(bijeenkomst.datum),
        seen_on=day,
        is_before_start=bijeenkomst is not None and bijeenkomst.datum < deelname.vanaf,
        marks=tuple(mark for mark in (ochtend, middag) if mark),
        plan=facts.plans.get(key),
        opdrachten=tuple(facts.opdrachten.get(key, ())),
        afmelding=facts.afmeldingen.get(key, ()),
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
