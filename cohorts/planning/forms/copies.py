"""What a coördinator fills in to run a course again for another group."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row, Submit
from django import forms
from django.utils import timezone

from cohorts.models import Cohort
from cohorts.planning.actions.planning import refuse_taken_name
from huisstijl.fields import DayField, LineField


class KopieForm(forms.Form):
    """Name and start of the new cohort, and which trainers lead it too."""

    naam = LineField(
        label="Naam van het nieuwe cohort",
        max_length=80,
        error_messages={"required": "Geef het cohort een naam."},
    )
    vanaf = DayField(label="Eerste dag op of na", error_messages={"required": "Kies een datum."})

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        people = cohort.trainerschappen.not_ended(timezone.localdate()).people()
        self.fields["trainers"] = forms.ModelMultipleChoiceField(
            label="Trainers die dit cohort ook leiden",
            queryset=people,
            initial=people,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.helper = FormHelper()
        self.helper.layout = Layout(Row("naam", "vanaf"), "trainers")
        self.helper.add_input(Submit("", "Maak het cohort en stel data voor"))

    def clean_naam(self) -> str:
        naam: str = self.cleaned_data["naam"]
        refuse_taken_name(self.cohort.organisatie, naam)
        return naam
