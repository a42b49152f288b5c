"""Things that wait in the cockpit: each begins with a group that has nothing to do, and returns
what ends it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from berichten.models import Bericht
from certificaten.actions import issue_certificaat
from cohorts.aanwezigheid.models import Dagdeel
from cohorts.deelnemers.actions.enrolment import invite_deelnemers
from cohorts.models import Bijeenkomst, Cohort, Deelname
from tests.day_factories import BetwistingFactory, InhaalopdrachtFactory, InhaalplanFactory
from tests.factories import (
    AanwezigheidFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
    mark_days,
    plan_seven_days,
    put_marks,
)


@dataclass
class Group:
    """Cohort A on its fifth day, with nothing left to do."""

    cohort: Cohort
    days: list[Bijeenkomst]
    deelname: Deelname
    els: User


def unmarked(group: Group):
    row = group.deelname.aanwezigheden.filter(cursusdag__nummer=4, dagdeel="middag")
    put_marks(row, "open", None)
    return lambda: put_marks(row, "aanwezig", group.days[3])


def unmarked_until_closed(group: Group):
    unmarked(group)
    day = Bijeenkomst.objects.filter(pk=group.days[3].pk)
    return lambda: day.update(afgerond_op=timezone.now())


def contested(group: Group):
    row = BetwistingFactory(aanwezigheid=group.deelname.aanwezigheden.first())
    decision = {"afgehandeld_door": group.els, "uitkomst": "ongewijzigd"}
    return lambda: type(row).objects.update(afgehandeld_op=timezone.now(), **decision)


def plan_without_day(group: Group):
    miss(group.deelname, 3)
    row = InhaalplanFactory(deelname=group.deelname)
    return lambda: type(row).objects.update(vervallen_op=timezone.now())


def host_of(group: Group, nummer: int) -> Bijeenkomst:
    """The same day at another cohort that has nothing left to do."""
    elders = CohortFactory(naam="Elders C", programma=group.cohort.programma)
    TrainerschapFactory(cohort=elders)
    DeelnameFactory(cohort=elders)
    days = plan_seven_days(elders, today_is=1)
    invite_deelnemers(cohort=elders, by=group.els)
    Bericht.objects.update(status="verzonden", verzonden_op=timezone.now())
    return days[nummer - 1]


def plan_to_agree_to(group: Group):
    miss(group.deelname, 3)
    row = InhaalplanFactory(deelname=group.deelname, bijeenkomst=host_of(group, 3), versie=1)
    agreed = {"akkoord_op": timezone.now(), "akkoord_door": group.els}
    return lambda: type(row).objects.update(**agreed)


def assignment(group: Group):
    row = InhaalopdrachtFactory(deelname=group.deelname)
    done = {"goedgekeurd_op": timezone.now(), "goedgekeurd_door": group.els}
    return lambda: type(row).objects.update(**done)


def miss(deelname: Deelname, *nummers: int, status: str = "afwezig"):
    put_marks(deelname.aanwezigheden.filter(cursusdag__nummer__in=nummers), status, None)


def two_days_missed(group: Group):
    Cohort.objects.update(norm_dagdelen=8)
    miss(group.deelname, 2, 4, status="afgemeld")
    return lambda: miss(group.deelname, 2, status="ingehaald")


def two_days_missed_until_planned(group: Group):
    two_days_missed(group)
    host = host_of(group, 2)
    return lambda: InhaalplanFactory(
        deelname=group.deelname,
        cursusdag=host.cursusdag,
        bijeenkomst=host,
        versie=1,
        akkoord_op=timezone.now(),
        akkoord_door=group.els,
    )


def out_of_reach(group: Group):
    miss(group.deelname, 2, 4)
    return lambda: miss(group.deelname, 2, status="ingehaald")


def out_of_reach_until_they_stop(group: Group):
    out_of_reach(group)
    # Without anybody left the cohort would need people.
    other = DeelnameFactory(cohort=group.cohort)
    mark_days(other, range(1, 5))
    invite_deelnemers(cohort=group.cohort, by=group.els)
    Bericht.objects.update(status="verzonden", verzonden_op=timezone.now())
    yesterday = timezone.localdate() - timedelta(days=1)
    stopped = Deelname.objects.filter(pk=group.deelname.pk)
    return lambda: stopped.update(tot_en_met=yesterday)


def out_of_reach_until_they_are_to_leave(group: Group):
    """Still here today; the days to come are of no use to them."""
    out_of_reach(group)
    leaving = Deelname.objects.filter(pk=group.deelname.pk)
    last_day = group.days[6].datum
    leaving.update(tot_en_met=last_day)
    return lambda: leaving.update(tot_en_met=last_day - timedelta(days=1))


def late_starter(group: Group):
    group.deelname.aanwezigheden.filter(cursusdag__nummer__in=(1, 2)).delete()
    Deelname.objects.update(vanaf=group.days[2].datum)

    def catch_up():
        for dag in group.days[:1]:
            for dagdeel in Dagdeel.values:
                AanwezigheidFactory(
                    deelname=group.deelname, bijeenkomst=dag, dagdeel=dagdeel, status="ingehaald"
                )

    return catch_up


def no_dates(group: Group):
    new = CohortFactory(naam="Nieuw D", programma=group.cohort.programma)

    def plan():
        plan_seven_days(new, today_is=-30)

    return plan


def some_dates(group: Group):
    day = group.days[6]
    pk, day.pk = day.pk, None
    Bijeenkomst.objects.filter(pk=pk).delete()
    day.uid = "00000000-0000-4000-8000-000000000001"
    return day.save


def no_trainer(group: Group):
    rows = group.cohort.trainerschappen
    old = rows.get()
    rows.update(tot_en_met=timezone.localdate() - timedelta(days=1))
    return lambda: TrainerschapFactory(cohort=group.cohort, user=old.user)


def day_without_trainer(group: Group):
    group.cohort.trainerschappen.update(tot_en_met=timezone.localdate() + timedelta(days=20))
    return lambda: TrainerschapFactory(
        cohort=None, bijeenkomst=group.days[6], vanaf=timezone.localdate()
    )


def nobody_in_it(group: Group):
    new = CohortFactory(naam="Nieuw D", programma=group.cohort.programma)
    TrainerschapFactory(cohort=new)
    plan_seven_days(new, today_is=0)

    def fill():
        DeelnameFactory(cohort=new)
        invite_deelnemers(cohort=new, by=group.els)
        Bericht.objects.update(status="verzonden", verzonden_op=timezone.now())

    return fill


def not_invited(group: Group):
    Bericht.objects.all().delete()

    def invite():
        invite_deelnemers(cohort=group.cohort, by=group.els)
        Bericht.objects.update(status="verzonden", verzonden_op=timezone.now())

    return invite


def failed_mail(group: Group):
    Bericht.objects.update(status="mislukt", verzonden_op=None, onderwerp="Je uitnodiging")
    return lambda: Bericht.objects.update(status="verzonden", verzonden_op=timezone.now())


def still_mail(group: Group):
    late = timezone.now() - timedelta(hours=1)
    Bericht.objects.update(status="klaar", verzonden_op=None, klaar_vanaf=late)
    return lambda: Bericht.objects.update(status="verzonden", verzonden_op=timezone.now())


def certificate_ready(group: Group):
    earlier = CohortFactory(
        naam="Testdam Z", organisatie=group.cohort.organisatie, programma=group.cohort.programma
    )
    plan_seven_days(earlier, today_is=20)
    deelname = DeelnameFactory(cohort=earlier, user=group.deelname.user)
    mark_days(deelname, range(1, 8))
    return lambda: issue_certificaat(deelname=deelname, by=group.els)
