"""Who reads mail at an address."""

from allauth.account.models import EmailAddress

from accounts.models import User


def user_at(address: str) -> User | None:
    """The active person who signs in with `address`: their own, or a second one they confirmed.

    An address that somebody added but never confirmed belongs to nobody: otherwise a stranger
    could claim it and receive its owner.
    """
    wanted = address.strip().lower()
    user = User.objects.filter(email=wanted).first()
    if user is None:
        second = EmailAddress.objects.select_related("user").filter(email=wanted, verified=True)
        user = next((row.user for row in second), None)
    return user if user is not None and user.is_active else None
