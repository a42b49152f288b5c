from django import forms


class ToehoorderForm(forms.Form):
    """Somebody who looks on for a day."""

    naam = forms.CharField(
        label="Naam",
        max_length=120,
        error_messages={"required": "Vul de naam in."},
    )
    toelichting = forms.CharField(
        label="Toelichting",
        max_length=120,
        required=False,
        help_text="Bijvoorbeeld ‘collega-trainer’.",
    )
