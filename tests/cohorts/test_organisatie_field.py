"""An organisation is found by any of its names, and never guessed."""

from datetime import timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts.fields import OrganisatieField
from cohorts.models import Organisatie
from tests.factories import OrganisatieFactory

pytestmark = pytest.mark.django_db


def typed(naam: str) -> Organisatie | str:
    return OrganisatieField(required=False).clean(naam)


def refusal(naam: str) -> str:
    with pytest.raises(ValidationError) as caught:
        typed(naam)
    return str(caught.value.messages[0])


@pytest.fixture
def hengelo() -> Organisatie:
    OrganisatieFactory(naam="Hengelo (Gelderland)", weergavenaam="Klein Hengelo")
    return OrganisatieFactory(naam="Hengelo (Overijssel)", weergavenaam="Hengelo")


@pytest.mark.parametrize(
    "naam",
    ["Hengelo", "hengelo", "  HENGELO ", "Hengelo (Overijssel)", "Gemeente  Hengelo"],
)
def test_a_name_in_full_or_as_shown_will_do(hengelo, naam):
    assert typed(naam) == hengelo


def test_an_organisation_whose_own_name_begins_with_gemeente_comes_first(hengelo):
    own = OrganisatieFactory(naam="Gemeente Hengelo")

    assert typed("gemeente hengelo") == own


def test_part_of_a_name_only_gives_a_hint(hengelo):
    assert refusal("Klein") == "We kennen ‘Klein’ niet. Bedoel je Klein Hengelo?"
    assert refusal("Hardenberg") == (
        "We kennen ‘Hardenberg’ niet. Voeg die eerst toe bij Organisaties."
    )


def test_of_two_with_one_name_neither_is_chosen(hengelo):
    OrganisatieFactory(naam="Dienst", weergavenaam="Hengelo")

    assert refusal("Hengelo") == (
        "We kennen ‘Hengelo’ niet. Bedoel je Dienst of Hengelo (Overijssel)?"
    )


@pytest.mark.parametrize(("days", "is_found"), [(-1, False), (0, True), (1, True)])
def test_an_organisation_is_found_until_its_last_day(hengelo, days, is_found):
    hengelo.geldig_tot_en_met = timezone.localdate() + timedelta(days=days)
    hengelo.save()

    if is_found:
        assert typed("Hengelo") == hengelo
    else:
        assert "We kennen" in refusal("Hengelo")


def test_nothing_is_nothing():
    assert typed("  ") == ""


@pytest.mark.parametrize(
    ("typed_name", "meant"),
    [("Zutfen", ["Zutphen"]), ("Zupthen", ["Zutphen"]), ("Amsterdam", []), ("Q", [])],
)
def test_a_mistyped_name_is_offered_as_it_should_be(typed_name, meant):
    OrganisatieFactory(naam="Zutphen", weergavenaam="Zutphen")
    field = OrganisatieField()

    with pytest.raises(ValidationError):
        field.clean(typed_name)

    assert field.suggestions == meant
    assert all(field.clean(name).weergavenaam == name for name in meant)


def test_what_is_offered_of_one_form_is_not_offered_in_the_next():
    class Form(forms.Form):
        organisatie = OrganisatieField()

    OrganisatieFactory(naam="Zutphen", weergavenaam="Zutphen")
    assert not Form({"organisatie": "Zutfen"}).is_valid()

    assert Form().fields["organisatie"].suggestions == []


def test_the_button_sends_the_form_with_the_name_that_was_meant(coordinator):
    OrganisatieFactory(naam="Zutphen", weergavenaam="Zutphen")

    page = coordinator.post("/cohorten/nieuw/", {"organisatie": "Zutfen"}).content.decode()
    button = '<button class="utrecht-button utrecht-button--secondary-action" type="submit" '
    assert f'{button}name="organisatie" value="Zutphen">Ja, Zutphen</button>' in page

    page = coordinator.post("/cohorten/nieuw/", {"organisatie": ["Zutfen", "Zutphen"]})
    assert "organisatie" not in page.context["form"].errors
