"""The page of a person, and the forms of the coördinator."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.deelnemers.actions.membership import end_deelname
from cohorts.models import Deelname
from cohorts.presentie.models import Toehoorder
from tests.day_factories import AfmeldingFactory, InhaalplanFactory, ToehoorderFactory
from tests.factories import (
    AanwezigheidFactory,
    CohortFactory,
    DeelnameFactory,
    mark_days,
    plan_seven_days,
)

TODAY = timezone.localdate
NOOR = {
    "email": "noor.veen@testdam.example",
    "voornaam": "Noor",
    "tussenvoegsel": "van",
    "achternaam": "Veen",
    "afdeling": "Ruimte",
    "personeelsnummer": "070303",
}


def page_of(deelname: Deelname) -> str:
    return f"/deelnames/{deelname.pk}/"


# -- The page ------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [1, 4])
def test_the_page_costs_a_trainer_twelve_queries(
    client_for, carla, deelname, bijeenkomsten, django_assert_num_queries, days
):
    mark_days(deelname, range(1, days + 1))
    InhaalplanFactory(deelname=deelname)
    client = client_for(carla)

    with django_assert_num_queries(12):
        response = client.get(page_of(deelname))

    assert response.status_code == 200


def test_the_page_of_a_trainer_has_no_acts_and_no_address(
    client_for, carla, deelname, bijeenkomsten
):
    content = client_for(carla).get(page_of(deelname)).content.decode()

    assert "Anna Jansen" in content
    assert deelname.user.email not in content
    for act in ("Laten stoppen", "Andere werkgever", "Naar een ander cohort", "Werkgevers"):
        assert act not in content


def test_the_page_tells_the_history_and_the_employers(coordinator, tap, deelname):
    tap(status="aanwezig")
    tap(status="afwezig")

    content = coordinator.get(page_of(deelname)).content.decode()

    assert "Carla Wit" in content
    assert "Naar de presentie van dag 5" in content
    assert "Testdam" in content
    assert deelname.user.email in content


def test_the_page_proposes_to_catch_up_what_was_before_the_start(
    coordinator, cohort, bijeenkomsten
):
    response = coordinator.post(
        f"/cohorten/{cohort.pk}/deelnames/nieuw/", NOOR | {"vanaf": f"{bijeenkomsten[1].datum}"}
    )

    content = coordinator.get(response.url).content.decode()
    assert "Later begonnen: nog in te halen" in content
    assert "Dag 1 inhalen" in content
    assert "niet van toepassing" in content


# -- Joining -------------------------------------------------------------------------------


def test_deelname_create_twice_adds_one_person(coordinator, cohort):
    url = f"/cohorten/{cohort.pk}/deelnames/nieuw/"
    data = NOOR | {"vanaf": f"{TODAY()}"}

    first, second = coordinator.post(url, data), coordinator.post(url, data)

    assert (first.status_code, second.status_code) == (302, 422)
    assert "zit al in dit cohort" in second.content.decode()
    assert cohort.deelnames.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"email": ""}, "email", "Vul het e-mailadres in."),
        ({"voornaam": ""}, "voornaam", "we kennen dit e-mailadres nog niet"),
        ({"achternaam": "x" * 121}, "achternaam", "120"),
        ({"vanaf": ""}, "vanaf", "Kies een datum."),
        ({"vanaf": "3027-01-04"}, "vanaf", "te ver van vandaag"),
    ],
)
def test_deelname_create_refuses_and_keeps_what_was_typed(
    coordinator, cohort, changes, field, message
):
    data = NOOR | {"vanaf": f"{TODAY()}"} | changes

    response = coordinator.post(f"/cohorten/{cohort.pk}/deelnames/nieuw/", data)

    assert response.status_code == 422
    assert message in str(response.context["form"].errors[field])
    assert "Ruimte" in response.content.decode()


def test_deelname_create_takes_long_names_and_emoji(coordinator, cohort):
    data = NOOR | {"voornaam": "🌷" * 60, "achternaam": "é" * 120, "vanaf": f"{TODAY()}"}

    response = coordinator.post(f"/cohorten/{cohort.pk}/deelnames/nieuw/", data, follow=True)

    assert "é" * 120 in response.content.decode()


def test_deelname_create_points_to_who_stopped(coordinator, cohort, deelname, els):
    end_deelname(deelname=deelname, tot_en_met=TODAY(), by=els)
    data = {"email": deelname.user.email, "vanaf": f"{TODAY()}"}

    response = coordinator.post(f"/cohorten/{cohort.pk}/deelnames/nieuw/", data)

    assert f'href="{page_of(deelname)}"' in response.content.decode()


def test_deelname_create_warns_when_the_cohort_is_full(coordinator, cohort, deelname):
    cohort.capaciteit = 1
    cohort.save()
    url = f"/cohorten/{cohort.pk}/deelnames/nieuw/"

    assert "zit vol" in coordinator.get(url).content.decode()
    response = coordinator.post(url, NOOR | {"vanaf": f"{TODAY()}"}, follow=True)

    assert "2 mensen mee op 1 plaatsen" in response.content.decode()


# -- Stopping, moving, another employer ----------------------------------------------------


def test_stopping_and_taking_it_back(coordinator, deelname, bijeenkomsten):
    url = page_of(deelname)

    response = coordinator.post(f"{url}einde/", {"tot_en_met": f"{TODAY()}"}, follow=True)
    assert "gaat stoppen" in response.content.decode()
    assert "Toch niet stoppen" in response.content.decode()

    response = coordinator.post(f"{url}hervatting/", follow=True)
    assert "doet weer mee" in response.content.decode()
    deelname.refresh_from_db()
    assert deelname.tot_en_met is None


def test_stopping_is_refused_on_the_page_itself(coordinator, deelname, bijeenkomsten):
    mark_days(deelname, range(1, 5))

    response = coordinator.post(
        f"{page_of(deelname)}einde/", {"tot_en_met": f"{bijeenkomsten[0].datum}"}
    )

    assert response.status_code == 422
    assert "nog bij dag 4" in response.content.decode()


def test_moving_leads_to_the_new_page(coordinator, cohort, deelname, bijeenkomsten):
    mark_days(deelname, range(1, 3))
    target = CohortFactory(
        naam="Testdam B", organisatie=cohort.organisatie, programma=cohort.programma
    )
    url = f"{page_of(deelname)}overstap/"

    assert "Testdam B" in coordinator.get(url).content.decode()
    response = coordinator.post(url, {"cohort": target.pk, "vanaf": f"{TODAY()}"}, follow=True)

    assert "gaat verder in Testdam B" in response.content.decode()
    assert "4 dagdelen" in response.content.decode()
    assert coordinator.post(url, {"cohort": target.pk, "vanaf": f"{TODAY()}"}).status_code == 422


# -- Guests --------------------------------------------------------------------------------


def test_a_guest_stands_below_the_list_and_counts_nowhere(client_for, carla, url, vandaag, anna):
    client = client_for(carla)
    toehoorders = f"/bijeenkomsten/{vandaag.pk}/toehoorders/"

    for _ in range(2):
        response = client.post(toehoorders, {"naam": "Ed 🌷 Gast", "dagdeel": "middag"})

    assert response.url == f"{url}?dagdeel=middag#toehoorders"
    page = client.get(url)
    assert "Ed 🌷 Gast" in page.content.decode()
    assert len(page.context["lijst"].rijen) == 1
    toehoorder = Toehoorder.objects.get()
    client.post(f"/toehoorders/{toehoorder.pk}/verwijdering/")
    assert not Toehoorder.objects.exists()


@pytest.mark.parametrize("naam", ["", "x" * 121])
def test_a_guest_without_a_usable_name_is_refused_on_the_list(client_for, carla, vandaag, naam):
    response = client_for(carla).post(
        f"/bijeenkomsten/{vandaag.pk}/toehoorders/", {"naam": naam, "toelichting": "collega"}
    )

    content = response.content.decode()
    assert response.status_code == 422
    assert 'aria-invalid="true"' in content
    assert 'value="collega"' in content


def test_a_refused_guest_leaves_the_rest_of_the_list_as_each_reads_it(
    client_for, cast, deelname, vandaag
):
    AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag, reden="werk")

    pages = {
        name: client_for(cast[name]).post(f"/bijeenkomsten/{vandaag.pk}/toehoorders/").text
        for name in ("carla", "els", "vervanger")
    }

    assert {name for name, text in pages.items() if "werk gaat voor" in text} == {"carla", "els"}


def test_guests_do_not_show_at_another_bijeenkomst(client_for, carla, url, andere_bijeenkomst):
    ToehoorderFactory(bijeenkomst=andere_bijeenkomst, naam="Ed Elders")

    assert "Ed Elders" not in client_for(carla).get(url).content.decode()


# -- The grid ------------------------------------------------------------------------------


def test_the_grid_names_where_somebody_caught_up_and_who_comes(
    coordinator, cohort, deelname, bijeenkomsten, ander_cohort, els
):
    host = plan_seven_days(ander_cohort, today_is=4)[0]
    AanwezigheidFactory(
        deelname=deelname,
        cursusdag=bijeenkomsten[0].cursusdag,
        bijeenkomst=host,
        status="ingehaald",
    )
    gast = DeelnameFactory(cohort=ander_cohort)
    InhaalplanFactory(
        deelname=gast,
        cursusdag=ander_cohort.programma.cursusdagen.get(nummer=6),
        bijeenkomst=bijeenkomsten[5],
        versie=1,
        akkoord_op=timezone.now(),
        akkoord_door=els,
    )
    cohort.normwijzigingen.create(van=12, naar=10, reden="Storm op dag 2", door=els)
    DeelnameFactory(cohort=cohort, vanaf=TODAY() + timedelta(days=1))

    content = coordinator.get(f"/cohorten/{cohort.pk}/").content.decode()

    assert "Elders B" in content
    assert "Gasten die hier komen inhalen" in content
    assert gast.user.naam in content
    assert "van 12 naar 10 dagdelen" in content
    assert "niet van toepassing" in content
    assert f'href="{page_of(deelname)}"' in content
