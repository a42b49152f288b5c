"""Ask the web process on this machine whether it can serve; exit 1 when it cannot."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit


def main() -> int:
    # Only the public host name is allowed, also for a question from inside the container.
    host = urlsplit(os.environ["BASE_URL"]).netloc
    connection = HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/readyz", headers={"Host": host})
    return 0 if connection.getresponse().status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
