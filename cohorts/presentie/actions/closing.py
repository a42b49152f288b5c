"""Dag afronden: the trainer says that the attendance of a day is complete."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.template.defaultfilters import time as format_time
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.actions.closing import close_dag, open_people
from cohorts.models import Bijeenkomst, Deelname


def close_bijeenkomst(*, bijeenkomst: Bijeenkomst, by: User) -> int:
    """Close the attendance of a day; returns for how many dagdelen nothing was registered.

    Promises what `closing.close_dag` promises; a day that is closed already stays as it is.
    Refuses, with a Dutch ValidationError, a cancelled day, one that is still to come, and one that
    is not over while somebody still stands on nothing.
    """
    still_open = open_people([bijeenkomst])[bijeenkomst.pk]
    if refusal := refusal_of_closing(bijeenkomst, still_open):
        raise ValidationError(refusal, code="te_vroeg")
    return close_dag(bijeenkomst=bijeenkomst, by=by) or 0


def refusal_of_closing(bijeenkomst: Bijeenkomst, still_open: Sequence[Deelname]) -> str:
    """Why this day cannot be closed yet, or nothing when it can.

    Promises only to look. A day on which nobody is still open may close before its end.
    """
    if refusal := bijeenkomst.refusal_of_presentie(timezone.localdate()):
        return refusal
    if bijeenkomst.eindigt_op <= timezone.now() or not still_open:
        return ""
    until = format_time(bijeenkomst.eindtijd, "H.i")
    return (
        f"Deze dag is nog bezig. Afronden kan vanaf {until} uur, of als iedereen is geregistreerd."
    )
