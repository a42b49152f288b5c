"""The answer to a request that ended in an error: ours, or the database's (besluit 0026)."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_variables
from django.views.defaults import server_error

from leergang.away.causes import Cause, cause_of
from leergang.away.kept import Kept

RETRY_SECONDS = 5
SORRY = "Het platform is even bezig. Nog niet bewaard, probeer het zo opnieuw."


def error_page(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the error, wherever between here and the view that was."""
    cause = cause_of(sys.exception())
    if cause is None:
        return server_error(request) if _is_script(request) else _fault(request)
    if hasattr(request, "session"):
        # What was not done leaves nothing behind; and saving it would wait for the lock again.
        request.session.modified = False
    response = _words(request) if _is_script(request) else _page(request, cause)
    response["Retry-After"] = str(RETRY_SECONDS)
    add_never_cache_headers(response)
    return response


def _is_script(request: HttpRequest) -> bool:
    """A script of ours asks: it keeps what was typed or tapped, and tries again itself."""
    return "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Dest") == "empty"


def _words(request: HttpRequest) -> HttpResponse:
    if "HX-Request" in request.headers:
        return HttpResponse(SORRY, content_type="text/plain; charset=utf-8", status=503)
    return JsonResponse({"fout": SORRY}, status=503)


@sensitive_variables()
def _page(request: HttpRequest, cause: Cause) -> HttpResponse:
    context = _kept(request) | {"cause": cause, "seconds": RETRY_SECONDS * 2}
    return HttpResponse(render_to_string("503.html", context), status=503)


@sensitive_variables()
def _fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours: going back would empty most forms, so what was typed is in this page."""
    response = HttpResponse(render_to_string("500.html", _kept(request)), status=500)
    add_never_cache_headers(response)
    return response


@sensitive_variables()
def _kept(request: HttpRequest) -> dict[str, object]:
    """For a page rendered without the request: its frame would ask the database who looks."""
    kept = Kept.of(request) if request.method == "POST" else None
    return {
        "address": request.get_full_path(),
        "path": request.path,
        "kept": kept,
        "csrf_token": get_token(request) if kept and kept.can_repeat else "",
    }
