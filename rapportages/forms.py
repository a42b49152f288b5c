from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse
from django.utils.formats import date_format

from accounts.models import User
from cohorts.models import Cohort
from huisstijl.fields import DayField, LineField
from rapportages.models import Download, Inzet, InzetQuerySet, Periode, Voltooiing

SORT = [
    ("naam", "naam, A tot Z"),
    ("-naam", "naam, Z tot A"),
    ("afdeling", "afdeling"),
    ("cohort", "cohort"),
    ("stand", "stand"),
    ("-stand", "stand, andersom"),
    ("-uren", "meeste uren eerst"),
    ("uren", "minste uren eerst"),
    ("certificaat", "nog geen certificaat eerst"),
    ("-certificaat", "certificaat eerst"),
]


FILTERS = ("q", "cohort", "afdeling", "van", "tot_en_met", "status")


class ReportDayField(DayField):
    """A day that a report begins or ends with: HR also looks back on earlier years."""

    past = timedelta(days=20 * 366)


class FilterForm(forms.Form):
    """What the overview is narrowed down to; it lives in the address bar."""

    q = LineField(label="Naam", required=False, max_length=100)
    cohort = forms.ModelChoiceField(
        label="Cohort", queryset=Cohort.objects.none(), required=False, empty_label="alle cohorten"
    )
    afdeling = forms.ChoiceField(label="Afdeling", required=False)
    van = ReportDayField(label="Van", required=False)
    tot_en_met = ReportDayField(label="Tot en met", required=False)
    status = forms.ChoiceField(
        label="Stand", required=False, choices=[("", "alle"), *Voltooiing.choices]
    )
    sort = forms.ChoiceField(label="Volgorde", required=False, choices=SORT)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        own = Inzet.objects.managed_by_hr(user)
        self.fields["cohort"].queryset = own.cohorten()  # type: ignore[attr-defined]  # a ModelChoiceField
        names = ((naam, naam) for naam in own.afdelingen())
        self.fields["afdeling"].choices = [("", "alle afdelingen"), *names]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        van, tot_en_met = data.get("van"), data.get("tot_en_met")
        if van and tot_en_met and tot_en_met < van:
            self.add_error("tot_en_met", "Deze dag ligt vóór de dag bij ‘Van’. Kies een latere.")
        return data

    @property
    def helper(self) -> FormHelper:
        # The chips choose the stand; only a wrong one is asked again.
        if not self.has_error("status"):
            self.fields["status"].widget = forms.HiddenInput()
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_class = "lp-filters"
        helper.form_action = reverse("overzicht")
        helper.disable_csrf = True
        helper.attrs = {"role": "search", "aria-label": "Medewerkers zoeken"}
        # The pack itself makes what is no first act a secondary one.
        button = Submit("", "Toon")
        button.field_classes = ""
        helper.add_input(button)
        return helper

    @property
    def names_a_foreign_cohort(self) -> bool:
        """Whether the cohort asked for is not one that this person may know of."""
        return self.has_error("cohort", "invalid_choice")

    @property
    def chosen(self) -> dict[str, str]:
        """The filters and the order that are set, as they stand in the address bar."""
        return self.filters | {k: v for k, v in self.cleaned_data.items() if k == "sort" and v}

    @property
    def order(self) -> str:
        """By what the list is sorted; by name when nothing valid was asked."""
        return self.cleaned_data.get("sort") or "naam"

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set."""
        values = {name: self.cleaned_data.get(name) for name in FILTERS}
        return {
            name: str(value.pk if isinstance(value, Cohort) else value)
            for name, value in values.items()
            if value
        }

    @property
    def in_words(self) -> str:
        """The filters as a person would say them, for the notes in a file."""
        said = [
            f"{self.fields[name].label}: {_said(value)}"
            for name in FILTERS
            if (value := self.cleaned_data[name])
        ]
        return "; ".join(said) or "geen"

    @property
    def periode(self) -> Periode:
        """The days asked for; the form must be valid."""
        return Periode(self.cleaned_data["van"], self.cleaned_data["tot_en_met"])

    def narrow(self, rows: InzetQuerySet) -> InzetQuerySet:
        """The rows that answer to the filters, which must be valid."""
        rows = self.narrow_beside_stand(rows)
        stand = self.cleaned_data["status"]
        return rows.filter(voltooiing=stand) if stand else rows

    def narrow_beside_stand(self, rows: InzetQuerySet) -> InzetQuerySet:
        """The rows that answer to the filters but the stand."""
        data = self.cleaned_data
        if data["cohort"]:
            rows = rows.of_cohort(data["cohort"])
        if data["afdeling"]:
            rows = rows.filter(afdeling=data["afdeling"])
        return rows.with_day_in(self.periode).named(data["q"])


def _said(value: object) -> object:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return dict(Voltooiing.choices).get(value, value)  # type: ignore[call-overload]  # any value may be asked for


class DownloadForm(FilterForm):
    """The filters of the overview, what a line is about, and the kind of file."""

    soort = forms.ChoiceField(
        label="Eén regel",
        choices=Download.Soort.choices,
        required=False,
        error_messages={"invalid_choice": "Kies één regel per dag of per medewerker."},
    )

    formaat = forms.ChoiceField(
        choices=Download.Formaat.choices,
        error_messages={
            "required": "Kies een bestandsformaat: CSV, Excel, OpenDocument of PDF.",
            "invalid_choice": "Kies een bestandsformaat: CSV, Excel, OpenDocument of PDF.",
        },
    )

    def clean_soort(self) -> str:
        """Per day when nothing was asked, as before there was a choice."""
        return self.cleaned_data["soort"] or Download.Soort.DAG

    def clean(self) -> dict[str, Any]:
        """A PDF is the overview: a line per employee, whatever was chosen for the others."""
        data = super().clean()
        if data.get("formaat") == Download.Formaat.PDF and "soort" in data:
            data["soort"] = Download.Soort.MEDEWERKER
        return data
