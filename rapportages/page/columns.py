"""The headers of the list that sort it: each is a link to the same list in another order."""

from dataclasses import dataclass

from django.utils.http import urlencode

from rapportages.forms import FilterForm

# Order in the address bar → header, in the order of the table. A minus turns an order round.
HEADERS = {"naam": "Naam", "stand": "Stand", "uren": "Uren", "certificaat": "Certificaat"}


@dataclass(frozen=True)
class Column:
    """A header: its words, the address after the question mark, and how it sorts now."""

    label: str
    query: str
    aria_sort: str


def columns_of(form: FilterForm) -> dict[str, Column]:
    """The headers by their order; a press on the current one turns it round.

    The filters stay as they are; the list begins at its first page again.
    """
    return {key: _column(key, label, form) for key, label in HEADERS.items()}


def _column(key: str, label: str, form: FilterForm) -> Column:
    sort = form.order
    is_current = sort.removeprefix("-") == key
    following = f"-{key}" if sort == key else key
    state = ("descending" if sort.startswith("-") else "ascending") if is_current else ""
    return Column(label, urlencode(form.filters | {"sort": following}), state)
