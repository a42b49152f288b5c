"""What a coördinator fills in about an organisation."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from cohorts.deelnemers.actions.organisaties import refuse_known_name
from cohorts.fields import OrganisatieField
from cohorts.models import Organisatie
from huisstijl.fields import DayField
from huisstijl.typed import clean_line


class OrganisatieForm(forms.ModelForm):
    """An organisation that is no gemeente."""

    class Meta:
        model = Organisatie
        fields = ["naam", "merkkleur"]
        help_texts = {
            "naam": "Zoals mensen de organisatie noemen: ‘Douane’.",
            "merkkleur": "Een kleur uit de huisstijl, als #00696b. Deelnemers zien hun leergang "
            "in deze kleur; wij zorgen dat de tekst goed leesbaar blijft.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("", "Voeg toe"))

    def clean_naam(self) -> str:
        naam = clean_line(self.cleaned_data["naam"])
        refuse_known_name(naam)
        return naam


class SamenvoegingForm(forms.Form):
    """Into which organisation another one goes over, and from which day on."""

    opvolger = OrganisatieField(
        label="Gaat verder als",
        help_text="Bestaat de nieuwe organisatie nog niet in de lijst? Voeg die eerst toe.",
        error_messages={"required": "Vul in onder welke naam de organisatie verdergaat."},
    )
    vanaf = DayField(
        label="Vanaf",
        help_text="Bij een herindeling: 1 januari.",
        error_messages={"required": "Kies een datum."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("", "Voeg samen"))
