"""The completion rule's verdict: may somebody have a certificate, and why. Attendance decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format

from certificaten.models import Certificaat, Certificaatgebeurtenis
from cohorts.aanwezigheid.progress.person import Voortgang, voortgang_of
from cohorts.models import Deelname


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


@dataclass(frozen=True)
class Verdict:
    """The verdict on one deelname, as seen on a given day."""

    voortgang: Voortgang
    certificaat: Certificaat | None
    seen_on: date

    @property
    def stand(self) -> Stand:
        """The state; after issue only the events of the certificate count."""
        if self.certificaat is not None:
            return STAND_AFTER[Certificaatgebeurtenis.Soort(self.certificaat.laatste_gebeurtenis)]
        return Stand.KLAAR if self.voortgang.gehaald and self._is_finished else Stand.NOG_NIET

    @property
    def is_klaar(self) -> bool:
        return self.stand == Stand.KLAAR

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
            moment = self.certificaat.laatste_op
            if self.stand == Stand.UITGEGEVEN:
                moment = self.certificaat.uitgegeven_op
            return f"{self.stand.capitalize()} op {_written(timezone.localdate(moment))}."
        stand = self.voortgang
        if stand.gehaald:
            return self._sentence_when_met()
        sentence = (
            f"{stand.behaald} van de {stand.norm} dagdelen gevolgd; nog {stand.nog_nodig} nodig"
        )
        if stand.haalbaar:
            return f"{sentence}."
        return f"{sentence}, en er komen er nog {stand.nog_mogelijk}. Inhalen is nodig."

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
    """The verdicts on these deelnames as seen on `day`, in their order: three queries.

    `cohort` must be loaded on each deelname.
    """
    certificaten = {
        certificaat.deelname_id: certificaat
        for certificaat in Certificaat.objects.of_deelnames(
            [deelname.pk for deelname in deelnames]
        ).with_status()
    }
    return [
        Verdict(voortgang, certificaten.get(voortgang.deelname.pk), day)
        for voortgang in voortgang_of(deelnames, day)
    ]


def _written(day: date) -> str:
    return date_format(day, "j F Y")
