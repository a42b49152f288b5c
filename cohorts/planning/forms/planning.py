"""What a coördinator fills in to make a cohort and to plan its days."""

from typing import Any
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from django import forms
from django.core.exceptions import ValidationError

from cohorts.fields import OrganisatieField
from cohorts.models import Organisatie, Schoolregio
from cohorts.planning.actions.planning import refuse_taken_name
from cohorts.planning.dates import Proposal, propose_dates
from cohorts.planning.schoolvakanties import regio_of
from huisstijl.fields import DayField, LineField, needed_with_others
from programma.models import Programma

WEEKDAYS = ((0, "maandag"), (1, "dinsdag"), (2, "woensdag"), (3, "donderdag"), (4, "vrijdag"))
RHYTHMS = ((1, "elke week"), *((weeks, f"om de {weeks} weken") for weeks in range(2, 9)))
THURSDAY, THREE_WEEKS = 3, 3
# Said in words, because an empty choice would not tell "none" from "not asked".
GEEN, VANZELF = "geen", "gemeente"
REGIOS = (*Schoolregio.choices, (GEEN, "Geen rekening mee houden"))


class RitmeForm(forms.Form):
    """From when, on which weekday, how often, and around whose school holidays."""

    vanaf = DayField(label="Eerste dag op of na", error_messages={"required": "Kies een datum."})
    weekdag = forms.TypedChoiceField(label="Op", choices=WEEKDAYS, coerce=int, initial=THURSDAY)
    weken = forms.TypedChoiceField(
        label="Hoe vaak", choices=RHYTHMS, coerce=int, initial=THREE_WEEKS
    )
    schoolregio = needed_with_others(forms.ChoiceField(label="Schoolvakanties", choices=REGIOS))

    def __init__(self, *args: Any, schoolregio: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_regio = schoolregio
        self.fields["schoolregio"].initial = schoolregio or GEEN

    @property
    def regio(self) -> str:
        """The region that was chosen; the known one while nothing valid was."""
        chosen: str = self.cleaned_data.get("schoolregio", "") if self._is_right else ""
        return self.known_regio if not chosen else chosen.removeprefix(GEEN)

    def proposals(self) -> tuple[Proposal, ...]:
        """Seven dates in this rhythm; none while the form is empty or wrong."""
        if not self._is_right:
            return ()
        data = self.cleaned_data
        return propose_dates(
            start=data["vanaf"], weekday=data["weekdag"], weeks=data["weken"], regio=self.regio
        )

    @property
    def _is_right(self) -> bool:
        return self.is_bound and self.is_valid()


class CohortForm(RitmeForm):
    """A new cohort: for whom, under which name, and when it may start."""

    # As on the page, so that the complaints stand in the order of the fields.
    field_order = ("organisatie", "naam", "capaciteit", "programma", "vanaf", "weekdag", "weken")

    organisatie = OrganisatieField(
        label="Organisatie",
        help_text="Typ de eerste letters van de gemeente of de organisatie.",
        error_messages={"required": "Vul in voor welke organisatie dit cohort is."},
    )
    naam = LineField(
        label="Naam van het cohort",
        max_length=80,
        help_text="Bijvoorbeeld ‘Najaar, groep B’.",
        error_messages={"required": "Geef het cohort een naam."},
    )
    capaciteit = forms.IntegerField(
        label="Aantal plaatsen",
        min_value=1,
        max_value=200,
        initial=20,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Vul een aantal in van 1 tot en met 200.",
        ),
    )
    programma = forms.ModelChoiceField(
        label="Programma", queryset=Programma.objects.newest(), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(VANZELF, "Zoals in de gemeente"), *REGIOS]
        field = forms.ChoiceField(label="Schoolvakanties", choices=choices, initial=VANZELF)
        self.fields["schoolregio"] = needed_with_others(field)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Voor wie", "organisatie", Row("naam", "capaciteit"), "programma"),
            Fieldset("Wanneer", "vanaf", Row("weekdag", "weken"), "schoolregio"),
        )
        self.helper.add_input(Submit("", "Stel data voor"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        organisatie, naam = data.get("organisatie"), data.get("naam")
        if isinstance(organisatie, Organisatie) and naam:
            try:
                refuse_taken_name(organisatie, naam)
            except ValidationError as error:
                self.add_error("naam", error)
        if isinstance(organisatie, Organisatie) and data.get("schoolregio") == VANZELF:
            data["schoolregio"] = self._regio_of(organisatie)
        return data

    def frame(self) -> dict[str, Any]:
        """What the cohort is to be, without its days."""
        names = ("organisatie", "naam", "capaciteit", "programma")
        return {name: self.cleaned_data[name] for name in names} | {"schoolregio": self.regio}

    def ritme(self) -> str:
        """The rhythm in the address of the planning page."""
        names = ("vanaf", "weekdag", "weken")
        return urlencode({name: self.cleaned_data[name] for name in names})

    def _regio_of(self, organisatie: Organisatie) -> str:
        regio = regio_of(organisatie)
        if not regio and organisatie.soort == Organisatie.Soort.GEMEENTE:
            text = f"Van {organisatie} weten we de regio niet zeker. Kies er een."
            self.add_error("schoolregio", text)
        return regio or GEEN
