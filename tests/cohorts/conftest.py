"""Els at her desk, and Carla with the list of today's morning in her hand."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cohorts.models import Bijeenkomst, Deelname
from tests.cohorts.catching_up import miss, plan_beside


@pytest.fixture
def clock() -> Iterator[None]:
    """It is 23 November 2026, ten in the morning."""
    with time_machine.travel("2026-11-23 10:00 +0100", tick=False):
        yield


@pytest.fixture
def coordinator(client_for: Callable[[User], Client], els: User) -> Client:
    return client_for(els)


@pytest.fixture
def url(vandaag: Bijeenkomst) -> str:
    return reverse("presentie", args=[vandaag.pk])


@pytest.fixture
def tap(
    client_for: Callable[[User], Client], vandaag: Bijeenkomst, deelname: Deelname, carla: User
) -> Callable:
    """Carla taps "aanwezig" for Anna this morning, unless told otherwise."""
    client = client_for(carla)

    def post(extra: dict[str, str] | None = None, **fields):
        words = {"deelname": deelname.pk, "dagdeel": "ochtend", "status": "aanwezig"} | fields
        return client.post(
            reverse("aanwezigheid_create", args=[vandaag.pk]), words, **(extra or {})
        )

    return post


@pytest.fixture
def everybody(client_for: Callable[[User], Client], vandaag: Bijeenkomst, carla: User) -> Callable:
    client = client_for(carla)

    def post(dagdeel: str = "ochtend", **extra: str):
        return client.post(
            reverse("overige_create", args=[vandaag.pk]), {"dagdeel": dagdeel}, **extra
        )

    return post


@pytest.fixture
def hosts(ander_cohort, dirk) -> list[Bijeenkomst]:
    return plan_beside(ander_cohort)


@pytest.fixture
def host(hosts) -> Bijeenkomst:
    """Day 3 of the other cohort, in two weeks and a day."""
    return hosts[2]


@pytest.fixture
def gemist(deelname, bijeenkomsten) -> Deelname:
    """Anna missed day 3."""
    miss(deelname, bijeenkomsten[2])
    return deelname
