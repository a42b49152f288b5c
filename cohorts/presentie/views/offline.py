"""Presentie without internet: the list for the device, and the page that shows it there."""

import hashlib
import json
import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from accounts.access import user_of
from cohorts.presentie.device_list import daglijst_of
from cohorts.presentie.views.fetching import fetch_attended, of_same_person

PAGE = "cohorts/presentie/presentie_offline.html"
# What its script loads; the rest stands in the page itself.
MODULES = tuple(
    f"js/presentie/{name}.js"
    for name in (
        "bar",
        "clock",
        "lists",
        "live",
        "queue",
        "rows",
        "sender",
        "shell",
        "stand",
        "store",
    )
)
ICONS = {
    "img/mark.svg": {"sizes": "any", "type": "image/svg+xml"},
    "img/icon-192.png": {"sizes": "192x192", "type": "image/png"},
    "img/icon-512.png": {"sizes": "512x512", "type": "image/png"},
    "img/icon-maskable-512.png": {
        "sizes": "512x512",
        "type": "image/png",
        "purpose": "maskable",
    },
}


@require_safe
@ensure_csrf_cookie
@of_same_person
def daglijst(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    attended = fetch_attended(user, pk)
    return JsonResponse(daglijst_of(attended, user=user, now=timezone.now()))


@login_not_required
@require_safe
@cache_control(no_cache=True)
def presentie_offline(request: HttpRequest) -> HttpResponse:
    """The same bytes for everybody: without a request the page knows of nobody who is in."""
    return HttpResponse(render_to_string(PAGE))


@login_not_required
@require_safe
@cache_control(no_cache=True)
def serviceworker(request: HttpRequest) -> HttpResponse:
    """The worker at the root, so that it may serve every page; a new file makes a new worker."""
    page = render_to_string(PAGE)
    linked = re.findall(rf'(?:href|src)="({re.escape(settings.STATIC_URL)}[^"]+)"', page)
    files = sorted({*linked, *map(static, MODULES)})
    shell = {
        "versie": hashlib.sha256("".join([page, *files]).encode()).hexdigest()[:16],
        "pagina": reverse("presentie_offline"),
        "bestanden": files,
    }
    script = (
        f"self.SCHIL = {json.dumps(shell)};\nimportScripts({json.dumps(static('js/sw.js'))});\n"
    )
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    description = {
        "name": "Presentie Ambtelijk Vakmanschap",
        "short_name": "Presentie",
        "lang": "nl",
        "id": "/vandaag/",
        "start_url": reverse("vandaag"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#00696b",
        "icons": [{"src": static(name), **facts} for name, facts in ICONS.items()],
    }
    return JsonResponse(description, content_type="application/manifest+json")
