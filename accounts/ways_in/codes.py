"""The codes that were mailed to sign in with.

Each lives ten minutes and fits in any browser that asked for a code to the same address: it is
kept by address and not by browser. So whoever asks in somebody else's name neither replaces nor
uses up a code of theirs. The cache holds hashes; it losing them costs people one more mail.
"""

import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.account import app_settings
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User

LIFETIME = app_settings.LOGIN_BY_CODE_TIMEOUT


@dataclass(frozen=True)
class Mailed:
    """When a code to this address was last mailed to whoever asks from this network."""

    at: datetime
    until: datetime


def may_mail(request: HttpRequest, address: str) -> bool:
    """Counts one mail with a code to this address, known or not; False when there were enough.

    Counted per network, so that nobody elsewhere is refused because of a stranger. The second
    limit spares a mailbox that is asked for from everywhere: the codes in it are valid.
    """
    if not _consume_both(request, "mail_code", address):
        return False
    cache.set(_key("mailed", _here(request, address)), time.time(), LIFETIME)
    return True


def may_mail_reset(request: HttpRequest, address: str) -> bool:
    """The same for a link that sets a password."""
    return _consume_both(request, "mail_reset", address)


def last_mailed(request: HttpRequest, address: str) -> Mailed | None:
    """None when the last code that this network asked for no longer works."""
    at = cache.get(_key("mailed", _here(request, address)))
    if at is None:
        return None
    return Mailed(datetime.fromtimestamp(at, UTC), datetime.fromtimestamp(at + LIFETIME, UTC))


def keep(address: str, code: str) -> None:
    """This code is on its way to `address`."""
    cache.set(_key("code", address, normalize_user_code(code)), time.time(), LIFETIME)


def take(user: User, address: str, code: str) -> bool:
    """Whether this code was mailed to this address and still works; it is used up by asking.

    Taking one ends every other code of this person, and so does using a link (`end`).
    """
    key = _key("code", address, normalize_user_code(code))
    mailed_at = cache.get(key)
    if mailed_at is None or mailed_at <= cache.get(_key("ended", str(user.pk)), 0):
        return False
    # Of two presses at once one deletes it.
    if not cache.delete(key):
        return False
    end(user)
    return True


def end(user: User) -> None:
    """No code that was mailed until now works any more: this person is in, or almost."""
    cache.set(_key("ended", str(user.pk)), time.time(), LIFETIME)


def _consume_both(request: HttpRequest, action: str, address: str) -> bool:
    here = _here(request, address)
    return bool(
        ratelimit.consume(request, action=f"{action}_here", key=here)
        and ratelimit.consume(request, action=action, key=address)
    )


def _here(request: HttpRequest, address: str) -> str:
    return f"{get_ip(request)} {address}"


def _key(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"accounts.codes:{digest}"
