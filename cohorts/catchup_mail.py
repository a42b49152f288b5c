"""The words of the messages about catching up and about a day that does not go on."""

from django.template.defaultfilters import date as format_date
from django.template.defaultfilters import time as format_time
from django.urls import reverse

from accounts.models import User
from berichten.letter import Brief, letter, link
from cohorts.dagstand import join_words
from cohorts.models import Bijeenkomst, Inhaalopdracht, Inhaalplan


def compose_gepland(plan: Inhaalplan, bijeenkomst: Bijeenkomst, trainer: User | None) -> Brief:
    """To the deelnemer: where and when, and who leads it."""
    when = format_date(bijeenkomst.datum, "l j F")
    led = f"{trainer.naam if trainer else 'Een trainer van de leergang'} leidt deze dag"
    if trainer and trainer.telefoon:
        led += f" (telefoon {trainer.telefoon})"
    return (
        f"Je haalt dag {plan.cursusdag.nummer} in op {when}",
        letter(
            plan.deelname.user,
            f"Je bent welkom om {what(plan)} in te halen bij de groep {bijeenkomst.cohort.naam}.",
            f"Wanneer: {when}, {_times(plan, bijeenkomst)} uur\nWaar: {_place(bijeenkomst)}",
            f"{led} en weet dat je komt.",
            f"Kun je toch niet? Zeg het hier, dan kan een ander op je plaats: {_page(plan)}",
        ),
    )


def compose_gast(plan: Inhaalplan, bijeenkomst: Bijeenkomst, trainer: User) -> Brief:
    """To who leads the day elsewhere: a guest comes."""
    when = format_date(bijeenkomst.datum, "l j F")
    return (
        f"Er komt een gast op {when}",
        letter(
            trainer,
            f"Op {when} komt {plan.deelname.user.naam} {what(plan)} inhalen bij "
            f"{bijeenkomst.cohort.naam}.",
            "De naam staat op je presentielijst, met “gast” erbij. Je houdt de presentie van deze "
            "gast bij zoals van de anderen.",
        ),
    )


def compose_gast_komt_niet(plan: Inhaalplan, bijeenkomst: Bijeenkomst, trainer: User) -> Brief:
    """To who leads the day elsewhere: the guest does not come after all."""
    when = format_date(bijeenkomst.datum, "l j F")
    return (
        f"De gast van {when} komt niet",
        letter(
            trainer,
            f"{plan.deelname.user.naam} zou op {when} {what(plan)} inhalen bij "
            f"{bijeenkomst.cohort.naam}. Dat gaat niet door. De naam staat niet meer op je lijst.",
        ),
    )


def compose_ingetrokken(plan: Inhaalplan) -> Brief:
    """To the deelnemer: the coördinator took the plan back."""
    return (
        f"Het plan om dag {plan.cursusdag.nummer} in te halen is ingetrokken",
        letter(
            plan.deelname.user,
            f"De coördinator heeft het plan ingetrokken waarmee je {what(plan)} zou inhalen.",
            f"Hier kun je een andere dag kiezen: {_page(plan)}",
        ),
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
            f"Kies hier een nieuwe dag: {_page(plan)}",
        ),
    )


def compose_opdracht(opdracht: Inhaalopdracht) -> Brief:
    """To the deelnemer: an assignment instead of the missed dagdeel."""
    nummer, door = opdracht.cursusdag.nummer, opdracht.gegeven_door.naam
    return (
        f"Een opdracht om dag {nummer} in te halen",
        letter(
            opdracht.deelname.user,
            f"Je miste de {opdracht.dagdeel} van dag {nummer}, {opdracht.cursusdag.titel}. Die "
            f"kun je inhalen met een opdracht van {door}:",
            opdracht.opdracht,
            f"Bespreek met {door} wanneer je klaar bent. Je ziet de opdracht ook op je pagina: "
            f"{link(reverse('home'))}",
        ),
    )


def compose_goedgekeurd(opdracht: Inhaalopdracht) -> Brief:
    """To the deelnemer: the assignment is good, the dagdeel counts."""
    nummer = opdracht.cursusdag.nummer
    return (
        f"Je hebt de {opdracht.dagdeel} van dag {nummer} ingehaald",
        letter(
            opdracht.deelname.user,
            f"Je opdracht bij dag {nummer}, {opdracht.cursusdag.titel}, is goedgekeurd. De "
            f"{opdracht.dagdeel} telt nu mee voor je certificaat.",
        ),
    )


def compose_annulering(bijeenkomst: Bijeenkomst, user: User) -> Brief:
    """To everybody of a cohort: this day does not go on."""
    dag = bijeenkomst.cursusdag
    when = format_date(bijeenkomst.datum, "l j F")
    return (
        f"Dag {dag.nummer} op {format_date(bijeenkomst.datum, 'j F')} gaat niet door",
        letter(
            user,
            f"Dag {dag.nummer} van {bijeenkomst.cohort.naam}, {dag.titel}, op {when} gaat niet "
            "door. Je hoort een nieuwe datum.",
        ),
    )


def what(plan: Inhaalplan) -> str:
    """What is caught up: "dag 3, Omgaan met conflict" or "de ochtend van dag 3"."""
    day = f"dag {plan.cursusdag.nummer}"
    if len(plan.dagdelen) == 1:
        return f"de {join_words(plan.dagdelen)} van {day}"
    return f"{day} ({plan.cursusdag.titel})"


def _times(plan: Inhaalplan, bijeenkomst: Bijeenkomst) -> str:
    start = bijeenkomst.begintijd if plan.ochtend else bijeenkomst.middag_vanaf
    end = bijeenkomst.eindtijd if plan.middag else bijeenkomst.middag_vanaf
    return f"{format_time(start, 'H.i')} tot {format_time(end, 'H.i')}"


def _place(bijeenkomst: Bijeenkomst) -> str:
    if plek := bijeenkomst.locatie:
        route = f"\nRoute: {plek.routelink}" if plek.routelink else ""
        return f"{plek.naam}, {plek.adres}, {plek.plaats}{route}"
    return "dat hoor je nog van de trainer"


def _page(plan: Inhaalplan) -> str:
    return link(reverse("inhaalplan_create", args=[plan.deelname_id, plan.cursusdag.nummer]))
