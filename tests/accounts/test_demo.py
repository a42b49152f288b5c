"""Four people whom anybody may be: in the demo, and nowhere else."""

import pytest
from django.test import Client

from accounts import demo
from accounts.models import User
from cohorts.models import Trainerschap
from tests.accounts.steps import ask_for_code, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla_of_the_demo(cohort) -> User:
    user = User.objects.create_user(demo.PERSONAS["trainer"].email, voornaam="Carla")
    Trainerschap.objects.create(user=user, cohort=cohort, vanaf="2020-01-01")
    return user


def test_the_sign_in_page_offers_the_four(settings, client):
    settings.DEMO = True

    page = client.get("/account/login/").content.decode()

    assert [page.count(f"/demo/aanmelding/{rol}/") for rol in demo.PERSONAS] == [1, 1, 1, 1]
    assert all(persona.regel in page for persona in demo.PERSONAS.values())


def test_one_press_signs_in_past_the_second_factor(settings, client, carla_of_the_demo):
    settings.DEMO = True

    response = client.post("/demo/aanmelding/trainer/")

    assert response.url == "/"
    assert signed_in(client) == str(carla_of_the_demo.pk)
    assert client.get("/hulp/").status_code == 200
    assert client.get("/privacy/").status_code == 200
    assert client.get("/vandaag/").status_code == 200


def test_who_is_somebody_of_the_demo_waits_for_no_code_any_more(
    settings, client, zus, carla_of_the_demo
):
    settings.DEMO = True
    ask_for_code(client, zus.email)
    assert "account_login" in client.session

    client.post("/demo/aanmelding/trainer/")

    assert signed_in(client) == str(carla_of_the_demo.pk)
    assert "account_login" not in client.session


@pytest.mark.parametrize("rol", ["beheerder", "anna.jansen@gemeente-zutphen.example", "x"])
def test_nobody_else_can_be_chosen(settings, client, rol):
    settings.DEMO = True
    User.objects.create_superuser("beheer@gemeente.example")

    assert client.post(f"/demo/aanmelding/{rol}/").status_code == 404


def test_an_empty_demo_has_nobody_to_be(settings, client):
    settings.DEMO = True

    assert client.post("/demo/aanmelding/trainer/").status_code == 404


def test_looking_signs_nobody_in(settings, client, carla_of_the_demo):
    settings.DEMO = True

    assert client.get("/demo/aanmelding/trainer/").status_code == 405
    assert signed_in(client) is None


def test_another_site_cannot_press_the_button(settings, carla_of_the_demo):
    settings.DEMO = True

    assert Client(enforce_csrf_checks=True).post("/demo/aanmelding/trainer/").status_code == 403


def test_following_a_link_makes_nobody_somebody_of_the_demo(settings, client, carla_of_the_demo):
    settings.DEMO = True

    assert client.get("/demo/aanmelding/trainer/").status_code == 405
    assert signed_in(client) is None


# -- Without the demo ----------------------------------------------------------------------


@pytest.mark.parametrize("rol", demo.PERSONAS)
def test_outside_the_demo_there_is_no_side_door(settings, client, carla_of_the_demo, rol):
    settings.DEMO = False

    assert client.post(f"/demo/aanmelding/{rol}/").status_code == 404
    assert signed_in(client) is None
    assert "aanmelding" not in client.get("/account/login/").content.decode()


def test_a_session_that_says_demo_opens_nothing_outside_it(settings, carla_of_the_demo):
    settings.DEMO = False
    client = Client()
    client.force_login(carla_of_the_demo)
    session = client.session
    session["demo"] = True
    session.save()

    assert client.get("/").url == "/account/beveiliging/"
