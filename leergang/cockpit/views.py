"""The coördinator's Monday morning: what needs a human, what comes, and how it goes."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require_perm, user_of
from berichten.actions import retry_bericht
from berichten.models import Bericht
from certificaten.verdict import Verdict, ready_for_issue
from leergang.cockpit.attended import cohorten_on_the_way
from leergang.cockpit.attention import LIMIT, aandacht_of
from leergang.cockpit.coming import coming_days
from leergang.cockpit.elsewhere import certificates, failed_mail, still_post
from leergang.cockpit.heat import heat_of
from leergang.cockpit.punt import Punt, headline
from leergang.cockpit.tiles import tiles_of
from leergang.cockpit.year import year_of
from leergang.health.conditions import what_keeps_mail

COHORTEN_PER_PAGE = 20
# As many lines as stand open; the rest unfolds below them.
SHOWN = 6


@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    require_perm(user_of(request), "leergang.view_cockpit")
    now = timezone.localtime()
    ready = ready_for_issue(now.date(), cohorten=LIMIT)
    punten = _oldest(now, ready)
    context = {
        "now": now,
        "punten": punten,
        "shown": punten[:SHOWN],
        "rest": punten[SHOWN:],
        "headline": headline(punten, LIMIT),
        "limit": LIMIT,
        "mail_fault": what_keeps_mail(),
        "coming": coming_days(now.date()),
        "tiles": tiles_of(now.date(), ready=len(ready)),
        "year": year_of(now.date()),
    }
    return render(request, "leergang/cockpit/cockpit.html", context | _attended(request, now))


def _attended(request: HttpRequest, now: datetime) -> dict[str, object]:
    """How full the days were of one page of cohorts."""
    cohorten = cohorten_on_the_way(now.date())
    page_obj = Paginator(cohorten, COHORTEN_PER_PAGE).get_page(request.GET.get("page"))
    return {"page_obj": page_obj, "strips": heat_of(list(page_obj), now.date())}


def _oldest(now: datetime, ready: Sequence[Verdict]) -> list[Punt]:
    """What waits longest, from all rooms of the house."""
    today = now.date()
    mail = [*failed_mail(now, LIMIT), *still_post(now)]
    punten = [*aandacht_of(today), *certificates(today, ready), *mail]
    return sorted(punten, key=lambda punt: punt.sinds)[:LIMIT]


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
