"""The forms with which the coördinator says who employs somebody, and which employers merge."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Dienstverband, Organisatie
from tests.cohorts.deelnemers.test_membership_views import page_of
from tests.factories import DeelnameFactory, OrganisatieFactory

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


@pytest.mark.parametrize(("days", "has_others"), [(-1, False), (0, True), (None, True)])
def test_everywhere_is_asked_of_who_takes_part_elsewhere_too(
    coordinator, deelname, vreemd, ander_cohort, time_machine, days, has_others
):
    """At half past midnight, of somebody who stopped elsewhere yesterday or stops today."""
    time_machine.move_to("2026-11-23 00:30 +0100")
    last = None if days is None else TODAY() + timedelta(days=days)
    DeelnameFactory(user=deelname.user, cohort=ander_cohort, tot_en_met=last)

    form = coordinator.get(f"{page_of(deelname)}dienstverbanden/nieuw/").context["form"]

    assert ("overal" in form.fields) == has_others


def test_everywhere_is_not_asked_of_who_takes_part_here_alone(coordinator, deelname, vreemd):
    form = coordinator.get(f"{page_of(deelname)}dienstverbanden/nieuw/").context["form"]

    assert "overal" not in form.fields


@pytest.mark.parametrize(("overal", "count"), [("on", 2), ("", 1)])
def test_another_employer_everywhere_or_here(coordinator, deelname, ander_cohort, overal, count):
    DeelnameFactory(user=deelname.user, cohort=ander_cohort)
    nieuwdam = OrganisatieFactory(naam="Nieuwdam")
    data = {
        "organisatie": "Nieuwdam",
        "afdeling": "Zorg",
        "personeelsnummer": "0042",
        "vanaf": f"{TODAY()}",
        "overal": overal,
    }

    coordinator.post(f"{page_of(deelname)}dienstverbanden/nieuw/", data)

    rows = Dienstverband.objects.at_organisatie(nieuwdam)
    assert list(rows.values_list("afdeling", "personeelsnummer")) == [("Zorg", "0042")] * count
    assert rows.filter(deelname=deelname).count() == 1


@pytest.mark.parametrize("act", ["dienstverbanden", "samenvoeging"])
def test_at_half_past_midnight_only_what_exists_that_day_is_offered(
    coordinator, deelname, organisatie, time_machine, act
):
    """And an organisation does not go over into itself."""
    time_machine.move_to("2026-11-23 00:30 +0100")
    OrganisatieFactory(naam="Voorbij", geldig_tot_en_met=TODAY() - timedelta(days=1))
    OrganisatieFactory(naam="Morgen", geldig_vanaf=TODAY() + timedelta(days=1))
    OrganisatieFactory(naam="Vandaag", geldig_vanaf=TODAY(), geldig_tot_en_met=TODAY())
    own = act == "dienstverbanden"
    url = f"{page_of(deelname)}{act}/nieuw/" if own else f"/organisaties/{organisatie.pk}/{act}/"

    offered = coordinator.get(url).context["organisaties"]

    assert {row.naam for row in offered} == {"Vandaag"} | ({"Testdam"} if own else set())


def test_a_refused_merger_complains_at_the_successor(coordinator, organisatie):
    response = coordinator.post(
        f"/organisaties/{organisatie.pk}/samenvoeging/",
        {"opvolger": "Testdam", "vanaf": f"{TODAY()}"},
    )

    errors = response.context["form"].errors
    assert list(errors) == ["opvolger"]
    assert "niet in zichzelf" in str(errors["opvolger"])


@pytest.mark.parametrize("path", ["", "nieuw/", "{pk}/samenvoeging/"])
@pytest.mark.parametrize("name", ["carla", "hanna", "anna"])
def test_only_the_coordinator_keeps_the_organisations(
    client_for, cast, organisatie, andere_organisatie, path, name
):
    client = client_for(cast[name])
    url = "/organisaties/" + path.format(pk=organisatie.pk)
    count = Organisatie.objects.count()
    data = {"naam": "Douane", "opvolger": "Dienst Elders", "vanaf": f"{TODAY()}"}

    assert client.get(url).status_code == 403
    assert client.post(url, data).status_code == (403 if path else 405)
    organisatie.refresh_from_db()
    assert (Organisatie.objects.count(), organisatie.opvolger) == (count, None)
