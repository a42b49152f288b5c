"""Reports of our own errors to a server that speaks Sentry's protocol: where, what kind, for whom.

A report is built anew from what is listed here, so that nothing of a person comes along but a
number: no message of an error, no variable, no form, no cookie, no header, no words of an address.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import sentry_sdk
from django.http import HttpRequest
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.types import Event, Hint

from leergang.watching.logs import request_id, without_secrets
from leergang.watching.names import is_of_journal, name_of

_EVENT = ("event_id", "timestamp", "platform", "level", "release", "transaction")
_FRAME = ("filename", "module", "function", "lineno", "in_app", "context_line")


def start(*, dsn: str, release: str) -> None:
    sentry_sdk.init(
        dsn=dsn,
        release=release,
        before_send=reduced,
        # What is not collected cannot slip through; `reduced` would leave it out too.
        data_collection={
            "user_info": False,
            "cookies": {"mode": "off"},
            "http_headers": {"request": {"mode": "off"}},
            "http_bodies": [],
            "url_query_params": {"mode": "off"},
            "database_query_data": False,
            "queues": False,
            "stack_frame_variables": False,
        },
        max_request_body_size="never",
        include_local_variables=False,
        max_breadcrumbs=0,
        send_client_reports=False,
        auto_session_tracking=False,
        # Those listed and no other: one of them makes a report of every log line at ERROR.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            DjangoIntegration(transaction_style="function_name", middleware_spans=False),
            CeleryIntegration(propagate_traces=False),
        ],
    )


def note(request: HttpRequest) -> None:
    """Whose request a report is about, without asking the database, which may be what failed."""
    # Where Django keeps who asks, once somebody wanted to know.
    user = getattr(request, "_cached_user", None)
    match = request.resolver_match
    if is_of_journal(match):
        user = None
    sentry_sdk.set_user({"id": user.pk} if user and user.pk else None)
    sentry_sdk.set_tag("url_name", name_of(match))


def reduced(event: Event, hint: Hint) -> Event | None:
    """The report with what is listed above and no more; one without an exception is none."""
    errors = event.get("exception", {}).get("values", [])
    if not errors:
        return None
    request = event.get("request", {})
    path = without_secrets(urlsplit(str(request.get("url", ""))).path)
    return {  # type: ignore[return-value]  # the same keys, fewer of them
        **_only(_EVENT, event),
        "exception": {"values": [_error(error) for error in errors]},
        "request": {"method": request.get("method"), "url": path},
        "tags": {"request_id": request_id.get(), **_only(("url_name",), event.get("tags", {}))},
        "user": _only(("id",), event.get("user", {})),
    }


def _error(error: Mapping[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames", [])
    stack = {"frames": [_only(_FRAME, frame) for frame in frames]}
    return {**_only(("type", "module"), error), "stacktrace": stack}


def _only(names: tuple[str, ...], of: Any) -> dict[str, Any]:
    return {name: of[name] for name in names if name in of}
