import pytest

from cohorts.models import Organisatie
from tests.factories import (
    OrganisatieFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize("count", [1, 3])
def test_organisatie_list_asks_as_much_for_three_as_for_one(
    coordinator, django_assert_num_queries, count
):
    OrganisatieFactory.create_batch(count)

    with django_assert_num_queries(5):
        response = coordinator.get("/organisaties/")

    assert len(response.context["page_obj"]) == count


def test_organisatie_list_finds_by_a_part_of_the_name(coordinator, organisatie):
    OrganisatieFactory(naam="Douane")

    response = coordinator.get("/organisaties/?naam=TESTD")

    assert list(response.context["page_obj"]) == [organisatie]


@pytest.mark.parametrize(
    "typed", ["sudwest", "SÚDWEST", "fryslan sudwest", "súdwest-fryslân", "sudwestfryslan"]
)
def test_organisatie_list_finds_a_name_typed_without_its_marks(coordinator, organisatie, typed):
    found = OrganisatieFactory(naam="Súdwest-Fryslân")

    response = coordinator.get("/organisaties/", {"naam": typed})

    assert list(response.context["page_obj"]) == [found]


@pytest.mark.parametrize(("typed", "count"), [("hage", 1), ("den haag", 1), ("hage haag", 0)])
def test_organisatie_list_finds_all_words_in_one_of_both_names(coordinator, typed, count):
    OrganisatieFactory(naam="'s-Gravenhage", weergavenaam="Den Haag")

    response = coordinator.get("/organisaties/", {"naam": typed})

    assert len(response.context["page_obj"]) == count


def test_organisatie_list_pages_with_the_search(coordinator):
    for n in range(31):
        OrganisatieFactory(naam=f"Dienst {n}")

    content = coordinator.get("/organisaties/?naam=dienst").content.decode()

    assert "?naam=dienst&amp;page=2" in content


def test_organisatie_create_adds_another_employer(coordinator):
    coordinator.post("/organisaties/nieuw/", {"naam": " Douane ", "merkkleur": "#01689b"})

    row = Organisatie.objects.get()
    assert (row.naam, row.soort, row.merkkleur) == ("Douane", "overig", "#01689b")


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"naam": "testdam", "merkkleur": ""}, "naam", "staat al in de lijst"),
        ({"naam": "", "merkkleur": ""}, "naam", "verplicht"),
        ({"naam": "Douane", "merkkleur": "blauw"}, "merkkleur", "Schrijf een kleur als #00696b."),
    ],
)
def test_organisatie_create_refuses(coordinator, organisatie, data, field, message):
    response = coordinator.post("/organisaties/nieuw/", data)

    assert response.status_code == 422
    assert message in str(response.context["form"].errors[field])
    assert list(Organisatie.objects.all()) == [organisatie]


@pytest.mark.parametrize(("count", "shown"), [(30, [30]), (31, [30, 1])])
def test_a_page_has_thirty_organisations(coordinator, count, shown):
    OrganisatieFactory.create_batch(count)

    pages = [
        coordinator.get(f"/organisaties/?page={n + 1}").context["page_obj"]
        for n in range(len(shown))
    ]

    assert [len(page) for page in pages] == shown
    assert pages[0].paginator.num_pages == len(shown)


def test_an_organisation_is_kept_under_one_name_with_single_spaces(coordinator):
    coordinator.post("/organisaties/nieuw/", {"naam": "De  Nieuwe\tDienst", "merkkleur": ""})

    row = Organisatie.objects.get()
    assert (row.naam, row.weergavenaam) == ("De Nieuwe Dienst", "De Nieuwe Dienst")
    assert row.sorteernaam == "Nieuwe Dienst"
