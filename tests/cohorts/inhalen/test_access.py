"""Who sees what of a guest: the host, both employers, and the guest."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cohorts.aanwezigheid.models import Inhaalplan
from rapportages.models import Inzet
from rapportages.overview import lines_of
from tests.cohorts.catching_up import agreed, ask, follow
from tests.factories import DeelnameFactory, TrainerschapFactory


@pytest.fixture
def page(gemist) -> str:
    return reverse("inhaalplan_create", args=[gemist.pk, 3])


def test_the_page_names_nobody_of_the_host(client_for, gemist, host, vreemd, page):
    response = client_for(gemist.user).get(page)

    assertContains(response, "Elders B")
    assertContains(response, "Dirk Vos")
    assertContains(response, "nog 19 plaatsen")
    for secret in ("Vera", "Dienst Elders", vreemd.email):
        assertNotContains(response, secret)


def test_a_guest_has_no_page_of_the_host_day(client_for, gemist, host, els):
    agreed(gemist, host, els)
    client = client_for(gemist.user)

    for url in (
        host.get_absolute_url(),
        host.cohort.get_absolute_url(),
        reverse("presentie", args=[host.pk]),
    ):
        assert client.get(url).status_code == 404


def test_hr_of_the_host_sees_nobody_and_hr_of_the_guest_sees_the_outcome(
    client_for, gemist, host, els, hanna, henk, vreemd
):
    agreed(gemist, host, els)
    follow(gemist, host)

    assertNotContains(client_for(henk).get("/overzicht/"), "Jansen")
    own = client_for(hanna).get("/overzicht/")
    assertContains(own, "ingehaald")
    assertNotContains(own, "Elders B")
    today = timezone.localdate()
    rows = Inzet.objects.managed_by_hr(hanna).for_page().with_voltooiing(today).with_certificaat()
    [line] = [line for line in lines_of(rows, today) if line.inzet.deelname == gemist]
    assert line.dagen[2].uitkomst == "ingehaald"
    assert line.dagen[2].dagdelen == 2


def test_the_trainer_of_the_host_has_no_say_over_a_plan(client_for, gemist, host, dirk):
    plan = ask(gemist, host)

    for name in ("inhaalplan_akkoord", "inhaalplan_intrekking"):
        assert client_for(dirk).post(reverse(name, args=[plan.pk])).status_code == 404


def test_a_coordinator_who_takes_part_does_not_agree_to_the_own_plan(
    client_for, els, cohort, bijeenkomsten, host
):
    from_office = DeelnameFactory(user=els, cohort=cohort)
    from_office.vanaf = bijeenkomsten[3].datum
    from_office.save()

    plan = ask(from_office, host)

    assert plan.is_aangevraagd
    response = client_for(els).post(reverse("inhaalplan_akkoord", args=[plan.pk]))
    assert response.status_code == 403


def test_choosing_twice_does_no_harm_and_says_so(client_for, gemist, host, page):
    client = client_for(gemist.user)

    assertRedirects(client.post(page, {"bijeenkomst": host.pk}), page)
    again = client.post(page, {"bijeenkomst": host.pk})

    assert again.status_code == 422
    assertContains(again, "al geregeld", status_code=422)
    assert Inhaalplan.objects.count() == 1


@pytest.mark.parametrize("value", ["", "x", "-1", "0", "9" * 30, "\x00", "1e5"])
def test_nonsense_is_refused(client_for, gemist, host, page, value):
    response = client_for(gemist.user).post(page, {"bijeenkomst": value})

    assert response.status_code == 422
    assert not Inhaalplan.objects.exists()


@pytest.mark.parametrize("nummer", [0, 8, 99999999999999999999])
def test_a_day_that_does_not_exist_is_not_found(client_for, gemist, nummer):
    url = f"/deelnames/{gemist.pk}/dagen/{nummer}/inhalen/"

    assert client_for(gemist.user).get(url).status_code == 404


@pytest.mark.parametrize("people", [1, 3, 60])
def test_eleven_queries_however_many_people(
    people, client_for, gemist, host, page, carla, django_assert_num_queries
):
    DeelnameFactory.create_batch(people, cohort=host.cohort)
    host.cohort.capaciteit = 99
    host.cohort.save()
    client = client_for(gemist.user)

    with django_assert_num_queries(11):
        assertContains(client.get(page), "Kies")


def test_home_keeps_to_fourteen_queries_with_everything_on_foot(
    client_for, gemist, host, els, carla, django_assert_num_queries
):
    agreed(gemist, host, els)
    TrainerschapFactory(cohort=gemist.cohort)
    client = client_for(gemist.user)

    with django_assert_num_queries(14):
        assertContains(client.get("/"), "Inhalen op")


def test_the_page_says_why_a_plan_is_not_agreed_or_taken_back(client_for, gemist, host, els):
    """What went wrong stands on the page that one comes back to, and only when it went wrong."""
    plan = agreed(gemist, host, els)
    follow(gemist, host)
    client, back = client_for(els), reverse("inhaalplan_intrekking", args=[plan.pk])

    assertContains(client.post(back, follow=True), "Deze dag is daar al ingehaald.")
    plan.refresh_from_db()
    assert plan.vervallen_op is None

    plan.end(els)
    agree = reverse("inhaalplan_akkoord", args=[plan.pk])
    assertContains(client.post(agree, follow=True), "Dit plan is intussen veranderd.")
