"""What a page that could not be saved holds for its own writer: never a secret, never a file."""

import re
from dataclasses import dataclass
from typing import Self

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.debug import sensitive_variables

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- the name of a field
_SECRET = re.compile("password|wachtwoord", re.IGNORECASE)
# Of the pages to sign in and of security: codes of mail and app, passkeys.
_SECRET_OF_AN_ACCOUNT = re.compile("code|credential|otp|token|secret", re.IGNORECASE)
_UNREADABLE = (
    MultiPartParserError,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
    UnreadablePostError,
)
_LONG = 60


class _OwnForm(CsrfViewMiddleware):
    """Says in words why a post did not come from a page of ours; renders nothing."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


@dataclass(frozen=True)
class Kept:
    """The fields that go back to the browser, and why they may be none."""

    fields: list[tuple[str, str]]
    has_secret: bool = False
    has_file: bool = False
    is_own: bool = True

    @classmethod
    @sensitive_variables()
    def of(cls, request: HttpRequest) -> Self:
        try:
            posted = [(name, value) for name, values in request.POST.lists() for value in values]
            files = request.FILES
        except _UNREADABLE:
            return cls([], is_own=False)
        if not _is_own(request):
            return cls([], is_own=False)
        has_secret = any(_is_secret(request.path, name) for name, _ in posted)
        if has_secret or files:
            return cls([], has_secret=has_secret, has_file=bool(files))
        return cls([(name, value) for name, value in posted if name != TOKEN])

    @property
    def can_repeat(self) -> bool:
        return self.is_own and not (self.has_secret or self.has_file)

    @property
    def texts(self) -> list[str]:
        """What somebody would want to copy, should it take long."""
        return [value for _, value in self.fields if len(value) > _LONG and " " in value.strip()]


def _is_own(request: HttpRequest) -> bool:
    """Whether the post came from a form of ours.

    The error may have come before that was looked at, and a page that posts again by itself would
    lend our token to another site.
    """
    view = request.resolver_match.func if request.resolver_match else _is_own
    return _OwnForm(lambda request: None).process_view(request, view, (), {}) is None  # type: ignore[arg-type]


def _is_secret(path: str, name: str) -> bool:
    if name == TOKEN:
        return False
    account = path.startswith("/account/") and _SECRET_OF_AN_ACCOUNT.search(name)
    return bool(_SECRET.search(name) or account)
