from typing import Any

from django.core.exceptions import PermissionDenied
from rules import has_perm

from accounts.models import User


def require_journal_perm(user: User, perm: str, obj: Any = None) -> None:
    """Raises PermissionDenied unless the rule `perm` itself holds for `user` and `obj`.

    `User.has_perm` says yes to every superuser before any rule is asked. For a journal that is
    wrong: a beheerder has no standing right to it.
    """
    args = (user,) if obj is None else (user, obj)
    if not has_perm(perm, *args):
        raise PermissionDenied(perm)
