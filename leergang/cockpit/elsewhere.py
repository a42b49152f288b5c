"""What waits outside the cohorts: certificates that are ready, and mail that did not leave."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from berichten.models import Bericht
from certificaten.verdict import Verdict
from leergang.cockpit.punt import Act, Punt, Sign


def certificates(today: date, verdicts: Sequence[Verdict]) -> Iterator[Punt]:
    """One line for each cohort in which somebody's certificate is ready."""
    ready = [(row.laatste_dag or today, row.voortgang.deelname.cohort) for row in verdicts]
    for (einddatum, cohort), people in Counter(ready).items():
        who = "Eén certificaat ligt" if people == 1 else f"{people} certificaten liggen"
        act = Act("Geef uit", reverse("certificaat_list", args=[cohort.pk]))
        zin = f"{who} klaar om uit te geven."
        yield Punt(einddatum, zin, cohort.naam, act, Sign.CERTIFICAAT)


def failed_mail(now: datetime, limit: int) -> Iterator[Punt]:
    """One line for each mail that did not arrive."""
    for bericht in Bericht.objects.failed(now)[:limit]:
        zin = f"De mail ‘{bericht.onderwerp}’ aan {bericht.adres} kwam niet aan."
        act = Act("Probeer opnieuw", reverse("verzending_create", args=[bericht.pk]), is_post=True)
        yield Punt(timezone.localdate(bericht.aangemaakt_op), zin, "Mail", act, Sign.MAIL)


def still_post(now: datetime) -> Iterator[Punt]:
    """One line when nobody delivers: then every message waits for the same reason."""
    waits = (
        Bericht.objects.overdue(now).order_by().aggregate(n=Count("pk"), since=Min("klaar_vanaf"))
    )
    if waits["n"]:
        who = "Eén mail had" if waits["n"] == 1 else f"{waits['n']} mails hadden"
        act = Act("Waarschuw de beheerder", reverse("hulp"))
        sinds = timezone.localdate(waits["since"])
        yield Punt(sinds, f"{who} al weg moeten zijn.", "Mail", act, Sign.MAIL)
