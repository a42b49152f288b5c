"""Two thumbs, two screens and a trainer at the same moment, with real threads and connections."""

from contextlib import suppress
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from cohorts.presentie.actions.checkin import check_in
from cohorts.presentie.checkin.attendees import Attendee
from tests.cohorts.presentie.test_races import at_once
from tests.factories import BijeenkomstFactory, DeelnameFactory, TrainerschapFactory


@pytest.fixture
def held(shared_database: None) -> Bijeenkomst:
    return BijeenkomstFactory()


@pytest.fixture
def person(held: Bijeenkomst) -> Deelname:
    return DeelnameFactory(cohort=held.cohort)


@pytest.fixture
def trainer(held: Bijeenkomst) -> User:
    return TrainerschapFactory(cohort=held.cohort).user


def checker(held: Bijeenkomst, person: Deelname, kenmerk=None):
    def run() -> None:
        # A trainer may be first; then this is refused.
        with suppress(ValidationError):
            check_in(
                attendee=Attendee(held, person),
                dagdeel="ochtend",
                kenmerk=kenmerk or uuid4(),
                by=person.user,
            )

    return run


def test_one_button_pressed_six_times_at_once_is_one_mark(held, person):
    at_once(*[checker(held, person, kenmerk=uuid4())] * 6)

    assert Aanwezigheid.objects.get().status == "aanwezig"
    assert Aanwezigheidswijziging.objects.count() == 1


def test_six_scans_at_once_are_one_mark(held, person):
    at_once(*[checker(held, person) for _ in range(6)])

    assert Aanwezigheid.objects.get().status == "aanwezig"
    assert Aanwezigheidswijziging.objects.count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_a_trainer_who_says_afwezig_at_the_same_moment_is_not_overruled(
    held, person, trainer, attempt
):
    at_once(
        checker(held, person),
        lambda: register_aanwezigheid(
            bijeenkomst=held,
            deelname=person,
            dagdeel="ochtend",
            status="afwezig",
            by=trainer,
        ),
    )

    assert Aanwezigheid.objects.get().status == "afwezig"


def test_a_whole_group_at_once_is_a_whole_group(held):
    people = DeelnameFactory.create_batch(12, cohort=held.cohort)

    at_once(*[checker(held, person) for person in people])

    assert {row.status for row in Aanwezigheid.objects.all()} == {"aanwezig"}
    assert Aanwezigheidswijziging.objects.count() == 12
