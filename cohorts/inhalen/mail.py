"""The words of the messages about catching up."""

from django.urls import reverse

from accounts.models import User
from berichten.letter import Brief, brief, link
from cohorts.aanwezigheid.mail import page_of, what
from cohorts.aanwezigheid.models import Inhaalopdracht, Inhaalplan
from cohorts.models import Bijeenkomst


def compose_gepland(plan: Inhaalplan, bijeenkomst: Bijeenkomst, trainer: User | None) -> Brief:
    """To the deelnemer: where and when, and who leads it."""
    return brief(
        "cohorts/inhalen/emails/gepland.txt",
        plan.deelname.user,
        trainer=trainer,
        van=bijeenkomst.begintijd if plan.ochtend else bijeenkomst.middag_vanaf,
        tot=bijeenkomst.eindtijd if plan.middag else bijeenkomst.middag_vanaf,
        link=page_of(plan),
        **_plan(plan, bijeenkomst),
    )


def compose_gast(plan: Inhaalplan, bijeenkomst: Bijeenkomst, trainer: User) -> Brief:
    """To who leads the day elsewhere: a gast comes."""
    return brief("cohorts/inhalen/emails/gast.txt", trainer, **_plan(plan, bijeenkomst))


def compose_gast_komt_niet(plan: Inhaalplan, bijeenkomst: Bijeenkomst, trainer: User) -> Brief:
    """To who leads the day elsewhere: the gast does not come after all."""
    return brief("cohorts/inhalen/emails/gast_komt_niet.txt", trainer, **_plan(plan, bijeenkomst))


def compose_ingetrokken(plan: Inhaalplan) -> Brief:
    """To the deelnemer: the coördinator took the plan back."""
    words = {"plan": plan, "wat": what(plan), "link": page_of(plan)}
    return brief("cohorts/inhalen/emails/ingetrokken.txt", plan.deelname.user, **words)


def compose_opdracht(opdracht: Inhaalopdracht) -> Brief:
    """To the deelnemer: an assignment instead of the missed dagdeel."""
    return brief(
        "cohorts/inhalen/emails/opdracht.txt",
        opdracht.deelname.user,
        opdracht=opdracht,
        door=opdracht.gegeven_door.naam,
        link=link(reverse("home")),
    )


def compose_goedgekeurd(opdracht: Inhaalopdracht) -> Brief:
    """To the deelnemer: the assignment is good, the dagdeel counts."""
    template = "cohorts/inhalen/emails/goedgekeurd.txt"
    return brief(template, opdracht.deelname.user, opdracht=opdracht)


def _plan(plan: Inhaalplan, bijeenkomst: Bijeenkomst) -> dict[str, object]:
    return {"plan": plan, "bijeenkomst": bijeenkomst, "wat": what(plan)}
