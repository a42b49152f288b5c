"""Ticking off a preparation: for one's own eyes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.access import user_of
from programma.models import Voorbereiding
from reflecties.models import Voorbereidingsvink
from reflecties.questions import own_days


@require_POST
def voorbereidingsvink(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    own = Voorbereiding.objects.filter(cursusdag__in=own_days(user))
    voorbereiding = get_object_or_404(own, pk=pk)
    if request.POST.get("gedaan"):
        Voorbereidingsvink.objects.get_or_create(user=user, voorbereiding=voorbereiding)
    else:
        voorbereiding.vinken.of_user(user).delete()
    return redirect(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe else reverse("home")
