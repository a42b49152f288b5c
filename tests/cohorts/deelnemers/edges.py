"""The days around today, and what the tests of memberships look at on each of them."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from cohorts.models import Deelname

ONE_DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - ONE_DAY, TODAY + ONE_DAY


def answered(refusal: str = "", *, is_refused: bool):
    """A block that is refused in these words, or not at all."""
    return pytest.raises(ValidationError, match=refusal) if is_refused else nullcontext()


def periods(deelname: Deelname) -> list[tuple]:
    """Of each employer in turn: its name, from when, and until when."""
    rows = deelname.dienstverbanden.order_by("vanaf")
    return list(rows.values_list("organisatie__naam", "vanaf", "tot_en_met"))
