from rapportages.models.counting import EERDER, followed_before
from rapportages.models.download import Download
from rapportages.models.inzet import PER_DAY, Inzet, InzetQuerySet, Voltooiing

__all__ = [
    "EERDER",
    "PER_DAY",
    "Download",
    "Inzet",
    "InzetQuerySet",
    "Voltooiing",
    "followed_before",
]
