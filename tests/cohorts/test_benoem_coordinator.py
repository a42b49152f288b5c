"""Making somebody coördinator from the command line: the only way in on an empty installation."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Coordinatorschap, User
from berichten.models import Bericht
from tests import servers
from tests.factories import CoordinatorschapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.monday]

TODAY = date(2026, 11, 23)
NAMES = {"voornaam": "Els", "achternaam": "Bakker"}


@pytest.fixture
def benoem(django_capture_on_commit_callbacks):
    """Runs the command to its end, mail included; gives what it printed."""

    def run(adres="els@stichting.example", tot_en_met=date(2027, 12, 31), **options) -> str:
        printed = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command(
                "benoem_coordinator", adres, tot_en_met=tot_en_met, stdout=printed, **options
            )
        return printed.getvalue()

    return run


def test_a_new_person_becomes_coordinator_and_is_mailed_the_way_in(benoem):
    printed = benoem(**NAMES)

    user = User.objects.get()
    assert (user.email, user.naam) == ("els@stichting.example", "Els Bakker")
    assert [(row.vanaf, row.tot_en_met) for row in user.coordinatorschappen.all()] == [
        (TODAY, date(2027, 12, 31))
    ]
    assert user.is_coordinator
    assert "Els Bakker is coördinator tot en met 31-12-2027." in printed
    assert "/account/link/" not in printed
    [letter] = mail.outbox
    assert letter.to == ["els@stichting.example"]
    assert "tot en met 31 december 2027" in letter.body
    assert "/account/login/?email=els%40stichting.example" in letter.body


def test_with_link_the_way_in_is_printed_and_nothing_is_mailed(benoem):
    printed = benoem(link=True, **NAMES)

    link = re.search(r"http://testserver(/account/link/\S+)", printed)[1]
    assert "20 minuten en één keer" in printed
    assert Bericht.objects.count() == 0
    browser = Client()
    assert browser.post(link).status_code == 302
    assert browser.session["_auth_user_id"] == str(User.objects.get().pk)
    assert Client().post(link).status_code == 410


def test_a_mail_server_that_does_not_answer_leads_to_the_link(benoem, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.free_port()

    printed = benoem(**NAMES)

    assert "Mail versturen lukt nog niet: op deze poort luistert geen mailserver." in printed
    assert "/account/link/" in printed
    assert Bericht.objects.count() == 0
    assert User.objects.get().is_coordinator


def test_a_known_person_keeps_account_and_name(benoem, anna):
    benoem(anna.email.upper(), voornaam="A.", achternaam="Jansen-Bos")

    anna.refresh_from_db()
    assert anna.naam == "Anna Jansen"
    assert [row.user for row in Coordinatorschap.objects.all()] == [anna]


def test_an_address_of_somebody_else_makes_nobody_coordinator(benoem, anna):
    with pytest.raises(CommandError, match="Dit adres hoort bij Anna Jansen"):
        benoem(anna.email, voornaam="Gerda", achternaam="Postma")

    assert not Coordinatorschap.objects.exists()


def test_a_second_time_changes_the_last_day_and_mails_again(benoem, els):
    later, sooner = date(2028, 6, 30), TODAY
    for last in (later, sooner):
        benoem(els.email, last)

        assert [row.tot_en_met for row in els.coordinatorschappen.all()] == [last]
    assert len(mail.outbox) == 2


def test_a_role_that_ended_yesterday_is_a_new_row_and_one_that_starts_tomorrow_is_not(benoem, els):
    els.coordinatorschappen.all().delete()
    ended = CoordinatorschapFactory(
        user=els, vanaf=TODAY - timedelta(days=9), tot_en_met=TODAY - timedelta(days=1)
    )
    planned = CoordinatorschapFactory(user=els, vanaf=TODAY + timedelta(days=1), tot_en_met=None)

    benoem(els.email)

    rows = els.coordinatorschappen.order_by("vanaf").values_list("pk", "vanaf", "tot_en_met")
    assert list(rows) == [
        (ended.pk, ended.vanaf, ended.tot_en_met),
        (planned.pk, TODAY, date(2027, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("adres", "names", "told"),
    [
        ("geen adres", NAMES, "E-mailadres"),
        ("els@stichting.example", {}, "Voornaam"),
        ("els@stichting.example", {"voornaam": "Els"}, "Achternaam"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_made(benoem, adres, names, told):
    with pytest.raises(CommandError, match=told):
        benoem(adres, **names)

    assert not User.objects.exists()


def test_the_last_day_may_be_today_and_not_yesterday(benoem):
    with pytest.raises(CommandError, match="al voorbij"):
        benoem(tot_en_met=TODAY - timedelta(days=1), **NAMES)
    assert not User.objects.exists()

    benoem(tot_en_met=TODAY, **NAMES)
    assert User.objects.get().is_coordinator


def test_a_closed_account_is_refused(benoem, niemand):
    User.objects.filter(pk=niemand.pk).update(is_active=False)

    with pytest.raises(CommandError, match="gesloten"):
        benoem(niemand.email)

    assert not Coordinatorschap.objects.exists()


@pytest.mark.parametrize("day", ["31-12-2027", "2027-12-31"])
def test_the_last_day_is_read_as_people_and_as_computers_write_it(benoem, day):
    assert "coördinator tot en met 31-12-2027." in benoem(tot_en_met=day, **NAMES)


def test_days_and_months_of_one_digit_are_read_in_the_dutch_order(benoem):
    assert "coördinator tot en met 03-04-2027." in benoem(tot_en_met="3-4-2027", **NAMES)


@pytest.mark.parametrize("day", ["31-13-2027", "31-12-27", "31 december 2027", "morgen", ""])
def test_something_that_is_no_day_is_refused_in_dutch_with_an_example(benoem, day):
    with pytest.raises(CommandError, match=f"^‘{day}’ is geen dag: .*bijvoorbeeld 31-12-2027"):
        benoem(tot_en_met=day, **NAMES)

    assert not User.objects.exists()
