"""Whether mail can leave at all: the mail server is asked, and nothing is sent."""

import smtplib
import socket
import ssl
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection

from berichten.mail import reason, say_goodbye

_KEY = "berichten:mail-fault"
# Longer than the pause between two looks, so that a page knows the last answer.
_KNOWN_FOR = timedelta(minutes=15)
# Domains that lead nowhere (RFC 2606, 2).
_RESERVED = (".example", ".invalid", ".localhost", ".test")
# From the special to the general: the first that fits tells what is wrong.
_FAULTS: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPAuthenticationError, "de mailserver weigert de naam of het wachtwoord"),
    (smtplib.SMTPNotSupportedError, "de mailserver kent geen TLS of geen wachtwoord op deze poort"),
    (ssl.SSLCertVerificationError, "het TLS-certificaat van de mailserver klopt niet"),
    (ssl.SSLError, "TLS past niet bij de poort: smtp+tls:// hoort bij 587, smtp+ssl:// bij 465"),
    (socket.gaierror, "de naam van de mailserver bestaat niet"),
    (ConnectionRefusedError, "op deze poort luistert geen mailserver"),
    # So does smtplib call a server that says nothing in time.
    (smtplib.SMTPServerDisconnected, "de mailserver antwoordt niet of hangt op"),
    (TimeoutError, "de mailserver antwoordt niet"),
)


def look() -> str:
    """Why no mail can leave now, in Dutch, without any secret; empty when it can.

    Pages show the answer for a quarter of an hour (`known_fault`).
    """
    fault = _fault_of_server() or _fault_of_sender()
    cache.set(_KEY, fault, timeout=int(_KNOWN_FOR.total_seconds()))
    return fault


def known_fault() -> str:
    """What the last look found; empty also while nobody has looked yet."""
    fault: str = cache.get(_KEY, "")
    return fault


def in_words(error: smtplib.SMTPException | OSError) -> str:
    """What an administrator can do something about; never what the server quotes."""
    for kind, words in _FAULTS:
        if isinstance(error, kind):
            return words
    return f"de mailserver werkt niet mee ({reason(error, geheim=True)})"


def _fault_of_server() -> str:
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        return in_words(error)
    finally:
        say_goodbye(connection)
    return ""


def _fault_of_sender() -> str:
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if settings.HTTPS and address.endswith(_RESERVED):
        return f"de afzender {address} is een voorbeeld: vul DEFAULT_FROM_EMAIL in"
    return ""
