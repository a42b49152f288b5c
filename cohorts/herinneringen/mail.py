"""The words of messages about a day that stands open."""

from django.urls import reverse

from accounts.models import User
from berichten.letter import Brief, letter_from, link
from cohorts.models import Bijeenkomst


def compose_open_dag(user: User, bijeenkomst: Bijeenkomst, *, open_people: int) -> Brief:
    """To a trainer, an hour after the end: some people stand on nothing."""
    onderwerp = f"Presentie van dag {bijeenkomst.cursusdag.nummer} is nog niet compleet"
    return onderwerp, letter_from(
        "cohorts/herinneringen/emails/open_dag.txt", user, **_day(bijeenkomst, open_people)
    )


def compose_open_dag_coordinator(
    user: User, bijeenkomst: Bijeenkomst, *, open_people: int, trainers: list[User]
) -> Brief:
    """To a coördinator, the next working day: nobody completed the list."""
    onderwerp = f"{bijeenkomst.cohort}: presentie van dag {bijeenkomst.cursusdag.nummer} staat open"
    context = {**_day(bijeenkomst, open_people), "trainers": trainers}
    return onderwerp, letter_from(
        "cohorts/herinneringen/emails/open_dag_coordinator.txt", user, **context
    )


def _day(bijeenkomst: Bijeenkomst, open_people: int) -> dict[str, object]:
    return {
        "bijeenkomst": bijeenkomst,
        "open": open_people,
        "link": link(reverse("presentie", args=[bijeenkomst.pk])),
    }
