"""Log lines that open nothing: who reads them can sign in as nobody and follow nobody's journal."""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

# A part of a path with a digit and sixteen signs or more: a token, a code, the id of a page.
_SECRET = re.compile(r"(?<=/)(?=[^/\s?]*\d)[^/\s?]{16,}")


def without_secrets(text: str) -> str:
    """The text with "…" for every part of a path that only its own reader may know."""
    return _SECRET.sub("…", text)


class SecretFilter(logging.Filter):
    """For Django, which names the path of each request it refuses: also that of a fresh link.

    What a visitor may not do or sent wrong is one line. A traceback belongs to an error of ours.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), ()
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


class AccessLogger(Logger):
    """gunicorn's access log without tokens, without what was searched for, without where from."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        path = without_secrets(environ["RAW_URI"].partition("?")[0])
        atoms["r"] = f"{environ['REQUEST_METHOD']} {path} {environ['SERVER_PROTOCOL']}"
        return atoms | {"U": path, "q": "", "f": "-"}
