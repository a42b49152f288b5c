"""Test settings: the real ones, with keys for tests and quick hashing."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-0123456789-0123456789-0123456789-0123456789")
os.environ.setdefault("JOURNAAL_SLEUTELS", "test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
os.environ.setdefault("BASE_URL", "http://testserver")
os.environ["DEMO"] = "False"

from leergang.settings import *  # noqa: F403 -- the environment must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# No `collectstatic` before tests: files are found where they are.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# Django's test client sets bare session keys as cookies; tests/accounts/test_sessions.py signs.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware" if "SignedSession" in name else name
    for name in MIDDLEWARE  # noqa: F405 -- of the real settings
]
