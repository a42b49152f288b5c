"""Asking again who is there, before something changes about how somebody gets in.

Proof is less than five minutes old: the second factor of who has one; else a code to the own
address (or to what was the own one this week), or the password. A sign-in counts as long as it is
that fresh. A code to any other address proves nothing here: whoever added it would decide about
everything.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import user_of
from accounts.people import addresses

View = Callable[..., HttpResponse]

_SESSION_KEY = "proof_code"


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person who is signed in has proved it within the last five minutes."""
    user = user_of(request)
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, user)
    fresh = [record for record in records if record["at"] > since]
    if is_mfa_enabled(user):
        return any(record["method"] == "mfa" for record in fresh)
    own = addresses.own_and_former(user) if fresh else set()
    return any(
        record["method"] == "password"
        or (record["method"] == "code" and record.get("email") in own)
        for record in fresh
    )


# -- Before a view -------------------------------------------------------------------------


def asks_proof(view: View) -> View:
    """Asks before the page is shown.

    What is posted too late is dropped, and the page asks first: kept for afterwards, a new
    password would lie in the session in plain words.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or is_fresh(request):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return redirect(request.path)
        raise ReauthenticationRequired

    return wrapper


def asks_proof_of_acts(view: View) -> View:
    """Shows the page to who is signed in, and asks before a POST; allauth then does that POST."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = request.method == "POST" and request.user.is_authenticated
        if acts and not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return wrapper


# -- By a code to the own address ----------------------------------------------------------


@dataclass(frozen=True)
class ProofCode:
    """A code that was mailed to the own address, and when; it belongs to this session."""

    code: str
    address: str
    at: float

    @classmethod
    def of(cls, request: HttpRequest) -> "ProofCode | None":
        """The code that this session may still use, while the own address is the same."""
        stored = request.session.get(_SESSION_KEY)
        proof = cls(**stored) if stored else None
        oldest = time.time() - app_settings.LOGIN_BY_CODE_TIMEOUT
        if proof and proof.at > oldest and proof.address == user_of(request).email:
            return proof
        return None

    @classmethod
    def send(cls, request: HttpRequest) -> bool:
        """Mail a new code to the own address; False when too many were asked for."""
        user = user_of(request)
        if not ratelimit.consume(request, action="proof_code", user=user):
            return False
        proof = cls(get_adapter().generate_login_code(), user.email, time.time())
        request.session[_SESSION_KEY] = asdict(proof)
        get_adapter(request).send_mail(
            "account/email/proof_code", user.email, {"user": user, "code": proof.code}
        )
        return True

    def may_be_guessed(self, request: HttpRequest) -> bool:
        """Counts one guess at this code; False after the fifth."""
        key = f"{user_of(request).pk} {self.at}"
        return bool(ratelimit.consume(request, action="confirm_login_code", key=key))

    def accept(self, request: HttpRequest) -> None:
        """The code came back: this is proof, and the code is used up."""
        self.forget(request)
        user = user_of(request)
        record_authentication(
            request, user, method="code", email=self.address, reauthenticated=True
        )

    def forget(self, request: HttpRequest) -> None:
        request.session.pop(_SESSION_KEY, None)
