"""Parts of the planning page: what holds for every day, one day of its own, and a new place."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from itertools import pairwise
from typing import Any

from django import forms
from django.template.defaultfilters import date as format_date

from cohorts.models import Bijeenkomst, Locatie
from cohorts.planning.actions.planning import revision_of
from cohorts.planning.dates import Proposal
from huisstijl.fields import DayField, LineField, RouteField, needed_with_others
from programma.models import Cursusdag

TIJDEN = ("inlooptijd", "begintijd", "middag_vanaf", "eindtijd")
NIEUW, ONBEKEND = "nieuw", "onbekend"

Choice = tuple[str, str]


class TimeField(forms.TimeField):
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class DagdelenForm(forms.Form):
    """What most days have in common: times and place. Fields of a single day may be empty."""

    inlooptijd = TimeField(label="Inloop vanaf", initial=time(9, 15))
    begintijd = TimeField(label="Begin", initial=time(9, 30))
    middag_vanaf = TimeField(label="Middag vanaf", initial=time(13, 15))
    eindtijd = TimeField(label="Einde", initial=time(16, 30))

    def __init__(self, *args: Any, locaties: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locatie"] = forms.ChoiceField(label="Locatie", choices=self.places(locaties))

    def places(self, locaties: Sequence[Choice]) -> list[Choice]:
        """The known places, and the two ways to say that it is none of these."""
        return [*locaties, (NIEUW, "Een nieuwe locatie"), (ONBEKEND, "Nog niet bekend")]

    def check_order(self, tijden: Mapping[str, time]) -> None:
        """Complain at the first time that is not after the one before it."""
        for earlier, later in pairwise(TIJDEN):
            if tijden[later] < tijden[earlier] or (
                later != "begintijd" and tijden[later] == tijden[earlier]
            ):
                self.add_error(
                    later if later in self.fields else None,
                    f"Deze tijd moet na ‘{self.fields[earlier].label}’ "
                    f"({tijden[earlier]:%H.%M} uur) liggen.",
                )
                return


class ElkeDagForm(DagdelenForm):
    """Times and place for every day that does not say otherwise."""

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if all(data.get(name) for name in TIJDEN):
            self.check_order(data)
        return data


class DagForm(DagdelenForm):
    """One day: its date, and times or a place of its own."""

    datum = needed_with_others(DayField(label="Datum"))
    # Of the bijeenkomst when this page was opened.
    revision = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        elke_dag: ElkeDagForm,
        cursusdag: Cursusdag,
        bijeenkomst: Bijeenkomst | None,
        is_fixed: bool,
        proposal: Proposal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.elke_dag = elke_dag
        self.cursusdag, self.bijeenkomst, self.is_fixed = cursusdag, bijeenkomst, is_fixed
        self.notes = proposal.notes if proposal else []
        self.doubts: list[str] = []
        for name in (*TIJDEN, "locatie"):
            needed_with_others(self.fields[name]).initial = None

    def places(self, locaties: Sequence[Choice]) -> list[Choice]:
        return [("", "Zoals elke dag"), *super().places(locaties)]

    @property
    def nummer(self) -> int:
        return self.cursusdag.nummer

    @property
    def weekday(self) -> str:
        """Which weekday the date on the page is: a date alone does not say so."""
        value = self["datum"].value()
        return format_date(value, "l") if isinstance(value, date) else ""

    @property
    def is_outdated(self) -> bool:
        """Whether somebody planned or cancelled this day after the page was opened."""
        return self.cleaned_data["revision"] not in ("", revision_of(self.bijeenkomst))

    @property
    def is_moved(self) -> bool:
        """Whether the typed date is another one than what was planned."""
        return self.bijeenkomst is None or self.bijeenkomst.datum != self.cleaned_data["datum"]

    def changes_day_or(self, place: Locatie | None) -> bool:
        """Whether it is another day than was planned, or at another place than this one."""
        planned = self.bijeenkomst.locatie_id if self.bijeenkomst else None
        return self.is_moved or planned != (place.pk if place else None)

    @property
    def is_special(self) -> bool:
        """Whether this day has times or a place of its own."""
        return any(self[name].value() for name in (*TIJDEN, "locatie"))

    @property
    def is_open(self) -> bool:
        """Whether its times and place are in sight: they differ from every day's, or are wrong."""
        names = (*TIJDEN, "locatie")
        return any(
            self[name].errors or self[name].value() not in (None, "", self.elke_dag[name].value())
            for name in names
        )

    def clean_datum(self) -> date | None:
        datum: date | None = self.cleaned_data["datum"]
        if self.bijeenkomst and not datum:
            raise forms.ValidationError("Deze dag stond gepland. Kies een datum, ook een andere.")
        return datum


class LocatieForm(forms.Form):
    """A place that was not used before."""

    naam = LineField(
        label="Naam van de locatie",
        max_length=120,
        error_messages={"required": "Geef de locatie een naam."},
    )
    adres = LineField(
        label="Straat en huisnummer",
        max_length=160,
        error_messages={"required": "Vul de straat en het huisnummer in."},
    )
    plaats = LineField(
        label="Plaats", max_length=80, error_messages={"required": "Vul de plaats in."}
    )
    routelink = RouteField()

    def place(self) -> Locatie:
        """The place that was typed: the one that is there, or a new one that is not saved yet."""
        data = {name: self.cleaned_data[name] for name in ("naam", "adres", "plaats")}
        return Locatie.objects.filter(**data).first() or Locatie(**self.cleaned_data)
