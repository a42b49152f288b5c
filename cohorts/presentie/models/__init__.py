from cohorts.presentie.models.betwisting import Betwisting
from cohorts.presentie.models.remarks import Opmerking, Toehoorder

__all__ = ["Betwisting", "Opmerking", "Toehoorder"]
