"""The words of messages about a day that stands open."""

from django.urls import reverse

from accounts.models import User
from berichten.letter import Brief, brief, link
from cohorts.models import Bijeenkomst


def compose_open_dag(user: User, bijeenkomst: Bijeenkomst, *, open_people: int) -> Brief:
    """To a trainer, an hour after the end: some people stand on nothing."""
    template = "cohorts/herinneringen/emails/open_dag.txt"
    return brief(template, user, **_day(bijeenkomst, open_people))


def compose_open_dag_coordinator(
    user: User, bijeenkomst: Bijeenkomst, *, open_people: int, trainers: list[User]
) -> Brief:
    """To a coördinator, the next working day: nobody completed the list."""
    template = "cohorts/herinneringen/emails/open_dag_coordinator.txt"
    return brief(template, user, trainers=trainers, **_day(bijeenkomst, open_people))


def _day(bijeenkomst: Bijeenkomst, open_people: int) -> dict[str, object]:
    return {
        "bijeenkomst": bijeenkomst,
        "open": open_people,
        "link": link(reverse("presentie", args=[bijeenkomst.pk])),
    }
