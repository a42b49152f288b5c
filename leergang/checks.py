"""System checks of the platform itself."""

import ctypes.util
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks


@checks.register
def subsetting_library(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warns when a certificate would cost 850 ms of processor time instead of 50."""
    if ctypes.util.find_library("harfbuzz-subset"):
        return []
    return [
        checks.Warning(
            "The system library harfbuzz-subset is missing: making a PDF takes 17 times as long.",
            hint="Install it: apt-get install libharfbuzz-subset0",
            id="leergang.W001",
        )
    ]
