"""The words of messages about attendance: a notice that lapsed, a day that stands open, a contest.

None of them says why somebody stayed away, or what was written about it: that stands behind a link.
"""

from django.urls import reverse

from accounts.models import User
from berichten.letter import Brief, letter_from, link
from cohorts.models import Betwisting, Bijeenkomst


def compose_nieuwe_datum(user: User, bijeenkomst: Bijeenkomst) -> Brief:
    """To somebody who could not come on a date that moved: does the new one suit?"""
    onderwerp = f"Dag {bijeenkomst.cursusdag.nummer} is verplaatst: kun je nu wel?"
    return onderwerp, letter_from(
        "emails/nieuwe_datum.txt",
        user,
        bijeenkomst=bijeenkomst,
        link=link(reverse("afmelding_create", args=[bijeenkomst.pk])),
    )


def compose_open_dag(user: User, bijeenkomst: Bijeenkomst, *, open_people: int) -> Brief:
    """To a trainer, an hour after the end: some people stand on nothing."""
    onderwerp = f"Presentie van dag {bijeenkomst.cursusdag.nummer} is nog niet compleet"
    return onderwerp, letter_from("emails/open_dag.txt", user, **_day(bijeenkomst, open_people))


def compose_open_dag_coordinator(
    user: User, bijeenkomst: Bijeenkomst, *, open_people: int, trainers: list[User]
) -> Brief:
    """To a coördinator, the next working day: nobody completed the list."""
    onderwerp = f"{bijeenkomst.cohort}: presentie van dag {bijeenkomst.cursusdag.nummer} staat open"
    context = {**_day(bijeenkomst, open_people), "trainers": trainers}
    return onderwerp, letter_from("emails/open_dag_coordinator.txt", user, **context)


def compose_betwisting(betwisting: Betwisting, user: User) -> Brief:
    """To who can answer: somebody contests a mark. What they wrote stands behind the link."""
    mark = betwisting.aanwezigheid
    onderwerp = f"Vraag over de presentie van dag {mark.cursusdag.nummer}"
    page = link(reverse("betwisting_list"))
    return onderwerp, letter_from("emails/betwisting.txt", user, mark=mark, link=page)


def compose_antwoord(betwisting: Betwisting) -> Brief:
    """To who contested a mark: what became of it, without the words of either side."""
    mark = betwisting.aanwezigheid
    user = mark.deelname.user
    onderwerp = f"Antwoord op je vraag over dag {mark.cursusdag.nummer}"
    page = link(f"{reverse('aanwezigheid_list')}?cohort={mark.deelname.cohort_id}")
    return onderwerp, letter_from(
        "emails/betwisting_antwoord.txt", user, betwisting=betwisting, mark=mark, link=page
    )


def _day(bijeenkomst: Bijeenkomst, open_people: int) -> dict[str, object]:
    return {
        "bijeenkomst": bijeenkomst,
        "open": open_people,
        "link": link(reverse("presentie", args=[bijeenkomst.pk])),
    }
