from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from cohorts.models import Cohort
from huisstijl.fields import LineField
from programma.models import DAGDELEN_PER_PROGRAMMA


class NormForm(forms.Form):
    """Another norm for one cohort, and why."""

    norm = forms.IntegerField(
        label="Aantal dagdelen dat nodig is",
        min_value=1,
        max_value=DAGDELEN_PER_PROGRAMMA,
        help_text=f"Van de {DAGDELEN_PER_PROGRAMMA}: zeven ochtenden en zeven middagen.",
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Vul een aantal in van 1 tot en met {DAGDELEN_PER_PROGRAMMA}.",
        ),
    )
    reden = LineField(
        label="Waarom",
        max_length=200,
        help_text="Staat bij de geschiedenis van het cohort.",
        error_messages={"required": "Schrijf op waarom de norm verandert."},
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["norm"] = cohort.norm_dagdelen
        self.helper = FormHelper()
        self.helper.add_input(Submit("", "Verander de norm"))
