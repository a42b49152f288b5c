"""Form fields that look and answer the same in every room."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from huisstijl.typed import address_in, clean_line, signs_of, visible

# A cohort is entered at most a year after its start and planned at most three years ahead.
# Beyond that a date is a slip of the finger: 2206, 1026.
PAST, FUTURE = timedelta(days=366), timedelta(days=3 * 366)


def needed_with_others(field: forms.Field) -> forms.Field:
    """A field that may stay empty when another one is filled: "(niet verplicht)" would mislead."""
    field.required = False
    field.needed_with_others = True  # type: ignore[attr-defined]  # read by nlds/layout/optional
    return field


class LineField(forms.CharField):
    """A line that somebody types or pastes, taken as they see it: see `typed.clean_line`."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return clean_line(text) if isinstance(text, str) else text


class SignsField(forms.CharField):
    """A code of letters and digits: capitals, dashes and spaces do not matter."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return signs_of(text) if isinstance(text, str) else text


class AddressField(forms.EmailField):
    """An e-mail address, also when it was pasted with a name around it or a full stop behind it.

    Its letters stay as they were typed: which are one mailbox is said by `accounts.canonical`.
    """

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return address_in(visible(text)) if isinstance(text, str) else text


class DayField(forms.DateField):
    """A date picked from the browser's calendar, not far from today."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    past, future = PAST, FUTURE

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y"], **kwargs)
        self.error_messages["invalid"] = "Schrijf de datum als dag-maand-jaar: 21-01-2027."

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        today = timezone.localdate()
        if day and not today - self.past <= day <= today + self.future:
            raise ValidationError(
                f"{day.day}-{day.month}-{day.year} ligt te ver van vandaag. Klopt het jaar?",
                code="out_of_range",
            )
        return day


class RouteField(forms.URLField):
    """A link to a route planner: a page of the web, and nothing else that looks like an address."""

    NO_PAGE = "Schrijf het adres van een webpagina: het begint met https://"
    default_validators = [URLValidator(schemes=["http", "https"], message=NO_PAGE)]
    default_error_messages = {"invalid": NO_PAGE}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Link naar de route",
            required=False,
            max_length=200,
            assume_scheme="https",
            **kwargs,
        )
