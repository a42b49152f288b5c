"""A day missed in cohort A, and the same day to come in another cohort."""

from datetime import timedelta

from accounts.models import User
from cohorts.aanwezigheid.actions.ledger import record
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Dagdeel, Inhaalplan
from cohorts.aanwezigheid.progress.words import Dagwoorden
from cohorts.aanwezigheid.statement import Statement
from cohorts.inhalen.actions.plans import agree_inhaalplan, request_inhaalplan
from cohorts.inhalen.missed import stand_of
from cohorts.models import Bijeenkomst, Cohort, Deelname
from cohorts.planning.actions.planning import DagPlan, plan_bijeenkomsten
from tests.factories import plan_seven_days

Status = Aanwezigheid.Status
Bron = Aanwezigheidswijziging.Bron


def plan_beside(cohort: Cohort, *, today_is: int = 2) -> list[Bijeenkomst]:
    """Seven days that fall on other dates than those of a cohort planned around today."""
    rows = plan_seven_days(cohort, today_is=today_is)
    for row in rows:
        row.datum += timedelta(days=1)
        row.save(update_fields=["datum"])
    return rows


def miss(deelname: Deelname, bijeenkomst: Bijeenkomst, *dagdelen: str) -> None:
    """The trainer notes that somebody was not there: all day, unless told otherwise."""
    mark(deelname, bijeenkomst, Status.AFWEZIG, *dagdelen)


def mark(
    deelname: Deelname, bijeenkomst: Bijeenkomst, naar: str, *dagdelen: str, bron: str = ""
) -> None:
    """One statement for each half of the day."""
    for dagdeel in dagdelen or Dagdeel.values:
        record(
            Statement(naar=naar, bijeenkomst=bijeenkomst, bron=bron or Bron.PRESENTIE),
            deelname=deelname,
            cursusdag=deelname.cohort.programma.cursusdagen.get(
                nummer=bijeenkomst.cursusdag.nummer
            ),
            dagdeel=dagdeel,
        )


def follow(deelname: Deelname, host: Bijeenkomst, *dagdelen: str) -> None:
    """The guest was there: what the roll call of the host writes."""
    mark(deelname, host, Status.INGEHAALD, *dagdelen, bron=Bron.INHALEN)


def ask(deelname: Deelname, host: Bijeenkomst, by: User | None = None) -> Inhaalplan:
    return request_inhaalplan(
        deelname=deelname,
        nummer=host.cursusdag.nummer,
        bijeenkomst_pk=host.pk,
        by=by or deelname.user,
    )


def agreed(deelname: Deelname, host: Bijeenkomst, by: User) -> Inhaalplan:
    return agree_inhaalplan(inhaalplan=ask(deelname, host), by=by)


def day(deelname: Deelname, nummer: int = 3) -> Dagwoorden:
    stand = stand_of(Deelname.objects.select_related("user", "cohort").get(pk=deelname.pk), nummer)
    assert stand is not None
    return stand


def move(host: Bijeenkomst, by, days: int = 7) -> None:
    """Put a bijeenkomst some days later, as a coördinator does."""
    names = ("inlooptijd", "begintijd", "middag_vanaf", "eindtijd", "locatie")
    plan = DagPlan(
        cursusdag=host.cursusdag,
        datum=host.datum + timedelta(days=days),
        **{name: getattr(host, name) for name in names},
    )
    plan_bijeenkomsten(cohort=host.cohort, dagen=[plan], by=by)
