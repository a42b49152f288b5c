"""A person: their names, their roles of today, and what a rule says about them."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import may, require_perm, user_of
from accounts.models import Adreswijziging, Coordinatorschap, User
from accounts.people.addresses import hold, keep_own, note_choice, own_and_former, user_at, users_at
from cohorts.rollen import rollen_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "naam", "aanspreeknaam", "initialen"),
    [
        ({}, "a@x.nl", "collega", "A"),
        ({"voornaam": "anna"}, "anna", "anna", "A"),
        ({"achternaam": "jansen"}, "jansen", "jansen", "J"),
        (
            {"voornaam": "Anna", "tussenvoegsel": "de", "achternaam": "Wit"},
            *("Anna de Wit", "Anna", "AW"),
        ),
        ({"voornaam": "An\r\n na "}, "An\r\n na ", "An na", "A"),
    ],
)
def test_what_somebody_is_called(fields, naam, aanspreeknaam, initialen):
    user = User(email="a@x.nl", **fields)

    assert (user.naam, user.aanspreeknaam, user.initialen) == (naam, aanspreeknaam, initialen)
    assert str(user) == naam


def test_a_new_account_has_its_address_in_one_form_and_no_password():
    user = User.objects.create_user(" Jo@ÉÉN.example ")
    boss = User.objects.create_superuser("boss@x.nl", "een lange zin van mij")

    assert user.email == "jo@xn--n-9faa.example"
    assert not user.has_usable_password()
    assert (user.is_active, user.is_staff, user.is_superuser) == (True, False, False)
    assert (boss.is_staff, boss.is_superuser) == (True, True)
    assert boss.check_password("een lange zin van mij")
    assert User.objects.get_by_natural_key("JO@één.example") == user
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(None)


@pytest.mark.parametrize("fields", [{"email": "A@x.nl"}, {"password": ""}])
def test_the_database_refuses_capitals_and_an_empty_password(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(**{"email": "a@x.nl", "password": "!"} | fields)


def test_somebody_is_coordinator_from_the_first_up_to_and_including_the_last_dutch_day(
    time_machine,
):
    els, bert = UserFactory(), UserFactory()
    first, last = date(2026, 11, 24), date(2026, 11, 26)
    Coordinatorschap.objects.create(user=els, vanaf=first, tot_en_met=last)
    moments = {
        "2026-11-23 23:59:59+01:00": False,
        "2026-11-24 00:30:00+01:00": True,
        "2026-11-26 23:59:59+01:00": True,
        "2026-11-27 00:30:00+01:00": False,
    }

    for moment, is_so in moments.items():
        time_machine.move_to(moment, tick=False)
        assert User.objects.get(pk=els.pk).is_coordinator is is_so, moment
        assert not User.objects.get(pk=bert.pk).is_coordinator


def test_a_trainer_is_one_on_dutch_days_too(carla, bas, time_machine):
    row = carla.trainerschappen.get()
    type(row).objects.update(vanaf=date(2026, 11, 24), tot_en_met=date(2026, 11, 24))

    for moment, is_so in {
        "2026-11-24 00:30+01:00": True,
        "2026-11-25 00:30+01:00": False,
    }.items():
        time_machine.move_to(moment, tick=False)
        assert rollen_of(User.objects.get(pk=carla.pk)).trainer is is_so
        assert not rollen_of(User.objects.get(pk=bas.pk)).trainer


def test_a_period_holds_on_both_its_ends():
    first, last = date(2026, 11, 24), date(2026, 11, 26)
    closed = Coordinatorschap(user=UserFactory(), vanaf=first, tot_en_met=last)
    open_one = Coordinatorschap(user=UserFactory(), vanaf=first)
    days = [first - DAY, first, last, last + DAY]

    assert [closed.holds_on(day) for day in days] == [False, True, True, False]
    assert [open_one.holds_on(day) for day in days] == [False, True, True, True]
    assert [closed.has_ended(day) for day in days] == [False, False, False, True]
    assert not open_one.has_ended(last + DAY)
    closed.save()
    open_one.save()
    both, rows = {closed, open_one}, Coordinatorschap.objects
    assert [set(rows.on(day)) for day in days] == [set(), both, both, {open_one}]
    assert [set(rows.not_ended(day)) for day in days] == [both, both, both, {open_one}]
    assert str(closed) == f"{closed.user}, coördinator vanaf 24-11-2026"
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(pk=closed.pk).update(tot_en_met=first - DAY)


def test_a_right_is_that_of_the_rule_also_for_who_has_every_permission(
    els, carla, beheerder, cohort
):
    assert may(els, "planning.add_cohort")
    assert not may(beheerder, "planning.add_cohort")
    assert may(carla, "cohorts.view_people", cohort)
    assert not may(beheerder, "cohorts.view_people", cohort)
    require_perm(carla, "cohorts.view_people", cohort)
    require_perm(els, "planning.add_cohort")
    for user, perm, about in (
        (beheerder, "cohorts.view_people", cohort),
        (carla, "planning.add_cohort", None),
    ):
        with pytest.raises(PermissionDenied):
            require_perm(user, perm, about)


def test_the_admin_gives_no_way_into_an_account():
    for model in (EmailAddress, Authenticator, UserSession, Group):
        assert not admin.site.is_registered(model), model


def test_a_view_behind_the_login_has_a_person(rf, zus):
    request = rf.get("/")
    request.user = zus
    assert user_of(request) == zus
    request.user = AnonymousUser()
    with pytest.raises(TypeError):
        user_of(request)


# -- Addresses -----------------------------------------------------------------------------


def second(user: User, email: str, **fields: bool) -> EmailAddress:
    return EmailAddress.objects.create(user=user, email=email, **{"verified": True} | fields)


def test_an_address_is_that_of_its_owner_then_of_who_confirmed_it(zus):
    bert, gone = UserFactory(email="bert@x.nl"), UserFactory(email="weg@x.nl", is_active=False)
    second(bert, "thuis@x.nl")
    second(bert, "nooit@x.nl", verified=False)
    second(bert, zus.email)

    asked = ["thuis@x.nl", "nooit@x.nl", zus.email, "weg@x.nl"]
    assert users_at(asked) == {"thuis@x.nl": bert, zus.email: zus, "weg@x.nl": gone}
    assert [user_at(address.upper()) for address in asked] == [bert, None, zus, None]
    assert user_at("niemand@x.nl") is None


def test_the_own_address_becomes_the_primary_one_of_that_person_alone(zus):
    bert = UserFactory()
    second(bert, bert.email, primary=True)
    second(bert, "bert.thuis@x.nl")
    second(bert, zus.email)
    second(zus, "zus.thuis@x.nl", primary=True)
    other = UserFactory()
    second(other, zus.email, verified=False)

    keep_own(zus)
    keep_own(zus)

    rows = EmailAddress.objects.order_by("user", "email")
    assert set(rows.values_list("user", "email", "verified", "primary")) == {
        (zus.pk, zus.email, True, True),
        (zus.pk, "zus.thuis@x.nl", True, False),
        (bert.pk, bert.email, True, True),
        (bert.pk, "bert.thuis@x.nl", True, False),
        (other.pk, zus.email, False, False),
    }


@pytest.mark.parametrize(("verified", "primary"), [(False, True), (True, False), (False, False)])
def test_an_own_address_that_is_not_yet_both_becomes_both(zus, verified, primary):
    second(zus, zus.email, verified=verified, primary=primary)

    keep_own(zus)

    row = EmailAddress.objects.get()
    assert (row.verified, row.primary) == (True, True)


def test_who_is_held_is_as_they_are_now(zus):
    User.objects.filter(pk=zus.pk).update(email="nieuw@x.nl")

    with transaction.atomic():
        assert hold(zus).email == "nieuw@x.nl"
        keep_own(zus)

    assert EmailAddress.objects.get().email == "nieuw@x.nl"


def test_a_former_address_is_of_its_person_and_of_this_week(zus, time_machine):
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)
    bert, now = UserFactory(), timezone.now()
    for user, van, age in (
        (zus, "week@x.nl", timedelta(days=7)),
        (zus, "net@x.nl", timedelta(days=7) - timedelta(seconds=1)),
        (bert, "bert@x.nl", DAY),
    ):
        Adreswijziging.objects.create(user=user, van=van, gewijzigd_op=now - age)

    assert own_and_former(zus) == {zus.email, "net@x.nl"}
    assert str(zus.adreswijzigingen.get(van="week@x.nl")) == "Zus, tot 16-11-2026 week@x.nl"


def test_choosing_back_undoes_and_any_other_choice_is_noted(zus):
    bert = UserFactory()
    theirs = Adreswijziging.objects.create(user=bert, van=zus.email)

    note_choice(zus, former=zus.email)
    assert not zus.adreswijzigingen.exists()
    note_choice(zus, former="eerst@x.nl")
    assert [row.van for row in zus.adreswijzigingen.all()] == ["eerst@x.nl"]
    User.objects.filter(pk=zus.pk).update(email="eerst@x.nl")
    note_choice(zus, former="zus@gemeente.example")

    assert list(Adreswijziging.objects.all()) == [theirs]
