"""What people read about one course day."""

from dataclasses import dataclass

from django.template.defaultfilters import date as format_date
from django.utils.text import get_text_list

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.day import DAGDELEN_PER_DAG, Dagstand
from cohorts.aanwezigheid.progress.facts import MarkFact, Planstand
from cohorts.aanwezigheid.progress.kind import DayKind, kind_of

Status = Aanwezigheid.Status


@dataclass(frozen=True)
class Dagwoorden(Dagstand):
    """A day with its sums, and those in words."""

    @property
    def aankondiging(self) -> str:
        """When it is, as a person says it: "morgen", "over 9 dagen"; empty without a date."""
        if self.bijeenkomst is None:
            return ""
        days = (self.bijeenkomst.datum - self.seen_on).days
        words = {0: "vandaag", 1: "morgen", 2: "overmorgen"}
        return words.get(days, f"over {days} dagen")

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
        kind = kind_of(*self.statussen)
        if kind is DayKind.HALVE_DAG:
            return f"{kind} ({'ochtend' if self.ochtend in Aanwezigheid.BEHAALD else 'middag'})"
        return str(kind)

    @property
    def _ingehaald(self) -> str:
        """When and where it was caught up: "ingehaald op 14 mei (Testdam B)"."""
        places = dict.fromkeys(self._place_of(mark) for mark in self.ingehaald)
        words = get_text_list([place for place in places if place], "en")
        half = "" if self.ochtend == self.middag else f"{self.ingehaald[0].dagdeel} "
        return f"{half if words else ''}ingehaald {words}".strip()

    def _place_of(self, mark: MarkFact) -> str:
        if mark.datum is None:
            return "met een opdracht"
        if self.bijeenkomst and mark.datum == self.bijeenkomst.datum:
            return ""
        return f"op {format_date(mark.datum, 'j F')} ({mark.groep})"

    @property
    def verzuim(self) -> str:
        """What stood there before it was caught up: "afwezig op 12 maart"; else nothing."""
        words = dict.fromkeys(
            str(Status(mark.voorheen).label)
            for mark in self.ingehaald
            if mark.voorheen in Aanwezigheid.GEMIST
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
        half = f"{self.plan.dagdelen[0]} " if len(self.plan.dagdelen) == 1 else ""
        return f"{half}inhalen op {when} in {self.plan.groep}"
