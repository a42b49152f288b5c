"""Each share by itself: what happens to one changes no other, and each ends on its own day."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Bijeenkomst, Deelname, Trainerschap
from reflecties.forms import DelingForm, possible_readers
from reflecties.models import Deling, Reflectie
from reflecties.reading import shared_text_of
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    TrainerschapFactory,
    UserFactory,
)
from tests.reflecties.writing import TEKST, fresh, share, write


@pytest.fixture
def reflectie(anna, vandaag) -> Reflectie:
    return write(anna, vraag=vandaag.cursusdag.reflectievragen.first())


@pytest.fixture
def co_trainer(cohort):
    """Leads cohort A beside Carla."""
    return TrainerschapFactory(
        cohort=cohort, user=UserFactory(voornaam="Aad", achternaam="Appel")
    ).user


def open_texts() -> dict:
    """What every share that stands still says."""
    shares = Deling.objects.active().select_related("reflectie__eigenaar")
    return {deling.pk: shared_text_of(deling) for deling in shares}


def test_taking_one_back_leaves_the_others(client_for, anna, bas, reflectie, carla, co_trainer):
    mine = share(reflectie, carla)
    others = [share(reflectie, co_trainer), share(write(anna), carla), share(write(bas), carla)]

    client_for(anna).post(reverse("deling_intrekking", args=[mine.pk]))

    assert open_texts() == {other.pk: TEKST for other in others}
    assert set(Deling.objects.visible_to(carla)) == set(others[1:])


def test_sharing_anew_takes_back_the_earlier_copy_of_that_trainer_alone(
    anna, bas, reflectie, carla, co_trainer
):
    share(reflectie, carla)
    others = [share(reflectie, co_trainer), share(write(anna), carla), share(write(bas), carla)]

    anew = share(reflectie, carla)

    assert set(open_texts()) == {anew.pk, *(other.pk for other in others)}


def test_opening_one_marks_no_other_as_read(client_for, bas, reflectie, carla, co_trainer):
    mine = share(reflectie, carla)
    share(reflectie, co_trainer)
    share(write(bas), carla)

    assert client_for(carla).get(mine.get_absolute_url()).status_code == 200

    assert list(Deling.objects.exclude(gelezen_op=None)) == [mine]


def test_what_was_taken_back_unread_stays_unread(reflectie, carla):
    deling = share(reflectie, carla)
    deling.withdraw()

    deling.mark_read()

    deling.refresh_from_db()
    assert deling.gelezen_op is None


def test_each_share_opens_with_its_own_text(client_for, anna, bas, carla):
    pages = {"Van Anna.": anna, "Van Bas.": bas}
    shares = {words: share(write(user, words), carla) for words, user in pages.items()}
    trainer = client_for(carla)

    for words, deling in shares.items():
        page = trainer.get(deling.get_absolute_url())
        assert words in page.text
        assert page.context["deling"] == deling


def test_who_stops_leading_loses_access_while_somebody_else_leads_on(
    client_for, reflectie, carla, co_trainer
):
    by_carla, by_other = share(reflectie, carla), share(reflectie, co_trainer)
    yesterday = timezone.localdate() - timedelta(days=1)
    Trainerschap.objects.filter(user=carla).update(tot_en_met=yesterday)

    assert client_for(carla).get(by_carla.get_absolute_url()).status_code == 410
    assert client_for(co_trainer).get(by_other.get_absolute_url()).status_code == 200
    reach = {one.met: one.leesbaar for one in reflectie.delingen.with_reach()}
    assert reach == {carla: False, co_trainer: True}


def test_a_writer_who_left_is_not_read_while_a_colleague_stays(client_for, anna, bas, carla):
    left, stays = share(write(anna), carla), share(write(bas), carla)
    yesterday = timezone.localdate() - timedelta(days=1)
    Deelname.objects.filter(user=anna).update(tot_en_met=yesterday)

    assert list(Deling.objects.visible_to(carla)) == [stays]
    assert client_for(carla).get(left.get_absolute_url()).status_code == 410
    assert carla not in possible_readers(anna)
    assert carla in possible_readers(bas)


@pytest.mark.parametrize(("days", "open_still"), [(60, True), (61, False)])
def test_a_group_ends_sixty_days_after_its_own_last_day(
    anna, carla, vreemd, vandaag, days, open_still
):
    """Another group goes on all that time."""
    deling = share(write(anna), carla)
    last = timezone.localdate() - timedelta(days=days)
    Bijeenkomst.objects.filter(cohort=vandaag.cohort).exclude(pk=vandaag.pk).update(
        geannuleerd_op=timezone.now()
    )
    Bijeenkomst.objects.filter(pk=vandaag.pk).update(datum=last)
    BijeenkomstFactory(cohort=vreemd.deelnames.get().cohort)

    assert Deling.objects.visible_to(carla).contains(deling) is open_still
    assert (carla in possible_readers(anna)) is open_still


def test_a_group_without_planned_days_runs_while_others_have_long_ended(anna, carla, vreemd):
    deling = share(write(anna), carla)
    old = BijeenkomstFactory(cohort=vreemd.deelnames.get().cohort)
    old.datum = timezone.localdate() - timedelta(days=400)
    old.save()

    assert list(Deling.objects.visible_to(carla)) == [deling]
    assert list(possible_readers(anna)) == [carla]


@pytest.mark.parametrize(
    ("moment", "open_still"), [("2026-11-24 23:30 +0100", True), ("2026-11-25 00:30 +0100", False)]
)
def test_access_ends_at_dutch_midnight(anna, carla, moment, open_still):
    deling = share(write(anna), carla)
    Trainerschap.objects.filter(user=carla).update(tot_en_met="2026-11-24")

    with time_machine.travel(moment, tick=False):
        assert Deling.objects.visible_to(carla).contains(deling) is open_still
        assert (carla in possible_readers(anna)) is open_still


# -- With whom -----------------------------------------------------------------------------


def test_only_who_leads_the_own_group_reads_along_in_order_of_name(
    anna, vreemd, dirk, carla, co_trainer, cohort
):
    """Dirk leads a group that runs as well, in which somebody else takes part."""
    TrainerschapFactory(cohort=cohort, user=UserFactory(voornaam="Aad", achternaam="Aap"))
    TrainerschapFactory(cohort=cohort, user=UserFactory(is_active=False))
    TrainerschapFactory(cohort=cohort, user=anna)
    TrainerschapFactory(cohort=CohortFactory())

    names = [reader.naam for reader in possible_readers(anna)]

    assert names == ["Aad Aap", "Aad Appel", "Carla Wit"]
    assert list(possible_readers(vreemd)) == [dirk]


def test_one_trainer_is_chosen_beforehand_and_of_two_the_one_that_was_asked_for(
    client_for, anna, reflectie, carla, cohort
):
    alone = DelingForm(reflectie=reflectie, user=fresh(anna))
    TrainerschapFactory(cohort=cohort)
    of_two = DelingForm(reflectie=reflectie, user=fresh(anna))
    url = reverse("deling_create", args=[reflectie.pk])
    asked = client_for(anna).get(url, {"met": carla.pk}).context["form"]

    assert (alone.initial["met"], "met" in of_two.initial) == (carla, False)
    assert asked.initial["met"] == str(carla.pk)
    assert asked.initial["versie"] == of_two.initial["versie"] == reflectie.versie


def test_a_page_that_does_not_open_is_not_shared(client_for, anna, reflectie, carla):
    Reflectie.objects.filter(pk=reflectie.pk).update(versleutelde_tekst=b"\x01" + b"kapot" * 20)
    client, url = client_for(anna), reverse("deling_create", args=[reflectie.pk])

    answers = [client.get(url), client.post(url, {"met": carla.pk, "versie": 1})]

    assert [answer.url for answer in answers] == [reflectie.get_absolute_url()] * 2
    assert not Deling.objects.exists()


# -- The trainer's list --------------------------------------------------------------------


@pytest.mark.parametrize(("there", "shown"), [(49, 49), (50, 50), (51, 50)])
def test_the_trainer_sees_the_newest_fifty(client_for, anna, carla, there, shown):
    pages = Reflectie.objects.bulk_create(
        Reflectie(eigenaar=anna, versleutelde_tekst=b"") for _ in range(there)
    )
    Deling.objects.bulk_create(
        Deling(
            reflectie=page,
            met=carla,
            versie=1,
            versleutelde_tekst=b"x",
            gedeeld_op=timezone.now() - timedelta(minutes=age),
        )
        for age, page in enumerate(pages)
    )

    listed = client_for(carla).get(reverse("deling_list")).context["delingen"]

    assert [deling.reflectie for deling in listed] == pages[:shown]
    assert not any(deling.gelezen for deling in listed)


def test_the_list_of_a_trainer_holds_what_can_be_opened_today(client_for, anna, carla, co_trainer):
    first, second = share(write(anna), carla), share(write(anna), carla)
    share(write(anna), co_trainer)
    second.withdraw()

    listed = client_for(carla).get(reverse("deling_list")).context["delingen"]

    assert list(listed) == [first]
