"""What an invitation and an appointment say. Reminders have their texts in the programme."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Coordinatorschap, User
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
        "link": _sign_in_page(deelname.user),
    }
    return ONDERWERP, render_to_string("emails/uitnodiging.txt", context).strip() + "\n"


def compose_benoeming(coordinatorschap: Coordinatorschap) -> tuple[str, str]:
    """Subject and text for somebody who has become coördinator: what it is, and the way in."""
    context = {
        "naam": coordinatorschap.user.aanspreeknaam,
        "tot_en_met": coordinatorschap.tot_en_met,
        "link": _sign_in_page(coordinatorschap.user),
    }
    text = render_to_string("emails/benoeming.txt", context)
    return "Je bent coördinator van de leergang", text.strip() + "\n"


def _sign_in_page(user: User) -> str:
    """Where `user` signs in, with their address filled in."""
    query = urlencode({"email": user.email})
    return f"{settings.BASE_URL}{reverse('account_login')}?{query}"
