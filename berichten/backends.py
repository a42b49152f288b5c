from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from berichten import postvak


class DemoPostvakBackend(BaseEmailBackend):
    """Delivers to the mailbox page of the demo instead of to a mail server."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            postvak.store(message.message().as_bytes())
        return len(email_messages)
