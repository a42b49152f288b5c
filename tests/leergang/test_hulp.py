"""The page with help: each role reads its own part, and every link there opens."""

import re

import pytest
from django.urls import reverse

from tests.factories import TrainerschapFactory

PARTS = {
    "anna": ["deelnemer", "inloggen"],
    "carla": ["trainer", "inloggen"],
    "vervanger": ["trainer", "inloggen"],
    "hanna": ["hr", "inloggen"],
    "els": ["coordinator", "inloggen"],
    "niemand": ["inloggen"],
    "anoniem": ["inloggen"],
}


def part_names(page: str) -> list[str]:
    return re.findall(r'<h2 id="hulp-(\w+)">', page)


def main_links(page: str) -> set[str]:
    [main] = re.findall(r"<main.*?</main>", page, re.DOTALL)
    return set(re.findall(r'href="(/[^"]*)"', main))


@pytest.mark.parametrize("name", PARTS)
def test_each_role_reads_its_own_part_with_links_that_open(cast, client_for, name):
    client = client_for(cast.get(name))

    page = client.get(reverse("hulp")).text

    assert part_names(page) == PARTS[name]
    links = main_links(page)
    assert bool(links) == (name != "anoniem")
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_who_has_two_roles_reads_both(client_for, anna, ander_cohort):
    TrainerschapFactory(cohort=ander_cohort, user=anna)

    page = client_for(anna).get(reverse("hulp")).text

    assert part_names(page) == ["trainer", "deelnemer", "inloggen"]


def test_who_was_trainer_until_yesterday_reads_that_part_no_more(client_for, carla, vandaag):
    row = carla.trainerschappen.get()
    row.vanaf = row.tot_en_met = vandaag.datum.replace(day=1)
    row.save()

    assert part_names(client_for(carla).get(reverse("hulp")).text) == ["inloggen"]
