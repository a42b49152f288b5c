"""The one way in which an address is kept and looked up."""

import string

import idna
from django.core.exceptions import ValidationError

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def canonical(address: str) -> str:
    """Lower case, and the domain as mail servers know it.

    "Jo@één.example" → "jo@xn--n-9faa.example". Before the @ only A to Z change: Unicode's lower
    case makes the Kelvin sign a k, and so of one mailbox another. Source for the domain: RFC 5891,
    with the mapping of UTS 46.
    """
    local, at, domain = address.strip().rpartition("@")
    return f"{local.translate(_LOWER)}{at}{_domain(domain)}"


def readable(address: str) -> str:
    """The same address as people write it: "jo@xn--n-9faa.example" → "jo@één.example"."""
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{idna.decode(domain)}"
    except idna.IDNAError:
        return address


def validate_plain(address: str) -> None:
    """Refuses signs before the @ that only look like letters; Django's own check takes four."""
    if not address.rpartition("@")[0].isascii():
        raise ValidationError(
            "Gebruik vóór de @ alleen gewone letters, cijfers en tekens.", code="invalid"
        )


def _domain(domain: str) -> str:
    lower = domain.translate(_LOWER)
    if lower.isascii():
        return lower
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return lower
