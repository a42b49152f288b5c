"""Whom a reminder is for, guests and closed accounts included, and whom one answers."""

from datetime import timedelta

from django.utils import timezone

from programma.models import Mailsjabloon
from tests.cohorts.herinneringen.outbox import sent_about
from tests.day_factories import AfmeldingFactory, InhaalplanFactory
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
)

TWEE_DAGEN, DAG_ERNA = Mailsjabloon.Soort.TWEE_DAGEN, Mailsjabloon.Soort.DAG_ERNA


def gast_at(dag, els, **fields):
    """Somebody of another cohort whose plan to catch up here was agreed."""
    deelname = DeelnameFactory(cohort=CohortFactory(programma=dag.cohort.programma), **fields)
    InhaalplanFactory(
        deelname=deelname,
        cursusdag=dag.cursusdag,
        bijeenkomst=dag,
        versie=1,
        akkoord_op=timezone.now(),
        akkoord_door=els,
    )
    return deelname


def test_a_guest_is_reminded_unless_the_account_is_closed_or_a_notice_says_otherwise(
    at, anna, els, dag, cohort
):
    comes, stays_away, comes_late, took_it_back, closed = (
        gast_at(dag, els, user__is_active=active) for active in (True, True, True, True, False)
    )
    AfmeldingFactory(deelname=stays_away, bijeenkomst=dag)
    AfmeldingFactory(deelname=comes_late, bijeenkomst=dag, middag=False)
    AfmeldingFactory(deelname=took_it_back, bijeenkomst=dag, ingetrokken_op=timezone.now())
    # A notice for a day of the own cohort says nothing about the day here.
    own = BijeenkomstFactory(
        cohort=comes.cohort,
        cursusdag=comes.cohort.programma.cursusdagen.get(nummer=7),
        datum=dag.datum + timedelta(days=9),
    )
    AfmeldingFactory(deelname=comes, bijeenkomst=own)

    at(-2)

    reminded = {user for soort, user in sent_about(dag) if soort == TWEE_DAGEN}
    assert reminded - {row.user for row in cohort.trainerschappen.all()} == {
        anna,
        comes.user,
        comes_late.user,
        took_it_back.user,
    }
    assert closed.user not in reminded


def test_the_day_after_is_about_the_next_day_of_the_own_cohort_and_not_for_guests(
    at, anna, els, dag
):
    gast_at(dag, els)

    at(1)

    assert sent_about(dag) == {(DAG_ERNA, anna)}


def test_one_answers_the_trainer_of_the_cohort_and_a_trainer_nobody(
    at, anna, carla, vervanger, dag
):
    at(-2)

    answers = {
        user: user.berichten.get(aanleiding=f"bijeenkomst:{dag.pk}").antwoord_aan
        for user in (anna, carla, vervanger)
    }
    assert answers == {anna: carla.email, carla: "", vervanger: carla.email}


def test_who_led_before_or_will_lead_later_is_neither_reminded_nor_answered(at, anna, cohort, dag):
    day = timedelta(days=1)
    cohort.trainerschappen.all().delete()
    TrainerschapFactory(cohort=cohort, tot_en_met=dag.datum - day)
    TrainerschapFactory(cohort=cohort, vanaf=dag.datum + day)
    TrainerschapFactory()
    TrainerschapFactory(cohort=cohort, user__is_active=False)
    only = TrainerschapFactory(cohort=cohort, vanaf=dag.datum, tot_en_met=dag.datum).user

    at(-2)

    assert sent_about(dag) == {(TWEE_DAGEN, anna), (TWEE_DAGEN, only)}
    assert anna.berichten.get().antwoord_aan == only.email


def test_a_trainer_who_takes_part_as_guest_or_deelnemer_gets_one_mail(at, carla, cohort, dag, els):
    gast_at(dag, els, user=carla)
    DeelnameFactory(cohort=cohort, user=carla)

    at(-2)

    mine = carla.berichten.get(aanleiding=f"bijeenkomst:{dag.pk}")
    assert "Neem mee:" in mine.tekst
    assert mine.antwoord_aan == ""
