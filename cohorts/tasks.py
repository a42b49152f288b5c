from celery import shared_task
from django.utils import timezone

from cohorts import nudges, retention
from cohorts.closing import close_overdue
from cohorts.contests import escalate_contests
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


@shared_task(ignore_result=True)
def queue_nudges() -> None:
    """Every few minutes: ask for marks that are missing, and pass on questions left unanswered."""
    now = timezone.now()
    nudges.queue_nudges(now)
    escalate_contests(now)


@shared_task(ignore_result=True)
def close_overdue_days() -> None:
    """Every hour: close the days for which trainers have had their working days."""
    close_overdue(timezone.now())


@shared_task(ignore_result=True)
def erase_reasons() -> None:
    """Every night: erase what was kept for the course only. A second run finds nothing."""
    retention.erase_reasons(timezone.now())
