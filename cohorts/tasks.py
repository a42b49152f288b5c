from celery import shared_task
from django.utils import timezone

from cohorts.herinneringen import queue_due
from cohorts.models import Deelnemerimport


@shared_task(acks_late=True, ignore_result=True)
def clean_deelnemerimports() -> None:
    """Throw away participant lists that nobody confirmed within a day."""
    Deelnemerimport.objects.forgotten(timezone.now()).delete()


@shared_task(ignore_result=True)
def queue_herinneringen() -> None:
    """Every few minutes: put what is due in the outbox. A second run finds nothing new."""
    queue_due(timezone.now())
