"""Journal text at rest: AES-256-GCM under a data key of the writer's own.

The data key is stored wrapped by a key outside the database. What was encrypted for one version
of one row of one person opens for no other version, row, person or purpose. What this protects
against, and what not: docs/besluiten/0008-journal-encryption.md.
"""

import logging
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from reflecties.keys import KEY_BYTES, wrapping_keys
from reflecties.models import Deling, Persoonssleutel, Reflectie

logger = logging.getLogger(__name__)

FORMAT = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16


class Purpose(StrEnum):
    """What a ciphertext is: part of the associated data, so that one never passes for another."""

    REFLECTIE = "reflectie"
    DELING = "deling"


@dataclass(frozen=True)
class Place:
    """Where a ciphertext belongs, all of it associated data: it opens nowhere else."""

    row_id: UUID
    versie: int
    purpose: Purpose = Purpose.REFLECTIE
    copied_from: UUID | None = None
    met_id: int | None = None

    @classmethod
    def of_page(cls, reflectie: Reflectie) -> Self:
        return cls(reflectie.pk, reflectie.versie)

    @classmethod
    def of_share(cls, deling: Deling) -> Self:
        """A share also says of which page it is a copy and for whom: neither can be exchanged."""
        return cls(deling.pk, deling.versie, Purpose.DELING, deling.reflectie_id, deling.met_id)


class UnreadableError(Exception):
    """A stored text cannot be opened. The message names the row and never holds text or keys."""


class DamagedError(UnreadableError):
    """The ciphertext is not what was written for this version of this row."""


class KeyLostError(UnreadableError):
    """The person's data key is gone, or no key of JOURNAAL_SLEUTELS opens it."""


@sensitive_variables()
def encrypt(text: str, *, owner: User, place: Place) -> bytes:
    """The ciphertext of `text` for exactly this place; a first page makes the owner's data key.

    Raises KeyLostError when the data key cannot be opened, or is gone while there are pages: a
    new one would hide the loss.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = _data_cipher(owner, may_create=True)
    sealed = cipher.encrypt(nonce, text.encode(), _context(place, owner))
    return FORMAT + nonce + sealed


@sensitive_variables()
def decrypt(blob: bytes | memoryview, *, owner: User, place: Place) -> str:
    """The text of a row. Raises DamagedError or KeyLostError, and logs the row id only."""
    try:
        return _opened(bytes(blob), owner, _context(place, owner))
    except UnreadableError as error:
        what = (place.purpose.value, place.row_id, type(error).__name__)
        logger.error("%s %s is unreadable: %s", *what)
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


def _context(place: Place, owner: User) -> bytes:
    parts = (place.purpose.value, owner.pk, place.row_id, place.versie)
    return "|".join(map(str, (*parts, place.copied_from, place.met_id))).encode()


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
        return _first_key(owner)
    if stored is None:
        raise KeyLostError
    return stored


@transaction.atomic
def _first_key(owner: User) -> Persoonssleutel:
    # Two first pages at once wait here for each other: both continue with one key. SQLite locks
    # nothing, so there get_or_create settles it.
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    if (
        Reflectie.objects.written_by(owner).exists()
        and not Persoonssleutel.objects.filter(user=owner).exists()
    ):
        raise KeyLostError
    stored, _ = Persoonssleutel.objects.get_or_create(user=owner, defaults=_new_key(owner))
    return stored


def _new_key(owner: User) -> dict[str, str | bytes]:
    key_id, verpakt = _wrapped(secrets.token_bytes(KEY_BYTES), owner.pk)
    return {"sleutel_id": key_id, "verpakt": verpakt}


@sensitive_variables()
def rewrap(stored: Persoonssleutel) -> bool:
    """Puts the newest wrapping around the same data key; False when it is there already.

    Raises KeyLostError when no entry of JOURNAAL_SLEUTELS opens it. Saves nothing.
    """
    data_key = _data_key(stored)
    if stored.sleutel_id == next(iter(wrapping_keys())):
        return False
    stored.sleutel_id, stored.verpakt = _wrapped(data_key, stored.user_id)
    return True


def lost_keys() -> int:
    """How many personal keys no entry of JOURNAAL_SLEUTELS opens; no text is opened."""
    return sum(not _opens(stored) for stored in Persoonssleutel.objects.iterator())


@sensitive_variables()
def _opens(stored: Persoonssleutel) -> bool:
    try:
        _data_key(stored)
    except KeyLostError:
        return False
    return True


@sensitive_variables()
def _wrapped(data_key: bytes, user_id: int) -> tuple[str, bytes]:
    key_id, wrapping = next(iter(wrapping_keys().items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = wrapping.encrypt(nonce, data_key, _wrap_context(key_id, user_id))
    return key_id, FORMAT + nonce + sealed


@sensitive_variables()
def _unwrapped(stored: Persoonssleutel) -> AESGCM:
    try:
        return AESGCM(_data_key(stored))
    except ValueError:
        raise KeyLostError from None


@sensitive_variables()
def _data_key(stored: Persoonssleutel) -> bytes:
    wrapping = wrapping_keys().get(stored.sleutel_id)
    blob = bytes(stored.verpakt)
    if wrapping is None or blob[:1] != FORMAT:
        raise KeyLostError
    context = _wrap_context(stored.sleutel_id, stored.user_id)
    try:
        return wrapping.decrypt(blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :], context)
    except (InvalidTag, ValueError):
        raise KeyLostError from None


def _wrap_context(key_id: str, user_id: int) -> bytes:
    return f"persoonssleutel|{key_id}|{user_id}".encode()
