from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.utils import timezone

from certificaten.models import Certificaat
from cohorts.models import Locatie
from tests.factories import (
    BijeenkomstFactory,
    CohortFactory,
    LocatieFactory,
    OrganisatieFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LONG = "x" * 1000


def place(**changes):
    data = {
        "naam": "De Broodfabriek",
        "adres": "Havenkade 1",
        "plaats": "Testdam",
        "routelink": "https://route.example/broodfabriek",
        "organisatie": "Testdam",
    }
    return data | changes


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_locatie_create_keeps_a_place(coordinator, organisatie):
    response = coordinator.post("/locaties/nieuw/", place())

    row = Locatie.objects.get()
    assert response.url == "/locaties/"
    assert (row.naam, row.organisatie) == ("De Broodfabriek", organisatie)
    assert said(response) == ["De Broodfabriek, Testdam is bewaard."]
    assert row.routelink == "https://route.example/broodfabriek"


def test_locatie_create_twice_makes_one(coordinator, organisatie):
    coordinator.post("/locaties/nieuw/", place())

    response = coordinator.post("/locaties/nieuw/", place())

    assert response.status_code == 422
    assert response.context["form"].errors == {"naam": ["Deze locatie bestaat al."]}
    assert Locatie.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"naam": ""}, "naam", "Geef de locatie een naam"),
        ({"naam": LONG}, "naam", "120"),
        ({"adres": LONG}, "adres", "160"),
        ({"routelink": "javascript:alert(1)"}, "routelink", "https://"),
        ({"routelink": "ftp://route.example/x"}, "routelink", "https://"),
        ({"routelink": "hier om de hoek"}, "routelink", "https://"),
        ({"organisatie": "Nergenshuizen"}, "organisatie", "We kennen ‘Nergenshuizen’ niet."),
    ],
)
def test_locatie_create_refuses_and_keeps_what_was_typed(
    coordinator, organisatie, changes, field, message
):
    response = coordinator.post("/locaties/nieuw/", place(**changes))

    form = response.context["form"]
    assert response.status_code == 422
    assert message in str(form.errors[field])
    assert {name: form[name].value() for name in place()} == place(**changes)
    assert not Locatie.objects.exists()


def test_a_changed_address_reaches_the_coming_days_only(coordinator):
    row, today = LocatieFactory(), timezone.localdate()
    days = {
        name: BijeenkomstFactory(
            cohort=CohortFactory(), locatie=row, datum=today + timedelta(days=shift)
        )
        for name, shift in (("past", -7), ("coming", 7))
    }

    coordinator.post(f"/locaties/{row.pk}/", place(organisatie=""))

    for day in days.values():
        day.refresh_from_db()
    assert days["coming"].locatie.adres == "Havenkade 1"
    assert {name: day.versie for name, day in days.items()} == {"past": 1, "coming": 2}


def test_another_route_link_makes_no_new_version(coordinator):
    day = BijeenkomstFactory(cohort=CohortFactory())
    same = {name: getattr(day.locatie, name) for name in ("naam", "adres", "plaats")}

    coordinator.post(f"/locaties/{day.locatie_id}/", place(**same, organisatie=""))

    day.refresh_from_db()
    assert day.locatie.organisatie is None
    assert (day.versie, day.locatie.routelink) == (1, "https://route.example/broodfabriek")


def test_a_certificate_says_nothing_of_a_place():
    assert not {"locatie", "adres", "plaats"} & {field.name for field in Certificaat._meta.fields}


def test_locatie_form_without_a_place_is_not_there(coordinator):
    assert coordinator.get("/locaties/999/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 25])
def test_locatie_list_asks_as_much_for_25_as_for_one(
    coordinator, cohort, django_assert_num_queries, count
):
    for row in LocatieFactory.create_batch(count):
        BijeenkomstFactory(cohort=CohortFactory(programma=cohort.programma), locatie=row)

    with django_assert_num_queries(5):
        response = coordinator.get("/locaties/")

    assert response.content.decode().count("1 komende dag<") == count


def test_locatie_list_without_places_says_what_to_do(coordinator):
    assert "Nog geen locatie." in coordinator.get("/locaties/").content.decode()


def test_an_empty_place_says_at_each_field_what_is_missing(coordinator):
    response = coordinator.post("/locaties/nieuw/", {})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "naam": ["Geef de locatie een naam."],
        "adres": ["Vul de straat en het huisnummer in."],
        "plaats": ["Vul de plaats in."],
    }


def test_the_page_of_a_place_begins_with_what_is_known_of_it(coordinator, organisatie):
    row = LocatieFactory(organisatie=organisatie, routelink="https://route.example/zaal")

    form = coordinator.get(f"/locaties/{row.pk}/").context["form"]

    assert {name: str(form[name].value()) for name in place()} == {
        "naam": row.naam,
        "adres": "Marktplein 1",
        "plaats": "Testdam",
        "routelink": "https://route.example/zaal",
        "organisatie": "Testdam",
    }


@pytest.mark.parametrize(
    ("name", "versie"), [("naam", 2), ("adres", 2), ("plaats", 2), ("routelink", 1)]
)
def test_what_people_go_by_makes_a_new_version_each_by_itself(coordinator, name, versie):
    day, other = BijeenkomstFactory.create_batch(2)
    same = {field: getattr(day.locatie, field) for field in ("naam", "adres", "plaats")}
    same |= {"routelink": "", "organisatie": ""}

    response = coordinator.post(f"/locaties/{day.locatie_id}/", same | {name: place()[name] + "m"})

    assert response.status_code == 302
    for row, kept in ((day, versie), (other, 1)):
        row.refresh_from_db()
        assert row.versie == kept


def test_today_and_what_goes_on_get_the_new_address_from_midnight_on(client_for, els):
    row = LocatieFactory()
    days = [
        BijeenkomstFactory(locatie=row, datum=datum, geannuleerd_op=geannuleerd_op)
        for datum, geannuleerd_op in (
            ("2026-11-23", None),
            ("2026-11-24", None),
            ("2026-11-25", timezone.now()),
        )
    ]

    with time_machine.travel("2026-11-24 00:30 +0100", tick=False):
        client = client_for(els)
        [listed] = client.get("/locaties/").context["page_obj"]
        client.post(f"/locaties/{row.pk}/", place(organisatie=""))

    for day in days:
        day.refresh_from_db()
    assert listed.aantal_dagen == 1
    assert [day.versie for day in days] == [1, 2, 1]


def test_a_place_cannot_become_one_that_is_there(coordinator):
    kept, row = LocatieFactory.create_batch(2)

    response = coordinator.post(
        f"/locaties/{row.pk}/",
        {"naam": kept.naam, "adres": kept.adres, "plaats": kept.plaats},
    )

    assert response.context["form"].errors == {"naam": ["Deze locatie bestaat al."]}
    row.refresh_from_db()
    assert row.naam != kept.naam


@pytest.mark.parametrize(("count", "pages"), [(30, 1), (31, 2)])
def test_thirty_places_stand_on_a_page(coordinator, count, pages):
    LocatieFactory.create_batch(count)

    page_obj = coordinator.get("/locaties/").context["page_obj"]

    assert (len(page_obj), page_obj.paginator.num_pages) == (30, pages)
    assert len(coordinator.get(f"/locaties/?page={pages}").context["page_obj"]) == (
        1 if pages == 2 else 30
    )


def test_organisations_that_exist_today_are_offered_from_midnight_on(client_for, els):
    new = OrganisatieFactory(geldig_vanaf="2026-11-24")
    OrganisatieFactory(geldig_tot_en_met="2026-11-23")

    with time_machine.travel("2026-11-24 00:30 +0100", tick=False):
        client = client_for(els)
        offered = [
            list(client.get(url).context["organisaties"])
            for url in ("/locaties/nieuw/", "/cohorten/nieuw/")
        ]

    assert offered == [[new], [new]]
