"""What a load balancer, a container and a monitor ask."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from leergang.health.conditions import OF_ALL, OF_THE_WEB, Question

PLAIN = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process lives."""
    return HttpResponse("ok", content_type=PLAIN)


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the whole platform does its work: for a monitor that wakes somebody."""
    return _answer(OF_ALL)


@login_not_required
@require_safe
def readyz_web(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: without a worker they can, so traffic should go on."""
    return _answer(OF_THE_WEB)


def _answer(questions: Iterable[Question]) -> HttpResponse:
    """One line per condition, and 503 when one does not hold."""
    conditions = [question() for question in questions]
    status = 503 if any(condition.fault for condition in conditions) else 200
    body = "".join(f"{condition}\n" for condition in conditions)
    return HttpResponse(body, content_type=PLAIN, status=status)
