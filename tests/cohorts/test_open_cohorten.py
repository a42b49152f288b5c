"""To which cohorts somebody can move, and which have ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Bijeenkomst, Cohort
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    DeelnameFactory,
    ProgrammaFactory,
    TrainerschapFactory,
)

DAY = timedelta(days=1)


def with_day(cohort: Cohort, days: int, **more) -> Bijeenkomst:
    """A bijeenkomst of this cohort so many days from today."""
    return BijeenkomstFactory(cohort=cohort, datum=timezone.localdate() + days * DAY, **more)


def open_to(deelname) -> list[Cohort]:
    return list(Cohort.objects.open_to(deelname.user, deelname.cohort, timezone.localdate()))


@pytest.fixture
def other(cohort) -> Cohort:
    return CohortFactory(naam="Testdam B", programma=cohort.programma)


def test_who_leads_leads_no_more_or_will_lead(deelname, other):
    """Also somebody who leads another cohort, and one who has stopped."""
    stopped = TrainerschapFactory(user=deelname.user, cohort=other)
    TrainerschapFactory(cohort=other)
    assert open_to(deelname) == []

    stopped.end(timezone.localdate() - DAY)
    assert open_to(deelname) == [other]

    stopped.end(timezone.localdate())
    assert open_to(deelname) == []


def test_a_cohort_that_one_was_in_or_of_another_course_is_closed(deelname, other):
    CohortFactory(programma=ProgrammaFactory(slug="iets-anders"))
    DeelnameFactory(cohort=other)
    assert open_to(deelname) == [other]

    DeelnameFactory(cohort=other, user=deelname.user, tot_en_met=timezone.localdate() - DAY)
    assert open_to(deelname) == []


@pytest.mark.parametrize(("days", "is_open"), [(-1, False), (0, True), (1, True)])
def test_a_cohort_is_open_until_the_last_day_that_goes_on(deelname, other, days, is_open):
    assert open_to(deelname) == [other]
    with_day(other, days)
    with_day(
        other,
        9,
        cursusdag=other.programma.cursusdagen.get(nummer=7),
        geannuleerd_op=timezone.now(),
    )

    assert open_to(deelname) == ([other] if is_open else [])


@pytest.mark.parametrize(("days", "has_ended"), [(-1, True), (0, False), (1, False)])
def test_a_cohort_has_ended_after_the_last_day_that_went_on(other, days, has_ended):
    assert not Cohort.objects.ended_before(timezone.localdate()).exists()
    with_day(other, days)
    last = other.programma.cursusdagen.get(nummer=7)
    with_day(other, 9, cursusdag=last, geannuleerd_op=timezone.now())

    ended = Cohort.objects.ended_before(timezone.localdate())

    assert list(ended.filter(pk=other.pk)) == ([other] if has_ended else [])
