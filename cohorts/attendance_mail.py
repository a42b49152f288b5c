"""The words of messages about attendance: a notice that lapsed, a day that stands open, a contest.

None of them says why somebody stayed away, or what was written about it: that stands behind a link.
"""

from django.conf import settings
from django.template.defaultfilters import date as format_date
from django.template.loader import render_to_string

from accounts.models import User
from cohorts.models import Bijeenkomst

Words = tuple[str, str]


def compose_nieuwe_datum(user: User, bijeenkomst: Bijeenkomst) -> Words:
    """To somebody who could not come on a date that moved: does the new one suit?"""
    onderwerp = f"Dag {bijeenkomst.cursusdag.nummer} is verplaatst: kun je nu wel?"
    return onderwerp, _text(
        "nieuwe_datum", user, bijeenkomst=bijeenkomst, link=_link(bijeenkomst.get_absolute_url())
    )


def datum_of(bijeenkomst: Bijeenkomst) -> str:
    """The day in a sentence: "maandag 23 november"."""
    return format_date(bijeenkomst.datum, "l j F")


def _link(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def _text(template: str, user: User, **context: object) -> str:
    words = {"naam": user.voornaam or user.achternaam or "collega", **context}
    return render_to_string(f"emails/{template}.txt", words).strip() + "\n"
