"""How long a list waits, beside which others, and how it is judged then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.deelnemers.actions.lists import (
    confirm_deelnemerimport,
    create_deelnemerimport,
    judge_deelnemerimport,
)
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.deelnemers.tasks import clean_deelnemerimports
from tests.cohorts.deelnemers.lists import FILES, content_of, csv_of, file_of
from tests.cohorts.deelnemers.test_lists import import_of
from tests.factories import TrainerschapFactory, UserFactory


@pytest.mark.parametrize(("hours", "is_kept"), [(24, True), (24.01, False)])
def test_a_list_waits_for_a_day_and_a_confirmed_one_stays(
    cohort, els, time_machine, hours, is_kept
):
    time_machine.move_to("2026-11-23 10:00 +0100", tick=False)
    waiting, confirmed = (import_of(cohort, els, content_of(name)) for name in list(FILES)[:2])
    confirm_deelnemerimport(deelnemerimport=confirmed, expected=12, by=els)
    time_machine.shift(timedelta(hours=hours))

    clean_deelnemerimports.delay()

    assert set(Deelnemerimport.objects.all()) == {confirmed} | ({waiting} if is_kept else set())


@pytest.mark.parametrize("name", ["lijst.csv", "l" * 200, "l" * 201, "l" * 300], ids=len)
def test_the_same_list_sent_twice_waits_once_and_the_last_time_counts(
    cohort, els, time_machine, name
):
    def send():
        return create_deelnemerimport(
            cohort=cohort,
            file=file_of([["Naam", "Mail"], ["Vos", "v@x.example"]]),
            bestandsnaam=name,
            by=els,
        )

    time_machine.move_to("2026-11-23 10:00 +0100", tick=False)
    first = send()
    first.assign_columns({"email": 0})
    time_machine.shift(timedelta(hours=20))

    assert send() == first

    first.refresh_from_db()
    assert list(Deelnemerimport.objects.all()) == [first]
    assert (first.bestandsnaam, first.aangemaakt_op) == (name[:200], timezone.now())
    assert first.kolommen == {"naam": 0, "email": 1}


@pytest.mark.parametrize("other", ["cohort", "by", "bestandsnaam", "file", "confirmed"])
def test_another_list_waits_beside_it(cohort, ander_cohort, els, other):
    same = {
        "cohort": cohort,
        "by": els,
        "bestandsnaam": "lijst.csv",
        "file": file_of([["Voornaam", "Naam", "Mail"], ["An", "Vos", "v@x.example"]]),
    }
    others = {
        "cohort": ander_cohort,
        "by": UserFactory(),
        "bestandsnaam": "lijst2.csv",
        "file": file_of([["Voornaam", "Naam", "Mail"], ["An", "Bos", "b@x.example"]]),
    }
    first = create_deelnemerimport(**same)
    if other == "confirmed":
        confirm_deelnemerimport(deelnemerimport=first, expected=1, by=els)

    second = create_deelnemerimport(**same | {k: v for k, v in others.items() if k == other})

    assert set(Deelnemerimport.objects.all()) == {first, second}
    assert first != second


@pytest.mark.parametrize(("days", "leads"), [(-1, False), (0, True), (1, True)])
def test_who_led_the_cohort_until_yesterday_may_be_on_its_list(
    cohort, els, dirk, time_machine, days, leads
):
    time_machine.move_to("2026-11-23 00:30 +0100")
    trainer = TrainerschapFactory(
        cohort=cohort, tot_en_met=timezone.localdate() + timedelta(days=days)
    ).user
    rows = [f"{user.voornaam},,{user.achternaam},{user.email},," for user in (trainer, dirk)]

    judged = judge_deelnemerimport(import_of(cohort, els, csv_of(*rows)))

    assert [row.can_be_added for row in judged] == [not leads, True]
    assert [row.has_account for row in judged] == [True, True]


def test_only_who_is_in_this_cohort_counts_as_present(cohort, els, anna, vreemd):
    rows = [f"{user.voornaam},,{user.achternaam},{user.email},," for user in (anna, vreemd)]

    judged = judge_deelnemerimport(import_of(cohort, els, csv_of(*rows)))

    assert [row.in_cohort for row in judged] == [True, False]


def test_a_list_without_a_needed_column_judges_nobody(cohort, els):
    assert judge_deelnemerimport(import_of(cohort, els, b"Achternaam,Mail\nVos,v@x.example")) == []
