from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from certificaten.models import read_code
from huisstijl.fields import LineField


class ControleForm(forms.Form):
    """The short form on which somebody types the code of a certificate."""

    code = LineField(
        label="Code van het certificaat",
        help_text="De code staat rechtsonder op het certificaat: 20 letters en cijfers.",
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Typ de code die op het certificaat staat."},
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_action = reverse("controle_form")
        helper.disable_csrf = True
        helper.add_input(Submit("", "Controleer"))
        return helper

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(
                "Dit is geen code van een certificaat. Een code heeft 20 letters en cijfers; "
                "streepjes en hoofdletters maken niet uit."
            )
        return code
