from cohorts.models.aanwezigheid import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.models.bijeenkomst import Bijeenkomst, Locatie
from cohorts.models.cohort import Cohort, Trainerschap
from cohorts.models.deelname import Deelname, Dienstverband, in_name_order
from cohorts.models.deelnemerimport import Deelnemerimport
from cohorts.models.organisatie import HRContact, Organisatie

__all__ = [
    "Aanwezigheid",
    "Aanwezigheidswijziging",
    "Bijeenkomst",
    "Cohort",
    "Dagdeel",
    "Deelname",
    "Deelnemerimport",
    "Dienstverband",
    "HRContact",
    "Locatie",
    "Organisatie",
    "Trainerschap",
    "in_name_order",
]
