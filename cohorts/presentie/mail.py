"""The words of messages about attendance: a notice that lapsed, a day that stands open, a contest.

None of them says why somebody stayed away, or what was written about it: that stands behind a link.
"""

from django.urls import reverse

from accounts.models import User
from berichten.letter import Brief, letter_from, link
from cohorts.presentie.models import Betwisting


def compose_betwisting(betwisting: Betwisting, user: User) -> Brief:
    """To who can answer: somebody contests a mark. What they wrote stands behind the link."""
    mark = betwisting.aanwezigheid
    onderwerp = f"Vraag over de presentie van dag {mark.cursusdag.nummer}"
    page = link(reverse("betwisting_list"))
    return onderwerp, letter_from(
        "cohorts/presentie/emails/betwisting.txt", user, mark=mark, link=page
    )


def compose_antwoord(betwisting: Betwisting) -> Brief:
    """To who contested a mark: what became of it, without the words of either side."""
    mark = betwisting.aanwezigheid
    user = mark.deelname.user
    onderwerp = f"Antwoord op je vraag over dag {mark.cursusdag.nummer}"
    page = link(f"{reverse('aanwezigheid_list')}?cohort={mark.deelname.cohort_id}")
    return onderwerp, letter_from(
        "cohorts/presentie/emails/betwisting_antwoord.txt",
        user,
        betwisting=betwisting,
        mark=mark,
        link=page,
    )
