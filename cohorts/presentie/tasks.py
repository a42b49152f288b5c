from celery import shared_task
from django.utils import timezone

from cohorts.aanwezigheid.actions.closing import close_overdue
from cohorts.presentie import retention
from cohorts.presentie.betwistingen import escalate_betwistingen


@shared_task
def close_overdue_days() -> None:
    """Every hour: close the days for which trainers have had their working days."""
    close_overdue(timezone.now())


@shared_task
def pass_on_betwistingen() -> None:
    """Every few minutes: tell the coördinators of questions that trainers left unanswered."""
    escalate_betwistingen(timezone.now())


@shared_task
def erase_reasons() -> None:
    """Every night: erase what was kept for the course only. A second run finds nothing."""
    retention.erase_reasons(timezone.now())
