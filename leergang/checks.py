"""System checks of the platform itself, in the Dutch of whoever reads `diagnose`."""

import ctypes.util
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.utils import timezone

# RFC 9116, 2.5.5: less than a year ahead, so that a contact that nobody looks after shows.
SECURITY_TXT_EXPIRES = datetime(2027, 11, 1, tzinfo=UTC)


@checks.register
def subsetting_library(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warns when a certificate would cost 850 ms of processor time instead of 50."""
    if ctypes.util.find_library("harfbuzz-subset"):
        return []
    return [
        checks.Warning(
            "De systeembibliotheek harfbuzz-subset ontbreekt: een pdf maken duurt 17 keer zo lang.",
            hint="Installeer hem: apt-get install libharfbuzz-subset0",
            id="leergang.W001",
        )
    ]


@checks.register(deploy=True)
def security_txt(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warns a month before security.txt says that nobody looks after it any more."""
    if timezone.now() < SECURITY_TXT_EXPIRES - timedelta(days=30):
        return []
    return [
        checks.Warning(
            f"security.txt verloopt op {SECURITY_TXT_EXPIRES:%d-%m-%Y}.",
            hint="Kijk of SECURITY_CONTACT nog antwoordt, en zet de datum in leergang/checks.py "
            "verder.",
            id="leergang.W003",
        )
    ]


@checks.register(deploy=True)
def proxies(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warns when everybody shares one limit: a single stranger could then keep all others out."""
    if not settings.HTTPS or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return []
    return [
        checks.Warning(
            "TRUSTED_PROXY_COUNT is 0: achter een proxy heeft iedereen het adres van die proxy.",
            hint="Schrijf hoeveel eigen proxy's er voor de webserver staan.",
            id="leergang.W002",
        )
    ]
