"""How often somebody may ask for a code: enough for a stack of paper, too little for guessing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.ways_in.attempts import Limit

PER_MINUTE = Limit("control page", times=30, seconds=60)
View = Callable[..., HttpResponse]


def rate_limited(view: View) -> View:
    """Answers 429 from the 31st request of one address within a minute."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not PER_MINUTE.count(get_adapter().get_client_ip(request)):
            response = render(request, "certificaten/te_vaak.html", status=429)
            response["Retry-After"] = "60"
            return response
        return view(request, *args, **kwargs)

    return wrapper
