"""What somebody reads who has become coördinator."""

from accounts.models import Coordinatorschap
from accounts.ways_in.links import sign_in_page
from berichten.letter import Brief, brief


def compose_benoeming(coordinatorschap: Coordinatorschap) -> Brief:
    """What it is, until when, and the way in."""
    return brief(
        "cohorts/emails/benoeming.txt",
        coordinatorschap.user,
        tot_en_met=coordinatorschap.tot_en_met,
        link=sign_in_page(coordinatorschap.user),
    )
