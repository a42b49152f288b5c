"""What somebody does to sign in, as the tests say it."""

import re
import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail

from accounts.models import User

CODE_PAGE = "/account/login/code/confirm/"


def ask_for_code(client, email="zus@gemeente.example", **extra):
    return client.post("/account/login/code/", {"email": email, **extra})


def code_of(secret: str) -> str:
    """What an authenticator app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def code_in_mail() -> str:
    return re.search(r"^[A-Z]{4}-[A-Z]{4}-[A-Z]{2}$", mail.outbox[-1].body, re.MULTILINE)[0]


def link_in_mail() -> str:
    return re.search(r"https?://[^/\s]+(/account/link/\S+)", mail.outbox[-1].body)[1]


def sign_in(client, user) -> None:
    """With a code from the mail: from now on this session has fresh proof."""
    ask_for_code(client, user.email)
    assert client.post(CODE_PAGE, {"code": code_in_mail()}).status_code == 302
    mail.outbox.clear()


def add_address(client, address):
    return client.post("/account/e-mail/", {"action_add": "", "email": address})


def accounts_state() -> list:
    """All that says how people get in."""
    return [
        list(User.objects.order_by("pk").values_list("email", "password")),
        list(EmailAddress.objects.values_list("user", "email", "verified", "primary")),
        list(Authenticator.objects.values_list("user", "type")),
    ]


def link_to_confirm() -> str:
    return re.search(r"https?://[^/\s]+(/account/e-mail/bevestiging/\S+)", _letters())[1]


def _letters() -> str:
    return "\n".join(letter.body for letter in reversed(mail.outbox))


def signed_in(client) -> str | None:
    return client.session.get("_auth_user_id")
