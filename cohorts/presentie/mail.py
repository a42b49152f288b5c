"""The words of messages about a betwisting.

Neither says what was written about it: that stands behind a link.
"""

from django.urls import reverse

from accounts.models import User
from berichten.letter import Brief, brief, link
from cohorts.presentie.models import Betwisting


def compose_betwisting(betwisting: Betwisting, user: User) -> Brief:
    """To who can answer: somebody contests a mark."""
    return brief(
        "cohorts/presentie/emails/betwisting.txt",
        user,
        mark=betwisting.aanwezigheid,
        link=link(reverse("betwisting_list")),
    )


def compose_antwoord(betwisting: Betwisting) -> Brief:
    """To who contested a mark: what became of it."""
    mark = betwisting.aanwezigheid
    return brief(
        "cohorts/presentie/emails/betwisting_antwoord.txt",
        mark.deelname.user,
        betwisting=betwisting,
        mark=mark,
        link=link(f"{reverse('aanwezigheid_list')}?cohort={mark.deelname.cohort_id}"),
    )
