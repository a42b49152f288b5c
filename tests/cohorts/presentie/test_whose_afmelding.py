"""An afmelding is of one person and one day: nobody sees or gives that of a colleague."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cohorts.aanwezigheid.models import Afmelding
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.afmeldingen import create_afmelding
from tests.day_factories import AfmeldingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def morgen(bijeenkomsten: list[Bijeenkomst]) -> Bijeenkomst:
    """The sixth day, two weeks ahead."""
    return bijeenkomsten[5]


def test_the_page_shows_the_own_notice_and_never_that_of_a_colleague(
    client_for, anna, bas, morgen, deelname
):
    AfmeldingFactory(deelname=Deelname.objects.get(user=bas), bijeenkomst=morgen)

    client, page = client_for(anna), reverse("afmelding_create", args=[morgen.pk])
    assert client.get(page).context["afmelding"] is None
    own = AfmeldingFactory(deelname=deelname, bijeenkomst=morgen)
    assert client.get(page).context["afmelding"] == own


def test_who_is_not_expected_gives_no_notice_though_others_are(anna, bas, morgen, deelname):
    Deelname.objects.filter(pk=deelname.pk).update(tot_en_met=morgen.datum - timedelta(days=1))

    with pytest.raises(ValidationError) as refused:
        create_afmelding(deelname=deelname, bijeenkomst=morgen, by=anna, ochtend=True, middag=True)

    assert refused.value.code == "vreemd"
    assert not Afmelding.objects.exists()
