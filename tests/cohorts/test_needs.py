"""What a cohort needs: one answer on its page, at its steps and in the cockpit."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.deelnemers.actions.enrolment import invite_deelnemers
from cohorts.models import Cohort
from cohorts.needs import Need, Needs, needs_of
from cohorts.steps import steps_of
from leergang.cockpit.attention import aandacht_of
from tests.factories import BijeenkomstFactory, DeelnameFactory, TrainerschapFactory

DAY = timedelta(days=1)
# On the page, at the steps, in the cockpit.
WORDS = {
    Need.DATES: ("Plan de zeven dagen", "Dagen", "Plan de dagen"),
    Need.TRAINER: ("Wijs een trainer aan", "Trainers", "Kies een trainer"),
    Need.PEOPLE: ("Voeg de deelnemers toe", "Deelnemers", "Voeg deelnemers toe"),
    Need.INVITATIONS: ("Nodig de deelnemers uit", "Uitnodigen", "Nodig uit"),
}
READY = Needs(dated=7, planned=7, to_come=7, has_trainer=True, people=12, uninvited=0)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, []),
        ({"planned": 6, "to_come": 6}, [Need.DATES]),
        ({"planned": 0, "to_come": 0}, [Need.DATES]),
        ({"has_trainer": False}, [Need.TRAINER]),
        ({"people": 0}, [Need.PEOPLE]),
        ({"uninvited": 1}, [Need.INVITATIONS]),
        ({"to_come": 1, "people": 0}, [Need.PEOPLE]),
        # All seven were held: nobody is missed any more.
        ({"to_come": 0, "has_trainer": False, "people": 0, "uninvited": 3}, []),
        # Six were held, one was cancelled: that one still has to come.
        ({"planned": 6, "to_come": 0, "people": 0}, [Need.DATES, Need.PEOPLE]),
        # Who was there has a certificate perhaps: nobody is invited before a day is to come.
        ({"planned": 6, "to_come": 0, "uninvited": 3}, [Need.DATES]),
        ({"planned": 6, "to_come": 1, "uninvited": 3}, [Need.DATES, Need.INVITATIONS]),
        # All seven were cancelled, and nothing was planned so far.
        ({"planned": 0, "to_come": 0, "uninvited": 3}, [Need.DATES]),
        (
            {"dated": 0, "planned": 0, "to_come": 0, "uninvited": 3},
            [Need.DATES, Need.INVITATIONS],
        ),
        (
            {"planned": 0, "to_come": 0, "has_trainer": False, "people": 0},
            [Need.DATES, Need.TRAINER, Need.PEOPLE],
        ),
    ],
)
def test_what_is_missing_follows_from_the_numbers(change, missing):
    assert list(Needs(**{**READY.__dict__, **change}).missing) == missing


def new_cohort(cohort: Cohort, *, first: int = 7) -> None:
    """Seven days a week apart; the first one `first` days from today."""
    today = timezone.localdate()
    for number, dag in enumerate(cohort.programma.cursusdagen.all()):
        BijeenkomstFactory(cohort=cohort, cursusdag=dag, datum=today + (first + 7 * number) * DAY)


def with_everybody(cohort: Cohort, by) -> None:
    new_cohort(cohort)
    TrainerschapFactory(cohort=cohort)
    DeelnameFactory(cohort=cohort)
    invite_deelnemers(cohort=cohort, by=by)


def nothing_yet(cohort, by):
    return [Need.DATES, Need.TRAINER, Need.PEOPLE]


def only_dates(cohort, by):
    new_cohort(cohort)
    return [Need.TRAINER, Need.PEOPLE]


def everything(cohort, by):
    with_everybody(cohort, by)
    return []


def one_came_later(cohort, by):
    with_everybody(cohort, by)
    DeelnameFactory(cohort=cohort)
    return [Need.INVITATIONS]


def one_day_without_a_date(cohort, by):
    with_everybody(cohort, by)
    cohort.bijeenkomsten.get(cursusdag__nummer=4).delete()
    return [Need.DATES]


def all_cancelled(cohort, by):
    TrainerschapFactory(cohort=cohort)
    DeelnameFactory(cohort=cohort)
    new_cohort(cohort)
    for bijeenkomst in cohort.bijeenkomsten.all():
        bijeenkomst.cancel(by=by)
    return [Need.DATES]


def everybody_stopped(cohort, by):
    with_everybody(cohort, by)
    today = timezone.localdate()
    cohort.deelnames.update(vanaf=today - 2 * DAY, tot_en_met=today - DAY)
    return [Need.PEOPLE]


def the_trainer_stopped(cohort, by):
    with_everybody(cohort, by)
    today = timezone.localdate()
    cohort.trainerschappen.update(vanaf=today - 2 * DAY, tot_en_met=today - DAY)
    return [Need.TRAINER]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state",
    [
        nothing_yet,
        only_dates,
        everything,
        one_came_later,
        one_day_without_a_date,
        all_cancelled,
        everybody_stopped,
        the_trainer_stopped,
    ],
)
def test_page_steps_and_cockpit_give_one_answer(state, cohort, ander_cohort, els, client_for):
    with_everybody(ander_cohort, els)
    today = timezone.localdate()

    missing = state(cohort, els)

    assert list(needs_of(cohort, today).missing) == missing
    page = client_for(els).get(cohort.get_absolute_url()).context
    assert (
        [page["next_step"].title] == [WORDS[need][0] for need in missing][:1]
        if missing
        else (page.get("next_step") is None)
    )
    steps = {step.label for step in steps_of(cohort, "", today) if not step.is_done}
    # Who nobody is yet cannot have been invited either.
    also = {"Uitnodigen"} if Need.PEOPLE in missing else set()
    assert steps == {WORDS[need][1] for need in missing} | also
    # Without dates the cockpit says that alone.
    said = missing[:1] if Need.DATES in missing else missing
    acts = {words[2] for words in WORDS.values()}
    lines = [punt for punt in aandacht_of(today) if punt.act.label in acts]
    assert [punt.act.label for punt in lines] == [WORDS[need][2] for need in said]
    assert {punt.bij for punt in lines} <= {cohort.naam}


@pytest.mark.django_db
def test_a_cohort_that_is_over_needs_nobody(cohort, els, client_for):
    new_cohort(cohort, first=-7 * 7)

    assert needs_of(cohort, timezone.localdate()).missing == ()
    assert client_for(els).get(cohort.get_absolute_url()).context.get("next_step") is None


@pytest.mark.django_db
def test_on_its_last_day_a_cohort_still_needs_a_trainer(cohort):
    new_cohort(cohort, first=-6 * 7)
    today = timezone.localdate()

    assert needs_of(cohort, today).missing == (Need.TRAINER, Need.PEOPLE)
    assert needs_of(cohort, today + DAY).missing == ()
