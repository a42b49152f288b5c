from cohorts.aanwezigheid.models.aanwezigheid import Aanwezigheid
from cohorts.aanwezigheid.models.afmelding import BEWAARTERMIJN, Afmelding
from cohorts.aanwezigheid.models.dagdeel import Dagdeel
from cohorts.aanwezigheid.models.inhaalopdracht import OPDRACHTEN_PER_DEELNAME, Inhaalopdracht
from cohorts.aanwezigheid.models.inhaalplan import Inhaalplan
from cohorts.aanwezigheid.models.wijziging import Aanwezigheidswijziging

__all__ = [
    "BEWAARTERMIJN",
    "OPDRACHTEN_PER_DEELNAME",
    "Aanwezigheid",
    "Aanwezigheidswijziging",
    "Afmelding",
    "Dagdeel",
    "Inhaalopdracht",
    "Inhaalplan",
]
