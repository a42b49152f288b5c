"""What the planning page asks about, and what stands fast."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.cohorts.planning.test_form import DATES, planning_data
from tests.day_factories import AfmeldingFactory, InhaalplanFactory
from tests.factories import AanwezigheidFactory, DeelnameFactory, plan_seven_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_planning_form_asks_about_a_school_holiday_of_the_region(coordinator, cohort):
    cohort.schoolregio = "noord"
    cohort.save()
    dates = [*DATES[:2], date(2027, 2, 25), *DATES[3:]]

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", planning_data(dates))

    planning = response.context["planning"]
    content = response.content.decode()
    assert planning.dagen[2].doubts == ["Dat is in de voorjaarsvakantie regio Noord."]
    assert [form.nummer for form in planning.doubted] == [3, 6]
    assert 'value="2027-02-25"' in content
    assert "Toch bewaren" in content


def test_planning_form_asks_the_same_of_a_planned_day_that_moves(
    coordinator, cohort, bijeenkomsten
):
    cohort.schoolregio = "noord"
    cohort.save()
    dates = [row.datum for row in bijeenkomsten]
    dates[6] = date(2026, 12, 28)

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", planning_data(dates))

    assert response.context["planning"].dagen[6].doubts == [
        "Dat is in de kerstvakantie regio Noord."
    ]


def test_the_region_that_was_chosen_beside_the_proposals_is_kept(coordinator, cohort):
    query = "?vanaf=2027-01-14&weekdag=3&weken=3&schoolregio=zuid"

    shown = coordinator.get(f"/cohorten/{cohort.pk}/planning/{query}").context["planning"]
    dates = [form["datum"].value() for form in shown.dagen]
    coordinator.post(f"/cohorten/{cohort.pk}/planning/{query}", planning_data(dates))

    cohort.refresh_from_db()
    assert cohort.schoolregio == "zuid"
    assert cohort.bijeenkomsten.count() == 7


def test_looking_at_proposals_of_another_region_changes_nothing(coordinator, cohort):
    query = "?vanaf=2027-01-14&weekdag=3&weken=3&schoolregio=zuid"

    coordinator.get(f"/cohorten/{cohort.pk}/planning/{query}")

    cohort.refresh_from_db()
    assert cohort.schoolregio == ""


def test_planning_form_says_that_a_school_year_is_not_known_yet(coordinator, cohort):
    query = "?vanaf=2028-09-07&weekdag=3&weken=3&schoolregio=zuid"

    content = coordinator.get(f"/cohorten/{cohort.pk}/planning/{query}").content.decode()

    assert "Voor dit schooljaar (2028-2029) kennen we de vakanties nog niet." in content


def test_a_yes_holds_for_what_is_left_of_the_warnings(coordinator, cohort):
    data = planning_data([*DATES[:5], date(2027, 5, 1), date(2027, 5, 22)])
    asked = coordinator.post(f"/cohorten/{cohort.pk}/planning/", data)
    data |= {"dag-6-datum": "2027-04-29", "zeker": asked.context["planning"].token}

    assert asked.status_code == 422
    assert cohort.bijeenkomsten.count() == 0

    assert coordinator.post(f"/cohorten/{cohort.pk}/planning/", data).status_code == 302
    assert sorted(row.datum for row in cohort.bijeenkomsten.all())[5] == date(2027, 4, 29)


def test_a_day_that_was_closed_stands_fast(coordinator, cohort, bijeenkomsten):
    bijeenkomsten[1].afgerond_op = "2026-11-20T10:00Z"
    bijeenkomsten[1].save()
    dates = [row.datum for row in bijeenkomsten]
    dates[1] += timedelta(days=1)

    response = coordinator.post(f"/cohorten/{cohort.pk}/planning/", planning_data(dates))

    assert response.status_code == 422
    assert "Verbeter dan de presentie zelf, met een reden." in response.content.decode()


def test_a_guest_who_was_there_fixes_the_day_and_the_own_day_stays_free(
    coordinator, cohort, ander_cohort, bijeenkomsten
):
    own = plan_seven_days(ander_cohort)
    gast = DeelnameFactory(cohort=ander_cohort)
    AanwezigheidFactory(deelname=gast, bijeenkomst=bijeenkomsten[1], status="ingehaald")

    host, home = (
        coordinator.get(f"/cohorten/{row.pk}/planning/").context["planning"].dagen
        for row in (cohort, ander_cohort)
    )

    assert [form.nummer for form in host if form.is_fixed] == [2]
    assert not [form.nummer for form in home if form.is_fixed]
    assert len(own) == 7


@pytest.mark.parametrize(("shift", "asked_again"), [(1, True), (0, False)])
def test_a_day_that_moves_ends_notices_and_lets_guests_go(
    coordinator, cohort, ander_cohort, bijeenkomsten, els, shift, asked_again
):
    day = bijeenkomsten[5]
    afmelding = AfmeldingFactory(deelname=DeelnameFactory(cohort=cohort), bijeenkomst=day)
    plan = InhaalplanFactory(
        deelname=DeelnameFactory(cohort=ander_cohort),
        cursusdag=day.cursusdag,
        bijeenkomst=day,
        versie=day.versie,
        akkoord_op=timezone.now(),
        akkoord_door=els,
    )
    dates = [row.datum for row in bijeenkomsten]
    dates[5] += timedelta(days=shift)

    coordinator.post(
        f"/cohorten/{cohort.pk}/planning/",
        planning_data(dates, locatie=day.locatie_id),
    )

    for row in (day, afmelding, plan):
        row.refresh_from_db()
    assert day.versie == 1 + shift
    assert (afmelding.vervallen_op is not None) == asked_again
    assert (plan.vervallen_op is not None) == asked_again
