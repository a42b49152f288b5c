"""Who asks, and whether they may."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from rules import has_perm

from accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The person who is signed in; for views behind the login, where nobody else comes."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("This view is reached without a sign-in.")
    return user


def may(user: User, perm: str, obj: Any = None) -> bool:
    """Whether the rule `perm` itself holds for `user` and `obj`.

    `User.has_perm` says yes to every superuser before any rule is asked. Here a beheerder has no
    standing right: not to a journal, not to people, not to a certificate.
    """
    return has_perm(perm, user) if obj is None else has_perm(perm, user, obj)


def require_perm(user: User, perm: str, obj: Any = None) -> None:
    """Raises PermissionDenied unless the rule `perm` holds for `user` and `obj`.

    For readers who may not act: strangers never come this far, they get 404 from `visible_to`.
    """
    if not may(user, perm, obj):
        raise PermissionDenied(perm)
