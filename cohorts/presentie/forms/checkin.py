from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cohorts.aanwezigheid.models import Dagdeel
from cohorts.presentie.checkin.attendees import Attendee
from cohorts.presentie.checkin.code import dagdeel_of_code
from huisstijl.fields import LineField

OLD_CODE = (
    "Deze code is niet meer geldig. Kijk naar het scherm: elke 15 seconden komt er een nieuwe."
)
SIGNS = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "autocorrect": "off",
    "spellcheck": "false",
    "enterkeyhint": "go",
    "class": "lp-incheck__signs",
}


class IncheckForm(forms.Form):
    """The six signs, typed by somebody who is expected at one of these bijeenkomsten."""

    code = LineField(
        label="Code van zes tekens",
        max_length=60,
        widget=forms.TextInput(attrs=SIGNS),
        error_messages={"required": "Typ de code die op het scherm staat."},
    )

    def __init__(self, *args: Any, attendees: list[Attendee], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attendees = attendees
        self.now = now
        self.fields["code"].help_text = "Hoofdletters en spaties maken niet uit."

    def clean_code(self) -> tuple[Attendee, Dagdeel]:
        """For whom and for which dagdeel these signs hold."""
        typed = self.cleaned_data["code"]
        for attendee in self.attendees:
            if dagdeel := dagdeel_of_code(attendee.bijeenkomst, typed, self.now):
                return attendee, dagdeel
        raise ValidationError(OLD_CODE, code="old")
