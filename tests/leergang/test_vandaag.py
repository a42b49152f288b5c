"""Where a trainer starts: what was shared and not read, and the own groups."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Bijeenkomst
from tests.factories import CohortFactory, TrainerschapFactory
from tests.huisstijl.html import elements
from tests.reflecties.writing import share, write

pytestmark = pytest.mark.usefixtures("bijeenkomsten", "deelname")


def page_of(client) -> str:
    return client.get("/vandaag/").content.decode()


def section(page: str, name: str) -> str:
    """One section of the page, by the id of its heading."""
    start = page.index(f'aria-labelledby="{name}"')
    return page[start : page.index("</section>", start)]


def test_what_was_shared_waits_until_it_is_read(client_for, anna, carla):
    deling = share(write(anna), met=carla)
    assert "Anna Jansen" in section(page_of(client_for(carla)), "gedeeld")

    deling.gelezen_op = timezone.now()
    deling.save()

    shown = section(page_of(client_for(carla)), "gedeeld")
    assert "Anna Jansen" not in shown
    assert "Er wacht niets nieuws." in shown


def test_what_was_shared_with_a_colleague_is_not_there(client_for, anna, carla, cohort):
    share(write(anna), met=carla)
    colleague = TrainerschapFactory(cohort=cohort).user

    assert "Anna Jansen" not in section(page_of(client_for(colleague)), "gedeeld")


def test_seven_dots_say_how_far_a_group_is(client_for, carla):
    groups = section(page_of(client_for(carla)), "groepen")

    kinds = [item["class"] for item in elements(groups, "li") if "class" in item]
    assert kinds == ["is-over"] * 4 + ["is-today"] + ["is-coming"] * 2
    assert "Dag 5: vandaag" in groups


def test_a_group_without_dates_says_so(client_for, carla):
    TrainerschapFactory(user=carla, cohort=CohortFactory(naam="Nieuw C"))

    groups = section(page_of(client_for(carla)), "groepen")

    assert "Nieuw C" in groups
    assert groups.count("nog geen datum") == 7


@pytest.mark.parametrize(("days_ago", "shown"), [(0, True), (1, False)])
def test_a_group_is_there_until_its_last_day(client_for, carla, cohort, days_ago, shown):
    last = timezone.localdate() - timedelta(days=days_ago)
    Bijeenkomst.objects.filter(cohort=cohort, datum__gt=timezone.localdate()).delete()
    Bijeenkomst.objects.filter(cohort=cohort, datum=timezone.localdate()).update(datum=last)
    for cursusdag in cohort.programma.cursusdagen.filter(nummer__in=(6, 7)):
        moment = last - timedelta(days=70 + cursusdag.nummer)
        Bijeenkomst.objects.create(
            cohort=cohort, cursusdag=cursusdag, datum=moment, begintijd="09:30", eindtijd="16:30"
        )

    assert ('aria-labelledby="groepen"' in page_of(client_for(carla))) == shown


def test_a_colleagues_group_is_not_among_mine(client_for, carla):
    TrainerschapFactory(cohort=CohortFactory(naam="Van Dirk"))

    assert "Van Dirk" not in page_of(client_for(carla))


@pytest.mark.parametrize("closed", [False, True])
def test_a_closed_day_offers_no_code_and_no_roll_call_to_take(client_for, carla, vandaag, closed):
    vandaag.afgerond_op = timezone.now() if closed else None
    vandaag.save()

    plate = section(page_of(client_for(carla)), "dag")

    assert ("De presentie is afgerond" in plate) == closed
    assert ("Open presentie" in plate) == (not closed)
    assert ("Code op het scherm" in plate) == (not closed)
