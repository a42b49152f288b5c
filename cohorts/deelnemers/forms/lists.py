"""What a coördinator fills in to bring people to a cohort."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row, Submit
from django import forms
from django.core.exceptions import ValidationError

from cohorts.deelnemers.lists.files import (
    MAX_BYTES,
    TOO_BIG,
    ReadFile,
    Table,
    read_list,
    read_pasted,
)
from cohorts.deelnemers.lists.rows import LABELS, PARTS, REQUIRED, FirstRows
from huisstijl.fields import needed_with_others

PASTED = "Geplakte lijst"
POINT_OUT = "Wijs aan in welke kolom dit staat: {}."


class DeelnemerimportForm(forms.Form):
    """A list of participants: a file, or pasted text. `file` holds its sheets once it is valid."""

    bestand = needed_with_others(
        forms.FileField(
            label="Bestand",
            help_text="Excel (.xlsx), ODS of CSV, hooguit 5 MB.",
            error_messages={
                "empty": "Dit bestand is leeg. Kies het bestand met de namen.",
                "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
            },
            widget=forms.FileInput(attrs={"accept": ".csv,.ods,.txt,.xlsx"}),
        )
    )
    tekst = needed_with_others(
        forms.CharField(
            label="Of plak de lijst",
            help_text="Kopieer de cellen uit je spreadsheet, met de koppen erbij.",
            widget=forms.Textarea(attrs={"rows": 6}),
        )
    )
    file: ReadFile
    bestandsnaam: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("", "Bekijk de lijst"))

    def clean_bestand(self) -> Any:
        bestand = self.cleaned_data["bestand"]
        if bestand:
            if bestand.size > MAX_BYTES:
                raise ValidationError(TOO_BIG, code="too_big")
            self.file, self.bestandsnaam = read_list(bestand.read()), bestand.name
        return bestand

    def clean_tekst(self) -> str:
        tekst = str(self.cleaned_data["tekst"])
        if tekst.strip() and not self.files.get("bestand"):
            self.file, self.bestandsnaam = read_pasted(tekst), PASTED
        return tekst

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        bestand, tekst = self.files.get("bestand"), data.get("tekst", "").strip()
        if bestand and tekst:
            self.add_error("tekst", "Kies een bestand of plak een lijst, niet allebei.")
        if not (bestand or tekst or self.errors):
            self.add_error("bestand", "Kies een bestand, of plak de lijst hieronder.")
        return data


class KolommenForm(forms.Form):
    """Which column of the list holds what; for lists whose headers say it in other words."""

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(index), name) for index, name in enumerate(FirstRows.of(table).described())]
        for field, label in LABELS.items():
            self.fields[field] = forms.TypedChoiceField(
                label=label,
                choices=[("", "Staat niet in de lijst"), *columns],
                required=field == "email",
                coerce=int,
                empty_value=None,
                error_messages={
                    "required": POINT_OUT.format(label.lower()),
                    "invalid_choice": "Deze kolom staat niet in de lijst. Kies een andere.",
                },
            )
        for field in ("voornaam", "achternaam", "naam"):
            needed_with_others(self.fields[field])
        self.fields["naam"].help_text = "Als de hele naam in één kolom staat. Wij delen haar op."
        names = list(LABELS)
        self.helper = FormHelper()
        self.helper.layout = Layout(Row(*names[:3]), Row(*names[3:6]), Row(*names[6:]))
        self.helper.add_input(Submit("", "Gebruik deze kolommen"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        has_parts = any(data.get(field) is not None for field in PARTS)
        if data.get("naam") is not None and has_parts:
            self.add_error("naam", "Kies de volledige naam, of de losse delen. Niet allebei.")
        for field in REQUIRED if data.get("naam") is None else ():
            if data.get(field) is None and field not in self.errors:
                self.add_error(field, POINT_OUT.format(LABELS[field].lower()))
        taken: dict[int, str] = {}
        for field in LABELS:
            column = data.get(field)
            if column is not None and taken.setdefault(column, field) != field:
                self.add_error(field, f"Deze kolom koos je al voor {LABELS[taken[column]]}.")
        return data

    def kolommen(self) -> dict[str, int]:
        """The chosen columns, without the fields that the list does not have."""
        return {field: n for field, n in self.cleaned_data.items() if n is not None}
