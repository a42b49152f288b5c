"""Where a cohort stands on a day: planned, running, finished; and what asks for attention next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, prefetch_related_objects
from django.template.defaultfilters import date as format_date
from django.urls import reverse

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.day import Dagstand
from cohorts.aanwezigheid.progress.kind import DayKind, headcount_of, kind_of, so_far
from cohorts.aanwezigheid.progress.person import Voortgang
from cohorts.models import Bijeenkomst, Cohort, Trainerschap
from cohorts.needs import Need, Needs
from programma.models import DAGEN_PER_PROGRAMMA, Cursusdag


class Fase(StrEnum):
    """Where a cohort is between a plan and its end; without all its dates it is not whole."""

    ONVOLLEDIG = "onvolledig"
    KOMT = "komt"
    LOOPT = "loopt"
    VOORBIJ = "voorbij"


@dataclass(frozen=True)
class CohortDag:
    """One course day of a cohort, with how it went for everybody."""

    cursusdag: Cursusdag
    bijeenkomst: Bijeenkomst | None
    seen_on: date
    standen: tuple[Dagstand, ...]

    @property
    def is_today(self) -> bool:
        return self.bijeenkomst is not None and self.bijeenkomst.datum == self.seen_on

    @property
    def is_over(self) -> bool:
        return self.bijeenkomst is not None and self.bijeenkomst.datum < self.seen_on

    @property
    def label(self) -> str:
        """When it is, as briefly as it fits under a step."""
        if self.bijeenkomst is None:
            return "nog geen datum"
        return "vandaag" if self.is_today else format_date(self.bijeenkomst.datum, "D j M").lower()

    @property
    def uitkomst(self) -> str:
        """How many people were there and what became of the others; nothing before it."""
        people = [stand for stand in self.standen if stand.applies]
        if not people or not (self.is_over or self.is_today):
            return ""
        if all(kind_of(*stand.statussen) is DayKind.ONBEKEND for stand in people):
            return str(DayKind.ONBEKEND) if self.is_over else ""
        if self.is_today and any(Aanwezigheid.Status.OPEN in stand.statussen for stand in people):
            return so_far(people)
        return headcount_of(people).words


def days_of(cohort: Cohort, voortgangen: Sequence[Voortgang], day: date) -> list[CohortDag]:
    """The seven days of a cohort; two queries when nobody is in it, else none."""
    if voortgangen:
        columns = zip(*(voortgang.dagen for voortgang in voortgangen), strict=True)
        return [
            CohortDag(standen[0].cursusdag, standen[0].bijeenkomst, day, standen)
            for standen in columns
        ]
    planned = {row.cursusdag_id: row for row in cohort.bijeenkomsten.taking_place().for_page()}
    return [
        CohortDag(dag, planned.get(dag.pk), day, ()) for dag in cohort.programma.cursusdagen.all()
    ]


@dataclass(frozen=True)
class Standing:
    """The days of a cohort as seen on one day; `bijeenkomsten` are those that go on, in order."""

    cohort: Cohort
    bijeenkomsten: tuple[Bijeenkomst, ...]
    seen_on: date

    @classmethod
    def of_days(cls, cohort: Cohort, days: Sequence[CohortDag], day: date) -> "Standing":
        """Made of the days of a page: no query."""
        rows = [dag.bijeenkomst for dag in days if dag.bijeenkomst]
        return cls(cohort, tuple(sorted(rows, key=lambda row: row.datum)), day)

    @property
    def trainers(self) -> list[User]:
        """Who leads it now or will do so."""
        rows = self.cohort.trainerschappen.all()
        return [row.user for row in rows if not row.has_ended(self.seen_on)]

    @property
    def vandaag(self) -> Bijeenkomst | None:
        return next((row for row in self.bijeenkomsten if row.datum == self.seen_on), None)

    @property
    def volgende(self) -> Bijeenkomst | None:
        """The first bijeenkomst after today."""
        return next((row for row in self.bijeenkomsten if row.datum > self.seen_on), None)

    @property
    def held(self) -> int:
        """How many days lie behind us."""
        return sum(row.datum < self.seen_on for row in self.bijeenkomsten)

    @property
    def has_begun(self) -> bool:
        """Whether a day has come: what is missing then is no longer a new cohort's."""
        return bool(self.held or self.vandaag)

    @property
    def dots(self) -> list[tuple[int, str, str]]:
        """For each of the seven days: its number, its kind and its words."""
        planned = {row.cursusdag.nummer: row.datum for row in self.bijeenkomsten}
        return [
            (nummer, *self._dot(planned.get(nummer)))
            for nummer in range(1, DAGEN_PER_PROGRAMMA + 1)
        ]

    def _dot(self, datum: date | None) -> tuple[str, str]:
        if datum is None:
            return "undated", "nog geen datum"
        if datum == self.seen_on:
            return "today", "vandaag"
        kind = "over" if datum < self.seen_on else "coming"
        return kind, format_date(datum, "j F")

    @property
    def is_complete(self) -> bool:
        """Whether all seven days have a date."""
        return len(self.bijeenkomsten) == DAGEN_PER_PROGRAMMA

    @property
    def fase(self) -> Fase:
        """Where it is between a plan and its end."""
        if not self.is_complete:
            return Fase.ONVOLLEDIG
        if self.vandaag or (self.held and self.volgende):
            return Fase.LOOPT
        return Fase.KOMT if self.volgende else Fase.VOORBIJ

    @property
    def label(self) -> str:
        """The state in a few words."""
        if not self.bijeenkomsten:
            return "nog niet gepland"
        if self.vandaag:
            return f"dag {self.vandaag.cursusdag.nummer} is vandaag"
        if not self.is_complete:
            return f"{len(self.bijeenkomsten)} van {DAGEN_PER_PROGRAMMA} dagen gepland"
        if not self.volgende:
            return "afgerond"
        return f"dag {self.held} geweest" if self.held else "nog niet begonnen"

    @property
    def volgende_zin(self) -> str:
        """When the next day is; for a finished cohort, when the last one was."""
        if row := self.volgende:
            return f"dag {row.cursusdag.nummer} op {format_date(row.datum, 'l j F')}"
        if self.vandaag or not self.bijeenkomsten:
            return ""
        return f"laatste dag op {format_date(self.bijeenkomsten[-1].datum, 'j F Y')}"


def standings_of(cohorten: Sequence[Cohort], day: date) -> list[Standing]:
    """Where each of these cohorts stands on `day`; two queries for any number."""
    dagen = Bijeenkomst.objects.taking_place().select_related("cursusdag")
    trainers = Trainerschap.objects.select_related("user")
    prefetch_related_objects(
        cohorten, Prefetch("bijeenkomsten", dagen), Prefetch("trainerschappen", trainers)
    )
    return [Standing(cohort, tuple(cohort.bijeenkomsten.all()), day) for cohort in cohorten]


@dataclass(frozen=True)
class NextStep:
    """The one thing that a coördinator should do now."""

    title: str
    text: str
    label: str
    page: str

    @property
    def is_invitation(self) -> bool:
        """Whether it is done with one POST instead of on a page of its own."""
        return self.page == "uitnodiging_create"

    def url(self, cohort: Cohort) -> str:
        return reverse(self.page, args=[cohort.pk])


PLAN = NextStep(
    "Plan de zeven dagen",
    "Kies een start en een ritme. Je krijgt data die om de feestdagen heen gaan.",
    "Plan de dagen",
    "planning_form",
)
REPLAN = NextStep(
    "Niet elke dag heeft een datum",
    "Kies een nieuwe datum. De andere dagen blijven zoals ze zijn.",
    "Plan de dag",
    "planning_form",
)
TRAINER = NextStep(
    "Wijs een trainer aan",
    "De trainer ziet het cohort meteen en houdt de presentie bij.",
    "Kies een trainer",
    "trainerschap_list",
)
PEOPLE = NextStep(
    "Voeg de deelnemers toe",
    "Kies het bestand dat je van HR kreeg, of plak de namen.",
    "Voeg deelnemers toe",
    "deelnemerimport_create",
)
INVITE = NextStep(
    "Nodig de deelnemers uit",
    "Ze krijgen een mail met de data en een link om in te loggen.",
    "Nodig ze uit",
    "uitnodiging_create",
)
STEP_FOR = {
    Need.DATES: PLAN,
    Need.TRAINER: TRAINER,
    Need.PEOPLE: PEOPLE,
    Need.INVITATIONS: INVITE,
}


def next_step_of(standing: Standing, needs: Needs) -> NextStep | None:
    """The first thing that a cohort needs, in the words of its page."""
    missing = needs.missing
    if not missing:
        return None
    return REPLAN if standing.has_begun and missing[0] is Need.DATES else STEP_FOR[missing[0]]
