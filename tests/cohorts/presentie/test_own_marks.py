"""Mijn aanwezigheid: which days stand there, what they say, and what may be contested."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.own_marks import Dagdeelstand, Eigendag, own_marks_of
from tests.cohorts.herinneringen.outbox import moment_of
from tests.day_factories import BetwistingFactory
from tests.factories import AanwezigheidFactory, DeelnameFactory, mark_days

pytestmark = pytest.mark.django_db

NOT_YET = "Deze dag moet nog komen."
NOT_FOR_YOU = "Voor jou niet van toepassing."
CONTEST = "Klopt dit niet?"
AFWEZIG = Aanwezigheid.Status.AFWEZIG


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 17:00 +0100", tick=False) as traveller:
        yield traveller


def day_of(deelname: Deelname, nummer: int) -> Eigendag:
    return next(dag for dag in own_marks_of(deelname) if dag.cursusdag.nummer == nummer)


def morning_of(deelname: Deelname, nummer: int) -> Dagdeelstand:
    return day_of(deelname, nummer).dagdelen[0]


def on_page(client, nummer: int) -> str:
    """What the page says of one day."""
    page = client.get(reverse("aanwezigheid_list")).text
    return page.partition(f'id="kop-{nummer}"')[2].partition("</section>")[0]


@pytest.fixture
def mark(deelname, vandaag) -> Aanwezigheid:
    return AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, status=AFWEZIG)


# -- Which days ----------------------------------------------------------------------------


def test_all_days_of_the_own_cohort_stand_there_in_their_order(deelname, vreemd, bijeenkomsten):
    bijeenkomsten[0].datum = bijeenkomsten[6].datum + timedelta(days=7)
    bijeenkomsten[0].save()

    days = own_marks_of(deelname)

    assert [dag.cursusdag.nummer for dag in days] == [1, 2, 3, 4, 5, 6, 7]
    assert [dag.bijeenkomst for dag in days] == bijeenkomsten


def test_a_cancelled_day_stays_for_its_mark_and_goes_without(
    client_for, anna, deelname, mark, vandaag, bijeenkomsten
):
    for row in (vandaag, bijeenkomsten[5]):
        row.geannuleerd_op = timezone.now()
        row.save()

    numbers = [dag.cursusdag.nummer for dag in own_marks_of(deelname)]
    said = on_page(client_for(anna), 5)

    assert numbers == [1, 2, 3, 4, 5, 7]
    assert "niet meer in de planning" in said
    assert "Afwezig" in said
    assert NOT_YET not in said


def test_marks_and_questions_of_a_colleague_stay_with_the_colleague(deelname, bas, vandaag):
    other = AanwezigheidFactory(deelname=bas.deelnames.get(), bijeenkomst=vandaag, status=AFWEZIG)
    BetwistingFactory(aanwezigheid=other)

    stand = morning_of(deelname, 5)

    assert (stand.aanwezigheid, stand.betwisting, stand.label) == (None, None, "nog niet")


# -- What a day says -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "says"),
    [("2026-12-06 23:30 +0100", True), ("2026-12-07 00:30 +0100", False)],
)
def test_a_day_is_to_come_until_its_own_midnight_in_the_netherlands(
    client_for, anna, bijeenkomsten, clock, says
):
    with time_machine.travel(clock, tick=False):
        said = on_page(client_for(anna), 6)

    assert (NOT_YET in said) == says
    assert ("lp-half" in said) != says


def test_a_day_to_come_about_which_something_is_said_shows_it(client_for, anna, deelname, vandaag):
    """A day that was held, marked and then moved."""
    mark_days(deelname, [6])

    said = on_page(client_for(anna), 6)

    assert NOT_YET not in said
    assert "Aanwezig" in said


@pytest.mark.parametrize(
    ("first", "last", "applies"),
    [(0, 0, True), (1, 1, False), (-1, -1, False), (-1, 0, True), (0, 1, True), (-1, None, True)],
)
def test_a_day_applies_from_the_first_to_the_last_day_of_the_deelname(
    client_for, anna, deelname, bijeenkomsten, first, last, applies
):
    day = bijeenkomsten[5].datum
    deelname.vanaf = day + timedelta(days=first)
    deelname.tot_en_met = None if last is None else day + timedelta(days=last)
    deelname.save()

    assert day_of(deelname, 6).applies == applies
    said = on_page(client_for(anna), 6)
    assert (NOT_FOR_YOU in said, NOT_YET in said) == (not applies, applies)


def test_each_half_has_its_own_mark(deelname, vandaag):
    for half, status in (("ochtend", "aanwezig"), ("middag", "afwezig")):
        AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, dagdeel=half, status=status)

    assert [stand.status for stand in day_of(deelname, 5).dagdelen] == ["aanwezig", "afwezig"]


# -- What may be contested -----------------------------------------------------------------


def test_a_mark_may_be_contested_and_an_open_half_may_not(client_for, anna, deelname, mark):
    morning, afternoon = day_of(deelname, 5).dagdelen

    assert (morning.may_be_contested, afternoon.may_be_contested) == (True, False)
    assert on_page(client_for(anna), 5).count(CONTEST) == 1


def test_with_a_question_under_way_there_is_no_second_and_after_the_answer_there_is(
    client_for, anna, deelname, mark
):
    row = BetwistingFactory(aanwezigheid=mark)
    client = client_for(anna)

    assert not morning_of(deelname, 5).may_be_contested
    assert CONTEST not in on_page(client, 5)

    row.afgehandeld_op, row.afgehandeld_door = timezone.now(), row.aanwezigheid.deelname.user
    row.uitkomst = row.Uitkomst.ONGEWIJZIGD
    row.save()

    assert morning_of(deelname, 5).may_be_contested
    said = on_page(client, 5)
    assert CONTEST in said
    assert "Blijft zo" in said


@pytest.mark.parametrize(("days", "may"), [(14, True), (15, False)])
def test_until_fourteen_days_after_the_closing(deelname, mark, vandaag, carla, days, may):
    vandaag.afgerond_op, vandaag.afgerond_door = timezone.now(), carla
    vandaag.save()

    with time_machine.travel(moment_of(vandaag.datum + timedelta(days=days), "00:30")):
        assert morning_of(deelname, 5).may_be_contested == may


def test_the_last_question_shows_and_one_that_was_taken_back_does_not(deelname, mark, anna):
    answer = {"afgehandeld_op": timezone.now(), "afgehandeld_door": anna}
    ask = {"aanwezigheid": mark, "uitkomst": "ongewijzigd", **answer}
    late = timezone.now() - timedelta(hours=1)
    last = BetwistingFactory(ingediend_op=late, **ask)
    BetwistingFactory(ingediend_op=late - timedelta(hours=1), **ask)
    BetwistingFactory(aanwezigheid=mark, ingetrokken_op=timezone.now())

    assert morning_of(deelname, 5).betwisting == last


def test_the_page_of_another_cohort_shows_its_days_and_no_other(
    client_for, anna, deelname, bijeenkomsten, andere_bijeenkomst: Bijeenkomst
):
    elsewhere = DeelnameFactory(user=anna, cohort=andere_bijeenkomst.cohort)

    page = client_for(anna).get(reverse("aanwezigheid_list"), {"cohort": elsewhere.cohort_id})

    assert page.context["deelname"] == elsewhere
    assert [dag.bijeenkomst for dag in page.context["dagen"]] == [andere_bijeenkomst]
    assert page.context["andere_deelnames"] == [deelname]
