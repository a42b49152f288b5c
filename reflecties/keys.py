"""The keys outside the database that wrap every person's data key."""

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
HOW = "hoe je een sleutel maakt, staat in docs/beheer/omgeving.md"
KEY_ID = re.compile(r"[A-Za-z0-9._-]{1,40}")


def wrapping_keys() -> dict[str, AESGCM]:
    """The ciphers of settings.JOURNAAL_SLEUTELS by key id; the first one wraps new data keys.

    Raises ImproperlyConfigured without repeating any part of an entry: what stands where a name
    belongs may be the key.
    """
    keys: dict[str, AESGCM] = {}
    for place, entry in enumerate(settings.JOURNAAL_SLEUTELS, start=1):
        key_id, colon, encoded = entry.strip().partition(":")
        if not colon:
            raise ImproperlyConfigured(
                f"JOURNAAL_SLEUTELS, nummer {place}: schrijf naam:sleutel, met een dubbele punt; "
                f"{HOW}."
            )
        if not KEY_ID.fullmatch(key_id) or key_id in keys:
            raise ImproperlyConfigured(
                f"JOURNAAL_SLEUTELS, nummer {place}: de naam ontbreekt, is vreemd of dubbel."
            )
        keys[key_id] = AESGCM(_decoded(encoded, place))
    if not keys:
        raise ImproperlyConfigured("JOURNAAL_SLEUTELS ontbreekt: niemand kan schrijven.")
    return keys


def _decoded(encoded: str, place: int) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(
            f"JOURNAAL_SLEUTELS, nummer {place}: schrijf na de dubbele punt {KEY_BYTES} "
            f"willekeurige bytes in base64; {HOW}."
        )
    return key


def check_journaal_sleutels(
    *, app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A system check: a start with unusable journal keys fails before anybody writes."""
    try:
        wrapping_keys()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="reflecties.E001")]
    return []
