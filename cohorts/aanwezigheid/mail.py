"""The words of messages about a day that moved or does not go on."""

from django.urls import reverse

from accounts.models import User
from berichten.letter import Brief, brief, link
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.models import Bijeenkomst


def compose_nieuwe_datum(user: User, bijeenkomst: Bijeenkomst) -> Brief:
    """To somebody who could not come on a date that moved: does the new one suit?"""
    return brief(
        "cohorts/aanwezigheid/emails/nieuwe_datum.txt",
        user,
        bijeenkomst=bijeenkomst,
        link=link(reverse("afmelding_create", args=[bijeenkomst.pk])),
    )


def compose_vervallen(plan: Inhaalplan, bijeenkomst: Bijeenkomst) -> Brief:
    """To the deelnemer: the day elsewhere moved or does not go on, so another one is needed."""
    return brief(
        "cohorts/aanwezigheid/emails/inhaalplan_vervallen.txt",
        plan.deelname.user,
        plan=plan,
        bijeenkomst=bijeenkomst,
        wat=what(plan),
        link=page_of(plan),
    )


def what(plan: Inhaalplan) -> str:
    """What is caught up: "dag 3 (Omgaan met conflict)" or "de ochtend van dag 3"."""
    day = f"dag {plan.cursusdag.nummer}"
    if len(plan.dagdelen) == 1:
        return f"de {plan.dagdelen[0]} van {day}"
    return f"{day} ({plan.cursusdag.titel})"


def page_of(plan: Inhaalplan) -> str:
    """Where its deelnemer chooses a day to catch up, or gives it back."""
    return link(reverse("inhaalplan_create", args=[plan.deelname_id, plan.cursusdag.nummer]))
