"""Who reads mail at an address."""

from collections.abc import Collection

from allauth.account.models import EmailAddress

from accounts.models import User


def user_at(address: str) -> User | None:
    """The active person who signs in with `address`: their own, or a second one they confirmed.

    An address that somebody added but never confirmed belongs to nobody: otherwise a stranger
    could claim it and receive its owner.
    """
    wanted = address.strip().lower()
    user = users_at([wanted]).get(wanted)
    return user if user is not None and user.is_active else None


def users_at(addresses: Collection[str]) -> dict[str, User]:
    """The account behind each of these addresses in lower case, active or not: two queries.

    Somebody's own address goes before a second one that another person confirmed.
    """
    wanted = set(addresses)
    second = EmailAddress.objects.select_related("user").filter(email__in=wanted, verified=True)
    found = {row.email.lower(): row.user for row in second}
    return found | {user.email: user for user in User.objects.filter(email__in=wanted)}
