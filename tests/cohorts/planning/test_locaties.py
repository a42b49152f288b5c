from datetime import timedelta

import pytest
from django.utils import timezone

from certificaten.models import Certificaat
from cohorts.models import Locatie
from tests.factories import BijeenkomstFactory, CohortFactory, LocatieFactory

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


def test_locatie_create_keeps_a_place(coordinator, organisatie):
    response = coordinator.post("/locaties/nieuw/", place())

    row = Locatie.objects.get()
    assert response.url == "/locaties/"
    assert (row.naam, row.organisatie) == ("De Broodfabriek", organisatie)
    assert row.routelink == "https://route.example/broodfabriek"


def test_locatie_create_twice_makes_one(coordinator, organisatie):
    coordinator.post("/locaties/nieuw/", place())

    response = coordinator.post("/locaties/nieuw/", place())

    assert response.status_code == 422
    assert "Deze locatie bestaat al." in response.content.decode()
    assert Locatie.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"naam": ""}, "naam", "Geef de locatie een naam"),
        ({"naam": LONG}, "naam", "120"),
        ({"adres": LONG}, "adres", "160"),
        ({"naam": "De\0Zaal"}, "naam", "Null-tekens"),
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
