"""The production settings on throw-away servers, with plain HTTP on loopback."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-the-bench-0123456789-0123456789-0123456789-01234567")
os.environ.setdefault("JOURNAAL_SLEUTELS", "bench:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
os.environ.setdefault("BASE_URL", "http://127.0.0.1")
os.environ["DEMO"] = "False"

from leergang.settings import *  # noqa: F403 -- the environment must be set first

STATIC_ROOT = Path(os.environ["BENCH_STATIC_ROOT"])
# Names with a fingerprint as in production; compressing the files would cost time and no request.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
