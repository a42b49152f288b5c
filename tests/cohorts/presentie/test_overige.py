"""Everybody else with one tap, and the remark beside a name: about whom, which half, which day."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.aanwezigheden import (
    register_overige,
    take_back_overige,
    write_opmerking,
)
from cohorts.presentie.models import Opmerking
from tests.day_factories import AfmeldingFactory, OpmerkingFactory
from tests.factories import DeelnameFactory

Status = Aanwezigheid.Status


@pytest.mark.parametrize(
    ("afmelding", "status"),
    [
        ({}, Status.AFGEMELD),
        ({"middag": False}, Status.AFGEMELD),
        ({"ochtend": False}, Status.AANWEZIG),
        ({"ingetrokken_op": "now"}, Status.AANWEZIG),
        ({"vervallen_op": "now"}, Status.AANWEZIG),
    ],
    ids=["whole day", "this half", "the other half", "withdrawn", "lapsed"],
)
def test_who_gave_notice_that_still_holds_is_no_longer_expected_to_be_here(
    deelname: Deelname, vandaag: Bijeenkomst, carla: User, afmelding: dict, status: str
):
    colleague = DeelnameFactory(cohort=vandaag.cohort)
    facts = {"bijeenkomst": vandaag} | {
        name: timezone.now() if value == "now" else value for name, value in afmelding.items()
    }
    AfmeldingFactory(deelname=deelname, **facts)

    assert register_overige(bijeenkomst=vandaag, dagdeel="ochtend", by=carla) == 2

    assert deelname.aanwezigheden.get().status == status
    assert colleague.aanwezigheden.get().status == Status.AANWEZIG


def test_there_are_two_halves_to_mark_and_to_take_back(vandaag, carla):
    here = {"bijeenkomst": vandaag, "dagdeel": "nacht", "by": carla, "kenmerk": uuid4()}
    for act in (register_overige, take_back_overige):
        with pytest.raises(ValidationError, match="ochtend of middag"):
            act(**here)


@pytest.mark.parametrize("tekst", ["Kwam na de lunch.", ""])
def test_a_remark_takes_the_place_of_the_one_about_this_person_and_day(
    deelname: Deelname, vandaag: Bijeenkomst, bijeenkomsten, carla: User, tekst: str
):
    colleague = DeelnameFactory(cohort=vandaag.cohort)
    own = OpmerkingFactory(deelname=deelname, bijeenkomst=vandaag)
    others = [
        OpmerkingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[3]),
        OpmerkingFactory(deelname=colleague, bijeenkomst=vandaag),
    ]

    write_opmerking(bijeenkomst=vandaag, deelname=deelname, tekst=tekst, by=carla)

    about_today = Opmerking.objects.filter(pk=own.pk)
    expected = [(tekst, carla.pk)] if tekst else []
    assert list(about_today.values_list("tekst", "door")) == expected
    kept = Opmerking.objects.exclude(pk=own.pk).order_by("pk")
    assert [row.tekst for row in kept] == [row.tekst for row in others]
