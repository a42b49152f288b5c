"""How gunicorn writes and counts; the Dockerfile says what else it does."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from leergang.watching.logs import AccessLogger

logger_class = AccessLogger
# The usual line, with the time and the id that our own lines have.
access_log_format = '%(t)s %({x-request-id}o)s %(h)s %(u)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"'


def on_starting(server: Any) -> None:
    """Its processes count together, in files of this start alone (prometheus_client's own way)."""
    folder = Path(tempfile.gettempdir()) / "leergang-figures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
