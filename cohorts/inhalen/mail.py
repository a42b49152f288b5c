"""The words of the messages about catching up and about a day that does not go on."""

from django.template.defaultfilters import date as format_date
from django.template.defaultfilters import time as format_time
from django.urls import reverse

from accounts.models import User
from berichten.letter import Brief, letter, link
from cohorts.aanwezigheid.mail import page_of, what
from cohorts.aanwezigheid.models import Inhaalopdracht, Inhaalplan
from cohorts.models import Bijeenkomst


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
            f"Kun je toch niet? Zeg het hier, dan kan een ander op je plaats: {page_of(plan)}",
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
            f"Hier kun je een andere dag kiezen: {page_of(plan)}",
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


def _times(plan: Inhaalplan, bijeenkomst: Bijeenkomst) -> str:
    start = bijeenkomst.begintijd if plan.ochtend else bijeenkomst.middag_vanaf
    end = bijeenkomst.eindtijd if plan.middag else bijeenkomst.middag_vanaf
    return f"{format_time(start, 'H.i')} tot {format_time(end, 'H.i')}"


def _place(bijeenkomst: Bijeenkomst) -> str:
    if plek := bijeenkomst.locatie:
        route = f"\nRoute: {plek.routelink}" if plek.routelink else ""
        return f"{plek.naam}, {plek.adres}, {plek.plaats}{route}"
    return "dat hoor je nog van de trainer"
