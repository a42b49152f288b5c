"""The field that names an organisatie."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.models import Organisatie
from huisstijl.fields import LineField


class OrganisatieField(LineField):
    """An organisation by its name: typed, or picked from the list that the browser offers.

    After a refusal `suggestions` holds the names that may be meant: `nlds/field.html` makes each a
    button that sends the form again with it.
    """

    suggestions: list[str]

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": "organisaties", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.suggestions = []

    def clean(self, value: Any) -> Organisatie | str:
        naam = super().clean(value)
        if not naam:
            return naam
        existing = Organisatie.objects.existing_on(timezone.localdate())
        found = list(existing.called(naam)[:2]) or list(
            existing.called(naam.lower().removeprefix("gemeente "))[:2]
        )
        if len(found) == 1:
            return found[0]
        nearby = found or list(existing.named(naam)[:4]) or existing.spelled_like(naam)
        self.suggestions = _distinct(nearby)
        names = " of ".join(self.suggestions)
        hint = f" Bedoel je {names}?" if names else " Voeg die eerst toe bij Organisaties."
        raise ValidationError(f"We kennen ‘{naam}’ niet.{hint}", code="unknown")


def _distinct(organisaties: list[Organisatie]) -> list[str]:
    """Names that `called` finds one organisation by: in full where two are shown alike."""
    shown = [organisatie.weergavenaam for organisatie in organisaties]
    return [
        row.naam if shown.count(row.weergavenaam) > 1 else row.weergavenaam for row in organisaties
    ]
