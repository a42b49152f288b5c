"""Log lines that open nothing: who reads them can sign in as nobody and follow nobody's journal."""

import logging
import re
import traceback
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from gunicorn.glogging import Logger

# Of the request or the task that this thread works on, or did last: Django and Celery write
# about an answer when our own code is done with it.
request_id: ContextVar[str] = ContextVar("request_id", default="-")

# A part of a path with a digit and sixteen signs or more: a token, a code, the id of a page.
_SECRET = re.compile(r"(?<=/)(?=[^/\s?]*\d)[^/\s?]{16,}")


def without_secrets(text: str) -> str:
    """The text with "…" for every part of a path that only its own reader may know."""
    return _SECRET.sub("…", text)


class SecretFilter(logging.Filter):
    """For Django, which names the path of each request it refuses: also that of a fresh link.

    What a visitor may not do or sent wrong is one line. A traceback belongs to an error of ours.
    Celery quotes what the error of a task says; `LineFormatter` names its kind.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, dict) and "exc" in record.args:
            record.args = {**record.args, "exc": "…"}
        record.msg, record.args = without_secrets(record.getMessage()), ()
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


class LineFormatter(logging.Formatter):
    """When, with the zone (ISO 8601); how bad; who says so; during which request; what."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- as formatTime
        """Where it went wrong and what kind it is: what an error says may quote a row."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            name = type(error).__qualname__
            lines.insert(0, "".join(traceback.format_tb(error.__traceback__)) + name)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "Traceback (most recent call last):\n" + "\n".join(lines)

    def formatTime(  # noqa: N802 -- the name is that of the standard library
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        moment = datetime.fromtimestamp(record.created).astimezone()
        return moment.isoformat(timespec="milliseconds")


class AccessLogger(Logger):
    """gunicorn's lines without tokens, without what was searched for, without where from."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(LineFormatter())
            handler.addFilter(SecretFilter())

    def now(self) -> str:
        return datetime.now().astimezone().isoformat(timespec="milliseconds")

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        path = without_secrets(environ["RAW_URI"].partition("?")[0])
        atoms["r"] = f"{environ['REQUEST_METHOD']} {path} {environ['SERVER_PROTOCOL']}"
        return atoms | {"U": path, "q": "", "f": "-"}
