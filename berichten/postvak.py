"""The mailbox of the demo: one .eml file per mail in a folder."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Postvakbericht:
    """One mail as the mailbox shows it."""

    naam: str
    onderwerp: str
    adres: str
    antwoord_aan: str
    ontvangen_op: datetime | None
    tekst: str


def store(raw: bytes) -> str:
    """Keep one mail and return its name; a reader never sees half a file."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    draft = folder / f".{name}"
    draft.write_bytes(raw)
    draft.rename(folder / f"{name}.eml")
    return name


def newest(limit: int) -> list[Postvakbericht]:
    """The last mails, newest first; an empty list before the first one."""
    names = sorted((path.stem for path in _folder().glob("*.eml")), reverse=True)
    return [found for name in names[:limit] if (found := read(name))]


def read(naam: str) -> Postvakbericht | None:
    """One mail by its name; nothing for a name that this mailbox did not give."""
    if not _NAME.fullmatch(naam):
        return None
    try:
        raw = (_folder() / f"{naam}.eml").read_bytes()
    except FileNotFoundError:
        return None
    return _parse(naam, raw)


def _parse(naam: str, raw: bytes) -> Postvakbericht:
    message = message_from_bytes(raw, EmailMessage, policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    date = message["Date"]
    sent = date.datetime if date else None
    return Postvakbericht(
        naam=naam,
        onderwerp=str(message["Subject"] or ""),
        adres=str(message["To"] or ""),
        antwoord_aan=str(message["Reply-To"] or ""),
        # Django writes the time of the world, without saying so.
        ontvangen_op=sent.replace(tzinfo=UTC) if sent and not sent.tzinfo else sent,
        tekst=body.get_content() if body else "",
    )


def _folder() -> Path:
    return Path(settings.DEMO_POSTVAK_DIR)
