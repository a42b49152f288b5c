"""What somebody reads who has become coördinator."""

from django.template.loader import render_to_string

from accounts.models import Coordinatorschap
from accounts.ways_in.links import sign_in_page


def compose_benoeming(coordinatorschap: Coordinatorschap) -> tuple[str, str]:
    """Subject and text for somebody who has become coördinator: what it is, and the way in."""
    context = {
        "naam": coordinatorschap.user.aanspreeknaam,
        "tot_en_met": coordinatorschap.tot_en_met,
        "link": sign_in_page(coordinatorschap.user),
    }
    text = render_to_string("cohorts/emails/benoeming.txt", context)
    return "Je bent coördinator van de leergang", text.strip() + "\n"
