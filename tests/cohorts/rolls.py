"""Guests, closed days and late phones for the tests of the roll call."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.models import Bijeenkomst, Cohort, Deelname
from tests.day_factories import InhaalplanFactory
from tests.factories import BijeenkomstFactory, DeelnameFactory, UserFactory


def gast_at(
    host: Bijeenkomst, cohort: Cohort, by: User, *, ochtend: bool = True, middag: bool = True
) -> Inhaalplan:
    """Gijs of another cohort, who missed the same day there and is expected at `host`."""
    own = cohort.programma.cursusdagen.get(nummer=host.cursusdag.nummer)
    if not cohort.bijeenkomsten.filter(cursusdag=own).exists():
        datum = timezone.localdate() - timedelta(days=30)
        BijeenkomstFactory(cohort=cohort, cursusdag=own, datum=datum)
    gijs = UserFactory(
        voornaam="Gijs", achternaam="Klaassen", email=f"gijs{User.objects.count()}@testdam.example"
    )
    return InhaalplanFactory(
        deelname=DeelnameFactory(cohort=cohort, user=gijs, vanaf=date(2020, 1, 1)),
        cursusdag=own,
        bijeenkomst=host,
        versie=host.versie,
        akkoord_op=timezone.now(),
        akkoord_door=by,
        ochtend=ochtend,
        middag=middag,
    )


def close(bijeenkomst: Bijeenkomst, by: User) -> None:
    """Closed by this person, a minute ago."""
    bijeenkomst.afgerond_op = timezone.now() - timedelta(minutes=1)
    bijeenkomst.afgerond_door = by
    bijeenkomst.save()


def own_mark(plan: Inhaalplan, dagdeel: str = "ochtend") -> tuple[str, Bijeenkomst | None]:
    """How the own cohort reads it."""
    deelname: Deelname = plan.deelname
    row = deelname.aanwezigheden.filter(cursusdag=plan.cursusdag, dagdeel=dagdeel).first()
    return (row.status, row.bijeenkomst) if row else ("open", None)
