"""A list of another organisation is noticed by its mail domain."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.people.persons import Persoon
from cohorts.deelnemers.actions.lists import (
    create_deelnemerimport,
    enrol_deelnemers,
    judge_deelnemerimport,
)
from cohorts.deelnemers.lists.files import read_list
from cohorts.deelnemers.lists.mail_domains import usual_domains
from tests.cohorts.deelnemers.lists import csv_of

THREE = [f"p{n}@testdam.example" for n in range(3)]


@pytest.mark.parametrize(
    ("earlier", "listed", "address", "warned"),
    [
        (THREE, THREE, "x@testdam.example", ""),
        (THREE, THREE, "x@elders.example", "testdam.example"),
        (THREE, ["a@elders.example"] * 3, "a@elders.example", "testdam.example"),
        ([], THREE, "x@elders.example", "testdam.example"),
        ([], THREE[:2], "x@elders.example", ""),
        ([], [*THREE, *["a@elders.example"] * 3], "x@elders.example", ""),
        (THREE, THREE, "geen adres", ""),
    ],
)
def test_an_address_looks_out_of_place_beside_most_others(earlier, listed, address, warned):
    warning = usual_domains(listed=listed, earlier=earlier).warning_about(address)

    assert bool(warning) == bool(warned)
    assert warned in warning


def test_a_list_of_another_organisation_is_noticed_and_not_refused(cohort, els, coordinator):
    personen = [Persoon("Noor", "Veen", address) for address in THREE]
    enrol_deelnemers(cohort=cohort, personen=personen, by=els)
    content = csv_of(*(f"Ed,,Gast{n},ed{n}@elders.example,," for n in range(4)))
    row = create_deelnemerimport(
        cohort=cohort, file=read_list(content), bestandsnaam="lijst.csv", by=els
    )

    page = coordinator.get(row.get_absolute_url()).content.decode()

    assert "4 adressen hebben een ander maildomein" in page
    assert page.count("Ander maildomein. Eerdere deelnemers") == 4
    assert "Voeg 4 toe" in page


def test_people_of_another_organisation_say_nothing_about_this_one(cohort, ander_cohort, els):
    personen = [Persoon("Noor", "Veen", f"n{n}@elders.example") for n in range(3)]
    enrol_deelnemers(cohort=ander_cohort, personen=personen, by=els)
    row = create_deelnemerimport(
        cohort=cohort,
        file=read_list(csv_of(*(f"Ed,,Gast,{address},," for address in THREE))),
        bestandsnaam="lijst.csv",
        by=els,
    )

    assert [judged.waarschuwing for judged in judge_deelnemerimport(row)] == [""] * 3


def test_a_trainer_of_the_cohort_in_a_list_is_an_error(cohort, els, carla):
    content = csv_of(f"Carla,,Wit,{carla.email},,")
    row = create_deelnemerimport(
        cohort=cohort, file=read_list(content), bestandsnaam="lijst.csv", by=els
    )

    [judged] = judge_deelnemerimport(row)

    assert "trainer van dit cohort" in judged.fouten[0]


def test_an_empty_file_is_refused_in_our_own_words(cohort, coordinator):
    response = coordinator.post(
        f"/cohorten/{cohort.pk}/imports/nieuw/", {"bestand": SimpleUploadedFile("leeg.csv", b"")}
    )

    assert response.status_code == 422
    assert "Dit bestand is leeg." in response.content.decode()
