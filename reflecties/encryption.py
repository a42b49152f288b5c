"""Journal text at rest: AES-256-GCM under a data key of the writer's own.

The data key is stored wrapped by a key outside the database. What was encrypted for one row of
one person opens for no other row, person or purpose. What this protects against, and what not:
docs/besluiten/0008-journal-encryption.md.
"""

import logging
import secrets
from enum import StrEnum
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from reflecties.keys import KEY_BYTES, wrapping_keys
from reflecties.models import Persoonssleutel

logger = logging.getLogger(__name__)

FORMAT = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16


class Purpose(StrEnum):
    """What a ciphertext is: part of the associated data, so that one never passes for another."""

    REFLECTIE = "reflectie"
    DELING = "deling"


class UnreadableError(Exception):
    """A stored text cannot be opened. The message names the row and never holds text or keys."""


class DamagedError(UnreadableError):
    """The ciphertext is not what was written for this row, person and purpose."""


class KeyLostError(UnreadableError):
    """The person's data key is gone, or no key of JOURNAAL_SLEUTELS opens it."""


@sensitive_variables()
def encrypt(text: str, *, owner: User, row_id: UUID, purpose: Purpose = Purpose.REFLECTIE) -> bytes:
    """The ciphertext of `text` for exactly this row; makes the owner's data key when there is none.

    Raises KeyLostError when there is a data key that cannot be opened: a new one beside it would
    hide the loss.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = _data_cipher(owner, may_create=True)
    sealed = cipher.encrypt(nonce, text.encode(), _context(purpose, owner, row_id))
    return FORMAT + nonce + sealed


@sensitive_variables()
def decrypt(
    blob: bytes | memoryview,
    *,
    owner: User,
    row_id: UUID,
    purpose: Purpose = Purpose.REFLECTIE,
) -> str:
    """The text of a row. Raises DamagedError or KeyLostError, and logs the row id only."""
    try:
        return _opened(bytes(blob), owner, _context(purpose, owner, row_id))
    except UnreadableError as error:
        logger.error("%s %s is unreadable: %s", purpose.value, row_id, type(error).__name__)
        raise


@sensitive_variables()
def _opened(blob: bytes, owner: User, context: bytes) -> str:
    if blob[:1] != FORMAT or len(blob) < len(FORMAT) + NONCE_BYTES + TAG_BYTES:
        raise DamagedError
    nonce, sealed = blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :]
    try:
        return _data_cipher(owner, may_create=False).decrypt(nonce, sealed, context).decode()
    except InvalidTag:
        raise DamagedError from None


def _context(purpose: Purpose, owner: User, row_id: UUID) -> bytes:
    return f"{purpose.value}|{owner.pk}|{row_id}".encode()


def _data_cipher(owner: User, *, may_create: bool) -> AESGCM:
    # Kept on the user object, which lives as long as a request: a list of pages asks once.
    kept: AESGCM | None = getattr(owner, "_journal_cipher", None)
    if kept is None:
        kept = _unwrapped(_stored_key(owner, may_create=may_create))
        owner._journal_cipher = kept  # type: ignore[attr-defined]  # a memo, not a field
    return kept


def _stored_key(owner: User, *, may_create: bool) -> Persoonssleutel:
    stored = Persoonssleutel.objects.filter(user=owner).first()
    if stored is None and may_create:
        # Two first pages at once: the database keeps one key, and both continue with that one.
        stored, _ = Persoonssleutel.objects.get_or_create(user=owner, defaults=_new_key(owner))
    if stored is None:
        raise KeyLostError
    return stored


def _new_key(owner: User) -> dict[str, str | bytes]:
    key_id, wrapping = next(iter(wrapping_keys().items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    wrapped = wrapping.encrypt(
        nonce, secrets.token_bytes(KEY_BYTES), _wrap_context(key_id, owner.pk)
    )
    return {"sleutel_id": key_id, "verpakt": FORMAT + nonce + wrapped}


def _unwrapped(stored: Persoonssleutel) -> AESGCM:
    wrapping = wrapping_keys().get(stored.sleutel_id)
    blob = bytes(stored.verpakt)
    if wrapping is None or blob[:1] != FORMAT:
        raise KeyLostError
    context = _wrap_context(stored.sleutel_id, stored.user_id)
    try:
        return AESGCM(wrapping.decrypt(blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :], context))
    except (InvalidTag, ValueError):
        raise KeyLostError from None


def _wrap_context(key_id: str, user_id: int) -> bytes:
    return f"persoonssleutel|{key_id}|{user_id}".encode()
