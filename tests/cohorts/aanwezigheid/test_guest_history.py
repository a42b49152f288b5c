"""What a host says about a guest, and where the own mark stands once that is taken back."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.actions.closing import close_dag
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Inhaalplan
from cohorts.inhalen.actions.plans import withdraw_inhaalplan
from cohorts.models import Bijeenkomst, Cohort
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from tests.cohorts.catching_up import mark as say
from tests.cohorts.rolls import gast_at, own_mark

Status = Aanwezigheid.Status
MINUTE = timedelta(minutes=1)


@pytest.fixture
def plan(vandaag: Bijeenkomst, ander_cohort: Cohort, els: User) -> Inhaalplan:
    return gast_at(vandaag, ander_cohort, els)


@pytest.fixture
def own(plan: Inhaalplan) -> Bijeenkomst:
    """The same day with the own group, which the guest missed."""
    return plan.deelname.cohort.bijeenkomsten.get(cursusdag=plan.cursusdag)


@pytest.fixture
def tap(vandaag: Bijeenkomst, plan: Inhaalplan, carla: User) -> Callable[..., Aanwezigheid]:
    """Carla, the host, says this about the guest."""

    def register(status: str, **words) -> Aanwezigheid:
        here = {"bijeenkomst": vandaag, "dagdeel": "ochtend", "by": carla} | words
        return register_aanwezigheid(deelname=plan.deelname, status=status, **here)

    return register


def history(plan: Inhaalplan) -> list[tuple[str, str]]:
    rows = Aanwezigheidswijziging.objects.filter(aanwezigheid__deelname=plan.deelname)
    return list(rows.order_by("pk").values_list("van", "naar"))


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("said", [(), ("afwezig", "open"), ("afwezig",)])
def test_taken_back_the_mark_stands_where_the_own_group_left_it(plan, own, tap, said, times):
    """Nothing and "open" are no answer: then the closing of the day is what stood there."""
    for status in said:
        say(plan.deelname, own, status, "ochtend")
    close_dag(bijeenkomst=own, by=None)
    before = own_mark(plan)
    assert before[0] == (Status.AFWEZIG if said == ("afwezig",) else Status.NIET_GEREGISTREERD)

    for _ in range(times):
        tap("aanwezig", toesteltijd=timezone.now())
    assert own_mark(plan)[0] == Status.INGEHAALD

    tap("open")
    assert own_mark(plan) == before


def test_what_the_own_group_said_last_is_what_counts_again(plan, own, tap):
    say(plan.deelname, own, "afwezig", "ochtend")
    say(plan.deelname, own, "afgemeld", "ochtend")
    tap("aanwezig")

    tap("afwezig")

    assert own_mark(plan) == (Status.AFGEMELD, None)


def test_a_form_sent_twice_is_one_line_and_a_tap_of_a_device_is_kept(plan, vandaag, tap, own):
    tap("open")
    assert history(plan) == []
    for status in ("afwezig", "afwezig", "aanwezig", "aanwezig", "open", "open"):
        tap(status)
    assert history(plan) == [("open", "open"), ("open", "ingehaald"), ("ingehaald", "open")]

    tap("aanwezig", toesteltijd=timezone.now())
    tap("aanwezig", toesteltijd=timezone.now())
    assert history(plan)[3:] == [("open", "ingehaald"), ("ingehaald", "ingehaald")]


def test_a_form_is_heard_after_a_late_tap_that_changed_nothing(plan, own, tap, time_machine):
    """The host tapped first, the own group spoke next, and the tap came in last of all."""
    start = timezone.now()
    time_machine.move_to(start + 5 * MINUTE, tick=False)
    say(plan.deelname, own, "afwezig", "ochtend")
    time_machine.move_to(start + 10 * MINUTE, tick=False)
    tap("aanwezig", moment=start, toesteltijd=start)
    assert own_mark(plan)[0] == Status.AFWEZIG

    tap("aanwezig")

    assert own_mark(plan)[0] == Status.INGEHAALD


def test_a_late_tap_of_the_host_is_written_after_the_closing_of_the_own_day(
    plan, own, tap, time_machine
):
    """The own group closed its day, the guest came here, and the first tap comes in last."""
    start = timezone.now()
    close_dag(bijeenkomst=own, by=None)
    time_machine.move_to(start + 10 * MINUTE, tick=False)
    tap("aanwezig", moment=start + 5 * MINUTE, toesteltijd=start + 5 * MINUTE)

    tap("aanwezig", moment=start + 3 * MINUTE, toesteltijd=start + 3 * MINUTE)

    assert history(plan) == [
        ("open", "niet_geregistreerd"),
        ("open", "niet_geregistreerd"),
        ("niet_geregistreerd", "ingehaald"),
        ("niet_geregistreerd", "ingehaald"),
    ]


def test_what_another_host_said_is_said_here_anew(plan, vandaag, bijeenkomsten, els, tap, carla):
    """The guest did not come there, chose another day, and did not come here either."""
    tap("afwezig")
    withdraw_inhaalplan(inhaalplan=plan, by=els)
    another = bijeenkomsten[3]
    Inhaalplan.objects.create(
        deelname=plan.deelname,
        cursusdag=plan.cursusdag,
        bijeenkomst=another,
        versie=1,
        akkoord_op=timezone.now(),
        akkoord_door=els,
    )

    tap("afwezig", bijeenkomst=another)

    rows = Aanwezigheidswijziging.objects.by_hosts().order_by("pk")
    assert [row.bijeenkomst for row in rows] == [vandaag, another]


def test_everybody_else_by_a_device_keeps_its_time_and_is_heard_once(plan, vandaag, carla):
    """Also when the same tap comes in again after it was taken back."""
    here = {"bijeenkomst": vandaag, "dagdeel": "ochtend", "by": carla, "kenmerk": uuid4()}
    tapped = timezone.now() - MINUTE

    assert register_overige(**here, toesteltijd=tapped) == 1
    line = Aanwezigheidswijziging.objects.by_hosts().get()
    assert (line.toesteltijd, line.door, line.bijeenkomst) == (tapped, carla, vandaag)
    assert take_back_overige(**here) == 1
    register_overige(**here, toesteltijd=tapped)

    assert own_mark(plan) == (Status.OPEN, None)
    assert history(plan) == [("open", "ingehaald"), ("ingehaald", "open")]
