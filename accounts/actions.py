"""A new SECRET_KEY: what the former one encrypted is encrypted again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from accounts.ways_in.adapter import fernet, newest_fernet


@dataclass(frozen=True)
class Rotation:
    """How it went: rows that got the newest key, had it already, or open with no key at all."""

    done: int
    already: int
    lost: list[int]


def rotate_rows(
    pending: Callable[[], Iterable[int]], rotate: Callable[[int], bool | None]
) -> Rotation:
    """Rotates each row that `pending` names, each in a transaction of its own.

    Killed half way and run again it goes on where it was. Rows that appear or are written by
    somebody else meanwhile come by in a next pass. `rotate` says whether it changed the row, or
    None when nothing opens it.
    """
    outcomes: dict[int, bool | None] = {}
    while True:
        seen = {pk: rotate(pk) for pk in pending()}
        outcomes |= {pk: outcome for pk, outcome in seen.items() if outcome or pk not in outcomes}
        if True not in seen.values():
            break
    found = list(outcomes.values())
    lost = [pk for pk, outcome in outcomes.items() if outcome is None]
    return Rotation(found.count(True), found.count(False), lost)


def rotate_second_factors() -> Rotation:
    """Encrypts the secrets of second factors with the newest SECRET_KEY. Passkeys have none."""
    secret = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return rotate_rows(
        lambda: list(secret.order_by("pk").values_list("pk", flat=True)), _rotate_second_factor
    )


def lost_second_factors() -> int:
    """How many second factors open neither with SECRET_KEY nor with one of its fallbacks."""
    secret = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return sum(not _opens(row) for row in secret.iterator())


@sensitive_variables()
def _opens(row: Authenticator) -> bool:
    try:
        for name, value in row.data.items():
            _rotated(name, value)
    except InvalidToken:
        return False
    return True


@transaction.atomic
@sensitive_variables()
def _rotate_second_factor(pk: int) -> bool | None:
    # The lock keeps a recovery code that is used at this moment used.
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return False
    try:
        fresh = {name: _rotated(name, value) for name, value in row.data.items()}
    except InvalidToken:
        return None
    if fresh == row.data:
        return False
    row.data = fresh
    row.save(update_fields=["data"])
    return True


@sensitive_variables()
def _rotated(name: str, value: Any) -> Any:
    """A value of allauth's: the secret of an app, the seed of codes, or codes from elsewhere."""
    if name in {"secret", "seed"}:
        return _rotated_token(value)
    if name == "migrated_codes":
        return [_rotated_token(code) for code in value]
    return value


@sensitive_variables()
def _rotated_token(token: str) -> str:
    try:
        newest_fernet().decrypt(token)
    except InvalidToken:
        return fernet().rotate(token.encode()).decode()
    return token
