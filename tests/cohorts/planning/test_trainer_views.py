from datetime import timedelta

import pytest
from django.utils import timezone

from berichten.models import Bericht
from cohorts.models import Trainerschap
from tests.factories import DeelnameFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


# -- Trainers ------------------------------------------------------------------------------


def trainer_data(**changes):
    return {
        "email": "tine@beroepseer.example",
        "voornaam": "Tine",
        "tussenvoegsel": "de",
        "achternaam": "Groot",
        "telefoon": "06 12345678",
        "vanaf": "2027-01-04",
    } | changes


def test_trainerschap_list_assigns_a_new_person(coordinator, cohort):
    response = coordinator.post(f"/cohorten/{cohort.pk}/trainers/", trainer_data())

    row = Trainerschap.objects.get()
    assert response.status_code == 302
    assert (row.user.naam, str(row.vanaf)) == ("Tine de Groot", "2027-01-04")


def test_trainerschap_list_needs_only_the_address_of_somebody_known(coordinator, cohort, dirk):
    data = {"email": dirk.email.upper(), "vanaf": "2027-01-04"}

    coordinator.post(f"/cohorten/{cohort.pk}/trainers/", data)

    assert Trainerschap.objects.filter(user=dirk, cohort=cohort).exists()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"email": "tine"}, "email", "geldig e-mailadres"),
        ({"email": ""}, "email", "Vul het e-mailadres in"),
        ({"voornaam": ""}, "voornaam", "we kennen dit e-mailadres nog niet"),
        ({"achternaam": ""}, "achternaam", "we kennen dit e-mailadres nog niet"),
        ({"telefoon": ""}, "telefoon", "we kennen dit e-mailadres nog niet"),
        ({"telefoon": "bel maar"}, "telefoon", "geen telefoonnummer"),
        ({"vanaf": "3027-01-04"}, "vanaf", "ligt te ver van vandaag"),
    ],
)
def test_trainerschap_list_refuses_and_keeps_what_was_typed(
    coordinator, cohort, changes, field, message
):
    data = trainer_data(**changes)

    response = coordinator.post(f"/cohorten/{cohort.pk}/trainers/", data)

    form = response.context["form"]
    assert response.status_code == 422
    assert message in str(form.errors[field])
    assert {name: form[name].value() for name in data} == data
    assert Trainerschap.objects.count() == 0


def test_trainerschap_list_refuses_a_second_time(coordinator, cohort, carla):
    data = {"email": carla.email, "vanaf": "2027-01-04"}

    response = coordinator.post(f"/cohorten/{cohort.pk}/trainers/", data)

    assert response.status_code == 422
    assert "is op die dag al trainer" in response.content.decode()


def test_trainerschap_einde_sets_the_last_day(coordinator, cohort, carla):
    row = Trainerschap.objects.get(user=carla)

    coordinator.post(
        f"/trainerschappen/{row.pk}/einde/", {f"einde-{row.pk}-tot_en_met": "2026-12-01"}
    )

    row.refresh_from_db()
    assert str(row.tot_en_met) == "2026-12-01"


@pytest.mark.parametrize(
    ("day", "message"),
    [("", "verplicht"), ("2026-11-22", "vóór de eerste"), ("2206-12-01", "ligt te ver")],
)
def test_trainerschap_einde_refuses(coordinator, cohort, carla, day, message):
    Trainerschap.objects.update(vanaf="2026-11-23")
    row = Trainerschap.objects.get(user=carla)

    response = coordinator.post(
        f"/trainerschappen/{row.pk}/einde/", {f"einde-{row.pk}-tot_en_met": day}
    )

    row.refresh_from_db()
    assert response.status_code == 422
    assert message in response.content.decode()
    assert row.tot_en_met is None


@pytest.mark.parametrize("count", [1, 3])
def test_trainerschap_list_asks_as_much_for_three_as_for_one(
    coordinator, cohort, django_assert_num_queries, count
):
    for _ in range(count):
        Trainerschap.objects.create(user=UserFactory(), cohort=cohort, vanaf="2026-01-01")

    with django_assert_num_queries(10):
        coordinator.get(f"/cohorten/{cohort.pk}/trainers/")


# -- Invitations ---------------------------------------------------------------------------


def test_uitnodiging_create_invites_and_says_how_many(coordinator, cohort, anna, bas):
    response = coordinator.post(f"/cohorten/{cohort.pk}/uitnodigingen/")

    content = coordinator.get(response.url).content.decode()
    assert "2 deelnemers zijn uitgenodigd." in content
    assert "2 van de 2 deelnemers zijn uitgenodigd." in content
    assert Bericht.objects.count() == 2


def test_uitnodiging_create_twice_sends_nothing(coordinator, cohort, anna):
    coordinator.post(f"/cohorten/{cohort.pk}/uitnodigingen/")

    response = coordinator.post(f"/cohorten/{cohort.pk}/uitnodigingen/")

    assert "Er is niemand meer uit te nodigen." in coordinator.get(response.url).content.decode()
    assert Bericht.objects.count() == 1


def test_the_page_names_who_was_not_invited_yet(coordinator, cohort, anna):
    coordinator.post(f"/cohorten/{cohort.pk}/uitnodigingen/")
    late = DeelnameFactory(cohort=cohort)

    response = coordinator.get(f"/cohorten/{cohort.pk}/")

    assert (response.context["invited"], response.context["needs"].uninvited) == (1, 1)
    assert f"<li>{late.user}, {late.user.email}</li>" in response.content.decode()


def test_who_stopped_is_not_counted_as_a_deelnemer(coordinator, cohort, anna):
    DeelnameFactory(cohort=cohort, tot_en_met=timezone.localdate() - timedelta(days=1))

    assert len(coordinator.get(f"/cohorten/{cohort.pk}/").context["people"]) == 1
