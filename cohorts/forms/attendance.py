from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cohorts.models import Aanwezigheid, Dagdeel, Deelname
from cohorts.presentie import Presentielijst

DAGDEEL = {"required": "Kies ochtend of middag.", "invalid_choice": "Kies ochtend of middag."}
STATUS = {
    "required": "Kies aanwezig, afwezig of afgemeld.",
    "invalid_choice": "Kies aanwezig, afwezig of afgemeld.",
}
PERSOON = {"required": "Kies iemand.", "invalid": "Deze persoon zit niet in dit cohort."}


class DagdeelForm(forms.Form):
    """Which half of the day a roll call is about."""

    dagdeel = forms.ChoiceField(choices=Dagdeel.choices, error_messages=DAGDEEL)


class AanwezigheidForm(DagdeelForm):
    """One tap on the list, with what the device knows about it."""

    deelname = forms.IntegerField(error_messages=PERSOON)
    status = forms.ChoiceField(
        choices=[(status.value, status.label) for status in Aanwezigheid.BIJ_PRESENTIE],
        error_messages=STATUS,
    )
    kenmerk = forms.UUIDField(required=False, error_messages={"invalid": "Laad de pagina opnieuw."})
    toesteltijd = forms.DateTimeField(
        required=False, error_messages={"invalid": "De tijd van je toestel is niet leesbaar."}
    )

    def __init__(self, *args: Any, lijst: Presentielijst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lijst = lijst

    def clean_deelname(self) -> Deelname:
        """Somebody of this cohort; whether today is one of their days is for the action to say."""
        pk = self.cleaned_data["deelname"]
        if rij := self.lijst.find(pk):
            return rij.deelname
        if deelname := self.lijst.bijeenkomst.cohort.deelnames.filter(pk=pk).first():
            return deelname
        raise ValidationError(PERSOON["invalid"], code="ander_cohort")
