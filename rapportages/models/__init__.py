from rapportages.models.counting import ALWAYS, EERDER, Periode, followed_before
from rapportages.models.download import Download
from rapportages.models.inzet import PER_DAY, VERBORGEN, Inzet, InzetQuerySet, Voltooiing

__all__ = [
    "ALWAYS",
    "EERDER",
    "PER_DAY",
    "VERBORGEN",
    "Download",
    "Inzet",
    "InzetQuerySet",
    "Periode",
    "Voltooiing",
    "followed_before",
]
