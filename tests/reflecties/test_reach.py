"""A trainer's access to what was shared ends by itself."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Bijeenkomst, Deelname, Trainerschap
from reflecties.models import Reflectie
from tests.factories import DeelnameFactory, TrainerschapFactory, UserFactory
from tests.reflecties.writing import share, write


@pytest.fixture
def reflectie(anna, vandaag) -> Reflectie:
    return write(anna, vraag=vandaag.cursusdag.reflectievragen.first())


def trainers_for(client_for, user, reflectie) -> set:
    page = client_for(user).get(reverse("deling_create", args=[reflectie.pk]))
    return set(page.context["form"].trainers)


def status_for(client_for, user, deling) -> int:
    return client_for(user).get(deling.get_absolute_url()).status_code


def test_access_ends_with_the_assignment(client_for, anna, reflectie, carla):
    deling = share(reflectie, carla)
    last_day = timezone.localdate() + timedelta(days=3)
    Trainerschap.objects.filter(user=carla).update(tot_en_met=last_day)

    def seen_on(day) -> tuple[int, bool]:
        with time_machine.travel(timezone.make_aware(datetime.combine(day, time(12))), tick=False):
            page = client_for(anna).get(reflectie.get_absolute_url()).content.decode()
            return status_for(client_for, carla, deling), "kan het niet meer openen" in page

    assert seen_on(last_day) == (200, False)
    assert seen_on(last_day + timedelta(days=1)) == (410, True)


def test_access_ends_when_the_writer_leaves_the_group(client_for, anna, reflectie, carla):
    deling = share(reflectie, carla)
    Deelname.objects.filter(user=anna).update(tot_en_met=timezone.localdate() - timedelta(days=1))

    assert status_for(client_for, carla, deling) == 410


def test_leading_another_group_of_which_the_writer_is_no_part_gives_no_access(
    client_for, anna, reflectie, carla, ander_cohort
):
    deling = share(reflectie, carla)
    Trainerschap.objects.filter(user=carla).update(cohort=ander_cohort)

    assert status_for(client_for, carla, deling) == 410


def test_a_substitute_for_one_day_reads_nothing(client_for, reflectie, carla, vandaag):
    deling = share(reflectie, carla)
    Trainerschap.objects.filter(user=carla).update(cohort=None, bijeenkomst=vandaag)

    assert status_for(client_for, carla, deling) == 410


def test_access_ends_some_weeks_after_the_last_day_of_the_group(
    client_for, reflectie, carla, bijeenkomsten
):
    deling = share(reflectie, carla)
    last = bijeenkomsten[-1].datum

    def status_on(day) -> int:
        moment = timezone.make_aware(datetime.combine(day, time(12)))
        with time_machine.travel(moment, tick=False):
            return status_for(client_for, carla, deling)

    assert status_on(last + timedelta(days=60)) == 200
    assert status_on(last + timedelta(days=61)) == 410


def test_cancelled_days_do_not_keep_a_group_running(client_for, reflectie, carla):
    deling = share(reflectie, carla)
    past = timezone.localdate() - timedelta(days=61)
    ended, *rest = Bijeenkomst.objects.order_by("pk")
    Bijeenkomst.objects.exclude(pk=ended.pk).update(geannuleerd_op=timezone.now())
    Bijeenkomst.objects.filter(pk=ended.pk).update(datum=past)

    assert rest
    assert status_for(client_for, carla, deling) == 410


def test_the_writer_of_two_groups_shares_with_the_trainers_of_both(
    client_for, anna, reflectie, carla, dirk, ander_cohort
):
    DeelnameFactory(user=anna, cohort=ander_cohort)

    assert trainers_for(client_for, anna, reflectie) == {carla, dirk}


def test_nobody_shares_with_themselves_or_with_somebody_who_left(
    client_for, anna, reflectie, cohort
):
    TrainerschapFactory(user=anna, cohort=cohort)
    TrainerschapFactory(user=UserFactory(is_active=False), cohort=cohort)

    assert trainers_for(client_for, anna, reflectie) == set()
