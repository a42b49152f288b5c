"""What a coördinator fills in about who leads a cohort, and until when."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Row, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from accounts.people.form import PersoonForm
from cohorts.models import Trainerschap
from huisstijl.fields import DayField, LineField, needed_with_others


class TrainerschapForm(PersoonForm):
    """Who leads a cohort."""

    needed_when_new = ("voornaam", "achternaam", "telefoon")

    telefoon = needed_with_others(
        LineField(
            label="Telefoon",
            max_length=20,
            help_text="Staat in de mails aan deelnemers.",
            validators=[RegexValidator(r"^[+()\d\s-]{8,20}$", "Dit is geen telefoonnummer.")],
            widget=forms.TextInput(attrs={"type": "tel"}),
        )
    )
    vanaf = DayField(label="Trainer vanaf", error_messages={"required": "Kies een datum."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"vanaf": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["list"] = "trainers"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "email",
            Fieldset(
                "Nieuw bij ons?",
                HTML("<p>Vul dan ook deze gegevens in.</p>"),
                Row("voornaam", "tussenvoegsel", "achternaam"),
                "telefoon",
            ),
            "vanaf",
        )
        self.helper.add_input(Submit("", "Wijs aan"))


class EindeForm(forms.Form):
    """The last day on which somebody leads a cohort."""

    tot_en_met = DayField(label="Laatste dag", error_messages={"required": "Kies een datum."})

    def __init__(self, *args: Any, trainerschap: Trainerschap, **kwargs: Any) -> None:
        kwargs["prefix"] = f"einde-{trainerschap.pk}"
        super().__init__(*args, **kwargs)
        self.trainerschap = trainerschap

    def clean_tot_en_met(self) -> Any:
        day = self.cleaned_data["tot_en_met"]
        if day < self.trainerschap.vanaf:
            first = self.trainerschap.vanaf
            raise ValidationError(f"De laatste dag ligt vóór de eerste ({first:%d-%m-%Y}).")
        return day
