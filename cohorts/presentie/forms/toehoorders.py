from django import forms

from huisstijl.fields import LineField


class ToehoorderForm(forms.Form):
    """Somebody who looks on for a day."""

    naam = LineField(
        label="Naam",
        max_length=120,
        error_messages={"required": "Vul de naam in."},
    )
    toelichting = LineField(
        label="Toelichting",
        max_length=120,
        required=False,
        help_text="Bijvoorbeeld ‘collega-trainer’.",
    )
