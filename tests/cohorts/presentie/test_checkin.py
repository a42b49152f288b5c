"""Somebody checks in with a phone: which code is good, for how long, and once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.models import Bijeenkomst
from cohorts.presentie.checkin import guessing
from tests.cohorts.presentie.checking_in import (
    AFTERNOON,
    MORNING,
    OLD,
    code_of,
    confirm,
    marks,
    pass_on,
    scan_and_confirm,
    scan_url,
    text_of,
    type_code,
)
from tests.factories import (
    DeelnameFactory,
)

Status = Aanwezigheid.Status


@pytest.fixture(autouse=True)
def clock(time_machine):
    """It is 23 November 2026, half past nine: the morning of day 5."""
    time_machine.move_to(MORNING, tick=False)
    return time_machine


# -- With a phone --------------------------------------------------------------------------


def test_a_scan_shows_day_and_place_and_one_button_marks(client_for, anna, vandaag):
    client = client_for(anna)

    page = client.get(scan_url(vandaag))
    before = marks()
    done = confirm(client, vandaag, pass_on(page), follow=True)

    assert "Rollen en samenwerking" in text_of(page)
    assert str(vandaag.locatie) in text_of(page)
    assert before == {}
    assert "Je staat op aanwezig voor deze ochtend." in text_of(done)
    row = Aanwezigheid.objects.get()
    assert (row.deelname.user, row.status, row.dagdeel) == (anna, "aanwezig", "ochtend")
    assert row.bijeenkomst == vandaag
    statement = row.wijzigingen.get()
    assert (statement.door, statement.bron, statement.van) == (anna, "code", "open")
    assert statement.moment == timezone.now()


def test_the_afternoon_is_marked_in_the_afternoon(client_for, anna, vandaag, clock):
    clock.move_to(AFTERNOON, tick=False)

    done = scan_and_confirm(client_for(anna), vandaag)

    assert "Je staat op aanwezig voor deze middag." in text_of(done)
    assert Aanwezigheid.objects.get().dagdeel == "middag"


def test_a_slow_thumb_is_no_failure(client_for, anna, vandaag, clock):
    client = client_for(anna)
    page = client.get(scan_url(vandaag))

    clock.shift(4 * 60)
    confirm(client, vandaag, pass_on(page))

    assert marks() == {"Anna": "aanwezig"}


def test_a_page_that_stood_open_too_long_asks_for_a_new_code(client_for, anna, vandaag, clock):
    client = client_for(anna)
    page = client.get(scan_url(vandaag))

    clock.shift(6 * 60)
    late = confirm(client, vandaag, pass_on(page))

    assert late.status_code == 422
    assert "Deze pagina stond te lang open." in text_of(late)
    assert marks() == {}


@pytest.mark.parametrize("age", [31, 120])
def test_a_photo_of_the_screen_is_too_late(client_for, anna, vandaag, clock, age):
    photo = scan_url(vandaag)
    clock.shift(age)

    page = client_for(anna).get(photo)

    assert OLD in text_of(page)
    assert "elke 15 seconden komt er een nieuwe" in text_of(page)
    assert "signed" not in page.context


def test_a_code_that_has_just_gone_still_works(client_for, anna, vandaag, clock):
    just_now = scan_url(vandaag)
    clock.shift(25)

    assert pass_on(client_for(anna).get(just_now))


def test_who_is_on_the_list_hears_so(client_for, anna, vandaag, clock):
    client = client_for(anna)
    first = scan_and_confirm(client, vandaag)
    clock.shift(60)

    again = client.get(scan_url(vandaag, "oud"))

    assert "Je stond er al op." not in text_of(first)
    assert "Je stond er al op." in text_of(again)
    assert "Je stond er al op." in text_of(type_code(client, code_of(vandaag)))
    assert Aanwezigheidswijziging.objects.count() == 1
    assert not guessing.PER_PERSON.is_reached(str(anna.pk))


def test_the_same_button_pressed_twice_is_one_mark(client_for, anna, vandaag):
    client = client_for(anna)
    signed = pass_on(client.get(scan_url(vandaag)))

    answers = [confirm(client, vandaag, signed, follow=True) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert Aanwezigheidswijziging.objects.count() == 1


def test_the_pass_of_somebody_else_is_refused(client_for, anna, bas, vandaag):
    signed = pass_on(client_for(anna).get(scan_url(vandaag)))

    stolen = confirm(client_for(bas), vandaag, signed)

    assert stolen.status_code == 422
    assert marks() == {}


def test_a_pass_is_not_good_for_another_day(client_for, anna, bijeenkomsten, vandaag):
    yesterday = bijeenkomsten[3]
    client = client_for(anna)
    signed = pass_on(client.get(scan_url(vandaag)))

    assert confirm(client, yesterday, signed).status_code == 422
    assert marks() == {}


# -- Which code ----------------------------------------------------------------------------


def test_a_code_of_yesterday_of_the_morning_and_of_a_moved_day_are_too_late(
    client_for, anna, vandaag, clock
):
    client = client_for(anna)
    old = [code_of(vandaag)]
    clock.move_to("2026-11-22 09:30:02 +0100", tick=False)
    vandaag.datum -= timedelta(days=1)
    old.append(code_of(vandaag))
    vandaag.datum += timedelta(days=1)
    clock.move_to(AFTERNOON, tick=False)
    old.append(code_of(vandaag))
    vandaag.versie += 1
    vandaag.save()

    answers = [text_of(client.get(scan_url(vandaag, code))) for code in old]

    assert all(OLD in answer for answer in answers)


def test_the_code_of_another_room_is_no_code_here(client_for, anna, vandaag, andere_bijeenkomst):
    page = client_for(anna).get(scan_url(vandaag, code_of(andere_bijeenkomst)))

    assert OLD in text_of(page)


def test_a_day_to_come_cannot_be_marked(client_for, anna, bijeenkomsten):
    client, future = client_for(anna), bijeenkomsten[5]

    page = client.get(scan_url(future, "FFFFFF"))

    assert "Inchecken kan op maandag 7 december vanaf 09.00 uur." in text_of(page)
    assert marks() == {}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("geannuleerd_op", "Deze bijeenkomst gaat niet door."),
        ("afgerond_op", "Deze dag is afgerond."),
    ],
)
def test_a_day_that_was_closed_or_cancelled_meanwhile_says_so(
    client_for, anna, vandaag, field, text
):
    client = client_for(anna)
    url = scan_url(vandaag)
    signed = pass_on(client.get(url))
    Bijeenkomst.objects.update(**{field: timezone.now()})

    late = confirm(client, vandaag, signed)

    assert text in text_of(client.get(url))
    assert late.status_code == 422
    assert text in text_of(late)
    assert marks() == {}


# -- Few queries ---------------------------------------------------------------------------


@pytest.mark.parametrize("people", [3, 60])
def test_checking_in_asks_as_much_in_a_large_group(
    client_for, anna, cohort, vandaag, people, django_assert_num_queries
):
    DeelnameFactory.create_batch(people - 1, cohort=cohort)
    client = client_for(anna)
    url = scan_url(vandaag)

    with django_assert_num_queries(6):
        client.get(url)
    with django_assert_num_queries(6):
        client.get(reverse("incheck_form"))
