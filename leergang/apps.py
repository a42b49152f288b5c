from django.apps import AppConfig
from django.conf import settings

from leergang import (
    __version__,
    checks,  # noqa: F401 -- importing registers the system checks
)
from leergang.watching import reports


class LeergangConfig(AppConfig):
    name = "leergang"
    verbose_name = "Leergang"

    def ready(self) -> None:
        if settings.SENTRY_DSN:
            reports.start(dsn=settings.SENTRY_DSN, release=__version__)
