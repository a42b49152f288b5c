from celery import shared_task
from django.utils import timezone

from cohorts.herinneringen import nudges
from cohorts.herinneringen.due import queue_due


@shared_task
def queue_herinneringen() -> None:
    """Every few minutes: put what is due in the outbox. A second run finds nothing new."""
    queue_due(timezone.now())


@shared_task
def queue_nudges() -> None:
    """Every few minutes: ask for marks that are missing."""
    nudges.queue_nudges(timezone.now())
