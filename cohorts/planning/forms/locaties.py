"""What a coördinator fills in about a place."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row, Submit

from cohorts.fields import OrganisatieField
from cohorts.models import Locatie, Organisatie
from cohorts.planning.forms.days import LocatieForm


class LocatieRecordForm(LocatieForm):
    """A place with whose it is; `locatie` is the place that is being changed."""

    organisatie = OrganisatieField(
        label="Van welke organisatie",
        required=False,
        help_text="Alleen als het een gebouw van een deelnemende organisatie is.",
    )

    def __init__(self, *args: Any, locatie: Locatie | None = None, **kwargs: Any) -> None:
        self.locatie = locatie or Locatie()
        if locatie:
            names = ("naam", "adres", "plaats", "routelink", "organisatie")
            kwargs["initial"] = {name: getattr(locatie, name) for name in names}
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("naam", Row("adres", "plaats"), "routelink", "organisatie")
        self.helper.add_input(Submit("", "Bewaar de locatie"))

    def clean_organisatie(self) -> Organisatie | None:
        chosen = self.cleaned_data["organisatie"]
        return chosen if isinstance(chosen, Organisatie) else None

    def filled_in(self) -> Locatie:
        """The place as it was typed, unsaved."""
        for name, value in self.cleaned_data.items():
            setattr(self.locatie, name, value)
        return self.locatie
