"""How often somebody may ask for a code: enough for a stack of paper, too little for guessing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.ways_in.attempts import count

PER_MINUTE = 30
View = Callable[..., HttpResponse]


def rate_limited(view: View) -> View:
    """Answers 429 from the 31st request of one address within a minute of the clock."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _count(request) > PER_MINUTE:
            response = render(request, "certificaten/te_vaak.html", status=429)
            response["Retry-After"] = "60"
            return response
        return view(request, *args, **kwargs)

    return wrapper


def _count(request: HttpRequest) -> int:
    """Requests of this address in this minute. Only a keyed hash of the address is kept."""
    address = get_adapter().get_client_ip(request)
    key = salted_hmac(__name__, f"{address} {timezone.now():%Y%m%d%H%M}").hexdigest()
    return count(key, 90)
