"""What each request leaves behind: its id in every line and in the answer, and what it did."""

import re
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

from leergang.watching import acts, figures, reports
from leergang.watching.logs import request_id
from leergang.watching.names import is_of_journal, name_of

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{1,64}")
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class WatchMiddleware:
    """Stands before all others: what they refuse is a line too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id.set(_id_of(request))
        begin = time.monotonic()
        try:
            response = self.get_response(request)
        except Exception:
            # Not even the page that says so could be made: gunicorn answers.
            _leave(request, 500, "failed", time.monotonic() - begin)
            raise
        result = result_of(request, response)
        _leave(request, response.status_code, result, time.monotonic() - begin)
        response[HEADER] = request_id.get()
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Mapping[str, Any]
    ) -> None:
        """Who asks: after signing out nobody knows any more."""
        if request.method not in SAFE_METHODS:
            request.asked_by = request.user.pk  # type: ignore[attr-defined]  # read below

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        reports.note(request)


def _id_of(request: HttpRequest) -> str:
    """That of our own proxy; what a stranger sends in its name is not believed."""
    given = request.headers.get(HEADER, "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if _WELL_FORMED.fullmatch(given) else str(uuid.uuid4())


def _leave(request: HttpRequest, status: int, result: acts.Result, seconds: float) -> None:
    figures.count(request, status, seconds)
    if request.method in SAFE_METHODS:
        return
    match = _match(request)
    who = None
    if hasattr(request, "asked_by") and not is_of_journal(match):
        # Who just signed in was nobody when they asked.
        who = request.asked_by or request.user.pk
    acts.write(
        who=who,
        what=f"{figures.method_of(request)}:{name_of(match)}",
        of=match.kwargs if match and not is_of_journal(match) else {},
        result=result,
        seconds=seconds,
    )


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return None


def result_of(request: HttpRequest, response: HttpResponseBase) -> acts.Result:
    """What came of it, as far as the answer tells.

    Our own forms are shown again with 422, those of allauth and the admin with 200. Who must sign
    in first is sent on before the view (`resolver_match` is None) or with the way back (`next`).
    """
    status = response.status_code
    if status >= 500:
        return "failed"
    is_page = response.get("Content-Type", "").startswith("text/html")
    if status == 422 or (status == 200 and is_page):
        return "invalid"
    location = response.get("Location", "")
    is_sent_on = location.startswith("/account/") and "next=" in location
    if status >= 400 or is_sent_on or request.resolver_match is None:
        return "refused"
    return "done"
