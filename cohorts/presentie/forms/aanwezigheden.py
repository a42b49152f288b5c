from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.aanwezigheid.real_time import real_time_of
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.list import Presentielijst
from huisstijl.fields import LineField

Bron = Aanwezigheidswijziging.Bron
Status = Aanwezigheid.Status

DAGDEEL = {"required": "Kies ochtend of middag.", "invalid_choice": "Kies ochtend of middag."}
STATUS = {
    "required": "Kies aanwezig, afwezig of afgemeld.",
    "invalid_choice": "Kies aanwezig, afwezig of afgemeld.",
}
PERSOON = {"required": "Kies iemand.", "invalid": "Deze persoon zit niet in dit cohort."}
KENMERK = {"invalid": "Laad de pagina opnieuw."}
TOESTELTIJD = "De tijd van je toestel is niet leesbaar."
REDEN = {
    "required": "Schrijf kort waarom je dit verandert.",
    "max_length": "Schrijf hoogstens 200 tekens.",
}
OPMERKING = {"max_length": "Schrijf hoogstens 200 tekens."}
# A clock before this was never set; one after it is no clock.
CLOCKS = (date(1970, 1, 1), date(2100, 1, 1))


class DagdeelForm(forms.Form):
    """Which half of the day presentie is about."""

    dagdeel = forms.ChoiceField(choices=Dagdeel.choices, error_messages=DAGDEEL)


class OverigeForm(DagdeelForm):
    """Everybody about whom nothing is registered yet, in one tap."""

    kenmerk = forms.UUIDField(required=False, error_messages=KENMERK)
    toesteltijd = forms.DateTimeField(required=False, error_messages={"invalid": TOESTELTIJD})

    def clean_toesteltijd(self) -> datetime | None:
        return _plausible(self.cleaned_data["toesteltijd"])

    def __init__(self, *args: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bijeenkomst = bijeenkomst

    def clean_kenmerk(self) -> UUID:
        """That of the device, or a new one: it is what can be undone."""
        return self.cleaned_data["kenmerk"] or uuid4()

    def clean(self) -> dict[str, Any]:
        """With the source of these marks."""
        return {**self.cleaned_data, "bron": _source(self.data, self.bijeenkomst)}


class OverigeIntrekkingForm(DagdeelForm):
    """That tap taken back."""

    kenmerk = forms.UUIDField(error_messages=KENMERK | {"required": KENMERK["invalid"]})


class PersoonForm(DagdeelForm):
    """Something about one person on the list."""

    deelname = forms.IntegerField(error_messages=PERSOON)

    def __init__(self, *args: Any, lijst: Presentielijst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lijst = lijst

    @property
    def is_about(self) -> int | None:
        """The key of the person as it was sent: whose row shows what was typed."""
        sent = self.data.get("deelname", "")
        return int(sent) if sent.isdecimal() else None

    def clean_deelname(self) -> Deelname:
        """Somebody on this list or of this cohort; the action says whether on that day."""
        pk = self.cleaned_data["deelname"]
        if rij := self.lijst.find(pk):
            return rij.deelname
        if deelname := self.lijst.bijeenkomst.cohort.deelnames.filter(pk=pk).first():
            return deelname
        raise ValidationError(PERSOON["invalid"], code="ander_cohort")


class OpmerkingForm(PersoonForm):
    """An opmerking beside a name; an empty one takes it away."""

    tekst = LineField(required=False, max_length=200, error_messages=OPMERKING)


class AanwezigheidForm(PersoonForm):
    """One tap on the list, with what the device knows about it; or a correction with a reason."""

    status = forms.ChoiceField(
        choices=[(status.value, status.label) for status in Aanwezigheid.BIJ_PRESENTIE],
        error_messages=STATUS,
    )
    kenmerk = forms.UUIDField(required=False, error_messages=KENMERK)
    toesteltijd = forms.DateTimeField(required=False, error_messages={"invalid": TOESTELTIJD})
    verzonden = forms.DateTimeField(required=False, error_messages={"invalid": TOESTELTIJD})
    moment = forms.DateTimeField(required=False, error_messages={"invalid": TOESTELTIJD})
    reden = LineField(required=False, max_length=200, error_messages=REDEN)

    def clean_toesteltijd(self) -> datetime | None:
        return _plausible(self.cleaned_data["toesteltijd"])

    def clean_verzonden(self) -> datetime | None:
        return _plausible(self.cleaned_data["verzonden"])

    def clean_moment(self) -> datetime | None:
        return _plausible(self.cleaned_data["moment"])

    def clean(self) -> dict[str, Any]:
        """With the real time and the source; a correction of a closed day has a reason."""
        data = {
            **self.cleaned_data,
            "bron": _source(self.data, self.lijst.bijeenkomst),
            "moment": self._moment(),
        }
        data.pop("verzonden", None)
        if self._is_correction(data["moment"]):
            data["bron"] = Bron.CORRECTIE
            self._check_correction(data)
        return data

    def _moment(self) -> datetime | None:
        toesteltijd = self.cleaned_data.get("toesteltijd")
        verzonden = self.cleaned_data.get("verzonden")
        if toesteltijd is None or verzonden is None:
            return None
        return real_time_of(
            toesteltijd=toesteltijd,
            verzonden=verzonden,
            arrival=timezone.now(),
            moment=self.cleaned_data.get("moment"),
        )

    def _is_correction(self, moment: datetime | None) -> bool:
        bijeenkomst = self.lijst.bijeenkomst
        return self.lijst.can_be_corrected and bijeenkomst.is_afgerond_at(moment or timezone.now())

    def _check_correction(self, data: dict[str, Any]) -> None:
        if not data.get("reden"):
            self.add_error("reden", ValidationError(REDEN["required"], code="required"))
        if data.get("status") == Status.OPEN:
            self.add_error("status", ValidationError(STATUS["required"], code="required"))


def _source(data: Mapping[str, Any], bijeenkomst: Bijeenkomst) -> str:
    """Paper, when somebody says so of a day that is over; else presentie itself."""
    is_paper = data.get("bron") == Bron.PAPIER and bijeenkomst.takes_paper_on(timezone.localdate())
    return Bron.PAPIER if is_paper else Bron.PRESENTIE


def _plausible(clock: datetime | None) -> datetime | None:
    """Refuses a time that no clock shows, and that no page could show either."""
    first, last = CLOCKS
    if clock is not None and not first <= clock.date() < last:
        raise ValidationError(TOESTELTIJD, code="invalid")
    return clock
