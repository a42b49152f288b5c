"""Where somebody may check in: the own day and the own plan of today, by the Dutch date."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Bijeenkomst, Cohort, Deelname
from cohorts.presentie.checkin.attendees import attendee_at, attendees_of
from cohorts.presentie.views import checkin
from cohorts.presentie.views.checkin import SCAN
from tests.cohorts.presentie.checking_in import (
    AFTERNOON,
    MORNING,
    code_of,
    confirm,
    marks,
    pass_on,
    scan_url,
    type_code,
)
from tests.cohorts.rolls import gast_at
from tests.day_factories import InhaalplanFactory
from tests.factories import BijeenkomstFactory, CohortFactory, DeelnameFactory

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(MORNING, tick=False)
    return time_machine


@pytest.fixture
def elsewhere(vandaag: Bijeenkomst, programma) -> Bijeenkomst:
    """Another group has the same day, at the same hours."""
    cohort: Cohort = CohortFactory(programma=programma)
    return BijeenkomstFactory(cohort=cohort, cursusdag=vandaag.cursusdag)


def days_of(user) -> set[Bijeenkomst]:
    return {attendee.bijeenkomst for attendee in attendees_of(user, timezone.now())}


def test_only_the_own_days_of_today_that_go_on(
    anna, bas, deelname, vandaag, bijeenkomsten, elsewhere, els, clock
):
    for number in (3, 5):
        Bijeenkomst.objects.filter(pk=bijeenkomsten[number].pk).update(
            datum=vandaag.datum + (number - 4) * DAY
        )
    DeelnameFactory(cohort=elsewhere.cohort, user=bas)
    assert days_of(anna) == {vandaag}
    assert days_of(bas) == {vandaag, elsewhere}

    for moment, day in (
        ("2026-11-23 00:30 +0100", vandaag),
        ("2026-11-23 23:59 +0100", vandaag),
        ("2026-11-24 00:30 +0100", bijeenkomsten[5]),
    ):
        clock.move_to(moment, tick=False)
        assert days_of(anna) == {day}

    clock.move_to(MORNING, tick=False)
    vandaag.cancel(els)
    assert days_of(anna) == set()


@pytest.mark.parametrize(("days", "is_there"), [(-1, False), (0, True), (1, True)])
def test_a_day_is_the_own_through_the_last_day_of_the_deelname(
    anna, deelname, vandaag, days, is_there
):
    deelname.tot_en_met = vandaag.datum + days * DAY
    deelname.save()

    assert (attendee_at(vandaag, anna) is not None) == is_there
    assert days_of(anna) == ({vandaag} if is_there else set())


def test_a_plan_opens_the_day_of_this_person_and_no_other(
    vandaag, ander_cohort, elsewhere, els, bas
):
    plan = gast_at(vandaag, ander_cohort, els)
    gijs = plan.deelname.user
    asked: Deelname = DeelnameFactory(cohort=ander_cohort)
    InhaalplanFactory(deelname=asked, cursusdag=plan.cursusdag, bijeenkomst=elsewhere, versie=1)

    assert attendee_at(vandaag, gijs).plan == plan
    assert attendee_at(elsewhere, gijs) is None
    assert attendee_at(elsewhere, asked.user) is None
    assert (days_of(gijs), days_of(asked.user)) == ({vandaag}, set())
    assert attendee_at(vandaag, bas).plan is None
    # Who takes part by now is no guest any more.
    own = DeelnameFactory(cohort=vandaag.cohort, user=gijs)
    found = attendee_at(vandaag, gijs)
    assert (found.deelname, found.plan) == (own, None)


def test_a_scan_is_good_for_one_button_and_is_forgotten_then(client_for, client, anna, vandaag):
    client.get(scan_url(vandaag))
    assert client.session[SCAN]["dagdeel"] == "ochtend"
    client.force_login(anna)

    page = client.get(reverse("incheck_create", args=[vandaag.pk]))
    answer = confirm(client, vandaag, pass_on(page))

    assert (answer.status_code, SCAN in client.session) == (302, False)
    assert marks() == {"Anna": "aanwezig"}


def test_wrong_codes_count_for_who_sends_them_and_answers_differ(
    client_for, anna, bas, vandaag, monkeypatch
):
    monkeypatch.setattr(checkin, "PER_PERSON", replace(checkin.PER_PERSON, times=2))
    client, other = client_for(anna), client_for(bas)

    assert client.get(scan_url(vandaag)).status_code == 200
    assert client.get(reverse("incheck_create", args=[vandaag.pk])).status_code == 200
    assert type_code(client, "FFFFF1").status_code == 422
    assert pass_on(client.get(scan_url(vandaag)))
    client.get(scan_url(vandaag, "FFFFF2"))

    assert type_code(client, code_of(vandaag)).status_code == 429
    assert client.get(reverse("incheck_form")).status_code == 200
    assert client.get(reverse("incheck_form")).context["is_barred"]
    assert "signed" not in client.get(scan_url(vandaag)).context
    assert type_code(other, "").status_code == 422
    assert type_code(other, code_of(vandaag)).status_code == 302
    assert marks() == {"Bas": "aanwezig"}


def test_the_page_to_type_says_when_only_while_no_day_is_open(
    client_for, anna, vandaag, elsewhere, clock
):
    DeelnameFactory(user=anna, cohort=elsewhere.cohort)
    client, url = client_for(anna), reverse("incheck_form")
    Bijeenkomst.objects.filter(pk=elsewhere.pk).update(
        inlooptijd="18:00", begintijd="18:00", middag_vanaf="19:00", eindtijd="20:00"
    )

    assert client.get(url).context["reasons"] == []
    clock.move_to("2026-11-23 08:00 +0100", tick=False)
    reasons = client.get(url).context["reasons"]
    assert ["09.00" in reasons[0], "17.30" in reasons[1]] == [True, True]


def test_a_morning_and_an_afternoon_are_said_apart(client_for, anna, vandaag, deelname, clock):
    client = client_for(anna)
    type_code(client, code_of(vandaag))
    clock.move_to(AFTERNOON, tick=False)

    page = client.get(scan_url(vandaag))

    assert page.context["answer"].is_granted
    confirm(client, vandaag, pass_on(page))
    found = deelname.aanwezigheden.values_list("dagdeel", "status", "bijeenkomst")
    assert set(found) == {(half, "aanwezig", vandaag.pk) for half in ("ochtend", "middag")}
