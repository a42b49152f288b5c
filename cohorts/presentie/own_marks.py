"""Mijn aanwezigheid: each day of one deelnemer with what was registered, by whom and when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cohorts.aanwezigheid.history import Dagdeelgeschiedenis, history_of
from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.betwistingen import refusal_of_betwisting
from cohorts.presentie.models import Betwisting
from programma.models import Cursusdag

Status = Aanwezigheid.Status


@dataclass(frozen=True)
class Dagdeelstand:
    """Half a day: where the mark stands, its history, and whether it is contested."""

    dagdeel: Dagdeel
    geschiedenis: Dagdeelgeschiedenis | None
    betwisting: Betwisting | None
    bijeenkomst: Bijeenkomst | None

    @property
    def aanwezigheid(self) -> Aanwezigheid | None:
        return self.geschiedenis.aanwezigheid if self.geschiedenis else None

    @property
    def status(self) -> str:
        return self.aanwezigheid.status if self.aanwezigheid else Status.OPEN

    @property
    def label(self) -> str:
        return str(Status(self.status).label)

    @property
    def may_be_contested(self) -> bool:
        if self.aanwezigheid is None or (self.betwisting and self.betwisting.is_open):
            return False
        return not refusal_of_betwisting(self.aanwezigheid, self.bijeenkomst)


@dataclass(frozen=True)
class Eigendag:
    """One course day of one deelnemer."""

    cursusdag: Cursusdag
    bijeenkomst: Bijeenkomst | None
    dagdelen: tuple[Dagdeelstand, ...]
    applies: bool
    seen_on: date

    @property
    def is_coming(self) -> bool:
        """Whether it is still to be held, and nothing is registered yet."""
        if any(stand.aanwezigheid for stand in self.dagdelen) or self.bijeenkomst is None:
            return False
        return self.bijeenkomst.datum > self.seen_on


def own_marks_of(deelname: Deelname) -> list[Eigendag]:
    """The days of the own cohort that have a date or a mark: four queries."""
    planned = Bijeenkomst.objects.taking_place().for_steps([deelname.cohort_id])
    bijeenkomsten = {row.cursusdag_id: row for row in planned}
    dagen = {row.cursusdag_id: row.cursusdag for row in bijeenkomsten.values()}
    marks: dict[int, dict[str, Dagdeelgeschiedenis]] = defaultdict(dict)
    for item in history_of(deelname):
        dagen.setdefault(item.aanwezigheid.cursusdag_id, item.aanwezigheid.cursusdag)
        marks[item.aanwezigheid.cursusdag_id][item.aanwezigheid.dagdeel] = item
    betwistingen = _latest_betwistingen(deelname)
    today = timezone.localdate()
    return [
        _day(dag, bijeenkomsten.get(dag.pk), deelname, marks[dag.pk], betwistingen, today)
        for dag in sorted(dagen.values(), key=lambda dag: dag.nummer)
    ]


def _day(
    dag: Cursusdag,
    bijeenkomst: Bijeenkomst | None,
    deelname: Deelname,
    marks: dict[str, Dagdeelgeschiedenis],
    betwistingen: dict[int, Betwisting],
    today: date,
) -> Eigendag:
    standen = []
    for dagdeel in Dagdeel:
        item = marks.get(dagdeel)
        betwisting = betwistingen.get(item.aanwezigheid.pk) if item else None
        standen.append(Dagdeelstand(dagdeel, item, betwisting, bijeenkomst))
    applies = bijeenkomst is None or deelname.holds_on(bijeenkomst.datum)
    return Eigendag(dag, bijeenkomst, tuple(standen), applies, today)


def _latest_betwistingen(deelname: Deelname) -> dict[int, Betwisting]:
    """Per mark the last betwisting that was not taken back."""
    rows = Betwisting.objects.of_deelname(deelname).not_withdrawn()
    found = rows.select_related("afgehandeld_door").order_by("ingediend_op", "pk")
    return {row.aanwezigheid_id: row for row in found}
