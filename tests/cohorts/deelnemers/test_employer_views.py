"""The forms with which the coördinator says who employs somebody, and which employers merge."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cohorts.deelnemers.test_membership_views import page_of

TODAY = timezone.localdate


def test_another_employer_by_name(coordinator, deelname, andere_organisatie):
    url = f"{page_of(deelname)}dienstverbanden/nieuw/"
    data = {"organisatie": "dienst elders", "vanaf": f"{TODAY()}"}

    assert coordinator.post(url, data | {"organisatie": ""}).status_code == 422
    response = coordinator.post(url, data, follow=True)

    assert "Dienst Elders" in response.content.decode()
    assert coordinator.post(url, data).status_code == 422
    assert deelname.dienstverbanden.count() == 2


def test_a_merger_by_name(coordinator, deelname, organisatie, andere_organisatie):
    url = f"/organisaties/{organisatie.pk}/samenvoeging/"
    data = {"opvolger": "Dienst Elders", "vanaf": f"{TODAY()}"}

    assert coordinator.post(url, data, follow=True).status_code == 200
    assert coordinator.post(url, data).status_code == 422
    assert deelname.dienstverbanden.get(tot_en_met=None).organisatie == andere_organisatie


@pytest.mark.parametrize(
    ("typed", "later", "field", "words"),
    [
        ("Testdam", 1, "organisatie", "werkt al bij Testdam"),
        ("Dienst Elders", 0, "vanaf", "Kies een latere dag"),
    ],
)
def test_a_complaint_stands_at_the_field_it_is_about(
    coordinator, deelname, andere_organisatie, typed, later, field, words
):
    deelname.dienstverbanden.update(vanaf=TODAY())
    running = deelname.dienstverbanden.get()
    data = {"organisatie": typed, "vanaf": f"{running.vanaf + timedelta(days=later)}"}

    response = coordinator.post(f"{page_of(deelname)}dienstverbanden/nieuw/", data)

    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert words in str(errors[field])
    assert [running] == list(deelname.dienstverbanden.all())
