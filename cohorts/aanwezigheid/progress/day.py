"""One course day for one deelnemer: what became of it, and what is on foot to make it good."""

from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import date as format_date
from django.utils.text import get_text_list

from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.aanwezigheid.progress.facts import Feit, Planstand
from cohorts.models import Bijeenkomst
from programma.models import Cursusdag

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
    # Whether the day was before somebody came in later.
    is_before_start: bool = False
    marks: tuple[Feit, ...] = ()
    # What is on foot; only for pages that ask for it.
    plan: Feit | None = None
    opdrachten: tuple[Feit, ...] = ()
    afmelding: Feit | None = None

    @property
    def nummer(self) -> int:
        return self.cursusdag.nummer

    @property
    def titel(self) -> str:
        return self.cursusdag.titel

    @property
    def statussen(self) -> tuple[str, str]:
        return (self.ochtend, self.middag)

    def status_of(self, dagdeel: Dagdeel) -> str:
        """Where this half of the day stands."""
        return self.ochtend if dagdeel == Dagdeel.OCHTEND else self.middag

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
    def gemist(self) -> tuple[str, ...]:
        """The dagdelen that were missed, or are known to be: what somebody may catch up."""
        if not self.applies and not self.is_before_start:
            return ()
        return tuple(
            dagdeel
            for dagdeel, status in zip(Dagdeel.values, self.statussen, strict=True)
            if status in Aanwezigheid.GEMIST
            or (status == Status.OPEN and self._stays_open(dagdeel))
        )

    def _stays_open(self, dagdeel: str) -> bool:
        """Whether nothing will be registered for a dagdeel in the own cohort."""
        return self.is_before_start or (
            self.afmelding is not None and dagdeel in self.afmelding.dagdelen
        )

    @property
    def in_te_halen(self) -> tuple[str, ...]:
        """What was missed and for which nothing is on foot yet."""
        busy = {dagdeel for row in self.opdrachten for dagdeel in row.dagdelen}
        if self.plan and self.plan.status != Planstand.TE_PLANNEN:
            return ()
        return tuple(dagdeel for dagdeel in self.gemist if dagdeel not in busy)

    @property
    def ingepland(self) -> int:
        """Missed dagdelen that a plan with a day elsewhere or an assignment would make good."""
        if self.nog_mogelijk:
            return 0
        rows = [*self.opdrachten]
        if self.plan and self.plan.status == Planstand.GEPLAND:
            rows.append(self.plan)
        return len({dagdeel for row in rows for dagdeel in row.dagdelen} & set(self.gemist))

    @property
    def onbekend(self) -> int:
        """Dagdelen of a day that is over, about which nobody registered anything."""
        if not self.applies or not self.is_over:
            return 0
        return self.statussen.count(Status.OPEN) - sum(
            getattr(self, dagdeel) == Status.OPEN for dagdeel in self.gemist
        )

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
        if Status.INGEHAALD in self.statussen and self.behaald == DAGDELEN_PER_DAG:
            return self._ingehaald
        if self.ochtend == self.middag:
            return (
                "nog niet geregistreerd"
                if self.ochtend == Status.OPEN
                else str(Status(self.ochtend).label)
            )
        if self.behaald:
            return "alleen ochtend" if self.ochtend in Aanwezigheid.BEHAALD else "alleen middag"
        return str(Status.AFWEZIG.label)

    @property
    def ingehaald(self) -> tuple[Feit, ...]:
        """The dagdelen that were caught up, with where."""
        return tuple(mark for mark in self.marks if mark.status == Status.INGEHAALD)

    @property
    def _ingehaald(self) -> str:
        """When and where it was caught up: "ingehaald op 14 mei (Testdam B)"."""
        places = dict.fromkeys(self._place_of(mark) for mark in self.ingehaald)
        words = get_text_list([place for place in places if place], "en")
        half = "" if self.ochtend == self.middag else f"{self.ingehaald[0].dagdeel} "
        return f"{half if words else ''}ingehaald {words}".strip()

    def _place_of(self, mark: Feit) -> str:
        if mark.datum is None:
            return "met een opdracht"
        if self.bijeenkomst and mark.datum == self.bijeenkomst.datum:
            return ""
        return f"op {format_date(mark.datum, 'j F')} ({mark.groep})"

    @property
    def verzuim(self) -> str:
        """What stood there before it was caught up: "afwezig op 12 maart"; else nothing."""
        words = dict.fromkeys(
            str(Status(mark.tekst).label)
            for mark in self.ingehaald
            if mark.tekst in Aanwezigheid.GEMIST
        )
        if not words or self.bijeenkomst is None:
            return ""
        return f"{get_text_list(list(words), 'en')} op {format_date(self.bijeenkomst.datum, 'j F')}"

    @property
    def inhaalwoorden(self) -> str:
        """What is on foot: "inhalen op 14 mei in Testdam B"; nothing when nothing is."""
        words = [f"inhaalopdracht voor de {row.dagdeel}" for row in self.opdrachten]
        if self.plan:
            words.append(self.planzin)
        return get_text_list(words, "en")

    @property
    def planzin(self) -> str:
        """How far the plan for another cohort is; nothing without one."""
        if self.plan is None:
            return ""
        if self.plan.status == Planstand.TE_PLANNEN:
            return "inhalen: nog te plannen"
        if self.plan.status == Planstand.AANGEVRAAGD:
            return "inhalen aangevraagd"
        when = format_date(self.plan.datum, "j F")
        half = f"{self.plan.dagdeel} " if len(self.plan.dagdelen) == 1 else ""
        return f"{half}inhalen op {when} in {self.plan.groep}"
