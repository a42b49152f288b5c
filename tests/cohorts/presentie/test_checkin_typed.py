"""Checking in without a scan at hand: signing in first, typing, and guessing."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.presentie.views import checkin
from tests.cohorts.presentie.checking_in import (
    MORNING,
    OLD,
    code_of,
    confirm,
    marks,
    pass_on,
    scan_url,
    text_of,
    type_code,
)
from tests.factories import (
    BijeenkomstFactory,
    DeelnameFactory,
)

Status = Aanwezigheid.Status


@pytest.fixture(autouse=True)
def clock(time_machine):
    """It is 23 November 2026, half past nine: the morning of day 5."""
    time_machine.move_to(MORNING, tick=False)
    return time_machine


# -- Not signed in yet ---------------------------------------------------------------------


@pytest.fixture
def signed_out(anna) -> Client:
    return Client()


def test_a_scan_before_signing_in_is_good_afterwards(signed_out, anna, vandaag, clock):
    asked = signed_out.get(scan_url(vandaag))
    clock.shift(8 * 60)
    signed_out.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")

    page = signed_out.get(scan_url(vandaag, "FFFFFF"))
    done = confirm(signed_out, vandaag, pass_on(page), follow=True)

    assert asked.status_code == 302
    assert asked["Location"].startswith(f"{reverse('account_login')}?next=/inchecken/{vandaag.pk}/")
    assert "Je staat op aanwezig voor deze ochtend." in text_of(done)
    assert marks() == {"Anna": "aanwezig"}
    assert "incheck_scan" not in signed_out.session


def test_signing_in_may_outlast_the_window(signed_out, anna, vandaag, clock):
    clock.move_to("2026-11-23 11:22:10 +0100", tick=False)
    signed_out.get(scan_url(vandaag))
    clock.shift(5 * 60)
    signed_out.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")

    page = signed_out.get(reverse("incheck_create", args=[vandaag.pk]))
    confirm(signed_out, vandaag, pass_on(page))

    assert marks() == {"Anna": "aanwezig"}


def test_after_ten_minutes_a_scan_is_forgotten(signed_out, anna, vandaag, clock):
    signed_out.get(scan_url(vandaag))
    clock.shift(10 * 60 + 1)
    signed_out.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")

    page = signed_out.get(reverse("incheck_create", args=[vandaag.pk]))

    assert "signed" not in page.context


def test_a_scan_of_one_day_opens_no_other(signed_out, anna, cohort, vandaag):
    other = BijeenkomstFactory(
        cohort=DeelnameFactory(user=anna, cohort__programma=cohort.programma).cohort
    )
    signed_out.get(scan_url(other))
    signed_out.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")

    assert "signed" in signed_out.get(reverse("incheck_create", args=[other.pk])).context
    assert "signed" not in signed_out.get(reverse("incheck_create", args=[vandaag.pk])).context


def test_an_old_code_before_signing_in_leaves_no_trace(signed_out, vandaag):
    asked = signed_out.get(scan_url(vandaag, "FFFFFF"))
    nowhere = signed_out.get(reverse("incheck_create", args=[999_999]))

    assert (asked.status_code, nowhere.status_code) == (302, 302)
    assert settings.SESSION_COOKIE_NAME not in signed_out.cookies


def test_a_session_keeps_nothing_about_the_person_or_the_phone(signed_out, vandaag):
    signed_out.get(scan_url(vandaag), HTTP_USER_AGENT="Geheimtelefoon", REMOTE_ADDR="192.0.2.7")

    assert dict(signed_out.session) == {
        "incheck_scan": {
            "dag": f"{vandaag.uid} 1",
            "dagdeel": "ochtend",
            "op": timezone.now().timestamp(),
        }
    }


# -- Typed ---------------------------------------------------------------------------------


def test_typed_signs_find_the_day_by_themselves(client_for, anna, vandaag):
    code = code_of(vandaag)

    done = type_code(client_for(anna), f" {code[:3].lower()} {code[3:]} ", follow=True)

    assert "Je staat op aanwezig voor deze ochtend." in text_of(done)
    assert marks() == {"Anna": "aanwezig"}


def test_of_two_days_at_once_the_code_says_which(client_for, anna, cohort, vandaag):
    second = DeelnameFactory(user=anna, cohort__programma=cohort.programma)
    other = BijeenkomstFactory(cohort=second.cohort)

    type_code(client_for(anna), code_of(other))

    assert Aanwezigheid.objects.get().deelname == second


@pytest.mark.parametrize(("typed", "text"), [("", "Typ de code"), ("FFFFFF", OLD), ("\0", "")])
def test_a_wrong_code_is_explained_at_the_field(client_for, anna, vandaag, typed, text):
    page = type_code(client_for(anna), typed)

    assert page.status_code == 422
    assert text in text_of(page)
    assert marks() == {}


def test_without_a_bijeenkomst_today_there_is_nothing_to_type(client_for, niemand, vandaag):
    page = client_for(niemand).get(reverse("incheck_form"))

    assert "Vandaag heb je geen bijeenkomst" in text_of(page)


def test_before_it_opens_the_page_says_when(client_for, anna, vandaag, clock):
    clock.move_to("2026-11-23 08:10 +0100", tick=False)

    page = client_for(anna).get(reverse("incheck_form"))

    assert "Inchecken voor de ochtend kan vanaf 09.00 uur." in text_of(page)
    assert 'name="code"' not in text_of(page)


# -- Guessing ------------------------------------------------------------------------------


def test_ten_wrong_codes_bar_one_person_for_ten_minutes(client_for, anna, bas, vandaag, clock):
    client = client_for(anna)
    for number in range(10):
        if number % 2:
            type_code(client, f"FFFFF{number}")
        else:
            client.get(scan_url(vandaag, f"FFFFF{number}"))

    barred = type_code(client, code_of(vandaag))
    scanned = client.get(scan_url(vandaag))

    assert barred.status_code == 429
    assert "Dat waren veel foute codes achter elkaar." in text_of(barred)
    assert "signed" not in scanned.context
    assert "Dat waren veel foute codes achter elkaar." in text_of(scanned)
    assert type_code(client_for(bas), code_of(vandaag)).status_code == 302
    assert marks() == {"Bas": "aanwezig"}

    clock.shift(10 * 60 + 1)
    assert type_code(client, code_of(vandaag)).status_code == 302


def test_guessing_before_signing_in_ends_too(signed_out, vandaag, monkeypatch):
    monkeypatch.setattr(checkin, "PER_DAY", replace(checkin.PER_DAY, times=3))
    for number in range(3):
        signed_out.get(scan_url(vandaag, f"FFFFF{number}"))

    signed_out.get(scan_url(vandaag))

    assert "incheck_scan" not in signed_out.session
