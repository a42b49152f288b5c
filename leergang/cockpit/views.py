"""The coördinator's Monday morning: what needs a human, and how full the days were."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require_perm, user_of
from berichten.actions import retry_bericht
from berichten.models import Bericht
from certificaten.verdict import ready_for_issue
from leergang.cockpit.attended import cohorten_on_the_way
from leergang.cockpit.attention import LIMIT, Act, Punt, aandacht_of
from leergang.cockpit.heat import heat_of
from leergang.health.conditions import what_keeps_mail

COHORTEN_PER_PAGE = 20


@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    require_perm(user_of(request), "leergang.view_cockpit")
    now = timezone.localtime()
    cohorten = cohorten_on_the_way(now.date())
    page_obj = Paginator(cohorten, COHORTEN_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "now": now,
        "punten": _oldest(now),
        "page_obj": page_obj,
        "strips": heat_of(list(page_obj), now.date()),
        "limit": LIMIT,
        "mail_fault": what_keeps_mail(),
    }
    return render(request, "leergang/cockpit/cockpit.html", context)


@require_POST
def verzending_create(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    require_perm(user, "leergang.view_cockpit")
    bericht = get_object_or_404(Bericht.objects.readable(), pk=pk)
    try:
        retry_bericht(bericht=bericht, by=user)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(request, f"We versturen de mail aan {bericht.adres} opnieuw.")
    return redirect("cockpit")


def _oldest(now: datetime) -> list[Punt]:
    """What waits longest, from all rooms of the house."""
    today = now.date()
    punten = [*aandacht_of(today), *_certificates(today), *_failed_mail(now), *_still_post(now)]
    return sorted(punten, key=lambda punt: punt.sinds)[:LIMIT]


def _certificates(today: date) -> Iterator[Punt]:
    ready = [
        (row.laatste_dag or today, row.voortgang.deelname.cohort)
        for row in ready_for_issue(today, cohorten=LIMIT)
    ]
    for (einddatum, cohort), people in Counter(ready).items():
        who = "Eén certificaat ligt" if people == 1 else f"{people} certificaten liggen"
        act = Act("Geef uit", reverse("certificaat_list", args=[cohort.pk]))
        yield Punt(einddatum, f"{who} klaar om uit te geven.", cohort.naam, act)


def _failed_mail(now: datetime) -> Iterator[Punt]:
    for bericht in Bericht.objects.failed(now)[:LIMIT]:
        zin = f"De mail ‘{bericht.onderwerp}’ aan {bericht.adres} kwam niet aan."
        act = Act("Probeer opnieuw", reverse("verzending_create", args=[bericht.pk]), is_post=True)
        yield Punt(timezone.localdate(bericht.aangemaakt_op), zin, "Mail", act)


def _still_post(now: datetime) -> Iterator[Punt]:
    """One line when nobody delivers: then every message waits for the same reason."""
    waits = (
        Bericht.objects.overdue(now).order_by().aggregate(n=Count("pk"), since=Min("klaar_vanaf"))
    )
    if waits["n"]:
        who = "Eén mail had" if waits["n"] == 1 else f"{waits['n']} mails hadden"
        act = Act("Waarschuw de beheerder", reverse("hulp"))
        yield Punt(timezone.localdate(waits["since"]), f"{who} al weg moeten zijn.", "Mail", act)
