"""What somebody typed while their session ended, sealed until they are back (besluit 0008).

The words travel in a hidden field of the page in the browser, encrypted under SECRET_KEY; nothing
is stored on the server. Only the person whose form it was gets them back.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from accounts.models import User

# The form says whose it is: after the session nothing else does.
WRITER = "eigenaar"
# Sealed and sent again it must fit in DATA_UPLOAD_MAX_MEMORY_SIZE; a page holds 200 kB.
MAX_BYTES = 512 * 1024
LIFETIME_SECONDS = 7 * 24 * 3600

View = Callable[..., Any]


def keeps_words(*, field: str) -> Callable[[View], View]:
    """Marks a view whose posted text, `field`, outlives the session of its writer.

    A prefix of the form may stand before it: "vraag-5-antwoord" for "antwoord".
    """

    def mark(view: View) -> View:
        view.kept_field = field  # type: ignore[attr-defined]  # read by the middleware
        return view

    return mark


@dataclass(frozen=True)
class Words:
    """A posted form: where it goes, whose it is, and which of its fields is the long text."""

    path: str
    writer: int
    field: str
    posted: list[tuple[str, str]]

    @classmethod
    @sensitive_variables()
    def of(cls, request: HttpRequest, field: str) -> Self | None:
        """What was posted; None when there are no words or nobody whose they are."""
        writer = request.POST.get(WRITER, "")
        field = next((name for name in request.POST if name.endswith(f"-{field}")), field)
        if not request.POST.get(field, "").strip():
            return None
        if not (writer.isascii() and writer.isdecimal() and len(writer) < 19):
            return None
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        kept = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
        return cls(request.path, int(writer), field, kept)

    @sensitive_variables()
    def sealed(self) -> str:
        """The words as only `opened` reads them; empty when they are too many to carry."""
        plain = json.dumps([self.path, self.writer, self.field, self.posted], ensure_ascii=False)
        raw = plain.encode(errors="surrogatepass")
        return _fernet().encrypt(raw).decode() if len(raw) <= MAX_BYTES else ""

    @classmethod
    @sensitive_variables()
    def opened(cls, sealed: str) -> Self | None:
        """What `sealed` holds; None when this server never made it, or too long ago."""
        try:
            raw = _fernet().decrypt(sealed.encode(), ttl=LIFETIME_SECONDS)
        except (InvalidToken, UnicodeEncodeError):
            return None
        path, writer, field, posted = json.loads(raw.decode(errors="surrogatepass"))
        return cls(path, writer, field, [(name, value) for name, value in posted])

    def belong_to(self, user: User) -> bool:
        return user.pk == self.writer

    @property
    def text(self) -> str:
        return next((value for name, value in self.posted if name == self.field), "")

    @property
    def rest(self) -> list[tuple[str, str]]:
        """The other fields, which are sent along unseen."""
        return [(name, value) for name, value in self.posted if name != self.field]


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"accounts.words:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
