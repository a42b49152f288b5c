"""A role opens its doors on its first day and closes them after its last, in Dutch days.

The four moments lie half an hour from midnight: with the date of Greenwich each would be a day off
for an hour or two of the night.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models.gasten import known_to
from cohorts.models import Bijeenkomst, Cohort, Deelname, Organisatie, Trainerschap
from cohorts.presentie.models import Betwisting
from cohorts.recipients import coordinators_on, leaders_of, trainers_of
from cohorts.rollen import rollen_of
from rapportages.models import Inzet
from reflecties.forms import possible_readers
from reflecties.models import Deling
from tests.factories import (
    BijeenkomstFactory,
    CoordinatorschapFactory,
    DeelnameFactory,
    HRContactFactory,
    TrainerschapFactory,
    UserFactory,
)
from tests.world import World

FIRST, LAST = date(2026, 11, 24), date(2026, 11, 26)
PERIOD = {"vanaf": FIRST, "tot_en_met": LAST}
# In winter the clock of the Netherlands is an hour ahead of UTC.
MOMENTS = {
    "2026-11-23 23:30 +0100": False,
    "2026-11-24 00:30 +0100": True,
    "2026-11-26 23:30 +0100": True,
    "2026-11-27 00:30 +0100": False,
}


@dataclass(frozen=True)
class There:
    """What the doors lead to: Anna's things in cohort A, and the same of somebody elsewhere."""

    cohort: Cohort
    bijeenkomst: Bijeenkomst
    deelname: Deelname
    deling: Deling
    organisatie: Organisatie


def today() -> date:
    return timezone.localdate()


Door = Callable[[User, There], bool]


def permission(name: str, of: str = "cohort") -> Door:
    return lambda user, there: user.has_perm(name, getattr(there, of))


DOORS: dict[str, dict[str, Door]] = {
    "trainer": {
        "rollen": lambda user, there: rollen_of(user).trainer,
        "cohort visible": lambda user, there: there.cohort in Cohort.objects.visible_to(user),
        "cohort led": lambda user, there: there.cohort in Cohort.objects.led_by(user),
        "is_led_by": lambda user, there: there.cohort.is_led_by(user),
        "listed": lambda user, there: there.cohort in Cohort.objects.planned_or_led_by(user),
        "deelname visible": lambda user, there: there.deelname in Deelname.objects.visible_to(user),
        "page of a person": lambda user, there: there.deelname in Deelname.objects.managed_by(user),
        "day led": lambda user, there: there.bijeenkomst in Bijeenkomst.objects.led_by(user),
        "day visible": lambda user, there: there.bijeenkomst in known_to(user),
        "own trainer": lambda user, there: (
            Bijeenkomst.objects.with_own_trainer(user).get(pk=there.bijeenkomst.pk).has_own_trainer
        ),
        "betwistingen": lambda user, there: Betwisting.objects.addressed_to(user).exists(),
        "hears of the cohort": lambda user, there: user in trainers_of(there.cohort, today()),
        "may be shared with": lambda user, there: user in possible_readers(there.deelname.user),
        "may read what is shared": permission("reflecties.view_deling", "deling"),
        "list of what is shared": lambda user, there: (
            there.deling in Deling.objects.visible_to(user)
        ),
        "reach in the own list": lambda user, there: (
            Deling.objects.made_by(there.deelname.user).with_reach().get(met=user).leesbaar
        ),
        "may see people": permission("cohorts.view_people"),
        "may mark": permission("presentie.register_aanwezigheid", "bijeenkomst"),
        "may ask for a plan": permission("inhalen.request_inhaalplan", "deelname"),
    },
    "substitute": {
        "rollen": lambda user, there: rollen_of(user).trainer,
        "cohort visible": lambda user, there: there.cohort in Cohort.objects.visible_to(user),
        "has_substitute": lambda user, there: there.cohort.has_substitute(user),
        "day visible": lambda user, there: there.bijeenkomst in known_to(user),
        "day led": lambda user, there: there.bijeenkomst in Bijeenkomst.objects.led_by(user),
        "may mark": permission("presentie.register_aanwezigheid", "bijeenkomst"),
    },
    "coordinator": {
        "is_coordinator": lambda user, there: user.is_coordinator,
        "rollen": lambda user, there: rollen_of(user).coordinator,
        "cohort visible": lambda user, there: there.cohort in Cohort.objects.visible_to(user),
        "listed": lambda user, there: there.cohort in Cohort.objects.planned_or_led_by(user),
        "deelname visible": lambda user, there: there.deelname in Deelname.objects.visible_to(user),
        "page of a person": lambda user, there: there.deelname in Deelname.objects.managed_by(user),
        "days": lambda user, there: there.bijeenkomst in Bijeenkomst.objects.attended_to_by(user),
        "betwistingen": lambda user, there: Betwisting.objects.addressed_to(user).exists(),
        "hears of it": lambda user, there: user in coordinators_on(today()),
        "may plan": permission("cohorts.plan_cohort"),
    },
    "hr": {
        "rollen": lambda user, there: rollen_of(user).hr,
        "cohort visible": lambda user, there: there.cohort in Cohort.objects.visible_to(user),
        "employees": lambda user, there: there.deelname in Deelname.objects.for_hr(user),
        "report": lambda user, there: Inzet.objects.managed_by_hr(user).exists(),
    },
}


def somebody_with(role: str, there: There) -> User:
    """A new person who has this role from FIRST up to and including LAST, and no other."""
    user = UserFactory()
    if role == "trainer":
        TrainerschapFactory(user=user, cohort=there.cohort, **PERIOD)
    elif role == "substitute":
        TrainerschapFactory(user=user, cohort=None, bijeenkomst=there.bijeenkomst, **PERIOD)
    elif role == "coordinator":
        CoordinatorschapFactory(user=user, **PERIOD)
    else:
        HRContactFactory(user=user, organisatie=there.organisatie, **PERIOD)
    return user


@pytest.fixture
def there(world: World) -> There:
    return There(
        world.cohort, world.bijeenkomst, world.deelname, world.deling, world.cohort.organisatie
    )


@pytest.mark.parametrize("role", DOORS)
def test_a_role_opens_its_doors_from_its_first_day_to_its_last(role: str, there: There) -> None:
    holder = somebody_with(role, there)
    Deling.objects.filter(pk=there.deling.pk).update(met=holder)
    there.deling.refresh_from_db()

    for moment, is_open in MOMENTS.items():
        with time_machine.travel(moment):
            found = {
                name: door(User.objects.get(pk=holder.pk), there)
                for name, door in DOORS[role].items()
            }

        assert found == dict.fromkeys(found, is_open), (role, moment)


@pytest.mark.parametrize("role", ["trainer", "substitute", "hr"])
def test_a_role_elsewhere_opens_none_of_these_doors(
    role: str, there: There, andere_bijeenkomst: Bijeenkomst
) -> None:
    elsewhere = andere_bijeenkomst.cohort
    own = DeelnameFactory(cohort=elsewhere)
    stranger = somebody_with(
        role, There(elsewhere, andere_bijeenkomst, own, there.deling, elsewhere.organisatie)
    )
    Deling.objects.filter(pk=there.deling.pk).update(met=stranger)
    there.deling.refresh_from_db()
    about_the_role = {"rollen", "report"}

    with time_machine.travel("2026-11-25 12:00 +0100"):
        found = {
            name
            for name, door in DOORS[role].items()
            if name not in about_the_role and door(User.objects.get(pk=stranger.pk), there)
        }

    assert found == set()


@pytest.mark.monday
def test_who_led_on_the_day_itself_hears_of_it_whoever_leads_today(there: There) -> None:
    """The trainer of the date, not of today: Monday the 23rd had another one."""
    day = there.bijeenkomst.datum
    of_then = TrainerschapFactory(cohort=there.cohort, tot_en_met=day).user
    later = TrainerschapFactory(cohort=there.cohort, vanaf=FIRST).user

    with time_machine.travel("2026-11-25 00:30 +0100"):
        led = leaders_of(there.bijeenkomst)

    assert of_then in led
    assert later not in led
    assert not Trainerschap.objects.leading(BijeenkomstFactory()).filter(user=of_then).exists()


def test_a_deelname_counts_from_its_first_day_to_its_last(there: There) -> None:
    """Who is expected, from the day before the first up to the day after the last."""
    deelname = DeelnameFactory(cohort=there.cohort, **PERIOD)
    neighbour = DeelnameFactory(**PERIOD)

    def expected_on(day: date) -> list[Deelname]:
        there.bijeenkomst.datum = day
        return [
            row
            for row in (deelname, neighbour)
            if row in Deelname.objects.expected_at(there.bijeenkomst)
        ]

    days = (date(2026, 11, 23), FIRST, LAST, date(2026, 11, 27))
    assert [expected_on(day) for day in days] == [[], [deelname], [deelname], []]
