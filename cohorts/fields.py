"""The field that names an organisatie."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.models import Organisatie


class OrganisatieField(forms.CharField):
    """An organisation by its name: typed, or picked from the list that the browser offers."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": "organisaties", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Organisatie | str:
        naam = " ".join(super().clean(value).split())
        if not naam:
            return naam
        existing = Organisatie.objects.existing_on(timezone.localdate())
        found = list(existing.called(naam)[:2]) or list(
            existing.called(naam.lower().removeprefix("gemeente "))[:2]
        )
        if len(found) == 1:
            return found[0]
        nearby = found or existing.named(naam)[:4]
        names = ", ".join(organisatie.weergavenaam for organisatie in nearby)
        hint = f" Bedoel je {names}?" if names else " Voeg die eerst toe bij Organisaties."
        raise ValidationError(f"We kennen ‘{naam}’ niet.{hint}", code="unknown")
