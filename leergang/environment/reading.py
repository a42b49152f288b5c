"""Settings from the environment: each is what it should be, or is refused by name, in Dutch.

A refusal repeats nothing of a value, for many of them are secret.
"""

import io
import re
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from leergang.environment import addresses

_env = environ.Env()
_LINE = re.compile(r"(export )?\w+=.*|\s*(#.*)?", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,4}")
_WORDS = {
    **dict.fromkeys(("true", "on", "ok", "y", "yes", "1"), True),
    **dict.fromkeys(("false", "off", "n", "no", "0", ""), False),
}


def read_file(path: Path) -> None:
    """Take the settings of a file for which the environment says nothing yet."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ImproperlyConfigured(f"{path.name} is geen UTF-8: bewaar het zo.") from None
    for place, line in enumerate(lines, start=1):
        # The library would print such a line, whatever secret stands in it, and go on without.
        if not _LINE.fullmatch(line):
            raise ImproperlyConfigured(
                f"{path.name}, regel {place}: schrijf NAAM=waarde, zonder spaties ervoor of om =."
            )
    _env.read_env(io.StringIO("\n".join(line for line in lines if _is_setting(line))))


def _is_setting(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def text(name: str, default: str = "") -> str:
    """Any text."""
    return str(_env.str(name, default=default))


def entries(name: str) -> list[str]:
    """The texts between commas."""
    return list(_env.list(name, default=[]))


def number(name: str, default: int = 0) -> int:
    """A whole number, zero or more; an empty value is one that nobody filled in."""
    value = text(name).strip()
    if not value:
        return default
    if not _NUMBER.fullmatch(value):
        raise ImproperlyConfigured(f"{name} is geen heel getal: schrijf bijvoorbeeld 1.")
    return int(value)


def yes_or_no(name: str) -> bool:
    """False unless somebody says True; a word that means neither is refused."""
    value = text(name).strip().lower()
    if value not in _WORDS:
        raise ImproperlyConfigured(f"{name} kan alleen True of False zijn.")
    return _WORDS[value]


def site(name: str) -> str:
    """The address of a website, without a slash at its end; may be empty."""
    return _optional(name, addresses.SITE).rstrip("/")


def broker(name: str) -> str:
    """The address of a Valkey or Redis; may be empty."""
    return _optional(name, addresses.BROKER)


def reports(name: str) -> str:
    """The address that takes reports of errors; may be empty."""
    return _optional(name, addresses.REPORTS)


def database(name: str, default: str) -> dict[str, Any]:
    """The database, as an entry of DATABASES."""
    return dict(_env.db_url_config(_required(name, addresses.DATABASE, default)))


def mail(name: str, default: str) -> dict[str, Any]:
    """The mail server, as the EMAIL_* settings."""
    config = dict(_env.email_url_config(_required(name, addresses.MAIL, default)))
    # What smtplib takes when the address names no port; so it can be told.
    config["EMAIL_PORT"] = config["EMAIL_PORT"] or (465 if config.get("EMAIL_USE_SSL") else 25)
    return config


def _optional(name: str, shape: addresses.Shape) -> str:
    if value := text(name):
        addresses.check(name, value, shape)
    return value


def _required(name: str, shape: addresses.Shape, default: str) -> str:
    """The default is ours; an empty value is refused, for it would move the data elsewhere."""
    value = text(name, default)
    if value != default:
        addresses.check(name, value, shape)
    return value
