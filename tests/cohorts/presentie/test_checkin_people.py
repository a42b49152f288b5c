"""Who may check in, and what a trainer said before or says afterwards."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from tests.cohorts.presentie.checking_in import (
    AFTERNOON,
    MORNING,
    code_of,
    confirm,
    marks,
    pass_on,
    scan_and_confirm,
    scan_url,
    text_of,
    type_code,
    without_token,
)
from tests.day_factories import InhaalplanFactory
from tests.factories import (
    AanwezigheidFactory,
    DeelnameFactory,
    plan_seven_days,
)

Status = Aanwezigheid.Status


@pytest.fixture(autouse=True)
def clock(time_machine):
    """It is 23 November 2026, half past nine: the morning of day 5."""
    time_machine.move_to(MORNING, tick=False)
    return time_machine


# -- Who -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["vreemd", "carla", "dirk", "els", "hanna", "beheerder", "niemand"])
def test_for_others_there_is_no_such_page(client_for, cast, vandaag, who):
    client = client_for(cast[who])

    found = client.get(scan_url(vandaag))
    nowhere = client.get(reverse("incheck_create", args=[999_999]))
    typed = type_code(client, code_of(vandaag))

    assert (found.status_code, typed.status_code) == (404, 422)
    assert without_token(found) == without_token(nowhere)
    assert vandaag.cohort.naam not in text_of(typed)
    assert marks() == {}


@pytest.mark.parametrize(
    "period",
    [{"vanaf": date(2026, 11, 24)}, {"tot_en_met": date(2026, 11, 22)}],
    ids=["joins tomorrow", "left yesterday"],
)
def test_only_who_takes_part_on_the_day_itself(client_for, cohort, vandaag, period):
    deelname = DeelnameFactory(cohort=cohort, **period)

    assert client_for(deelname.user).get(scan_url(vandaag)).status_code == 404


# -- What a trainer said -------------------------------------------------------------------


@pytest.mark.parametrize("word", ["afwezig", "afgemeld"])
def test_the_word_of_a_trainer_stands(client_for, anna, carla, deelname, vandaag, word):
    client = client_for(anna)
    signed = pass_on(client.get(scan_url(vandaag)))
    register_aanwezigheid(
        bijeenkomst=vandaag, deelname=deelname, dagdeel="ochtend", status=word, by=carla
    )

    answers = [
        client.get(scan_url(vandaag)),
        confirm(client, vandaag, signed),
        type_code(client, code_of(vandaag)),
    ]

    for answer in answers:
        assert f"Je trainer heeft je op {word} gezet." in text_of(answer)
    assert marks() == {"Anna": word}


def test_a_trainer_overrules_and_an_old_tap_does_not_bring_it_back(
    client_for, anna, carla, deelname, vandaag, clock
):
    client = client_for(anna)
    signed = pass_on(client.get(scan_url(vandaag)))
    confirm(client, vandaag, signed)
    clock.shift(5)
    for word in ("afwezig", "open"):
        register_aanwezigheid(
            bijeenkomst=vandaag, deelname=deelname, dagdeel="ochtend", status=word, by=carla
        )

    replayed = confirm(client, vandaag, signed)

    assert replayed.status_code == 422
    assert "Je trainer heeft dit aangepast." in text_of(replayed)
    assert marks() == {"Anna": "open"}


def test_what_stood_open_again_can_be_said_with_a_new_code(
    client_for, anna, carla, deelname, vandaag
):
    AanwezigheidFactory(deelname=deelname, bijeenkomst=vandaag, status=Status.OPEN)

    scan_and_confirm(client_for(anna), vandaag)

    assert marks() == {"Anna": "aanwezig"}


# -- Guests --------------------------------------------------------------------------------


@pytest.fixture
def host(vreemd, ander_cohort, vandaag) -> Bijeenkomst:
    """Vera missed the morning of day 5 in her own group and catches it up here."""
    plan_seven_days(ander_cohort, today_is=6)
    vera = vreemd.deelnames.get()
    vera.aanwezigheden.create(cursusdag=vandaag.cursusdag, dagdeel="ochtend", status=Status.AFWEZIG)
    InhaalplanFactory(
        deelname=vera,
        cursusdag=vandaag.cursusdag,
        bijeenkomst=vandaag,
        versie=vandaag.versie,
        middag=False,
        akkoord_op=timezone.now(),
        akkoord_door=DeelnameFactory().user,
    )
    return vandaag


def test_a_guest_with_half_a_plan_hears_which_half(client_for, vreemd, host, clock):
    clock.move_to(AFTERNOON, tick=False)

    page = client_for(vreemd).get(scan_url(host))

    assert "Je haalt hier alleen de ochtend in." in text_of(page)
    assert "signed" not in page.context


@pytest.mark.parametrize(
    "undone", [{"akkoord_op": None, "akkoord_door": None}, {"vervallen_op": 1}]
)
def test_a_plan_without_agreement_or_that_ended_opens_nothing(client_for, vreemd, host, undone):
    plan = host.inhaalplannen.get()
    for field, value in undone.items():
        setattr(plan, field, timezone.now() if value else None)
    plan.save()

    assert client_for(vreemd).get(scan_url(host)).status_code == 404
    assert type_code(client_for(vreemd), code_of(host)).status_code == 422


def test_a_guest_catches_up_and_counts_on_the_screen(client_for, vreemd, carla, host):
    done = scan_and_confirm(client_for(vreemd), host)
    screen = client_for(carla).get(reverse("incheckcode", args=[host.pk]))

    row = Aanwezigheid.objects.get()
    assert (row.deelname.user, row.status, row.bijeenkomst) == (vreemd, "ingehaald", host)
    assert row.wijzigingen.get().bron == "inhalen"
    assert "Deze ochtend telt voor jou als ingehaald." in text_of(done)
    assert "<b>1 van 1</b> zijn er" in text_of(screen)
    assert "Net binnen: Vera" in text_of(screen)


def test_a_guest_types_the_code_too(client_for, vreemd, host):
    type_code(client_for(vreemd), code_of(host))

    assert marks() == {"Vera": "ingehaald"}


def test_what_the_host_says_about_a_guest_stands_until_it_is_taken_back(
    client_for, vreemd, carla, host, clock
):
    vera = vreemd.deelnames.get()

    def say(status: str) -> None:
        clock.shift(1)
        register_aanwezigheid(
            bijeenkomst=host, deelname=vera, dagdeel="ochtend", status=status, by=carla
        )

    say("afwezig")
    refused = type_code(client_for(vreemd), code_of(host))
    say("open")
    type_code(client_for(vreemd), code_of(host))

    assert "Je trainer heeft genoteerd dat je er niet bent." in text_of(refused)
    assert marks() == {"Vera": "ingehaald"}
