from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort, Schoolregio
from cohorts.models.deelname import Deelname, Dienstverband
from cohorts.models.locatie import Locatie
from cohorts.models.normwijziging import Normwijziging
from cohorts.models.organisatie import HRContact, Organisatie
from cohorts.models.trainerschap import Trainerschap

__all__ = [
    "Bijeenkomst",
    "Cohort",
    "Deelname",
    "Dienstverband",
    "HRContact",
    "Locatie",
    "Normwijziging",
    "Organisatie",
    "Schoolregio",
    "Trainerschap",
]
