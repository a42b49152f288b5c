"""The completion rule's verdict: may somebody have a certificate, and why. Attendance decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Subquery
from django.utils import timezone
from django.utils.formats import date_format

from certificaten.models import Certificaat, Certificaatgebeurtenis, candidates_for_issue
from cohorts.aanwezigheid.progress.person import Voortgang, voortgang_of
from cohorts.models import Deelname, Trainerschap


class Stand(StrEnum):
    """Where somebody stands with the certificate."""

    NOG_NIET = "nog niet"
    KLAAR = "klaar om uit te geven"
    UITGEGEVEN = "uitgegeven"
    INGETROKKEN = "ingetrokken"
    VERVANGEN = "vervangen"


# What each kind of event leaves a certificate as.
STAND_AFTER = {
    Certificaatgebeurtenis.Soort.UITGEGEVEN: Stand.UITGEGEVEN,
    Certificaatgebeurtenis.Soort.HERSTELD: Stand.UITGEGEVEN,
    Certificaatgebeurtenis.Soort.INGETROKKEN: Stand.INGETROKKEN,
    Certificaatgebeurtenis.Soort.VERVANGEN: Stand.VERVANGEN,
}


class Refusal(NamedTuple):
    """Why somebody gets no certificate now: a code for who asks, a sentence for who reads."""

    code: str
    zin: str


@dataclass(frozen=True)
class Verdict:
    """The verdict on one deelname, as seen on a given day.

    `elders` names the cohort in which the same dagdelen gave a certificate already; `leads` says
    that this person is or was a trainer of the cohort.
    """

    voortgang: Voortgang
    certificaat: Certificaat | None
    elders: str
    leads: bool
    seen_on: date

    @property
    def stand(self) -> Stand:
        """The state; after issue only the events of the certificate count."""
        if self.certificaat is not None:
            return STAND_AFTER[Certificaatgebeurtenis.Soort(self.certificaat.laatste_gebeurtenis)]
        return Stand.NOG_NIET if self.refusal else Stand.KLAAR

    @property
    def is_klaar(self) -> bool:
        return self.stand == Stand.KLAAR

    @property
    def refusal(self) -> Refusal | None:
        """Why no certificate can be issued; nothing for who is ready."""
        user = self.voortgang.deelname.user
        if self.certificaat is not None:
            return Refusal("issued", f"{user} heeft al een certificaat.")
        if self.elders:
            return Refusal(
                "issued",
                f"{user} heeft al een certificaat van {self.elders} voor dagdelen die hier ook "
                "meetellen.",
            )
        if not (self.voortgang.gehaald and self._is_finished):
            return Refusal(
                "not_ready", f"{user} kan nog geen certificaat krijgen. {self._progress}"
            )
        if not user.achternaam:
            return Refusal(
                "no_name",
                "Vul eerst de naam van deze deelnemer in: die komt op het certificaat.",
            )
        if self.leads:
            return Refusal(
                "trainer", f"{user} is trainer van dit cohort en krijgt geen certificaat."
            )
        return None

    @property
    def laatste_dag(self) -> date | None:
        """The date of the last bijeenkomst of the cohort, when one has been planned."""
        return max(self._dates, default=None)

    @property
    def eerste_dag(self) -> date | None:
        """The date of the first bijeenkomst of the cohort, when one has been planned."""
        return min(self._dates, default=None)

    @property
    def zin(self) -> str:
        """Why the verdict is what it is, in one sentence about the deelnemer."""
        if self.certificaat is not None:
            return self._sentence_after_issue(self.certificaat)
        if self.refusal is None or self.refusal.code == "not_ready":
            return self._progress
        return self.refusal.zin

    @property
    def _progress(self) -> str:
        """How far somebody is from the norm."""
        stand, last = self.voortgang, self.voortgang.deelname.tot_en_met
        if stand.gehaald:
            return self._sentence_when_met()
        sentence = f"{stand.behaald} van de {stand.norm} dagdelen gevolgd"
        if last and self.laatste_dag and last < self.laatste_dag:
            verb = "deed" if last < self.seen_on else "doet"
            return f"{sentence}; {verb} mee tot en met {_written(last)}."
        sentence += f"; nog {stand.nog_nodig} nodig"
        if stand.haalbaar:
            return f"{sentence}."
        return f"{sentence}, en er komen er nog {stand.nog_mogelijk}. Inhalen is nodig."

    def _sentence_after_issue(self, certificaat: Certificaat) -> str:
        """A correction or a higher norm does not change what was issued; a reader must know."""
        if self.stand != Stand.UITGEGEVEN:
            return f"{self.stand.capitalize()} op {_day(certificaat.laatste_op)}."
        sentence, stand = f"Uitgegeven op {_day(certificaat.uitgegeven_op)}", self.voortgang
        if stand.gehaald:
            return f"{sentence}."
        return f"{sentence}, maar er staan nu {stand.behaald} van de {stand.norm} dagdelen."

    def _sentence_when_met(self) -> str:
        sentence = f"{self.voortgang.behaald} dagdelen gevolgd; de norm is {self.voortgang.norm}."
        if self._is_finished or self.laatste_dag is None:
            return sentence
        return f"{sentence} Uitgeven kan vanaf de laatste dag, {_written(self.laatste_dag)}."

    @property
    def _is_finished(self) -> bool:
        # Facts are frozen at issue: issued before the last day, they would be wrong for ever.
        return self.laatste_dag is not None and self.laatste_dag <= self.seen_on

    @property
    def _dates(self) -> list[date]:
        return [dag.bijeenkomst.datum for dag in self.voortgang.dagen if dag.bijeenkomst]


def verdicts_of(deelnames: Sequence[Deelname], day: date) -> list[Verdict]:
    """The verdicts on these deelnames as seen on `day`, in their order: five queries.

    `cohort` and `user` must be loaded on each deelname.
    """
    pks = [deelname.pk for deelname in deelnames]
    certificaten = {
        certificaat.deelname_id: certificaat
        for certificaat in Certificaat.objects.of_deelnames(pks).with_status()
    }
    elsewhere = Certificaat.objects.for_dagdelen_of_outer().values("cohort")[:1]
    elders = dict(
        Deelname.objects.filter(pk__in=pks)
        .annotate(elders=Subquery(elsewhere))
        .values_list("pk", "elders")
    )
    leading = set(
        Trainerschap.objects.of_cohorten({deelname.cohort_id for deelname in deelnames})
        .order_by()
        .values_list("cohort_id", "user_id")
    )
    return [
        Verdict(
            voortgang=voortgang,
            certificaat=certificaten.get(voortgang.deelname.pk),
            elders=elders[voortgang.deelname.pk] or "",
            leads=(voortgang.deelname.cohort_id, voortgang.deelname.user_id) in leading,
            seen_on=day,
        )
        for voortgang in voortgang_of(deelnames, day)
    ]


def ready_for_issue(day: date, *, cohorten: int) -> list[Verdict]:
    """Who waits for a certificate on `day` in the `cohorten` cohorts that ended first."""
    candidates = candidates_for_issue(day)
    ended = dict.fromkeys(candidates.values_list("cohort_id", flat=True))
    first = list(ended)[:cohorten]
    verdicts = verdicts_of(list(candidates.filter(cohort__in=first)), day)
    return [verdict for verdict in verdicts if verdict.is_klaar]


def _day(moment: datetime) -> str:
    return _written(timezone.localdate(moment))


def _written(day: date) -> str:
    return date_format(day, "j F Y")
