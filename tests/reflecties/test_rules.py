"""Who reaches what of a journal, for everybody in the cast."""

import pytest
from django.urls import reverse
from rules import has_perm

from accounts.models import User
from cohorts.models import Deelname
from reflecties.models import Deling, Reflectie
from tests.reflecties.writing import TEKST, share, write

OWN_PERMS = ("view", "change", "delete")


@pytest.fixture
def reflectie(cast, anna) -> Reflectie:
    return write(anna)


@pytest.fixture
def deling(reflectie, carla) -> Deling:
    return share(reflectie, carla)


@pytest.mark.parametrize("perm", [*(f"{verb}_reflectie" for verb in OWN_PERMS), "add_deling"])
def test_a_page_is_its_writers_alone(cast, reflectie, perm):
    allowed = {
        name for name, user in cast.items() if has_perm(f"reflecties.{perm}", user, reflectie)
    }

    assert allowed == {"anna"}


def test_a_share_is_opened_by_the_trainer_it_was_made_with(cast, deling):
    allowed = {
        name for name, user in cast.items() if has_perm("reflecties.view_deling", user, deling)
    }

    assert allowed == {"carla"}


def test_a_share_is_taken_back_by_its_writer(cast, deling):
    allowed = {
        name for name, user in cast.items() if has_perm("reflecties.withdraw_deling", user, deling)
    }

    assert allowed == {"anna"}


def test_a_journal_belongs_to_any_deelnemer(cast):
    allowed = {name for name, user in cast.items() if has_perm("reflecties.add_reflectie", user)}

    assert allowed == {"anna", "bas", "vreemd"}


def test_the_sets_agree_with_the_rules(cast, anna, bas, carla, dirk, vreemd):
    for writer, trainer in ((anna, carla), (bas, carla), (vreemd, dirk)):
        share(write(writer), trainer)
    share(write(anna), carla).withdraw()
    pages, shares = Reflectie.objects.all(), Deling.objects.select_related("reflectie")

    for user in cast.values():
        assert set(Reflectie.objects.written_by(user)) == {
            page for page in pages if has_perm("reflecties.view_reflectie", user, page)
        }
        assert set(Deling.objects.visible_to(user)) == {
            deling for deling in shares if has_perm("reflecties.view_deling", user, deling)
        }
    assert Deling.objects.visible_to(carla).count() == 2


# URL name, method, and who gets something else than 404 (or, for lists, 403).
PAGE_URLS = [
    ("reflectie_form", "get", {"anna": 200}),
    ("reflectie_form", "post", {"anna": 422}),
    ("reflectie_verwijdering", "get", {"anna": 200}),
    ("deling_create", "get", {"anna": 200}),
    ("deling_create", "post", {"anna": 422}),
]


def statuses(cast: dict[str, User], client_for, method: str, url: str) -> dict[str, int]:
    return {name: getattr(client_for(user), method)(url).status_code for name, user in cast.items()}


@pytest.mark.parametrize(("name", "method", "exceptions"), PAGE_URLS)
def test_strangers_do_not_find_a_page(cast, client_for, reflectie, name, method, exceptions):
    found = statuses(cast, client_for, method, reverse(name, args=[reflectie.pk]))

    assert found == dict.fromkeys(cast, 404) | exceptions


def test_strangers_do_not_delete_a_page(cast, client_for, reflectie):
    others = {name: user for name, user in cast.items() if name != "anna"}

    found = statuses(
        others, client_for, "post", reverse("reflectie_verwijdering", args=[reflectie.pk])
    )

    assert set(found.values()) == {404}
    assert Reflectie.objects.exists()


def test_the_journal_is_closed_to_people_who_take_no_part(cast, client_for):
    for name in ("reflectie_list", "reflectie_create"):
        found = statuses(cast, client_for, "get", reverse(name))

        assert found == dict.fromkeys(cast, 403) | {"anna": 200, "bas": 200, "vreemd": 200}


def test_a_deelnemer_who_left_keeps_the_journal(client_for, anna):
    Deelname.objects.filter(user=anna).update(vanaf="2020-01-01", tot_en_met="2020-02-01")

    page = write(anna)
    listed = client_for(anna).get(reverse("reflectie_list"))

    assert [line.reflectie for line in listed.context["bladzijden"]] == [page]
    assert TEKST in client_for(anna).get(page.get_absolute_url()).text


def test_strangers_do_not_find_a_share(cast, client_for, deling):
    found = statuses(cast, client_for, "get", deling.get_absolute_url())

    assert found == dict.fromkeys(cast, 404) | {"carla": 200}


def test_only_the_addressee_is_told_that_a_share_was_taken_back(cast, client_for, deling):
    deling.withdraw()

    found = statuses(cast, client_for, "get", deling.get_absolute_url())

    assert found == dict.fromkeys(cast, 404) | {"carla": 410}


def test_what_was_shared_is_listed_for_trainers(cast, client_for):
    found = statuses(cast, client_for, "get", reverse("deling_list"))

    assert found == dict.fromkeys(cast, 403) | {"carla": 200, "dirk": 200, "vervanger": 200}


@pytest.mark.parametrize(
    "name", ["reflectie_form", "reflectie_verwijdering", "deling_create", "deling_detail"]
)
def test_signing_in_comes_first(client, reflectie, name):
    response = client.get(reverse(name, args=[reflectie.pk]))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
