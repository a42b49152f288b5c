"""A remark beside a name on a day: kept, replaced, taken away, and who reads it."""

import re

import pytest
from django.urls import reverse

from cohorts.models import Deelname
from cohorts.presentie.models import Opmerking
from tests.day_factories import OpmerkingFactory


@pytest.fixture
def opmerking(client_for, carla, vandaag, deelname):
    def post(tekst, user=carla):
        fields = {"deelname": deelname.pk, "dagdeel": "ochtend", "tekst": tekst}
        return client_for(user).post(reverse("opmerking_create", args=[vandaag.pk]), fields)

    return post


def field_of(page: str, deelname: Deelname) -> str:
    """What the field behind "…" holds."""
    return re.search(rf'id="tekst-{deelname.pk}"[^>]* value="([^"]*)"', page)[1]


def test_a_remark_is_kept_replaced_and_taken_away(opmerking, client_for, carla, url, deelname):
    assert field_of(client_for(carla).get(url).text, deelname) == ""
    assert opmerking("Kwam later.").url == f"{url}?dagdeel=ochtend#deelname-{deelname.pk}"
    opmerking("Kwam om elf uur.")
    assert list(Opmerking.objects.values_list("tekst", flat=True)) == ["Kwam om elf uur."]
    assert field_of(client_for(carla).get(url).text, deelname) == "Kwam om elf uur."

    opmerking(" ")

    assert Opmerking.objects.count() == 0


def test_a_remark_that_is_too_long_is_kept_on_the_page_with_a_message(opmerking):
    answer = opmerking("x" * 201)

    assert answer.status_code == 422
    assert "Schrijf hoogstens 200 tekens." in answer.text
    assert "x" * 201 in answer.text
    assert Opmerking.objects.count() == 0


def test_a_substitute_sees_remarks_of_the_own_day_only(
    client_for, vervanger, deelname, vandaag, bijeenkomsten, url
):
    OpmerkingFactory(deelname=deelname, bijeenkomst=vandaag, tekst="Vroeg weg.")
    OpmerkingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[3], tekst="Was stil.")

    text = client_for(vervanger).get(url).text

    assert "Vroeg weg." in text
    assert "Was stil." not in text
