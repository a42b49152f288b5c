"""Ik kan niet: giving notice, taking it back, and who never reads why."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from berichten.models import Bericht
from cohorts.aanwezigheid.actions.moved_days import VERVALLEN_AFMELDING, lapse_afmeldingen
from cohorts.aanwezigheid.models import Aanwezigheid, Afmelding
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.afmeldingen import create_afmelding, withdraw_afmelding
from tests.day_factories import AfmeldingFactory, InhaalplanFactory
from tests.factories import mark_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WORDS = {"dagdelen": "hele_dag", "reden": "werk", "toelichting": "Raadsvergadering"}


@pytest.fixture
def morgen(bijeenkomsten: list[Bijeenkomst]) -> Bijeenkomst:
    """The sixth day, two weeks ahead."""
    return bijeenkomsten[5]


def url(bijeenkomst: Bijeenkomst) -> str:
    return reverse("afmelding_create", args=[bijeenkomst.pk])


def plan_at(host: Bijeenkomst, deelname: Deelname, els):
    return InhaalplanFactory(
        deelname=deelname,
        cursusdag=deelname.cohort.programma.cursusdagen.get(nummer=host.cursusdag.nummer),
        bijeenkomst=host,
        versie=1,
        akkoord_op=timezone.now(),
        akkoord_door=els,
    )


# -- Giving notice -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dagdelen", "ochtend", "middag"),
    [("hele_dag", True, True), ("ochtend", True, False), ("middag", False, True)],
)
def test_a_notice_says_for_which_part_and_why_and_marks_nobody(
    client_for, anna, morgen, dagdelen, ochtend, middag
):
    response = client_for(anna).post(url(morgen), WORDS | {"dagdelen": dagdelen})

    row = Afmelding.objects.get()
    assert response.status_code == 302
    assert (row.ochtend, row.middag, row.reden) == (ochtend, middag, "werk")
    assert row.toelichting == "Raadsvergadering"
    assert not Aanwezigheid.objects.exists()


def test_the_page_says_who_reads_the_reason(client_for, anna, morgen):
    page = client_for(anna).get(url(morgen))

    assertContains(page, "Geen medische informatie. Je trainer en de coördinator lezen dit")


def test_afterwards_the_page_offers_to_catch_up_and_to_take_it_back(client_for, anna, morgen):
    client = client_for(anna)

    page = client.post(url(morgen), WORDS, follow=True)

    deelname = anna.deelnames.get()
    assertContains(page, "Ik kan toch komen")
    assertContains(page, reverse("inhaalplan_create", args=[deelname.pk, 6]))


def test_the_same_form_twice_is_one_notice(client_for, anna, bas, morgen):
    """Also beside the notice of a colleague, who comes for the other half."""
    AfmeldingFactory(deelname=bas.deelnames.get(), bijeenkomst=morgen, middag=False)
    client = client_for(anna)

    codes = [client.post(url(morgen), WORDS).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert Afmelding.objects.filter(deelname__user=anna).count() == 1


@pytest.mark.parametrize(
    "other", [{"dagdelen": "middag"}, {"reden": "anders"}, {"toelichting": "Toch verlof"}]
)
def test_saying_something_else_asks_to_take_the_first_back(client_for, anna, morgen, other):
    client = client_for(anna)
    client.post(url(morgen), WORDS)

    response = client.post(url(morgen), WORDS | other)

    assert response.status_code == 422
    assert "Trek dat eerst in" in response.text
    assert f"<blockquote>{(WORDS | other)['toelichting']}</blockquote>" in response.text
    row = Afmelding.objects.get()
    assert (row.is_hele_dag, row.reden, row.toelichting) == (True, "werk", "Raadsvergadering")


@pytest.mark.parametrize(
    "wrong",
    [
        {"dagdelen": ""},
        {"dagdelen": "avond"},
        {"reden": "ziek"},
        {"reden": ""},
        {"toelichting": "x" * 201},
    ],
)
def test_a_form_that_is_not_complete_is_shown_again(client_for, anna, morgen, wrong):
    response = client_for(anna).post(url(morgen), WORDS | wrong)

    assert response.status_code == 422
    assert not Afmelding.objects.exists()


@pytest.mark.monday
@pytest.mark.parametrize(
    ("clock", "is_open"), [("06:00", True), ("14:00", True), ("16:29", True), ("16:30", False)]
)
def test_notice_is_given_before_and_during_the_day_but_not_after_it(
    client_for, anna, vandaag, clock, is_open
):
    with time_machine.travel(f"2026-11-23 {clock} +0100", tick=False):
        response = client_for(anna).post(url(vandaag), WORDS)

    assert response.status_code == (302 if is_open else 422)
    assert Afmelding.objects.exists() == is_open


def test_a_cancelled_day_needs_no_notice(anna, deelname, morgen, els):
    morgen.geannuleerd_op, morgen.geannuleerd_door = timezone.now(), els
    morgen.save()

    with pytest.raises(ValidationError):
        create_afmelding(deelname=deelname, bijeenkomst=morgen, by=anna)


def test_who_left_or_has_yet_to_join_is_not_asked(client_for, anna, deelname, morgen):
    deelname.tot_en_met = morgen.datum - timedelta(days=1)
    deelname.save()

    assert client_for(anna).post(url(morgen), WORDS).status_code == 403
    with pytest.raises(ValidationError):
        create_afmelding(deelname=deelname, bijeenkomst=morgen, by=anna)


def test_nobody_gives_notice_for_somebody_else(bas, deelname, morgen):
    with pytest.raises(ValidationError):
        create_afmelding(deelname=deelname, bijeenkomst=morgen, by=bas)


def test_a_guest_with_an_agreed_plan_gives_notice_for_the_day_elsewhere(
    client_for, anna, deelname, els, andere_bijeenkomst
):
    client = client_for(anna)
    with time_machine.travel("2026-11-23 08:00 +0100", tick=False):
        before = client.post(url(andere_bijeenkomst), WORDS).status_code
        plan_at(andere_bijeenkomst, deelname, els)
        after = client.post(url(andere_bijeenkomst), WORDS).status_code

    assert (before, after) == (404, 302)
    assert Afmelding.objects.get().bijeenkomst == andere_bijeenkomst


# -- Taking it back ------------------------------------------------------------------------


def test_one_click_takes_it_back_and_a_second_does_no_harm(client_for, anna, deelname, morgen):
    row = AfmeldingFactory(deelname=deelname, bijeenkomst=morgen)
    client = client_for(anna)

    for _ in range(2):
        client.post(reverse("afmelding_intrekking", args=[row.pk]))

    row.refresh_from_db()
    assert row.ingetrokken_op == timezone.now()
    assert not Afmelding.objects.geldig().exists()
    assertContains(client.get(url(morgen)), "Meld je af")


def test_after_the_day_it_stays_as_it_was(anna, deelname, vandaag):
    row = AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag)

    with time_machine.travel("2026-11-23 17:00 +0100"), pytest.raises(ValidationError):
        withdraw_afmelding(afmelding=row, by=anna)

    assert Afmelding.objects.geldig().get() == row


def test_nobody_takes_back_the_notice_of_somebody_else(bas, deelname, morgen):
    row = AfmeldingFactory(deelname=deelname, bijeenkomst=morgen)

    with pytest.raises(ValidationError):
        withdraw_afmelding(afmelding=row, by=bas)


# -- Where it shows ------------------------------------------------------------------------


def test_home_and_the_day_show_the_way_and_then_the_state(client_for, anna, deelname, vandaag):
    client, day = client_for(anna), vandaag.get_absolute_url()
    for page in ("/", day):
        assertContains(client.get(page), "Ik kan niet")

    AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag)

    for page in ("/", day):
        assertContains(client.get(page), "Je hebt je afgemeld")


def test_a_notice_for_another_day_does_not_show_on_this_one(client_for, anna, deelname, morgen):
    AfmeldingFactory(deelname=deelname, bijeenkomst=morgen)

    assertNotContains(client_for(anna).get("/"), "Je hebt je afgemeld")


def test_a_day_page_with_notice_takes_at_most_eight_queries(
    client_for, anna, carla, deelname, vandaag, django_assert_max_num_queries
):
    AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag)
    client = client_for(anna)

    with django_assert_max_num_queries(8):
        client.get(vandaag.get_absolute_url())
    with django_assert_max_num_queries(8):
        client.get(url(vandaag))


@pytest.mark.parametrize("reden", ["verhinderd", "werk", "anders"])
def test_hr_gets_the_very_same_answer_whatever_the_reason(
    client_for, anna, hanna, deelname, vandaag, reden
):
    mark_days(deelname, range(1, 5))
    client = client_for(hanna)
    csv = {"formaat": "csv"}

    def answers() -> list[bytes]:
        pages = [
            client.get(reverse("overzicht")),
            client.get(vandaag.get_absolute_url()),
            client.post(reverse("download_create"), csv),
        ]
        # A token of each form is new for every answer.
        return [re.sub(rb"[A-Za-z0-9]{64}", b"", b"".join(page)) for page in pages]

    before = answers()
    AfmeldingFactory(
        deelname=deelname, bijeenkomst=vandaag, reden=reden, toelichting="Kind van school halen"
    )

    assert answers() == before


# -- A day that moves ----------------------------------------------------------------------


def test_a_moved_day_ends_the_notice_and_asks_again_once(anna, bas, deelname, morgen):
    AfmeldingFactory(deelname=deelname, bijeenkomst=morgen, toelichting="Vergadering in Testdam")
    morgen.datum += timedelta(days=7)
    morgen.versie += 1
    morgen.save()

    assert [lapse_afmeldingen(morgen), lapse_afmeldingen(morgen)] == [1, 0]

    bericht = Bericht.objects.get(soort=VERVALLEN_AFMELDING)
    assert bericht.ontvanger == anna
    assert bericht.onderwerp == "Dag 6 is verplaatst: kun je nu wel?"
    assert "maandag 14 december, 09.30 tot 16.30 uur" in bericht.tekst
    assert "we rekenen nu weer op je" in bericht.tekst
    assert url(morgen) in bericht.tekst
    assert "Vergadering" not in bericht.tekst + bericht.html
    assert not Afmelding.objects.geldig().exists()


def test_a_cancelled_day_ends_the_notice_without_a_question(deelname, morgen, els):
    AfmeldingFactory(deelname=deelname, bijeenkomst=morgen)
    morgen.geannuleerd_op, morgen.geannuleerd_door = timezone.now(), els
    morgen.save()

    assert lapse_afmeldingen(morgen) == 1
    assert not Bericht.objects.exists()


def test_after_a_move_somebody_can_give_notice_again(anna, deelname, morgen):
    AfmeldingFactory(deelname=deelname, bijeenkomst=morgen)
    lapse_afmeldingen(morgen)

    create_afmelding(deelname=deelname, bijeenkomst=morgen, by=anna, reden="werk")

    assert Afmelding.objects.geldig().count() == 1
