"""Pages without people: colours, and the statements that stand in every footer."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import User
from cohorts.models import Organisatie
from cohorts.rollen import rollen_of
from huisstijl import thema
from leergang.checks import SECURITY_TXT_EXPIRES

PLAIN = "text/plain; charset=utf-8"
# The roles that have a part of the page with help, in the order of who has several.
HULP = {
    "coordinator": "leergang/hulp/_coordinator.html",
    "hr": "leergang/hulp/_hr.html",
    "trainer": "leergang/hulp/_trainer.html",
    "deelnemer": "leergang/hulp/_deelnemer.html",
}


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def stylesheet(request: HttpRequest, organisatie_pk: int) -> HttpResponse:
    organisatie = get_object_or_404(Organisatie, pk=organisatie_pk)
    css = thema.stylesheet(organisatie.merkkleur or thema.DEFAULT_COLOUR)
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weak spot (RFC 9116)."""
    context = {
        "contact": settings.SECURITY_CONTACT,
        "expires": SECURITY_TXT_EXPIRES,
        "base_url": settings.BASE_URL,
    }
    return render(request, "leergang/security.txt", context, content_type=PLAIN)


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Nothing here belongs in a search engine, least of all somebody's certificate (RFC 9309)."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type=PLAIN)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this name without being told."""
    return redirect(static("img/favicon.ico"))


@login_not_required
@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers send their people (W3C, A Well-Known URL for Changing Passwords)."""
    return redirect("account_change_password")


@login_not_required
@require_safe
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    return render(request, "leergang/toegankelijkheid.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "leergang/privacy.html")


@login_not_required
@require_safe
def hulp(request: HttpRequest) -> HttpResponse:
    """What each reader can do: one's own roles first, then signing in, for everybody."""
    rollen = rollen_of(request.user) if isinstance(request.user, User) else None
    delen = [part for role, part in HULP.items() if getattr(rollen, role, False)]
    return render(request, "leergang/hulp.html", {"delen": delen})
