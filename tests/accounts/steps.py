"""What somebody does to sign in, as the tests say it."""

import re

from django.core import mail

CODE_PAGE = "/account/login/code/confirm/"


def ask_for_code(client, email="zus@gemeente.example", **extra):
    return client.post("/account/login/code/", {"email": email, **extra})


def code_in_mail() -> str:
    return re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE)[0]


def link_in_mail() -> str:
    return re.search(r"https?://[^/\s]+(/account/link/\S+)", mail.outbox[-1].body)[1]


def signed_in(client) -> str | None:
    return client.session.get("_auth_user_id")
