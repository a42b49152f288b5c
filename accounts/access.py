from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import User


def require_perm(user: User | AnonymousUser, perm: str, obj: Any = None) -> None:
    """Raises PermissionDenied unless the rule `perm` holds for `user` and `obj`.

    For readers who may not act: strangers never come this far, they get 404 from `visible_to`.
    """
    if not user.has_perm(perm, obj):
        raise PermissionDenied(perm)
