from cohorts.presentie.models.betwisting import Betwisting
from cohorts.presentie.models.opmerkingen import Opmerking, Toehoorder

__all__ = ["Betwisting", "Opmerking", "Toehoorder"]
