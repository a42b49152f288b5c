"""From a row in the outbox to a mail: a letter as text, and the same letter as HTML."""

import re
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils.text import Truncator

from berichten.letterhead import PLAIN, Letterhead
from berichten.models import Bericht

# "Open je leergang: https://…" as a paragraph of its own becomes the button of the mail.
_BUTTON = re.compile(r"(?P<label>[^\n:]{2,60}):\s+(?P<url>https?://\S+)")
_CODE = re.compile(r"[A-Z]{4}(-[A-Z]{2,4})+")
_ITEM = re.compile(r"[-•] ")
# "Wanneer: maandag 5 oktober", under at least one other such line.
_FACT = re.compile(r"[A-Z][a-z ]{1,17}: +\S.*")
# As much as a list of mails shows beside the subject.
_PREVIEW = 110


@dataclass(frozen=True)
class Block:
    """One paragraph of a mail: "alinea", "lijst", "feiten", "knop", "link" or "code"."""

    kind: str
    lines: tuple[str, ...]
    url: str = ""

    @property
    def facts(self) -> list[list[str]]:
        """Name and value of each line of "feiten"."""
        return [re.split(r": +", line, maxsplit=1) for line in self.lines]


def html_of(onderwerp: str, tekst: str, head: Letterhead = PLAIN) -> str:
    """The HTML twin of a plain text, in the house look and without a single picture."""
    paragraphs = re.split(r"\n\s*\n", tekst.replace("\r\n", "\n").strip())
    blocks = list(_with_one_button(_block(paragraph) for paragraph in paragraphs))
    return render_to_string(
        "berichten/emails/bericht.html",
        {"onderwerp": onderwerp, "blocks": blocks, "head": head, "preview": _preview(blocks)},
    )


def _with_one_button(blocks: Iterator[Block]) -> Iterator[Block]:
    """A mail asks for one act: the first is the button, what follows is a link."""
    asked = False
    for block in blocks:
        yield replace(block, kind="link") if asked and block.kind == "knop" else block
        asked = asked or block.kind == "knop"


def _preview(blocks: list[Block]) -> str:
    """What a list of mails shows: the first words after the greeting, never a code."""
    for block in blocks[1:]:
        if block.kind in {"alinea", "feiten"}:
            return Truncator(" ".join(block.lines)).chars(_PREVIEW)
    return ""


def _block(paragraph: str) -> Block:
    lines = tuple(line.strip() for line in paragraph.strip().split("\n"))
    if button := _BUTTON.fullmatch(paragraph.strip()):
        return Block("knop", (button["label"],), button["url"])
    if _CODE.fullmatch(paragraph.strip()):
        return Block("code", lines)
    if all(_ITEM.match(line) for line in lines):
        return Block("lijst", tuple(line[2:] for line in lines))
    if len(lines) > 1 and all(_FACT.fullmatch(line) for line in lines):
        return Block("feiten", lines)
    return Block("alinea", lines)


def compose(bericht: Bericht) -> EmailMultiAlternatives:
    """The mail of one row; its Message-ID is that of the row, at every try."""
    message = EmailMultiAlternatives(
        subject=bericht.onderwerp,
        body=bericht.tekst,
        to=[bericht.adres],
        reply_to=[bericht.antwoord_aan] if bericht.antwoord_aan else None,
        headers={"Message-ID": bericht.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(bericht.html, "text/html")
    return message


def send(bericht: Bericht) -> None:
    """Hand one mail to the mail server; raises SMTPException or OSError when it was not taken."""
    connection = get_connection()
    try:
        connection.open()
        if connection.send_messages([compose(bericht)]) != 1:
            raise smtplib.SMTPException("The mail server took no message.")
    finally:
        say_goodbye(connection)


def say_goodbye(connection: object) -> None:
    """Close the connection; a mail has been taken or refused by now, whatever the server says."""
    try:
        connection.close()  # type: ignore[attr-defined]  # django-stubs: get_connection is Any
    except (smtplib.SMTPException, OSError):
        return


def reason(error: Exception, *, geheim: bool) -> str:
    """Why a try failed, for the coördinator; of a secret message only the kind and the code."""
    name, code, answer = type(error).__name__, "", str(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = _refusal(error)
    elif isinstance(error, smtplib.SMTPResponseException):
        code, answer = str(error.smtp_code), _text(error.smtp_error)
    parts = (name, code) if geheim else (name, code, answer)
    return " ".join(part for part in parts if part)


def is_final(error: Exception) -> bool:
    """Whether the server refuses this address for good (5xx): another try is of no use."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and _refusal(error)[0][:1] == "5"


def _refusal(error: smtplib.SMTPRecipientsRefused) -> tuple[str, str]:
    code, answer = next(iter(error.recipients.values()))
    return str(code), _text(answer)


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
