"""What of a planned day stands fast, what the act refuses, and what is saved."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.models import Bijeenkomst, Locatie
from cohorts.planning.actions.planning import (
    MOMENT,
    DagPlan,
    create_cohort,
    plan_bijeenkomsten,
)
from tests.cohorts.planning.test_form import planning_data
from tests.day_factories import AfmeldingFactory
from tests.factories import DeelnameFactory, LocatieFactory, mark_days, plan_seven_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def plan_of(row: Bijeenkomst, **changes) -> DagPlan:
    """The plan as it stands, these changed."""
    names = (*MOMENT, "locatie", "cursusdag")
    return DagPlan(**{name: getattr(row, name) for name in names} | changes)


@pytest.mark.parametrize(
    ("name", "value", "is_refused"),
    [
        ("datum", date(2026, 10, 13), True),
        ("inlooptijd", "09:00", True),
        ("begintijd", "09:45", True),
        ("middag_vanaf", "13:30", True),
        ("eindtijd", "17:00", True),
        ("locatie", "onbekend", False),
    ],
)
def test_of_a_day_with_marks_only_the_place_may_change(
    planning_page, cohort, bijeenkomsten, name, value, is_refused
):
    mark_days(DeelnameFactory(cohort=cohort), range(2, 3))
    dates, place = [row.datum for row in bijeenkomsten], bijeenkomsten[0].locatie_id

    response = planning_page(planning_data(dates, place, **{f"dag-2-{name}": value}))

    assert response.status_code == (422 if is_refused else 302)
    if is_refused:
        [(field, where, text)] = response.context["planning"].errors
        assert (field, where) == ("id_dag-2-datum", "Dag 2, Datum")
        assert text.startswith("Voor deze dag is al presentie geregistreerd")
    bijeenkomsten[1].refresh_from_db()
    assert bijeenkomsten[1].versie == (1 if is_refused else 2)


def test_a_fixed_day_keeps_its_times_when_those_of_every_day_change(
    planning_page, cohort, bijeenkomsten
):
    mark_days(DeelnameFactory(cohort=cohort), range(2, 3))

    dagen = planning_page().context["planning"].dagen

    shown = [(dag.is_fixed, dag["begintijd"].value(), dag["locatie"].value()) for dag in dagen[:3]]
    place = str(bijeenkomsten[1].locatie_id)
    assert shown == [(False, None, None), (True, time(9, 30), place), (False, None, None)]


def test_an_example_gives_its_times_only_to_a_cohort_without_dates(
    planning_page, bijeenkomsten, ander_cohort
):
    for row in plan_seven_days(ander_cohort):
        Bijeenkomst.objects.filter(pk=row.pk).update(begintijd=time(10))

    planned = planning_page(query=f"voorbeeld={ander_cohort.pk}").context["planning"]
    Bijeenkomst.objects.filter(cohort=bijeenkomsten[0].cohort).delete()
    new = planning_page(query=f"voorbeeld={ander_cohort.pk}").context["planning"]

    assert (planned.has_dates, planned.elke_dag["begintijd"].value()) == (True, time(9, 30))
    assert (new.has_dates, new.elke_dag["begintijd"].value()) == (False, time(10))


def test_what_the_act_refuses_is_said_at_the_first_day(
    planning_page, cohort, bijeenkomsten, monkeypatch
):
    """Between the look at the form and the act somebody else saves."""

    def save_first(**act):
        cohort.bijeenkomsten.update(versie=2)
        return plan_bijeenkomsten(**act)

    monkeypatch.setattr("cohorts.planning.views.planning.plan_bijeenkomsten", save_first)

    response = planning_page(planning_data([row.datum for row in bijeenkomsten]))

    assert response.status_code == 422
    [(field, _, text)] = response.context["planning"].errors
    assert field == "id_dag-1-datum"
    assert text.startswith("Iemand anders bewaarde deze planning op hetzelfde moment.")


def test_saving_what_is_there_changes_nothing(planning_page, bijeenkomsten):
    dates = [row.datum for row in bijeenkomsten]

    planning_page(planning_data(dates, bijeenkomsten[0].locatie_id))

    assert {row.versie for row in Bijeenkomst.objects.all()} == {1}


def test_a_date_that_is_emptied_is_asked_for_only_where_a_day_was_planned(
    planning_page, bijeenkomsten
):
    bijeenkomsten[6].delete()
    dates = [row.datum for row in bijeenkomsten[:5]]

    response = planning_page(planning_data(dates))

    [(field, _, text)] = response.context["planning"].errors
    assert field == "id_dag-6-datum"
    assert text == "Deze dag stond gepland. Kies een datum, ook een andere."


def test_a_saved_planning_says_so_and_leads_on(planning_page, cohort, coordinator):
    response = planning_page(planning_data())

    assert response.url == f"/cohorten/{cohort.pk}/trainers/"
    assert "De planning is bewaard." in coordinator.get(response.url).content.decode()


@pytest.mark.parametrize("name", ["naam", "adres", "plaats"])
def test_a_place_that_differs_in_one_thing_is_another_place(planning_page, cohort, name):
    known = LocatieFactory()
    typed = {field: getattr(known, field) for field in ("naam", "adres", "plaats")}
    typed |= {name: "Elders"}

    planning_page(
        planning_data(
            locatie="nieuw", **{f"locatie-{field}": value for field, value in typed.items()}
        )
    )

    place = cohort.bijeenkomsten.first().locatie
    assert {field: getattr(place, field) for field in typed} == typed
    assert Locatie.objects.count() == 2


def test_a_cancelled_day_is_planned_as_if_it_had_no_date(planning_page, bijeenkomsten):
    Bijeenkomst.objects.filter(pk=bijeenkomsten[5].pk).update(geannuleerd_op=timezone.now())

    dag = planning_page().context["planning"].dagen[5]

    assert (dag["datum"].value(), dag["revision"].value()) == (None, "0")


@pytest.mark.parametrize("name", MOMENT[1:])
def test_another_time_is_another_plan_of_the_day(cohort, bijeenkomsten, els, name):
    row = bijeenkomsten[5]
    plan = plan_of(row, **{name: getattr(row, name).replace(minute=20)})

    plan_bijeenkomsten(cohort=cohort, dagen=[plan], by=els)

    row.refresh_from_db()
    assert (row.versie, getattr(row, name).minute) == (2, 20)


@pytest.mark.parametrize(("changes", "is_moved"), [({"eindtijd": time(17)}, True), ({}, False)])
def test_only_another_moment_ends_a_notice_and_another_place_does_not(
    cohort, bijeenkomsten, deelname, els, changes, is_moved
):
    row, place = bijeenkomsten[5], LocatieFactory()
    afmelding = AfmeldingFactory(deelname=deelname, bijeenkomst=row)
    other = AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[6])

    plan_bijeenkomsten(cohort=cohort, dagen=[plan_of(row, locatie=place, **changes)], by=els)

    for one in (row, afmelding, other):
        one.refresh_from_db()
    assert (row.versie, row.locatie) == (2, place)
    assert (afmelding.vervallen_op is not None) == is_moved
    assert other.vervallen_op is None


@pytest.mark.parametrize(
    ("given", "kept"), [(None, "zuid"), ("", ""), ("noord", "noord"), ("zuid", "zuid")]
)
def test_the_school_region_is_kept_when_it_is_given(cohort, els, given, kept):
    cohort.schoolregio = "zuid"
    cohort.save()

    plan_bijeenkomsten(cohort=cohort, dagen=[], schoolregio=given, by=els)

    assert cohort.schoolregio == kept
    cohort.refresh_from_db()
    assert cohort.schoolregio == kept


def test_a_new_place_keeps_its_route_and_a_known_one_its_own(cohort, bijeenkomsten, els):
    known = LocatieFactory(routelink="https://route.example/oud")
    typed = [
        Locatie(naam=naam, adres=known.adres, plaats=known.plaats, routelink="https://x.example/")
        for naam in (known.naam, "De Broodfabriek")
    ]
    plans = [
        plan_of(row, locatie=place) for row, place in zip(bijeenkomsten[5:], typed, strict=True)
    ]

    rows = plan_bijeenkomsten(cohort=cohort, dagen=plans, by=els)

    assert [(row.locatie.naam, row.locatie.routelink) for row in rows] == [
        (known.naam, "https://route.example/oud"),
        ("De Broodfabriek", "https://x.example/"),
    ]


def test_a_new_place_without_a_name_is_refused(cohort, bijeenkomsten, els):
    with pytest.raises(ValidationError):
        plan_bijeenkomsten(
            cohort=cohort, dagen=[plan_of(bijeenkomsten[5], locatie=Locatie())], by=els
        )

    assert not Locatie.objects.filter(naam="").exists()


@pytest.mark.parametrize(("naam", "is_taken"), [("TESTDAM A", True), ("Testdam B", False)])
def test_a_name_is_taken_within_the_organisation_only(
    cohort, ander_cohort, programma, els, naam, is_taken
):
    frame = {"naam": naam, "programma": programma, "by": els}

    if is_taken:
        with pytest.raises(ValidationError, match="Testdam heeft al een cohort"):
            create_cohort(organisatie=cohort.organisatie, **frame)
    else:
        made = create_cohort(organisatie=cohort.organisatie, **frame)
        assert (made.capaciteit, made.schoolregio) == (20, "")
    assert create_cohort(organisatie=ander_cohort.organisatie, **frame).naam == naam
