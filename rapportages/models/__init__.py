from rapportages.models.counting import EERDER, followed_before
from rapportages.models.download import Download
from rapportages.models.inzet import PER_DAY, VERBORGEN, Inzet, InzetQuerySet, Voltooiing

__all__ = [
    "EERDER",
    "PER_DAY",
    "VERBORGEN",
    "Download",
    "Inzet",
    "InzetQuerySet",
    "Voltooiing",
    "followed_before",
]
