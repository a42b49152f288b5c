from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.people.addresses import user_at
from accounts.ways_in import codes, links
from accounts.ways_in.adapter import InvitationOnlyAdapter
from berichten.actions import queue_bericht, rehearse_bericht

LOGIN_CODE = "account/email/login_code"
# What of allauth carries a secret, under our name for it; everything else is a notice that
# something about the account has changed.
SECRETS = {
    LOGIN_CODE: "inlogcode",
    "account/email/proof_code": "controlecode",
    "account/email/password_reset_key": "wachtwoordherstel",
    "account/email/email_confirmation": "adresbevestiging",
}
# An address that nobody has: the clock must not tell.
UNKNOWN, UNKNOWN_RESET = "account/email/unknown_account", "account/email/unknown_reset"
ENOUGH = (
    "Je vroeg al vijf keer om een code voor dit adres. Gebruik de nieuwste: we sturen er nu geen "
    "bij. Is die al gebruikt? Over tien minuten kan het weer."
)


class OutboxAdapter(InvitationOnlyAdapter):
    """Sends the mail of sign-in and security through the outbox."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        asks_code = template_prefix in {LOGIN_CODE, UNKNOWN}
        if asks_code and not codes.may_mail(self.request, email):
            messages.info(self.request, ENOUGH)
            return
        if template_prefix == LOGIN_CODE:
            codes.keep(email, context["code"])
        if template_prefix in {UNKNOWN, UNKNOWN_RESET}:
            self._rehearse(email)
        elif user := self._recipient(email, context):
            self._queue(template_prefix, email, user, context)

    def _queue(self, prefix: str, email: str, user: User, context: dict[str, Any]) -> None:
        secret = prefix in SECRETS
        mail = self.render_mail(prefix, email, {**context, "user": user, **links_of(user)})
        queue_bericht(
            soort=SECRETS.get(prefix, "beveiliging"),
            ontvanger=user,
            adres=email,
            aanleiding=uuid4().hex,
            onderwerp=mail.subject,
            tekst=str(mail.body),
            uiterlijk=timezone.now() + (links.LIFETIME if secret else timedelta(days=2)),
            geheim=secret,
        )

    def _rehearse(self, email: str) -> None:
        # An unknown address costs the work of a known one: the clock must not tell who exists.
        nobody = User(pk=0, email=email)
        context = {"user": nobody, "code": self.generate_login_code(), **links_of(nobody)}
        mail = self.render_mail("account/email/login_code", email, context)
        rehearse_bericht(onderwerp=mail.subject, tekst=str(mail.body))

    def _recipient(self, email: str, context: dict[str, Any]) -> User | None:
        user = context.get("user") or getattr(self.request, "user", None)
        return user if isinstance(user, User) else user_at(email)


def links_of(user: User) -> dict[str, str]:
    """What a mail about an account may lead to: a sign-in at once, or one's security."""
    return {
        "link": f"{settings.BASE_URL}{reverse('inloglink', args=[links.make_token(user)])}",
        "security_url": f"{settings.BASE_URL}{reverse('mfa_index')}",
        "devices_url": f"{settings.BASE_URL}{reverse('usersessions_list')}",
    }
