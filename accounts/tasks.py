from datetime import timedelta

from allauth.usersessions.models import UserSession
from celery import shared_task
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

# A session that is being made has its row here before its own: it is none of these.
FRESH = timedelta(days=1)


@shared_task
def clear_sessions() -> None:
    """Every night: forget sessions that are over, and from where they were used."""
    call_command("clearsessions")
    kept = Session.objects.values("session_key")
    old = UserSession.objects.filter(created_at__lt=timezone.now() - FRESH)
    old.exclude(session_key__in=kept).delete()


@shared_task
def write_name_keys() -> None:
    """Every night: give a key to who got an account from the old version during an upgrade."""
    get_user_model().objects.get_queryset().write_keys()
