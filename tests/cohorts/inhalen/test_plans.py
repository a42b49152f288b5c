"""Where a missed day can be caught up, who decides, and what everybody reads."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from berichten.models import Bericht
from cohorts.aanwezigheid.actions.moved_days import release_gasten
from cohorts.aanwezigheid.models import Aanwezigheid, Inhaalplan
from cohorts.inhalen.actions.plans import agree_inhaalplan, request_inhaalplan, withdraw_inhaalplan
from cohorts.inhalen.missed import candidates
from cohorts.models import Bijeenkomst, Deelname
from cohorts.planning.actions.cancelling import cancel_bijeenkomst
from tests.cohorts.catching_up import agreed, ask, day, follow, mark, miss, move, plan_beside
from tests.day_factories import AfmeldingFactory
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    DeelnameFactory,
    ProgrammaFactory,
    TrainerschapFactory,
    mark_days,
)

Status = Aanwezigheid.Status


def offered(deelname: Deelname, nummer: int = 3) -> list[Bijeenkomst]:
    found = candidates(deelname, day(deelname, nummer), timezone.localtime())
    return [kandidaat.bijeenkomst for kandidaat in found]


def letters(user, soort: str) -> list[Bericht]:
    return list(Bericht.objects.filter(ontvanger=user, soort=soort).order_by("pk"))


# -- Where --------------------------------------------------------------------------------


def test_the_same_day_elsewhere_is_offered_with_its_chairs_and_trainer(gemist, host, dirk):
    [kandidaat] = candidates(gemist, day(gemist), timezone.localtime())

    assert kandidaat.bijeenkomst == host
    assert kandidaat.plaatsen == "nog 20 plaatsen"
    assert kandidaat.trainers == (dirk,)


def test_another_version_of_the_programme_will_do_and_another_programme_not(gemist, programma):
    later, other = ProgrammaFactory(slug=programma.slug), ProgrammaFactory(slug="iets-anders")
    newer = plan_beside(CohortFactory(programma=later))
    plan_beside(CohortFactory(programma=other))

    assert offered(gemist) == [newer[2]]


def test_the_soonest_comes_first(gemist, host, programma):
    sooner = plan_beside(CohortFactory(programma=programma), today_is=3)[2]

    assert offered(gemist) == [sooner, host]


def test_past_cancelled_full_closed_and_double_days_are_not_offered(
    gemist, bijeenkomsten, programma
):
    def other_day(**fields: object) -> Bijeenkomst:
        values = {"datum": timezone.localdate() + timedelta(days=3)} | fields
        cohort = CohortFactory(programma=programma, capaciteit=values.pop("capaciteit", 20))
        dag = programma.cursusdagen.get(nummer=3)
        return BijeenkomstFactory(cohort=cohort, cursusdag=dag, **values)

    good = other_day()
    other_day(datum=timezone.localdate() - timedelta(days=1))
    other_day(geannuleerd_op=timezone.now())
    other_day(afgerond_op=timezone.now())
    DeelnameFactory(cohort=other_day(capaciteit=1).cohort)
    other_day(datum=bijeenkomsten[5].datum)
    TrainerschapFactory(cohort=other_day().cohort, user=gemist.user)
    DeelnameFactory(cohort=other_day().cohort, user=gemist.user, tot_en_met=good.datum)

    # The last two make Anna busy on the date of the good one as well.
    assert offered(gemist) == []
    gemist.user.trainerschappen.all().delete()
    Deelname.objects.filter(user=gemist.user).exclude(pk=gemist.pk).update(
        tot_en_met=timezone.localdate()
    )
    assert good in offered(gemist)
    assert len(offered(gemist)) == 2


def test_a_day_of_today_is_offered_until_it_begins(gemist, host, time_machine):
    today = timezone.localdate()
    Bijeenkomst.objects.filter(pk=host.pk).update(datum=today + timedelta(days=1))
    morning = timezone.make_aware(datetime.combine(today + timedelta(days=1), time(8)))

    time_machine.move_to(morning)
    assert offered(gemist) == [host]
    time_machine.move_to(morning + timedelta(hours=2))
    assert offered(gemist) == []


def test_half_a_day_fits_beside_something_in_the_other_half(gemist, bijeenkomsten, host, programma):
    mark(gemist, bijeenkomsten[2], Status.AANWEZIG, "ochtend")
    elsewhere = CohortFactory(programma=programma)
    TrainerschapFactory(cohort=elsewhere, user=gemist.user)
    BijeenkomstFactory(
        cohort=elsewhere,
        datum=host.datum,
        begintijd=time(9, 30),
        middag_vanaf=time(11),
        eindtijd=time(12),
    )

    assert offered(gemist) == [host]
    mark(gemist, bijeenkomsten[2], Status.AFWEZIG, "ochtend")
    assert offered(gemist) == []


@pytest.mark.parametrize("others", [1, 3, 60])
def test_two_queries_for_any_number_of_candidates(
    others, gemist, programma, django_assert_num_queries
):
    for _ in range(others):
        plan_beside(CohortFactory(programma=programma))
    stand = day(gemist)

    with django_assert_num_queries(2):
        assert len(candidates(gemist, stand, timezone.localtime())) == others


# -- Asking and agreeing ------------------------------------------------------------------


def test_a_deelnemer_asks_and_a_coordinator_agrees(gemist, host, els, dirk):
    plan = ask(gemist, host)
    assert plan.is_aangevraagd
    assert day(gemist).inhaalwoorden == "inhalen aangevraagd"
    assert not Inhaalplan.objects.gepland().exists()

    agree_inhaalplan(inhaalplan=plan, by=els)
    agree_inhaalplan(inhaalplan=plan, by=els)

    assert list(Inhaalplan.objects.gepland().at(host)) == [plan]
    when = date_format(host.datum, "j F")
    assert day(gemist).inhaalwoorden == f"inhalen op {when} in Elders B"
    [told] = letters(gemist.user, "inhaalplan")
    assert host.locatie.adres in told.tekst
    assert "Dirk Vos" in told.tekst
    assert "9.30 tot 16.30" in told.tekst or "09.30 tot 16.30" in told.tekst
    [gast] = letters(dirk, "inhaalgast")
    assert "Anna Jansen" in gast.tekst


def test_a_coordinator_plans_at_once_and_a_trainer_asks(gemist, host, els, carla):
    assert ask(gemist, host, carla).is_aangevraagd
    withdraw_inhaalplan(inhaalplan=Inhaalplan.objects.lopend().get(), by=els)
    assert ask(gemist, host, els).is_gepland


def test_a_day_that_was_not_missed_is_refused(deelname, bijeenkomsten, host):
    with pytest.raises(ValidationError, match="nog niets geregistreerd"):
        ask(deelname, host)
    mark_days(deelname, range(3, 4))
    with pytest.raises(ValidationError, match="niet gemist"):
        ask(deelname, host)


def test_a_notice_for_a_coming_day_counts_as_missing(deelname, bijeenkomsten, hosts):
    AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[5], middag=False)

    plan = ask(deelname, hosts[5])

    assert plan.dagdelen == ("ochtend",)


def test_a_day_before_a_late_start_can_be_caught_up(deelname, bijeenkomsten, host):
    Deelname.objects.filter(pk=deelname.pk).update(vanaf=bijeenkomsten[3].datum)
    deelname.refresh_from_db()

    assert ask(deelname, host).dagdelen == ("ochtend", "middag")


def test_the_same_day_twice_is_refused_until_the_plan_is_taken_back(gemist, host, programma, els):
    other = plan_beside(CohortFactory(programma=programma))[2]
    plan = ask(gemist, host)

    with pytest.raises(ValidationError, match="al geregeld"):
        ask(gemist, other)
    withdraw_inhaalplan(inhaalplan=plan, by=gemist.user)
    withdraw_inhaalplan(inhaalplan=plan, by=gemist.user)
    assert ask(gemist, other).bijeenkomst == other


def test_who_did_not_come_may_plan_once_more(gemist, host, hosts, programma, els, time_machine):
    agreed(gemist, host, els)
    later = plan_beside(CohortFactory(programma=programma), today_is=1)[2]

    time_machine.move_to(timezone.now() + timedelta(days=16))

    assert ask(gemist, later).bijeenkomst == later
    assert Inhaalplan.objects.not_lapsed().count() == 1


@pytest.mark.parametrize("nummer", [2, 4])
def test_another_day_of_the_programme_is_refused(gemist, hosts, nummer):
    with pytest.raises(ValidationError, match="kun je niet inhalen"):
        request_inhaalplan(
            deelname=gemist, nummer=3, bijeenkomst_pk=hosts[nummer - 1].pk, by=gemist.user
        )


def test_a_request_holds_the_last_chair(gemist, bas, bijeenkomsten, host):
    host.cohort.capaciteit = 1
    host.cohort.save()
    other = Deelname.objects.select_related("cohort", "user").get(user=bas)
    miss(other, bijeenkomsten[2])
    ask(gemist, host)

    with pytest.raises(ValidationError, match="geen plaats meer"):
        ask(other, host)


def test_agreeing_is_refused_when_the_group_filled_up_meanwhile(gemist, host, els):
    host.cohort.capaciteit = 1
    host.cohort.save()
    plan = ask(gemist, host)
    DeelnameFactory(cohort=host.cohort)

    with pytest.raises(ValidationError, match="geen plaats meer"):
        agree_inhaalplan(inhaalplan=plan, by=els)


# -- What changes meanwhile ------------------------------------------------------------------


def test_a_host_day_that_moves_gives_its_guests_back_with_one_message(gemist, host, els):
    plan = agreed(gemist, host, els)

    move(host, els)
    host.refresh_from_db()
    release_gasten(host)

    plan.refresh_from_db()
    assert plan.vervallen_op is not None
    [new] = Inhaalplan.objects.te_plannen()
    assert (new.deelname, new.aangevraagd_door) == (gemist, None)
    assert day(gemist).inhaalwoorden == "inhalen: nog te plannen"
    [told] = letters(gemist.user, "inhaalplan_vervallen")
    assert "verplaatst naar" in told.tekst
    assert ask(gemist, host).pk == new.pk


def test_a_cancelled_host_day_gives_its_guests_back(gemist, host, els):
    agreed(gemist, host, els)

    cancel_bijeenkomst(bijeenkomst=host, by=els)

    assert Inhaalplan.objects.te_plannen().count() == 1
    assert "gaat niet door" in letters(gemist.user, "inhaalplan_vervallen")[0].tekst
    assert letters(gemist.user, "annulering") == []


def test_a_slip_of_the_finger_ends_no_plan(gemist, bijeenkomsten, host, els, carla):
    agreed(gemist, host, els)

    mark(gemist, bijeenkomsten[2], Status.AANWEZIG)
    assert not Inhaalplan.objects.gepland().at(host).exists()
    assert day(gemist).inhaalwoorden == ""

    miss(gemist, bijeenkomsten[2])
    assert Inhaalplan.objects.gepland().at(host).exists()


def test_who_leaves_the_course_is_not_expected_elsewhere(gemist, host, els):
    agreed(gemist, host, els)

    Deelname.objects.filter(pk=gemist.pk).update(tot_en_met=timezone.localdate())

    assert not Inhaalplan.objects.gepland().at(host).exists()


def test_who_was_there_stays_on_the_list_of_the_host(gemist, host, els):
    agreed(gemist, host, els)

    follow(gemist, host)

    assert Inhaalplan.objects.gepland().at(host).exists()
    with pytest.raises(ValidationError, match="al ingehaald"):
        withdraw_inhaalplan(inhaalplan=Inhaalplan.objects.get(), by=els)
