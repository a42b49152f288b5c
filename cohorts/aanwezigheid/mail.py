"""The words of messages about a day that moved or does not go on."""

from django.template.defaultfilters import date as format_date
from django.template.defaultfilters import time as format_time
from django.urls import reverse
from django.utils.text import get_text_list

from accounts.models import User
from berichten.letter import Brief, letter, letter_from, link
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.models import Bijeenkomst


def compose_nieuwe_datum(user: User, bijeenkomst: Bijeenkomst) -> Brief:
    """To somebody who could not come on a date that moved: does the new one suit?"""
    onderwerp = f"Dag {bijeenkomst.cursusdag.nummer} is verplaatst: kun je nu wel?"
    return onderwerp, letter_from(
        "cohorts/aanwezigheid/emails/nieuwe_datum.txt",
        user,
        bijeenkomst=bijeenkomst,
        link=link(reverse("afmelding_create", args=[bijeenkomst.pk])),
    )


def compose_vervallen(plan: Inhaalplan, bijeenkomst: Bijeenkomst) -> Brief:
    """To the deelnemer: the day elsewhere moved or does not go on, so another one is needed."""
    nummer = plan.cursusdag.nummer
    if bijeenkomst.geannuleerd_op:
        change = "Die dag gaat niet door."
    else:
        change = f"Die dag is verplaatst naar {format_date(bijeenkomst.datum, 'l j F')}, "
        change += f"{format_time(bijeenkomst.begintijd, 'H.i')} uur."
    return (
        f"Kies een nieuwe dag om dag {nummer} in te halen",
        letter(
            plan.deelname.user,
            f"Je zou {what(plan)} inhalen bij de groep {bijeenkomst.cohort.naam}. {change} "
            "Je wordt daar niet meer verwacht.",
            f"Kies hier een nieuwe dag: {page_of(plan)}",
        ),
    )


def what(plan: Inhaalplan) -> str:
    """What is caught up: "dag 3, Omgaan met conflict" or "de ochtend van dag 3"."""
    day = f"dag {plan.cursusdag.nummer}"
    if len(plan.dagdelen) == 1:
        return f"de {get_text_list(list(plan.dagdelen), 'en')} van {day}"
    return f"{day} ({plan.cursusdag.titel})"


def page_of(plan: Inhaalplan) -> str:
    """Where its deelnemer chooses a day to catch up, or gives it back."""
    return link(reverse("inhaalplan_create", args=[plan.deelname_id, plan.cursusdag.nummer]))
