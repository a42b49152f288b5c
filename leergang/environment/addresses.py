"""The address of a server in a setting: it can be read whole, or it is refused.

A password with an odd sign that is not percent-encoded moves the borders within an address: a
piece of the password then stands where the host, the port or the path is read. So a refusal
repeats nothing of the value, and what reads loosely is refused as well.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

UNREADABLE = "{name} is geen adres dat te lezen is: schrijf het zoals {example}"
ENCODED = ", met tekens zoals @ / # : % in een naam of wachtwoord als %40 %2F %23 %3A %25"

_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:(?P<port>[0-9]{1,5}))?")
_STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_SQLITE = re.compile(r"sqlite://(:memory:|/[^#]+)")
_LAST_PORT = 65_535


@dataclass(frozen=True)
class Shape:
    """What the address of one kind of server looks like."""

    example: str
    schemes: frozenset[str]
    path: str = "/?"
    needs_name: bool = False
    many_hosts: bool = False
    # Without any host it means the server of this machine, or a file.
    may_be_local: bool = False


SITE = Shape("https://leergang.voorbeeld.example", frozenset({"http", "https"}), path=".*")
MAIL = Shape(
    "smtp+tls://naam:wachtwoord@smtp.voorbeeld.example:587",
    frozenset({"smtp", "smtps", "smtp+tls", "smtp+ssl"}),
)
DATABASE = Shape(
    "postgres://naam:wachtwoord@db.voorbeeld.example:5432/database",
    frozenset({"postgres", "postgresql", "psql", "pgsql"}),
    path="/.+",
    many_hosts=True,
    may_be_local=True,
)
BROKER = Shape(
    "redis://:wachtwoord@valkey.voorbeeld.example:6379/0",
    frozenset({"redis", "rediss"}),
    path="(/[0-9]*)?",
)
REPORTS = Shape(
    "https://sleutel@sentry.voorbeeld.example/1",
    frozenset({"http", "https"}),
    path="(/[^/]+)*/[0-9]+",
    needs_name=True,
)


def check(name: str, value: str, shape: Shape) -> None:
    """Raises ImproperlyConfigured when the value of a setting is no whole address."""
    if shape is DATABASE and _SQLITE.fullmatch(value):
        return
    if not _is_whole(value, shape):
        hint = ENCODED if "@" in shape.example else ""
        raise ImproperlyConfigured(UNREADABLE.format(name=name, example=shape.example) + hint + ".")


def _is_whole(value: str, shape: Shape) -> bool:
    parts = _split(value)
    if parts is None or parts.scheme not in shape.schemes:
        return False
    names, at, hosts = parts.netloc.rpartition("@")
    return (
        # An @ after the host is one of a password that ended too early.
        value.count("@") == len(at)
        and bool(names or not (at or shape.needs_name))
        and (_are_hosts(hosts, shape) or (shape.may_be_local and _is_local(value)))
        and re.fullmatch(shape.path, parts.path) is not None
    )


def _split(value: str) -> SplitResult | None:
    """The parts; nothing of what urlsplit would say, for it quotes the value."""
    # It drops tabs and newlines, and takes whatever follows a # for no part of the address.
    if not value.isprintable() or " " in value or "#" in value or _STRAY_PERCENT.search(value):
        return None
    try:
        return urlsplit(value)
    except ValueError:
        return None


def _are_hosts(hosts: str, shape: Shape) -> bool:
    return all(map(_is_host, hosts.split(",") if shape.many_hosts else [hosts]))


def _is_local(value: str) -> bool:
    return value.partition(":")[2].startswith("///")


def _is_host(text: str) -> bool:
    found = _HOST.fullmatch(text)
    return bool(found and 0 < int(found["port"] or 1) <= _LAST_PORT)
