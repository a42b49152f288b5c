"""Ask whether the work of this container goes on; exit 1 when it does not.

Usage: healthcheck.py web|worker|beat. The web answers a question; worker and beat touch a file of
their own whenever they did something, which happens every half minute (leergang/health).
"""

import os
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

VAR_DIR = Path(__file__).resolve().parent.parent / "var"
SILENT_AFTER_SECONDS = 300
PORT = 8000


def web_serves() -> bool:
    # Only the public host name is allowed, also for a question from inside the container.
    host = urlsplit(os.environ["BASE_URL"]).netloc
    connection = HTTPConnection("127.0.0.1", PORT, timeout=4)
    try:
        connection.request("GET", "/readyz/web", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False


def was_heard(process: str) -> bool:
    try:
        touched = (VAR_DIR / f"{process}-heartbeat").stat().st_mtime
    except FileNotFoundError:
        return False
    return time.time() - touched <= SILENT_AFTER_SECONDS


def main() -> int:
    process = sys.argv[1]
    works = web_serves() if process == "web" else was_heard(process)
    return 0 if works else 1


if __name__ == "__main__":
    sys.exit(main())
