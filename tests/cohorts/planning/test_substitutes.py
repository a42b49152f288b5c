from datetime import date, timedelta

import pytest
import time_machine

from accounts.models import User
from cohorts.models import Trainerschap
from tests.factories import TrainerschapFactory, plan_seven_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def day(bijeenkomsten):
    """Day 6 of cohort A, on 7 December 2026."""
    return bijeenkomsten[5]


def typed(**changes):
    return {
        "email": "sam@beroepseer.example",
        "voornaam": "Sam",
        "achternaam": "Invaller",
        "telefoon": "06 12345678",
        "vanaf": "2026-11-30",
        "tot_en_met": "2026-12-08",
    } | changes


def test_the_period_runs_from_a_week_before_until_the_day_after(coordinator, day):
    form = coordinator.get(f"/bijeenkomsten/{day.pk}/vervangingen/").context["form"]

    assert form["vanaf"].value() == date(2026, 11, 30)
    assert form["tot_en_met"].value() == date(2026, 12, 8)


def test_a_new_substitute_sees_that_one_day_and_only_for_the_period(
    coordinator, client_for, day, cohort, carla
):
    coordinator.post(f"/bijeenkomsten/{day.pk}/vervangingen/", typed())

    sam = User.objects.get(email="sam@beroepseer.example")
    others = cohort.bijeenkomsten.exclude(pk=day.pk)
    seen = {}
    for when in ("2026-11-29", "2026-12-07", "2026-12-09"):
        with time_machine.travel(f"{when} 10:00 +0100", tick=False):
            client = client_for(sam)
            seen[when] = client.get(f"/bijeenkomsten/{day.pk}/presentie/").status_code
            assert not {
                client.get(f"/bijeenkomsten/{row.pk}/presentie/").status_code for row in others
            } & {200}
            assert client.get(f"/cohorten/{cohort.pk}/").status_code in (403, 404)
    assert seen == {"2026-11-29": 404, "2026-12-07": 200, "2026-12-09": 404}


def test_somebody_known_needs_only_the_address(coordinator, day, dirk):
    coordinator.post(
        f"/bijeenkomsten/{day.pk}/vervangingen/",
        typed(email=dirk.email, voornaam="", achternaam="", telefoon=""),
    )

    assert Trainerschap.objects.get(bijeenkomst=day).user == dirk


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"email": "sam"}, "email", "geldig e-mailadres"),
        ({"voornaam": ""}, "voornaam", "we kennen dit e-mailadres nog niet"),
        ({"vanaf": ""}, "vanaf", "Kies een datum."),
        ({"vanaf": "2026-12-08"}, "vanaf", "tot en met 7 december"),
        ({"tot_en_met": "2026-12-06"}, "tot_en_met", "Kies 7 december"),
        ({"tot_en_met": "2027-11-30"}, "tot_en_met", "Kies 7 december"),
        ({"tot_en_met": "1900-11-30"}, "tot_en_met", "ligt te ver van vandaag"),
    ],
)
def test_a_substitute_is_refused_at_the_field(coordinator, day, changes, field, message):
    response = coordinator.post(f"/bijeenkomsten/{day.pk}/vervangingen/", typed(**changes))

    form = response.context["form"]
    assert response.status_code == 422
    assert message in str(form.errors[field])
    assert {name: form[name].value() for name in typed()} == typed(**changes)
    assert not Trainerschap.objects.exists()


def test_a_deelnemer_of_the_cohort_leads_no_day_of_it(coordinator, day, anna):
    response = coordinator.post(
        f"/bijeenkomsten/{day.pk}/vervangingen/",
        typed(email=anna.email, voornaam="", achternaam=""),
    )

    assert response.status_code == 422
    assert "is deelnemer van dit cohort" in response.content.decode()
    assert not Trainerschap.objects.exists()


def test_who_leads_the_day_already_is_refused_also_when_sent_twice(coordinator, day, carla):
    url = f"/bijeenkomsten/{day.pk}/vervangingen/"

    answers = [
        coordinator.post(url, typed()).status_code,
        coordinator.post(url, typed()).status_code,
        coordinator.post(url, typed(email=carla.email)).status_code,
    ]

    assert answers == [302, 422, 422]
    assert Trainerschap.objects.filter(bijeenkomst=day).count() == 1


def test_a_day_that_does_not_go_on_needs_nobody(coordinator, day):
    day.geannuleerd_op = "2026-11-20T10:00Z"
    day.save()

    response = coordinator.post(f"/bijeenkomsten/{day.pk}/vervangingen/", typed())

    assert response.status_code == 422
    assert "gaat niet door" in response.content.decode()


def test_the_page_of_trainers_names_substitutes_and_days_without_anybody(
    coordinator, cohort, day, dirk
):
    TrainerschapFactory(cohort=None, bijeenkomst=day, user=dirk, tot_en_met=day.datum)

    response = coordinator.get(f"/cohorten/{cohort.pk}/trainers/")

    cover = {
        row.bijeenkomst.cursusdag.nummer: [lead.user for lead in row.leiding]
        for row in response.context["dagen"]
    }
    assert cover == {5: [], 6: [dirk], 7: []}
    assert response.content.decode().count("Nog niemand") == 2
    assert [row.trainerschap.user for row in response.context["vervangingen"]] == [dirk]


def test_a_substitution_can_end_sooner(coordinator, day, dirk):
    row = TrainerschapFactory(cohort=None, bijeenkomst=day, user=dirk)

    response = coordinator.post(
        f"/trainerschappen/{row.pk}/einde/", {f"einde-{row.pk}-tot_en_met": "2026-12-07"}
    )

    row.refresh_from_db()
    assert response.url == f"/cohorten/{day.cohort_id}/trainers/"
    assert row.tot_en_met == date(2026, 12, 7)


def test_a_new_trainer_who_is_elsewhere_that_day_is_named(
    coordinator, cohort, ander_cohort, bijeenkomsten, dirk
):
    other = plan_seven_days(ander_cohort)[6]

    response = coordinator.post(
        f"/cohorten/{cohort.pk}/trainers/",
        {"email": dirk.email, "vanaf": str(other.datum - timedelta(days=1))},
        follow=True,
    )

    assert "Dirk Vos is die dag ook trainer bij Elders B." in response.content.decode()
    assert Trainerschap.objects.filter(user=dirk, cohort=cohort).exists()
