"""Until when somebody can say not to come."""

from django.utils import timezone

from cohorts.models import Bijeenkomst

OVER = "Deze dag is al geweest. Je trainer heeft de presentie bijgehouden."
CANCELLED = "Deze dag gaat niet door. Je hoeft je niet af te melden."


def refusal_of_afmelding(bijeenkomst: Bijeenkomst) -> str:
    """Why no afmelding for this day is sent or taken back any more; nothing when one can be."""
    if bijeenkomst.geannuleerd_op is not None:
        return CANCELLED
    if bijeenkomst.afgerond_op is not None or bijeenkomst.eindigt_op <= timezone.now():
        return OVER
    return ""
