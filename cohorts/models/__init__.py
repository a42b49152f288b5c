from cohorts.models.aanwezigheid import Aanwezigheid
from cohorts.models.afmelding import BEWAARTERMIJN, Afmelding, Betwisting
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort, Schoolregio
from cohorts.models.daglijst import Gast, Opmerking
from cohorts.models.deelname import Deelname, Dienstverband, in_name_order
from cohorts.models.deelnemerimport import Deelnemerimport
from cohorts.models.gastplek import GastplekQuerySet, gastplekken
from cohorts.models.inhaalopdracht import OPDRACHTEN_PER_DEELNAME, Inhaalopdracht
from cohorts.models.inhalen import Inhaalplan
from cohorts.models.locatie import Locatie
from cohorts.models.normwijziging import Normwijziging
from cohorts.models.organisatie import HRContact, Organisatie
from cohorts.models.trainerschap import Trainerschap
from cohorts.models.wijziging import Aanwezigheidswijziging, Dagdeel

__all__ = [
    "BEWAARTERMIJN",
    "OPDRACHTEN_PER_DEELNAME",
    "Aanwezigheid",
    "Aanwezigheidswijziging",
    "Afmelding",
    "Betwisting",
    "Bijeenkomst",
    "Cohort",
    "Dagdeel",
    "Deelname",
    "Deelnemerimport",
    "Dienstverband",
    "Gast",
    "GastplekQuerySet",
    "HRContact",
    "Inhaalopdracht",
    "Inhaalplan",
    "Locatie",
    "Normwijziging",
    "Opmerking",
    "Organisatie",
    "Schoolregio",
    "Trainerschap",
    "gastplekken",
    "in_name_order",
]
