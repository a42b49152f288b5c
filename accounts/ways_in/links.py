"""The link in a sign-in mail: one person, twenty minutes, once."""

import hashlib
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from accounts.models import User
from accounts.ways_in import codes

# As in the settings, which also hold it for links that reset a password.
LIFETIME = timedelta(minutes=20)


class InloglinkGenerator(PasswordResetTokenGenerator):
    """Tokens that end when the person signs in, changes address or is closed out."""

    key_salt = "accounts.ways_in.links.InloglinkGenerator"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        last_login = user.last_login.isoformat() if user.last_login else ""
        return f"{user.pk}{user.password}{last_login}{user.email}{user.is_active}{timestamp}"


_generator = InloglinkGenerator()


def sign_in_page(user: User) -> str:
    """Where `user` signs in, with their address filled in."""
    query = urlencode({"email": user.email})
    return f"{settings.BASE_URL}{reverse('account_login')}?{query}"


def make_token(user: User) -> str:
    """A token for a link to `user`; nothing is stored."""
    return f"{int_to_base36(user.pk)}-{_generator.make_token(user)}"


def holder_of(token: str) -> User | None:
    """The person a token still works for; looking does not use it up."""
    number, _, rest = token.partition("-")
    try:
        user = User.objects.filter(pk=base36_to_int(number), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    if user is None or not _generator.check_token(user, rest) or cache.get(_mark(token)):
        return None
    return user


def use(token: str) -> User | None:
    """The person a token works for, this once: a second call gives nothing."""
    user = holder_of(token)
    if user is None or not cache.add(_mark(token), True, LIFETIME.total_seconds()):
        return None
    codes.end(user)
    return user


def _mark(token: str) -> str:
    return f"inloglink:{hashlib.sha256(token.encode()).hexdigest()}"
