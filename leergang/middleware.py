from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from accounts.words import Words
from cohorts.rollen import rollen_of
from leergang.headers import RESOURCE_POLICY

# What somebody without a second factor needs to get one, or to leave.
OPEN_PREFIXES = (
    "/account/",
    "/demo/",
    "/thema/",
    "/static/",
    "/healthz",
    "/readyz",
    "/metrics",
    # The same bytes for everybody, fetched by the browser itself.
    "/presentie/",
    "/sw.js",
    "/manifest.webmanifest",
    "/.well-known/",
    "/robots.txt",
    "/favicon.ico",
)

# Larger than any list that we read (5 MB, which the form itself explains).
MAX_BODY = 25 * 1024 * 1024

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends who is not signed in to the sign-in; what they typed waits in the browser."""

    @sensitive_variables()
    def handle_no_permission(  # type: ignore[override]  # ours may answer with a page
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        field = getattr(view_func, "kept_field", "")
        if not field or request.method != "POST":
            return super().handle_no_permission(request, view_func)
        request.sensitive_post_parameters = "__ALL__"  # type: ignore[attr-defined]  # for reports
        words = Words.of(request, field)
        if words is None:
            return super().handle_no_permission(request, view_func)
        context = {"sealed": words.sealed()}
        response = render(request, "leergang/woorden_wachten.html", context, status=403)
        add_never_cache_headers(response)
        return response


def bounded_body(get_response: GetResponse) -> GetResponse:
    """Turns a very large upload away before a byte is read: also a stranger's would fill the disk.

    A form's token is looked for in the body before anybody asks who sends it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
            return render(request, "413.html", status=413)
        return get_response(request)

    return middleware


def second_factor(get_response: GetResponse) -> GetResponse:
    """Keeps trainers, HR and coördinators on the security pages until they have a second factor.

    Source: BIO2 5.17.01, multi-factor authentication on services reachable from the internet.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OPEN_PREFIXES) and lacks_second_factor(request):
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this person must get a second factor before they may go on."""
    user = request.user
    if not isinstance(user, User):
        return False
    if settings.DEMO and request.session.get("demo"):
        return False
    rollen = rollen_of(user)
    return (
        rollen.needs_second_factor or user.is_staff or user.is_superuser
    ) and not rollen.has_second_factor


class CompressedTextMiddleware(GZipMiddleware):
    """Compresses what we render; each answer gets a random length (besluit 0019).

    Spreadsheets and PDFs are compressed already.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind.startswith("text/") or kind == "application/json":
            return super().process_response(request, response)
        return response


def resource_policy(get_response: GetResponse) -> GetResponse:
    """No other site may show or read what we serve, whatever it is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Cross-Origin-Resource-Policy"] = RESOURCE_POLICY
        return response

    return middleware


def no_store(get_response: GetResponse) -> GetResponse:
    """Tells browsers and proxies to keep no copy of a page that somebody signed in for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # In this order: an answer that says so itself may come while the database is away.
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware
