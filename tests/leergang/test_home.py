import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.factories import DeelnameFactory, mark_days

pytestmark = pytest.mark.usefixtures("bijeenkomsten")


def test_deelnemer_sees_next_day_and_what_is_still_needed(client_for, anna, carla, deelname):
    mark_days(deelname, range(1, 5))

    response = client_for(anna).get("/")

    assertContains(response, "Dag 5: Rollen en samenwerking")
    assertContains(response, "· vandaag")
    assertContains(response, "Carla Wit")
    assertContains(response, "Je was bij 8 van 8 dagdelen.")
    assertContains(response, "Nog nodig voor je certificaat: 4 van de laatste 6 dagdelen.")


def test_home_shows_nothing_of_a_colleague(client_for, anna, bas):
    response = client_for(anna).get("/")

    assertNotContains(response, "Bas")


@pytest.mark.parametrize(
    ("who", "start"), [("carla", "/vandaag/"), ("els", "/cockpit/"), ("hanna", "/overzicht/")]
)
def test_people_without_a_deelname_start_at_their_work(client_for, cast, who, start):
    response = client_for(cast[who]).get("/")

    assertRedirects(response, start, fetch_redirect_response=False)


def test_somebody_without_a_role_reads_what_to_do(client_for, niemand):
    assertContains(client_for(niemand).get("/"), "Je bent nog niet ingedeeld")


def test_anonymous_is_sent_to_the_sign_in(client):
    assertRedirects(client.get("/"), "/account/login/?next=/", fetch_redirect_response=False)


def test_second_cohort_can_be_chosen(client_for, anna, ander_cohort):
    DeelnameFactory(user=anna, cohort=ander_cohort, vanaf=timezone.localdate())
    client = client_for(anna)

    assertContains(client.get("/"), "Je leergang is nog niet gepland")
    cohort = anna.deelnames.get(cohort__naam="Testdam A").cohort
    assertContains(client.get(f"/?cohort={cohort.pk}"), "Dag 5: Rollen en samenwerking")


def test_foreign_cohort_in_the_address_shows_the_own_one(client_for, anna, ander_cohort):
    response = client_for(anna).get(f"/?cohort={ander_cohort.pk}")

    assertContains(response, "Dag 5: Rollen en samenwerking")
    assertNotContains(response, "Elders B")


def test_home_takes_eleven_queries(client_for, anna, carla, django_assert_num_queries):
    client = client_for(anna)

    with django_assert_num_queries(11):
        client.get("/")
