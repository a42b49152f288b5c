"""The chips above the list: each is a link to one stand, with how many people it would show."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.http import urlencode

from rapportages.forms import FilterForm
from rapportages.models import Voltooiing


@dataclass(frozen=True)
class Chip:
    """One choice: its words, the address after the question mark, and whether it is set."""

    label: str
    aantal: int | None
    query: str
    is_current: bool


def chips_of(form: FilterForm, counts: Mapping[Voltooiing, int] | None) -> list[Chip]:
    """Everybody, and each stand that holds somebody; all of them when nobody counted.

    The other filters and the order stay as they are.
    """
    others = {name: value for name, value in form.chosen.items() if name != "status"}
    current = form.chosen.get("status", "")
    # A wrong stand is none of these, so also not everybody.
    nothing_set = not current and not form.has_error("status")
    total = None if counts is None else sum(counts.values())
    return [Chip("Iedereen", total, urlencode(others), nothing_set)] + [
        Chip(
            state.label.capitalize(),
            None if counts is None else counts.get(state, 0),
            urlencode(others | {"status": state.value}),
            state == current,
        )
        for state in Voltooiing
        if counts is None or state in counts or state == current
    ]
