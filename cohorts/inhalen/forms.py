"""What is filled in to catch a day up, or to change the norm of a cohort."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from cohorts.aanwezigheid.models import Dagdeel

KIES_EEN_DAG = "Kies een dag uit de lijst."


class InhaalplanForm(forms.Form):
    """Where somebody wants to catch up; whether that is possible is for the action to say."""

    bijeenkomst = forms.IntegerField(
        min_value=1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), KIES_EEN_DAG),
    )


class InhaalopdrachtForm(forms.Form):
    """An assignment for one missed dagdeel."""

    dagdeel = forms.ChoiceField(
        label="Voor welk dagdeel",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies voor welk dagdeel.",
            "invalid_choice": "Kies een dagdeel dat is gemist.",
        },
    )
    opdracht = forms.CharField(
        label="De opdracht",
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Zo dat het helder is zonder uitleg. De deelnemer krijgt deze tekst per mail.",
        error_messages={
            "required": "Schrijf op wat de opdracht is.",
            "min_length": "Schrijf ten minste tien tekens.",
            "max_length": "Schrijf ten hoogste 2000 tekens.",
        },
    )

    def __init__(self, *args: Any, dagdelen: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dagdeel"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (dagdeel, str(Dagdeel(dagdeel).label)) for dagdeel in dagdelen
        ]
        if len(dagdelen) == 1:
            self.initial.setdefault("dagdeel", dagdelen[0])
        self.helper = FormHelper()
        self.helper.add_input(Submit("", "Geef de opdracht"))
