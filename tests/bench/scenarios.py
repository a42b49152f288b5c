"""What is measured: one generator per line, which yields a request and gets its answer back."""

import json
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from accounts.models import Coordinatorschap, User
from cohorts.models import Bijeenkomst, Deelname, Trainerschap
from tests.factories import SecondFactorFactory

PAGE_OF_A_JOURNAL = "Vandaag lukte het om eerst te luisteren. " * 40


@dataclass(frozen=True)
class Ask:
    """One request: a GET without `data`, a POST with it."""

    path: str
    data: dict[str, str] = field(default_factory=dict)


Asking = Generator[Ask, str | None, None]


@dataclass(frozen=True)
class Scenario:
    """A line of the table. `budget` is the most it may cost, in times the floor."""

    name: str
    user: User
    asking: Callable[[], Asking]
    budget: float | None = None
    floor: bool = False


def always(path: str) -> Callable[[], Asking]:
    def asking() -> Asking:
        while True:
            yield Ask(path)

    return asking


def marking(bijeenkomst: Bijeenkomst, deelname: Deelname) -> Callable[[], Asking]:
    """A trainer changes one mark back and forth, so that each request really writes."""

    def asking() -> Asking:
        while True:
            for status in ("aanwezig", "afwezig"):
                yield Ask(
                    reverse("aanwezigheid_create", args=[bijeenkomst.pk]),
                    {
                        "deelname": str(deelname.pk),
                        "dagdeel": "ochtend",
                        "status": status,
                        "kenmerk": str(uuid4()),
                    },
                )

    return asking


def autosaving(user: User) -> Callable[[], Asking]:
    """A page of 1.6 kB that grows by a word at each save."""

    def asking() -> Asking:
        page, versie, text = uuid4(), 0, PAGE_OF_A_JOURNAL
        while True:
            data = {"id": str(page), "versie": str(versie), "eigenaar": str(user.pk), "tekst": text}
            answer = yield Ask(reverse("reflectie_tekst", args=[page]), data)
            versie = json.loads(answer or "{}")["versie"]
            text = f"{PAGE_OF_A_JOURNAL} woord {versie}"

    return asking


def scenarios() -> list[Scenario]:
    """The lines of the table, for the cohort that has a day today."""
    today = Bijeenkomst.objects.select_related("cohort").filter(datum=timezone.localdate()).first()
    assert today is not None
    deelname = Deelname.objects.select_related("user").filter(cohort=today.cohort).first()
    lead = Trainerschap.objects.select_related("user").filter(cohort=today.cohort).first()
    assert deelname is not None
    assert lead is not None
    anna, carla = deelname.user, lead.user
    coordinator = Coordinatorschap.objects.select_related("user").get()
    for user in (carla, coordinator.user):
        SecondFactorFactory(user=user)
    return [
        Scenario("bare Django page", anna, always("/"), floor=True),
        Scenario("home page of a deelnemer", anna, always(reverse("home")), 3),
        Scenario("roll call, page", carla, always(reverse("presentie", args=[today.pk])), 3),
        Scenario("roll call, list as JSON", carla, always(reverse("daglijst", args=[today.pk])), 3),
        Scenario("roll call, one mark", carla, marking(today, deelname), 5),
        Scenario("check-in, page", anna, always(reverse("incheck_create", args=[today.pk])), 3),
        Scenario("trainer's day", carla, always(reverse("vandaag")), 3),
        Scenario("cockpit", coordinator.user, always(reverse("cockpit"))),
        Scenario("journal, autosave", anna, autosaving(anna), 2.5),
    ]
