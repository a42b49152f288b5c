"""What an invitation says. Reminders have their texts in the programme."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from accounts.models import User
from accounts.ways_in.links import sign_in_page
from cohorts.models import Bijeenkomst, Cohort, Deelname

ONDERWERP = "Je doet mee aan de Leergang Ambtelijk Vakmanschap"


def compose_uitnodiging(
    deelname: Deelname, *, cohort: Cohort, dagen: Sequence[Bijeenkomst], trainer: User | None
) -> tuple[str, str]:
    """Subject and text of one invitation: the dates, and where to sign in without a password."""
    context = {
        "deelnemer": deelname.user,
        "cohort": cohort,
        "dagen": dagen,
        "trainer": trainer,
        "link": sign_in_page(deelname.user),
    }
    return ONDERWERP, render_to_string(
        "cohorts/deelnemers/emails/uitnodiging.txt", context
    ).strip() + "\n"
