"""What a deelnemer fills in who cannot come."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from cohorts.aanwezigheid.models import Afmelding, Dagdeel
from cohorts.models import Bijeenkomst
from huisstijl.fields import LineField

HELE_DAG = "hele_dag"
READERS = (
    "Geen medische informatie. Je trainer en de coördinator lezen dit, je werkgever niet. "
    "We wissen het 30 dagen na de laatste dag."
)
DAGDELEN = {
    HELE_DAG: {"ochtend": True, "middag": True},
    Dagdeel.OCHTEND: {"ochtend": True, "middag": False},
    Dagdeel.MIDDAG: {"ochtend": False, "middag": True},
}


class AfmeldingForm(forms.Form):
    """For which part of the day, and a reason that says nothing about health."""

    dagdelen = forms.ChoiceField(
        label="Wanneer ben je er niet?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies de hele dag, de ochtend of de middag.",
            "invalid_choice": "Kies de hele dag, de ochtend of de middag.",
        },
    )
    reden = forms.ChoiceField(
        label="Waarom niet?",
        choices=[(reden.value, reden.label.capitalize()) for reden in Afmelding.Reden],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies verhinderd, werk of iets anders.",
            "invalid_choice": "Kies verhinderd, werk of iets anders.",
        },
    )
    toelichting = LineField(
        label="Toelichting",
        help_text=READERS,
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Houd het bij 200 tekens."},
    )

    def __init__(self, *args: Any, bijeenkomst: Bijeenkomst, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dagdelen"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (HELE_DAG, "De hele dag"),
            (Dagdeel.OCHTEND.value, f"Alleen de ochtend, tot {bijeenkomst.middag_vanaf:%H.%M} uur"),
            (Dagdeel.MIDDAG.value, f"Alleen de middag, vanaf {bijeenkomst.middag_vanaf:%H.%M} uur"),
        ]
        self.helper = FormHelper()
        self.helper.add_input(Submit("", "Meld je af"))

    def words(self) -> dict[str, Any]:
        """What was filled in, as the fields of an afmelding."""
        data = self.cleaned_data
        return DAGDELEN[data["dagdelen"]] | {
            "reden": data["reden"],
            "toelichting": data["toelichting"],
        }
