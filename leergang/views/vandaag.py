"""Where a trainer starts: the day that comes, who cannot, what waits, and the own groups."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import require_perm, user_of
from accounts.models import User
from cohorts.models import Cohort
from cohorts.planning.standing import Fase, Standing, standings_of
from cohorts.presentie.agenda import agenda_of
from reflecties.models import Deling

UNREAD_IN_SIGHT = 3


@require_safe
def vandaag(request: HttpRequest) -> HttpResponse:
    user, now = user_of(request), timezone.localtime()
    require_perm(user, "presentie.view_agenda")
    # Unread ones stand first.
    newest = Deling.objects.visible_to(user).for_list()[:UNREAD_IN_SIGHT]
    context = {
        "agenda": agenda_of(user, now),
        "delingen": [deling for deling in newest if not deling.gelezen_op],
        "groepen": _groups_of(user, now.date()),
    }
    return render(request, "leergang/vandaag.html", context)


def _groups_of(user: User, day: date) -> list[Standing]:
    """The cohorts that this person leads and that are not over."""
    cohorten = list(Cohort.objects.led_by(user).for_list(day))
    return [stand for stand in standings_of(cohorten, day) if stand.fase is not Fase.VOORBIJ]
