"""Who adds a list, where it stands, and what is said of it."""

import pytest

from berichten.models import Bericht
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.models import Deelname
from tests.cohorts.deelnemers.lists import many
from tests.cohorts.deelnemers.test_import_views import confirm, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 deelnemer is toegevoegd."), (2, "2 deelnemers zijn toegevoegd.")]
)
def test_confirming_says_it_as_a_person_would(coordinator, cohort, count, words):
    upload(coordinator, cohort, many(count))

    response = confirm(coordinator, cohort, count)

    assert words in coordinator.get(response.url).content.decode()


def test_a_second_confirmation_says_nothing_of_anybody(coordinator, cohort):
    upload(coordinator, cohort, many(1))
    coordinator.get(confirm(coordinator, cohort, 1).url)

    response = confirm(coordinator, cohort, 1)

    assert "toegevoegd" not in coordinator.get(response.url).content.decode()


def test_a_list_stands_at_the_address_of_its_own_cohort(coordinator, cohort, ander_cohort):
    upload(coordinator, cohort, many(1))
    [deelnemerimport] = Deelnemerimport.objects.all()
    url = f"/cohorten/{ander_cohort.pk}/imports/{deelnemerimport.pk}/"

    assert coordinator.get(url).status_code == 404
    assert coordinator.post(f"{url}bevestiging/", {"aantal": 1}).status_code == 404
    assert not Deelname.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("carla", 403), ("anna", 403), ("dirk", 404)])
def test_only_the_coordinator_adds_a_list(client_for, cast, coordinator, cohort, name, status):
    upload(coordinator, cohort, many(1))
    client, people = client_for(cast[name]), Deelname.objects.count()
    [deelnemerimport] = Deelnemerimport.objects.all()

    assert upload(client, cohort, many(2)).status_code == status
    assert client.get(deelnemerimport.get_absolute_url()).status_code == status
    assert confirm(client, cohort, 1).status_code == status
    assert client.post(f"/cohorten/{cohort.pk}/uitnodigingen/").status_code == status
    assert list(Deelnemerimport.objects.all()) == [deelnemerimport]
    assert (Deelname.objects.count(), Bericht.objects.count()) == (people, 0)


@pytest.mark.parametrize(("count", "shown"), [(100, [100]), (101, [100, 1])])
def test_a_page_has_a_hundred_rows(coordinator, cohort, count, shown):
    url = upload(coordinator, cohort, many(count)).url

    pages = [coordinator.get(f"{url}?page={n + 1}").context["page_obj"] for n in range(len(shown))]

    assert [len(page) for page in pages] == shown
    assert pages[0].paginator.num_pages == len(shown)


def test_looking_confirms_and_invites_nobody(coordinator, cohort):
    url = upload(coordinator, cohort, many(1)).url

    assert coordinator.get(f"{url}bevestiging/").status_code == 405
    assert coordinator.get(f"/cohorten/{cohort.pk}/uitnodigingen/").status_code == 405
