"""Day 5 of a cohort with the real texts, and a look for reminders around it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import User
from berichten.models import Bericht
from cohorts.herinneringen.due import queue_due
from cohorts.models import Bijeenkomst
from programma.models import Programma
from tests.cohorts.herinneringen.outbox import moment_of


@pytest.fixture
def programma(echt_programma: Programma) -> Programma:
    """The real texts, as they are loaded for a new cohort."""
    return echt_programma


@pytest.fixture
def dag(bijeenkomsten: list[Bijeenkomst], carla: User) -> Bijeenkomst:
    """Day 5 of Carla's cohort, today."""
    return bijeenkomsten[4]


@pytest.fixture
def at(dag: Bijeenkomst) -> Callable[..., int]:
    """Look for reminders so many days from day 5; says how many there are about it since."""

    def look(days: int, clock: str = "12:00") -> int:
        about = Bericht.objects.filter(aanleiding=f"bijeenkomst:{dag.pk}")
        before = about.count()
        queue_due(moment_of(dag.datum + timedelta(days=days), clock))
        return about.count() - before

    return look
