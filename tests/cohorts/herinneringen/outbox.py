"""What the tests of reminders ask: a moment, and who was sent what."""

from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from berichten.models import Bericht
from cohorts.models import Bijeenkomst


def moment_of(day: date, clock: str = "12:00") -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{clock}"))


def sent_about(bijeenkomst: Bijeenkomst) -> set[tuple[str, User]]:
    rows = Bericht.objects.filter(aanleiding=f"bijeenkomst:{bijeenkomst.pk}")
    return {(row.soort, row.ontvanger) for row in rows.select_related("ontvanger")}
