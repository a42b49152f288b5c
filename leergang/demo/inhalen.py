"""In the demo two people of Zutphen A catch a day up in Midden-Groningen: one did, one will."""

from accounts.models import User
from cohorts.aanwezigheid.actions.ledger import record
from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel, Inhaalplan
from cohorts.aanwezigheid.statement import Bron, Statement
from cohorts.inhalen.actions.plans import request_inhaalplan
from cohorts.models import Bijeenkomst, Cohort, Deelname
from leergang.demo.people import MIDDEN_GRONINGEN_B, ZUTPHEN_A

# (last name, day)
INGEHAALD = ("Hendriks", 1)
GEPLAND = ("Khalifi", 3)


def catch_up(els: User) -> None:
    """Kübra followed day 1 there after she missed her own; Esra is expected for day 3."""
    achternaam, nummer = INGEHAALD
    kubra, host = _deelname(achternaam), _host(nummer)
    Inhaalplan.objects.create(
        deelname=kubra,
        cursusdag=host.cursusdag,
        bijeenkomst=host,
        versie=host.versie,
        aangevraagd_door=kubra.user,
        akkoord_op=host.begint_op,
        akkoord_door=els,
    )
    for dagdeel in Dagdeel.values:
        record(
            Statement(
                naar=Aanwezigheid.Status.INGEHAALD,
                door=els,
                bron=Bron.INHALEN,
                bijeenkomst=host,
            ),
            deelname=kubra,
            cursusdag=host.cursusdag,
            dagdeel=dagdeel,
        )
    achternaam, nummer = GEPLAND
    esra, host = _deelname(achternaam), _host(nummer)
    request_inhaalplan(deelname=esra, nummer=nummer, bijeenkomst_pk=host.pk, by=els)


def _deelname(achternaam: str) -> Deelname:
    """Somebody of Zutphen A, by last name."""
    cohort = Cohort.objects.get(naam=ZUTPHEN_A.naam)
    people = cohort.deelnames.by_name().select_related("cohort")
    return next(row for row in people if row.user.achternaam == achternaam)


def _host(nummer: int) -> Bijeenkomst:
    rows = Bijeenkomst.objects.of_cohorten_named([MIDDEN_GRONINGEN_B.naam]).of_dag(nummer)
    return rows.select_related("cursusdag").get()
