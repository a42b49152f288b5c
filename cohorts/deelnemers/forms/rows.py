"""What a coördinator types over one row of a list that waits."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row, Submit
from django import forms

from accounts.people.persons import LIMITS, Persoon
from cohorts.deelnemers.lists.readings import read_cell
from cohorts.deelnemers.lists.rows import LABELS, REQUIRED, is_address
from huisstijl.fields import LineField

MISSING = "Vul dit in, of laat de rij weg."


class RijForm(forms.Form):
    """The cells of one row, as a person means them."""

    def __init__(
        self,
        *args: Any,
        nummer: int,
        persoon: Persoon | None = None,
        is_asked: bool = False,
        **kwargs: Any,
    ) -> None:
        self.is_asked = is_asked
        cells = {field: getattr(persoon, field, "") for field in LIMITS}
        kwargs |= {"initial": cells, "auto_id": f"rij-{nummer}-%s"}
        super().__init__(*args, **kwargs)
        for field, limit in LIMITS.items():
            self.fields[field] = LineField(
                label=LABELS[field],
                max_length=limit,
                required=field in REQUIRED,
                error_messages={"required": MISSING},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row("voornaam", "tussenvoegsel", "achternaam"),
            Row("email", "personeelsnummer", "afdeling"),
        )
        self.helper.add_input(Submit("", "Bewaar deze rij", css_id=f"rij-{nummer}-bewaar"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for field, value in list(data.items()):
            reading = read_cell(field, LABELS[field], value)
            if reading.fault:
                self.add_error(field, reading.fault)
            elif value and not reading.text and field in REQUIRED:
                self.add_error(field, MISSING)
            elif field == "email" and value and not is_address(reading.text):
                self.add_error(field, f"‘{value}’ is geen geldig e-mailadres.")
            else:
                data[field] = reading.text
        return data
