"""A form with every kind of field that the crispy pack must write."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Fieldset, Layout, Row, Submit
from django import forms

CHOICES = [("ochtend", "Ochtend"), ("middag", "Middag")]


class EveryKind(forms.Form):
    naam = forms.CharField(label="Naam", help_text="Zoals het op je certificaat komt.")
    email = forms.EmailField(label="E-mailadres")
    afdeling = forms.ChoiceField(label="Afdeling", choices=[("", "Kies"), ("r", "Ruimte")])
    bericht = forms.CharField(label="Bericht", widget=forms.Textarea, required=False)
    datum = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}))
    aantal = forms.IntegerField(label="Aantal plaatsen", min_value=1)
    dagdeel = forms.ChoiceField(
        label="Dagdeel",
        choices=CHOICES,
        widget=forms.RadioSelect,
        help_text="Kies er één.",
    )
    dagdelen = forms.MultipleChoiceField(
        label="Dagdelen",
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    bestand = forms.FileField(label="Bestand", help_text="CSV, XLSX of ODS, tot 5 MB.")
    akkoord = forms.BooleanField(label="Ik heb de afspraken gelezen")
    versie = forms.IntegerField(widget=forms.HiddenInput, initial=1)


class WithLayout(EveryKind):
    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Wie", "naam", "email", "afdeling"),
        Row(Column("datum"), Column("aantal")),
        Div("bericht", "dagdeel", "dagdelen", css_class="lp-stack"),
        HTML("<p>Bijna klaar.</p>"),
        "bestand",
        "akkoord",
        "versie",
        Submit("bewaar", "Bewaar"),
    )
    helper.form_class = "lp-form"


def invalid() -> WithLayout:
    """The form as it comes back: bound, with an error at every required field but one."""
    form = WithLayout(
        {"naam": "Anna <Jansen>", "email": "geen adres", "dagdelen": ["ochtend"], "versie": "1"},
        auto_id="fout_%s",
    )
    form.is_valid()
    return form
