"""Posts that change the ways into one account wait for each other."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import user_of
from accounts.people import addresses

TAKEN = "Er hoort al een ander account bij dit e-mailadres. Er is niets veranderd."


def one_at_a_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Of two posts of one account, the second begins when the first is done; each is whole, or not.

    allauth looks first and writes later, in several steps: between those another window may have
    added, chosen or removed something. An address that became somebody else's own is refused.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                user = user_of(request)
                user.email = addresses.hold(user).email
                return view(request, *args, **kwargs)
        except IntegrityError:
            messages.error(request, TAKEN)
            return redirect("account_email")

    return wrapper
