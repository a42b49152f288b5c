"""Who came in and who was refused: one line each in the log, never what was typed."""

import logging

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from accounts.models import User

logger = logging.getLogger(__name__)


def log_sign_in(request: HttpRequest, user: User) -> None:
    """With each step that this session showed: "code+mfa"."""
    records = get_authentication_records(request, user)
    how = "+".join(dict.fromkeys(record["method"] for record in records)) or "demo"
    logger.info("sign_in user=%s how=%s from=%s", user.pk, how, _network(request))


def log_refusal(request: HttpRequest, *, how: str, user: User | None) -> None:
    """`how` names the step that failed; an address that nobody has is user=None."""
    number = user.pk if user else None
    logger.warning("sign_in_refused user=%s how=%s from=%s", number, how, _network(request))


def _network(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request))
