from celery import shared_task
from django.utils import timezone

from cohorts.deelnemers.models import Deelnemerimport


@shared_task(acks_late=True)
def clean_deelnemerimports() -> None:
    """Throw away participant lists that nobody confirmed within a day."""
    Deelnemerimport.objects.forgotten(timezone.now()).delete()
