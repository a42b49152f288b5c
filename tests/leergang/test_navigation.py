"""The main navigation: what each role finds in it, and where on a phone it stands."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import CohortFactory, CoordinatorschapFactory, TrainerschapFactory
from tests.huisstijl.html import elements

pytestmark = pytest.mark.usefixtures("bijeenkomsten", "deelname")

DEELNEMER = ["Mijn leergang", "Logboek"]
TRAINER = ["Vandaag", "Mijn groepen", "Gedeeld met mij"]
COORDINATOR = ["Cockpit", "Cohorten", "Locaties", "Organisaties"]


LABEL = re.compile(r'</svg>\s*(?:<span class="lp-long">)?([^<]+)')


def links(page: str) -> list[list[str]]:
    """The labels of each main navigation on the page, in full."""
    navigations = page.split('aria-label="Hoofdmenu"')[1:]
    return [LABEL.findall(part.partition("</nav>")[0]) for part in navigations]


@pytest.mark.parametrize(
    ("who", "path", "expected"),
    [
        ("anna", "/", [DEELNEMER]),
        ("carla", "/vandaag/", [TRAINER]),
        # On a desk in the header, on a phone in the menu: one of the two shows.
        ("els", "/cockpit/", [COORDINATOR, COORDINATOR]),
        ("hanna", "/overzicht/", [["Overzicht"], ["Overzicht"]]),
    ],
)
def test_each_role_finds_its_own_pages(client_for, request, who, path, expected):
    page = client_for(request.getfixturevalue(who)).get(path).content.decode()

    assert links(page) == expected


def test_who_follows_one_cohort_and_leads_another_has_both(client_for, anna):
    TrainerschapFactory(cohort=CohortFactory(), user=anna)

    page = client_for(anna).get("/").content.decode()

    assert links(page) == [[*DEELNEMER, *TRAINER]]


@pytest.mark.parametrize(("ends_in", "leads"), [(-1, False), (0, True)])
def test_the_groups_go_with_the_last_day_of_leading_them(client_for, anna, ends_in, leads):
    today = timezone.localdate()
    TrainerschapFactory(
        cohort=CohortFactory(),
        user=anna,
        vanaf=today - timedelta(days=9),
        tot_en_met=today + timedelta(days=ends_in),
    )

    page = client_for(anna).get("/").content.decode()

    assert ("Mijn groepen" in links(page)[0]) == leads


def test_a_trainer_who_is_coordinator_finds_the_groups_among_all_cohorts(client_for, carla):
    CoordinatorschapFactory(user=carla)

    [header, menu] = links(client_for(carla).get("/cohorten/").content.decode())

    assert (
        header
        == menu
        == ["Vandaag", "Cohorten", "Gedeeld met mij", *COORDINATOR[:1], *COORDINATOR[2:]]
    )


@pytest.mark.parametrize(("who", "heading"), [("carla", "Mijn groepen"), ("els", "Cohorten")])
def test_the_list_of_cohorts_is_called_what_the_navigation_calls_it(
    client_for, request, who, heading
):
    page = client_for(request.getfixturevalue(who)).get("/cohorten/").content.decode()

    assert elements(page, "h1")[0].text == heading
    marked = {link.text for link in elements(page, "a") if link.get("aria-current") == "page"}
    assert len(marked) == 1
    assert heading in marked.pop()
