"""What we add around views of allauth, one decorator each; `accounts.urls` puts them together."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import user_of
from accounts.canonical import canonical
from accounts.people import addresses


def unprocessable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form that allauth shows again after a POST was refused: 422, as everywhere here."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and isinstance(response, TemplateResponse):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return wrapper


def leaves_nothing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever signs out leaves nothing on the device, also when no script runs (besluit 0014)."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return wrapper


def shows_second_factor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who has just set up a first second factor has shown it: the recovery codes follow at once.

    The other sessions of this person never showed it: they end.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.get("Location") == reverse(
            "mfa_view_recovery_codes"
        ):
            record_authentication(request, request.user, method="mfa", reauthenticated=True)
            for session in UserSession.objects.filter(user=request.user.pk):
                if not session.is_current():
                    session.end()
        return response

    return wrapper


def only_confirmed_as_own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuses to make an address the own one that its reader never confirmed.

    allauth lets an account without a confirmed address do so. Whoever claims the address of
    somebody who has yet to be invited would receive that person, their mail and their deelname.
    The former own address stays, as a confirmed second one.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "action_primary" in request.POST:
            address = canonical(request.POST.get("email", "").replace("\0", ""))
            mine = EmailAddress.objects.filter(user=request.user.pk, email=address)
            if not mine.filter(verified=True).exists():
                raise PermissionDenied
            user, former = user_of(request), user_of(request).email
            addresses.keep_own(user)
            response = view(request, *args, **kwargs)
            addresses.note_choice(user, former=former)
            return response
        return view(request, *args, **kwargs)

    return wrapper


def tells_removed_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The reader of a confirmed address hears that it was removed; allauth tells the own one."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        gone = None
        if "action_remove" in request.POST:
            address = canonical(request.POST.get("email", "").replace("\0", ""))
            mine = EmailAddress.objects.filter(user=request.user.pk, verified=True)
            gone = mine.filter(email=address).first()
        response = view(request, *args, **kwargs)
        if gone and not EmailAddress.objects.filter(pk=gone.pk).exists():
            get_adapter(request).tell_removed(gone.email)
        return response

    return wrapper
