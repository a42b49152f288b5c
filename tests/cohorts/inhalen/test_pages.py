"""The page of one day to catch up: what it offers to whom, and what it says afterwards."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import User
from cohorts.models import Bijeenkomst
from tests.cohorts.catching_up import agreed, ask, mark


@pytest.fixture
def page(gemist) -> str:
    return reverse("inhaalplan_create", args=[gemist.pk, 3])


@pytest.fixture
def people(anna, carla, els) -> dict[str, User]:
    return {"anna": anna, "carla": carla, "els": els}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("anna", "Aangevraagd. De coördinator kijkt ernaar; daarna komt er bericht."),
        ("carla", "Aangevraagd. De coördinator kijkt ernaar; daarna komt er bericht."),
        ("els", "Anna Jansen is ingepland en krijgt bericht."),
    ],
)
def test_after_a_choice_the_page_says_what_happens_now(people, client_for, host, page, name, words):
    answer = client_for(people[name]).post(page, {"bijeenkomst": host.pk}, follow=True)

    assertContains(answer, words)


@pytest.mark.parametrize(
    ("capaciteit", "words"), [(1, ""), (2, "nog 1 plaats<"), (3, "nog 2 plaatsen<")]
)
def test_the_chairs_are_counted_as_people_say_it(
    client_for, gemist, host, vreemd, page, capaciteit, words
):
    """One chair of the host is taken, by Vera."""
    host.cohort.capaciteit = capaciteit
    host.cohort.save()

    text = client_for(gemist.user).get(page).text

    assert (words in text) if words else ("Er is nu geen dag met een vrije plaats." in text)


@pytest.mark.parametrize(
    ("name", "agrees", "withdraws"),
    [("anna", False, True), ("carla", False, False), ("els", True, True)],
)
def test_each_reads_the_buttons_that_are_theirs(
    people, client_for, gemist, host, page, name, agrees, withdraws
):
    plan = ask(gemist, host)

    text = client_for(people[name]).get(page).text

    assert (reverse("inhaalplan_akkoord", args=[plan.pk]) in text) == agrees
    assert (reverse("inhaalplan_intrekking", args=[plan.pk]) in text) == withdraws
    assert "Geef een inhaalopdracht" not in text


@pytest.mark.parametrize(("name", "offers"), [("anna", False), ("carla", True), ("els", True)])
def test_an_assignment_is_offered_to_who_may_give_it(people, client_for, host, page, name, offers):
    text = client_for(people[name]).get(page).text

    assert ("Geef een inhaalopdracht" in text) == offers
    assert "Kies een dag" in text


@pytest.mark.parametrize(
    ("followed", "hours", "which"),
    [
        ("", "09.30 – 16.30 uur", ""),
        ("middag", "09.30 – 13.15 uur", "alleen de ochtend"),
        ("ochtend", "13.15 – 16.30 uur", "alleen de middag"),
    ],
)
def test_half_a_day_shows_the_hours_of_that_half(
    client_for, gemist, bijeenkomsten: list[Bijeenkomst], host, page, followed, hours, which
):
    if followed:
        mark(gemist, bijeenkomsten[2], "aanwezig", followed)

    response = client_for(gemist.user).get(page)

    assertContains(response, hours)
    assertContains(response, which) if which else assertNotContains(response, "alleen de")


def test_a_plan_that_lost_its_day_asks_for_another(client_for, gemist, host, page, els):
    plan = agreed(gemist, host, els)
    plan.bijeenkomst = plan.versie = plan.akkoord_op = plan.akkoord_door = None
    plan.save()

    assertContains(client_for(gemist.user).get(page), "waarop je zou inhalen gaat daar niet door")
    assertContains(client_for(els).get(page), "Er is een nieuwe dag nodig.")


def test_a_day_that_was_not_missed_says_so(client_for, deelname, bijeenkomsten):
    mark(deelname, bijeenkomsten[2], "aanwezig")

    page = client_for(deelname.user).get(reverse("inhaalplan_create", args=[deelname.pk, 3]))

    assertContains(page, "Deze dag is niet gemist. Er is niets in te halen.")
    assertNotContains(page, "Kies een dag")
