"""The session cookie: a session's key, signed.

Tables of sessions hold the bare keys. Without the signature whoever reads a dump or a replica would
only have to set a cookie to be anybody who is signed in, and to read along in a journal.
"""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

_signer = Signer(salt="accounts.sessions")


def cookie_of(session_key: str) -> str:
    """What the browser of this session holds."""
    return _signer.sign(session_key)


def key_in(cookie: str) -> str | None:
    """The session key in a cookie that we signed; None for any other."""
    try:
        return _signer.unsign(cookie)
    except BadSignature:
        return None


class SignedSessionMiddleware(SessionMiddleware):
    """Sessions as Django keeps them, behind a signed cookie."""

    def process_request(self, request: HttpRequest) -> None:
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        request.session = self.SessionStore(key_in(cookie))

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        morsel = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if morsel and morsel.value:
            # Setting the value alone keeps the age, path and flags that Django has just given it.
            response.cookies[settings.SESSION_COOKIE_NAME] = cookie_of(morsel.value)
        return response
