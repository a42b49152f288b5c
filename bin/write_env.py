"""Write .env for a demo on this machine, once. Usage: write_env.py PORT."""

import base64
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"


def lines(port: str) -> list[str]:
    key_id = f"{datetime.now(UTC):%Y%m}-{secrets.token_hex(2)}"
    journal_key = base64.b64encode(secrets.token_bytes(32)).decode()
    return [
        "# Written once by `make start` and never overwritten.",
        "# Without JOURNAAL_SLEUTELS nobody can read their journal any more.",
        f"SECRET_KEY={secrets.token_urlsafe(50)}",
        f"JOURNAAL_SLEUTELS={key_id}:{journal_key}",
        f"BASE_URL=http://127.0.0.1:{port}",
        "DEMO=True",
    ]


def main() -> None:
    # O_EXCL: an existing file, and the keys in it, are never touched.
    descriptor = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(lines(sys.argv[1])) + "\n")


if __name__ == "__main__":
    main()
