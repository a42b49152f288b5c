"""Two workers look for reminders at the same moment, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from berichten.models import Bericht
from cohorts.herinneringen.due import queue_due
from programma.models import Programma
from tests.factories import CohortFactory, DeelnameFactory, TrainerschapFactory, plan_seven_days

WORKERS, PEOPLE = 4, 12


@pytest.fixture
def noon(shared_database: None):
    """Two days before a bijeenkomst of twelve people and a trainer."""
    call_command("laad_programma", verbosity=0)
    programma = Programma.objects.latest_version("ambtelijk-vakmanschap")
    cohort = CohortFactory(programma=programma)
    plan_seven_days(cohort, today_is=1)
    DeelnameFactory.create_batch(PEOPLE, cohort=cohort)
    TrainerschapFactory(cohort=cohort)
    return timezone.localtime().replace(hour=12) - timedelta(days=2)


def test_workers_that_look_together_queue_one_reminder_per_person(noon):
    start = Barrier(WORKERS)

    def look() -> int:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return queue_due(noon)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        counts = [job.result(timeout=60) for job in [pool.submit(look) for _ in range(WORKERS)]]

    assert sum(counts) == PEOPLE + 1
    assert Bericht.objects.values("ontvanger").distinct().count() == PEOPLE + 1
    assert Bericht.objects.count() == PEOPLE + 1
