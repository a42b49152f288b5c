"""Which chairs are taken, at what hours somebody is free, and when a plan is of use still."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.aanwezigheid.actions.moved_days import release_gasten
from cohorts.aanwezigheid.models import Inhaalplan
from cohorts.inhalen.actions.plans import agree_inhaalplan
from cohorts.inhalen.missed import candidates
from cohorts.inhalen.places import gastplekken
from cohorts.models import Bijeenkomst, Cohort, Deelname
from cohorts.planning.actions.cancelling import gevolgen_of
from tests.cohorts.catching_up import agreed, ask, day, follow, mark, miss
from tests.day_factories import AfmeldingFactory, InhaalplanFactory
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
)

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def offered(deelname: Deelname) -> list[Bijeenkomst]:
    found = candidates(deelname, day(deelname), timezone.localtime())
    return [kandidaat.bijeenkomst for kandidaat in found]


def free(host: Bijeenkomst) -> int:
    return gastplekken().with_vrij().get(pk=host.pk).vrij


def joins(host: Bijeenkomst, **words) -> Inhaalplan:
    deelname = DeelnameFactory(cohort=CohortFactory(programma=host.cohort.programma))
    return InhaalplanFactory(deelname=deelname, bijeenkomst=host, versie=1, **words)


# -- Chairs --------------------------------------------------------------------------------


def test_a_chair_is_taken_by_who_is_there_on_that_day(hosts, host, els, cohort):
    host.cohort.capaciteit = 10
    host.cohort.save()
    start = free(host)
    for period in (
        {"tot_en_met": host.datum - DAY},
        {"vanaf": host.datum + DAY},
        {"cohort": cohort},
    ):
        DeelnameFactory(**({"cohort": host.cohort} | period))
    joins(hosts[3])
    joins(host, vervallen_op=timezone.now())
    assert free(host) == start

    for period in ({"tot_en_met": host.datum}, {"vanaf": host.datum}, {}):
        DeelnameFactory(cohort=host.cohort, **period)
    assert free(host) == start - 3
    joins(host)
    joins(host, akkoord_op=timezone.now(), akkoord_door=els)
    assert free(host) == start - 5


@pytest.mark.parametrize(("days", "is_offered"), [(-1, False), (0, True), (1, True)])
def test_a_day_elsewhere_lies_within_the_own_deelname(gemist, host, days, is_offered):
    gemist.tot_en_met = host.datum + days * DAY
    gemist.save()

    assert offered(gemist) == ([host] if is_offered else [])


@pytest.mark.parametrize("as_what", ["trainer", "substitute", "deelnemer"])
def test_nobody_is_a_guest_of_a_group_one_leads_or_is_in(gemist, host, hosts, as_what):
    who = gemist.user
    assert offered(gemist) == [host]
    TrainerschapFactory(cohort=None, bijeenkomst=hosts[3], user=who)
    TrainerschapFactory(cohort=host.cohort)
    assert offered(gemist) == [host]

    if as_what == "deelnemer":
        DeelnameFactory(user=who, cohort=host.cohort, tot_en_met=host.datum - DAY)
    elif as_what == "trainer":
        TrainerschapFactory(cohort=host.cohort, user=who)
    else:
        TrainerschapFactory(cohort=None, bijeenkomst=host, user=who)

    assert offered(gemist) == []


# -- Hours ---------------------------------------------------------------------------------


@pytest.fixture
def beside(host: Bijeenkomst, programma) -> Bijeenkomst:
    """Another day on the same date, of a third cohort; nobody is expected there yet."""
    cohort: Cohort = CohortFactory(programma=programma)
    return BijeenkomstFactory(
        cohort=cohort, cursusdag=programma.cursusdagen.get(nummer=6), datum=host.datum
    )


@pytest.mark.parametrize("as_what", ["deelnemer", "trainer", "substitute", "gast"])
def test_who_has_to_be_elsewhere_at_that_time_is_not_free(gemist, bas, host, beside, as_what):
    """Somebody else's day, and a role that ended the day before, keep nobody from coming."""
    over = {"tot_en_met": host.datum - DAY, "user": gemist.user}
    DeelnameFactory(cohort=beside.cohort, user=bas)
    TrainerschapFactory(cohort=beside.cohort)
    if as_what in ("trainer", "substitute"):
        where = (
            {"cohort": beside.cohort}
            if as_what == "trainer"
            else {"cohort": None, "bijeenkomst": beside}
        )
        row = TrainerschapFactory(**where, **over)
    elif as_what == "deelnemer":
        row = DeelnameFactory(cohort=beside.cohort, **over)
    else:
        row = None
    assert offered(gemist) == [host]

    if row is None:
        InhaalplanFactory(
            deelname=gemist,
            cursusdag=beside.cursusdag,
            bijeenkomst=beside,
            versie=1,
        )
    else:
        row.tot_en_met = host.datum
        row.save()
    assert offered(gemist) == []

    beside.geannuleerd_op = timezone.now()
    beside.save()
    assert offered(gemist) == [host]


@pytest.mark.parametrize(
    ("missed", "begins", "ends", "is_free"),
    [
        ("dag", time(16, 30), time(20, 0), True),
        ("dag", time(16, 29), time(20, 0), False),
        ("dag", time(7, 0), time(9, 30), True),
        ("dag", time(7, 0), time(9, 31), False),
        ("ochtend", time(13, 15), time(20, 0), True),
        ("ochtend", time(13, 14), time(20, 0), False),
        ("ochtend", time(7, 0), time(9, 31), False),
        ("middag", time(7, 0), time(13, 15), True),
        ("middag", time(7, 0), time(13, 16), False),
        ("middag", time(16, 29), time(20, 0), False),
    ],
)
def test_one_thing_may_begin_when_the_other_ends(
    deelname, bijeenkomsten, host, beside, missed, begins, ends, is_free
):
    DeelnameFactory(user=deelname.user, cohort=beside.cohort)
    miss(deelname, bijeenkomsten[2], *(() if missed == "dag" else (missed,)))
    if missed != "dag":
        other = "middag" if missed == "ochtend" else "ochtend"
        mark(deelname, bijeenkomsten[2], "aanwezig", other)
    Bijeenkomst.objects.filter(pk=beside.pk).update(
        inlooptijd=begins,
        begintijd=begins,
        middag_vanaf=time(begins.hour, begins.minute + 1),
        eindtijd=ends,
    )

    assert offered(deelname) == ([host] if is_free else [])


def test_who_is_busy_on_the_chosen_day_is_refused_though_another_is_free(gemist, host, programma):
    another = BijeenkomstFactory(
        cohort=CohortFactory(programma=programma),
        cursusdag=host.cursusdag,
        datum=host.datum + 2 * DAY,
    )
    leads = TrainerschapFactory(cohort=CohortFactory(programma=programma), user=gemist.user)
    BijeenkomstFactory(cohort=leads.cohort, datum=host.datum)

    assert offered(gemist) == [another]
    with pytest.raises(ValidationError, match="al een andere bijeenkomst"):
        ask(gemist, host)
    assert ask(gemist, another).bijeenkomst == another


@pytest.mark.parametrize(("minutes", "is_agreed"), [(-1, True), (0, False)])
def test_a_plan_is_agreed_to_until_the_day_begins(
    gemist, host, els, time_machine, minutes, is_agreed
):
    plan = ask(gemist, host)
    time_machine.move_to(host.begint_op + minutes * MINUTE, tick=False)

    assert offered(gemist) == []
    if is_agreed:
        assert agree_inhaalplan(inhaalplan=plan, by=els).is_gepland
        return
    with pytest.raises(ValidationError, match="al begonnen"):
        agree_inhaalplan(inhaalplan=plan, by=els)


# -- Of use --------------------------------------------------------------------------------


def test_a_plan_is_of_use_while_a_half_of_it_is_not_followed_elsewhere(
    gemist, bijeenkomsten, host, programma, els
):
    third = BijeenkomstFactory(
        cohort=CohortFactory(programma=programma), cursusdag=host.cursusdag, datum=host.datum
    )
    plan = agreed(gemist, host, els)
    other = DeelnameFactory(cohort=gemist.cohort)
    follow(other, third)
    mark(gemist, bijeenkomsten[3], "aanwezig")

    def is_of_use() -> bool:
        return Inhaalplan.objects.gepland().filter(pk=plan.pk).exists()

    assert is_of_use()
    follow(gemist, host, "ochtend")
    assert is_of_use()
    follow(gemist, third, "middag")
    assert is_of_use()
    follow(gemist, third, "ochtend")
    assert not is_of_use()
    assert Inhaalplan.objects.agreed_at(host).get() == plan


def test_cancelling_counts_those_of_this_day_and_frees_its_guests_only(
    gemist, hosts, host, els, dirk, vreemd
):
    here, elsewhere = agreed(gemist, host, els), joins(hosts[3])
    over = joins(host, vervallen_op=timezone.now())
    TrainerschapFactory(cohort=None, bijeenkomst=host)
    TrainerschapFactory(cohort=None, bijeenkomst=hosts[3])
    DeelnameFactory(cohort=host.cohort, tot_en_met=host.datum - DAY)
    own = vreemd.deelnames.get()
    for change in ({}, {"ingetrokken_op": timezone.now()}, {"bijeenkomst": hosts[3]}):
        AfmeldingFactory(deelname=own, **({"bijeenkomst": host} | change))

    counts = gevolgen_of(host)
    assert (counts.deelnemers, counts.trainers, counts.gasten, counts.afmeldingen) == (1, 2, 1, 1)

    assert [release_gasten(host), release_gasten(host)] == [1, 0]
    assert set(Inhaalplan.objects.not_lapsed().exclude(bijeenkomst=None)) == {elsewhere}
    new = Inhaalplan.objects.te_plannen().get()
    assert (new.deelname, new.cursusdag) == (here.deelname, here.cursusdag)
    assert over.deelname != new.deelname
