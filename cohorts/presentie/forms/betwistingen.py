"""What is filled in around a contested mark: the question, and the answer."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.presentie.models import Betwisting

Status = Aanwezigheid.Status
BLIJFT = Betwisting.Uitkomst.ONGEWIJZIGD.value
CHOICES = (Status.AANWEZIG, Status.AFGEMELD, Status.AFWEZIG)
TOO_LONG = {"max_length": "Houd het bij 300 tekens."}


class BetwistingForm(forms.Form):
    """Why a mark is not right."""

    toelichting = forms.CharField(
        label="Wat klopt er niet?",
        help_text=(
            "Geen medische informatie. Je trainer en de coördinator lezen dit, je werkgever niet."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf in één zin wat er niet klopt."} | TOO_LONG,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("", "Stuur naar je trainer"))


class AntwoordForm(forms.Form):
    """The decision about one contested mark."""

    besluit = forms.ChoiceField(
        label="Wat wordt het?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat het wordt.", "invalid_choice": "Kies wat het wordt."},
    )
    antwoord = forms.CharField(
        label="Antwoord aan de deelnemer",
        help_text="Geen medische informatie. Alleen de deelnemer en je collega's lezen dit.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=TOO_LONG,
    )

    def __init__(self, *args: Any, betwisting: Betwisting, **kwargs: Any) -> None:
        # Many of these stand on one page.
        kwargs["prefix"] = f"vraag-{betwisting.pk}"
        super().__init__(*args, **kwargs)
        self.betwisting = betwisting
        now = betwisting.aanwezigheid.status
        self.fields["besluit"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (BLIJFT, f"Het blijft zo: {betwisting.aanwezigheid.get_status_display()}"),
            *((s.value, f"Pas aan: {s.label}") for s in CHOICES if s != now),
        ]
        self.helper = FormHelper()
        self.helper.form_tag = False

    @property
    def status(self) -> str:
        """What the mark becomes, or nothing when it stays."""
        besluit = str(self.cleaned_data["besluit"])
        return "" if besluit == BLIJFT else besluit

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("besluit") == BLIJFT and not data.get("antwoord"):
            self.add_error(
                "antwoord", ValidationError("Leg in één zin uit waarom het zo blijft.", code="leeg")
            )
        return data
