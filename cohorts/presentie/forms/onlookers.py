from django import forms


class GastForm(forms.Form):
    """Somebody who looks on for a day."""

    naam = forms.CharField(
        label="Naam", max_length=120, error_messages={"required": "Vul de naam van de gast in."}
    )
    toelichting = forms.CharField(
        label="Toelichting",
        max_length=120,
        required=False,
        help_text="Bijvoorbeeld ‘collega-trainer’.",
    )
