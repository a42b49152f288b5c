from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort
from tests.factories import (
    CohortFactory,
    DeelnameFactory,
    OrganisatieFactory,
    TrainerschapFactory,
    mark_days,
    plan_seven_days,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def cohort_data(programma, **changes):
    data = {
        "organisatie": "Testdam",
        "naam": "Testdam B",
        "capaciteit": "20",
        "programma": programma.pk,
        "vanaf": "2027-01-11",
        "weekdag": "3",
        "weken": "3",
    }
    return data | changes


# -- /cohorten/ ----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_cohort_list_asks_as_much_for_three_as_for_one(
    coordinator, programma, django_assert_num_queries, count
):
    for _ in range(count):
        cohort = CohortFactory(programma=programma)
        plan_seven_days(cohort)
        TrainerschapFactory(cohort=cohort)
        DeelnameFactory(cohort=cohort)

    with django_assert_num_queries(7):
        response = coordinator.get("/cohorten/")

    assert len(response.context["standings"]) == count


def test_cohort_list_shows_a_trainer_the_own_cohorts(client_for, carla, cohort, ander_cohort):
    response = client_for(carla).get("/cohorten/")

    assert [stand.cohort for stand in response.context["standings"]] == [cohort]
    assert "Elders B" not in response.content.decode()
    assert "Nieuw cohort" not in response.content.decode()


def test_cohort_list_costs_a_trainer_at_most_eight_queries(
    client_for, carla, cohort, bijeenkomsten, django_assert_max_num_queries
):
    client = client_for(carla)

    with django_assert_max_num_queries(8):
        client.get("/cohorten/")


def test_cohort_list_says_what_each_cohort_is_at(coordinator, cohort, bijeenkomsten):
    CohortFactory(naam="Leeg", programma=cohort.programma)

    content = coordinator.get("/cohorten/").content.decode()

    assert "Dag 5 is vandaag" in content
    assert "Nog niet gepland" in content
    assert "nog geen trainer" in content


def test_thirty_cohorts_stand_on_a_page(coordinator, programma):
    CohortFactory.create_batch(31, programma=programma)

    pages = [coordinator.get(f"/cohorten/?page={n}").context["standings"] for n in (1, 2)]

    assert [len(standings) for standings in pages] == [30, 1]


def test_cohort_list_without_cohorts_says_what_to_do(coordinator):
    assert "Hier komen je cohorten." in coordinator.get("/cohorten/").content.decode()


# -- /cohorten/nieuw/ ----------------------------------------------------------------------


def test_cohort_create_makes_a_cohort_and_goes_on_to_the_dates(coordinator, programma, organisatie):
    response = coordinator.post("/cohorten/nieuw/", cohort_data(programma))

    cohort = Cohort.objects.get()
    assert (cohort.organisatie, cohort.programma, cohort.norm_dagdelen) == (
        organisatie,
        programma,
        12,
    )
    assert response.url == f"/cohorten/{cohort.pk}/planning/?vanaf=2027-01-11&weekdag=3&weken=3"


@pytest.mark.parametrize(
    ("code", "chosen", "kept"),
    [("GM0050", "gemeente", "midden"), ("GM0050", "geen", ""), ("GM1959", "zuid", "zuid")],
)
def test_cohort_create_takes_the_school_holidays_of_the_gemeente_or_the_chosen_ones(
    coordinator, programma, organisatie, code, chosen, kept
):
    organisatie.cbs_code = code
    organisatie.save()

    coordinator.post("/cohorten/nieuw/", cohort_data(programma, schoolregio=chosen))

    assert Cohort.objects.get().schoolregio == kept


def test_an_organisation_that_is_no_gemeente_has_no_school_holidays(
    coordinator, programma, andere_organisatie
):
    data = cohort_data(programma, organisatie="Dienst Elders", schoolregio="gemeente")

    assert coordinator.post("/cohorten/nieuw/", data).status_code == 302
    assert Cohort.objects.get().schoolregio == ""


def test_cohort_create_asks_for_the_region_of_a_gemeente_that_is_split(
    coordinator, programma, organisatie
):
    organisatie.cbs_code = "GM1959"
    organisatie.save()

    response = coordinator.post("/cohorten/nieuw/", cohort_data(programma, schoolregio="gemeente"))

    assert response.status_code == 422
    assert "weten we de regio niet zeker" in str(response.context["form"].errors["schoolregio"])


@pytest.mark.parametrize("typed", ["testdam", " Testdam ", "gemeente Testdam", "Gemeente testdam"])
def test_cohort_create_understands_how_people_write_a_gemeente(
    coordinator, programma, organisatie, typed
):
    coordinator.post("/cohorten/nieuw/", cohort_data(programma, organisatie=typed))

    assert Cohort.objects.get().organisatie == organisatie


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"organisatie": "Testdm"}, "organisatie", "We kennen ‘Testdm’ niet."),
        ({"organisatie": "test"}, "organisatie", "Bedoel je Testdam?"),
        ({"organisatie": ""}, "organisatie", "voor welke organisatie"),
        ({"naam": ""}, "naam", "Geef het cohort een naam."),
        ({"naam": "testdam a"}, "naam", "Testdam heeft al een cohort met deze naam."),
        ({"vanaf": "2206-01-11"}, "vanaf", "11-1-2206 ligt te ver van vandaag."),
        ({"vanaf": "11 januari"}, "vanaf", "Schrijf de datum als dag-maand-jaar"),
        ({"capaciteit": "0"}, "capaciteit", "van 1 tot en met 200"),
        ({"weken": "99"}, "weken", "99"),
        ({"programma": "0"}, "programma", "keuze"),
    ],
)
def test_cohort_create_refuses_and_keeps_what_was_typed(
    coordinator, programma, cohort, changes, field, message
):
    data = cohort_data(programma) | changes

    response = coordinator.post("/cohorten/nieuw/", data)

    form = response.context["form"]
    assert response.status_code == 422
    assert message in str(form.errors[field])
    assert [form[name].value() for name in data] == [str(v) for v in data.values()] or all(
        str(form[name].value()) == str(value) for name, value in data.items()
    )
    assert list(Cohort.objects.all()) == [cohort]


def test_cohort_create_refuses_an_organisation_that_is_no_more(coordinator, programma):
    OrganisatieFactory(naam="Vroegerdam", geldig_tot_en_met=date(2025, 12, 31))

    response = coordinator.post(
        "/cohorten/nieuw/", cohort_data(programma, organisatie="Vroegerdam")
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["organisatie"]
    assert not Cohort.objects.exists()


def test_cohort_create_offers_every_organisation_as_a_choice(coordinator, organisatie):
    content = coordinator.get("/cohorten/nieuw/?organisatie=Testdam").content.decode()

    assert '<option value="Testdam">' in content
    assert 'value="Testdam"' in content


# -- /cohorten/<pk>/ -----------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 3, 60])
def test_cohort_detail_asks_as_much_for_60_people_as_for_one(
    client_for, carla, cohort, bijeenkomsten, django_assert_num_queries, people
):
    for deelname in DeelnameFactory.create_batch(people, cohort=cohort):
        mark_days(deelname, range(1, 3))
    client = client_for(carla)

    with django_assert_num_queries(13):
        response = client.get(f"/cohorten/{cohort.pk}/")

    assert len(response.context["grid"]) == people


def test_cohort_detail_names_the_next_thing_to_do(coordinator, cohort):
    url = f"/cohorten/{cohort.pk}/"
    steps = [coordinator.get(url).context["next_step"].title]
    plan_seven_days(cohort, today_is=1)
    steps.append(coordinator.get(url).context["next_step"].title)
    TrainerschapFactory(cohort=cohort)
    steps.append(coordinator.get(url).context["next_step"].title)
    DeelnameFactory(cohort=cohort)
    steps.append(coordinator.get(url).context["next_step"].title)
    coordinator.post(f"/cohorten/{cohort.pk}/uitnodigingen/")

    assert steps == [
        "Plan de zeven dagen",
        "Wijs een trainer aan",
        "Voeg de deelnemers toe",
        "Nodig de deelnemers uit",
    ]
    assert "next_step" not in coordinator.get(url).context


def test_a_cohort_that_runs_keeps_today_in_sight_when_a_day_has_no_date(coordinator, cohort):
    plan_seven_days(cohort, today_is=5)
    TrainerschapFactory(cohort=cohort)
    cohort.bijeenkomsten.filter(cursusdag__nummer=6).delete()

    response = coordinator.get(f"/cohorten/{cohort.pk}/")

    content = response.content.decode()
    assert response.context["next_step"].title == "Niet elke dag heeft een datum"
    assert "dag 5 is vandaag" in content
    assert "Open de presentie" in content
    assert "Stappen naar een cohort dat kan beginnen" not in content


def test_cohort_detail_says_who_was_there(coordinator, cohort, bijeenkomsten, anna, bas):
    mark_days(cohort.deelnames.get(user=anna), range(1, 2))
    mark_days(cohort.deelnames.get(user=bas), range(1, 2), status="afwezig")

    content = coordinator.get(f"/cohorten/{cohort.pk}/").content.decode()

    assert "1 van 2 aanwezig" in content
    assert "Anna Jansen" in content


@pytest.mark.parametrize("closed", [False, True])
def test_a_day_that_is_closed_is_not_offered_to_cancel(coordinator, cohort, vandaag, closed):
    vandaag.afgerond_op = timezone.now() if closed else None
    vandaag.save()

    content = coordinator.get(f"/cohorten/{cohort.pk}/").content.decode()

    assert (reverse("annulering_create", args=[vandaag.pk]) in content) == (not closed)
    assert f"{reverse('annulering_create', args=[vandaag.pk + 1])}" in content


def test_cohort_detail_hides_planning_from_a_trainer(client_for, carla, cohort, anna):
    content = client_for(carla).get(f"/cohorten/{cohort.pk}/").content.decode()

    assert reverse("planning_form", args=[cohort.pk]) not in content
    assert "Beheer" not in content
    assert "Uitnodigingen" not in content
    assert reverse("uitnodiging_create", args=[cohort.pk]) not in content


def test_the_complaints_about_an_empty_form_stand_in_the_order_of_the_page(coordinator, programma):
    form = coordinator.post("/cohorten/nieuw/", {}).context["form"]

    wrong = [field.name for field in form.visible_fields() if field.errors]
    assert wrong[:2] == ["organisatie", "naam"]
    assert wrong.index("naam") < wrong.index("vanaf")


@pytest.mark.parametrize("capaciteit", ["", "0", "201", "veel"])
def test_a_wrong_number_of_places_is_answered_in_plain_words(coordinator, programma, capaciteit):
    response = coordinator.post("/cohorten/nieuw/", cohort_data(programma, capaciteit=capaciteit))

    assert response.status_code == 422
    assert response.context["form"].errors["capaciteit"] == [
        "Vul een aantal in van 1 tot en met 200."
    ]
