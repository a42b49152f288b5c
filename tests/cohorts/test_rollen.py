"""The query by hand says what the models say, for everybody and on the edges of a period."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.models import User
from cohorts.models import Dienstverband, HRContact, Organisatie
from cohorts.rollen import Rollen, rollen_of
from tests.factories import (
    CoordinatorschapFactory,
    DeelnameFactory,
    HRContactFactory,
    SecondFactorFactory,
    TrainerschapFactory,
)


def rollen_in_models(user: User) -> Rollen:
    """The same in the sentences of the models: one query for each."""
    today = timezone.localdate()
    organisatie = employer_of(user) or hr_organisatie_of(user)
    codes = Authenticator.Type.RECOVERY_CODES
    return Rollen(
        deelnemer=user.deelnames.exists(),
        trainer=user.trainerschappen.on(today).exists(),
        hr=user.hrcontacten.on(today).exists(),
        coordinator=user.coordinatorschappen.on(today).exists(),
        has_second_factor=user.authenticator_set.exclude(type=codes).exists(),
        organisatie_id=organisatie.pk if organisatie else None,
        organisatie=organisatie.kopnaam if organisatie else "",
    )


def employer_of(user: User) -> Organisatie | None:
    rows = Dienstverband.objects.filter(deelname__user=user, tot_en_met=None)
    row = rows.order_by("vanaf").last()
    return row.organisatie if row else None


def hr_organisatie_of(user: User) -> Organisatie | None:
    rows = HRContact.objects.on(timezone.localdate()).filter(user=user)
    return Organisatie.objects.filter(hrcontacten__in=rows).order_by("pk").first()


def read_again(user: User) -> Rollen:
    return rollen_of(User.objects.get(pk=user.pk))


def test_rollen_are_those_of_the_models_for_the_whole_cast(cast):
    SecondFactorFactory(user=cast["carla"])
    Authenticator.objects.create(
        user=cast["els"], type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"}
    )

    read = {name: read_again(user) for name, user in cast.items()}

    assert read == {name: rollen_in_models(user) for name, user in cast.items()}
    assert read["anna"].organisatie == "Gemeente Testdam"
    assert read["carla"].has_second_factor
    assert not read["els"].has_second_factor
    assert [name for name, rollen in read.items() if rollen.hr] == ["hanna", "henk"]
    assert [name for name, rollen in read.items() if rollen.trainer] == [
        "carla",
        "dirk",
        "vervanger",
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [(0, 0, True), (-9, None, True), (1, None, False), (-9, -1, False)],
    ids=["only today", "no end", "from tomorrow", "until yesterday"],
)
@pytest.mark.parametrize(
    ("factory", "rol"),
    [
        (TrainerschapFactory, "trainer"),
        (HRContactFactory, "hr"),
        (CoordinatorschapFactory, "coordinator"),
    ],
)
def test_a_rol_holds_from_its_first_to_its_last_day(niemand, factory, rol, begins, ends, holds):
    today = timezone.localdate()
    factory(
        user=niemand,
        vanaf=today + timedelta(days=begins),
        tot_en_met=None if ends is None else today + timedelta(days=ends),
    )

    rollen = read_again(niemand)

    assert getattr(rollen, rol) is holds
    assert rollen == rollen_in_models(niemand)


def test_the_employer_of_now_goes_before_the_one_somebody_is_hr_of(
    deelname, organisatie, andere_organisatie
):
    HRContactFactory(user=deelname.user, organisatie=andere_organisatie)
    employed = read_again(deelname.user)
    deelname.dienstverbanden.update(tot_en_met=timezone.localdate())

    after = read_again(deelname.user)

    assert employed.organisatie_id == organisatie.pk
    assert after.organisatie_id == andere_organisatie.pk
    assert after == rollen_in_models(deelname.user)


def test_of_two_employers_the_newest_counts(deelname, ander_cohort):
    later = DeelnameFactory(user=deelname.user, cohort=ander_cohort)
    later.dienstverbanden.update(vanaf=timezone.localdate())

    rollen = read_again(deelname.user)

    assert rollen.organisatie_id == ander_cohort.organisatie_id
    assert rollen == rollen_in_models(deelname.user)


def test_rollen_cost_one_query_and_nothing_the_second_time(carla, django_assert_num_queries):
    user = User.objects.get(pk=carla.pk)

    with django_assert_num_queries(1):
        rollen = rollen_of(user)
        assert (rollen.trainer, user.is_coordinator) == (True, False)
        assert rollen_of(user) is rollen


@pytest.mark.parametrize(
    ("roles", "needs"),
    [
        ((), False),
        (("deelnemer",), False),
        (("trainer",), True),
        (("hr",), True),
        (("coordinator",), True),
        (("deelnemer", "coordinator"), True),
    ],
)
def test_who_reaches_data_of_others_needs_a_second_factor(roles, needs):
    nothing = dict.fromkeys(
        ("deelnemer", "trainer", "hr", "coordinator", "has_second_factor"), False
    )
    rollen = Rollen(**nothing | dict.fromkeys(roles, True), organisatie_id=None, organisatie="")

    assert rollen.needs_second_factor == needs
