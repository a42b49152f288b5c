from cohorts.presentie.models.betwisting import Betwisting
from cohorts.presentie.models.remarks import Gast, Opmerking

__all__ = ["Betwisting", "Gast", "Opmerking"]
