"""What is counted of a list before anybody is added, and what is warned of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.people.persons import Persoon
from cohorts.deelnemers.lists.judging import JudgedRow, Known
from cohorts.deelnemers.lists.preview import Preview
from cohorts.deelnemers.models import Deelnemerimport
from tests.factories import DeelnameFactory

NOOR = Persoon("Noor", "Veen", "noor@testdam.example")
WRONG, ODD = {"fouten": ("fout",)}, {"waarschuwing": "vreemd"}
ACCOUNT = Known(1, "Noor", "", "Veen", "noor@testdam.example")
KNOWN, PRESENT = {"account": ACCOUNT}, {"in_cohort": True}


def preview_of(*rows: dict, cohort=None) -> Preview:
    judged = [JudgedRow(nummer=n, persoon=NOOR, **row) for n, row in enumerate(rows)]
    return Preview(Deelnemerimport(cohort=cohort), judged)


def test_wrong_rows_stand_first_then_odd_ones_each_in_the_order_of_the_list():
    preview = preview_of({}, ODD, WRONG, {}, ODD | WRONG, ODD, WRONG)

    assert [row.nummer for row in preview.rows] == [4, 2, 6, 1, 5, 0, 3]


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ({}, (1, 0, 0, 0, 0)),
        (KNOWN, (1, 1, 0, 0, 0)),
        (ODD, (1, 0, 0, 0, 1)),
        (KNOWN | PRESENT, (0, 0, 1, 0, 0)),
        (KNOWN | PRESENT | ODD, (0, 0, 1, 0, 0)),
        (WRONG, (0, 0, 0, 1, 0)),
        (WRONG | KNOWN | ODD, (0, 0, 0, 1, 0)),
        (WRONG | KNOWN | PRESENT, (0, 0, 0, 1, 0)),
    ],
)
def test_a_row_counts_as_one_thing(row, counts):
    """Good, of whom known and odd; in the cohort; or wrong."""
    preview = preview_of(row)

    counted = (preview.good, preview.known, preview.present, preview.wrong, preview.odd)
    assert counted == counts


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 adres heeft een ander"), (2, "2 adressen hebben een ander")]
)
def test_the_warning_about_odd_addresses_says_how_many(cohort, count, words):
    warning = preview_of(*[ODD] * count, {}, cohort=cohort).odd_warning

    assert warning.startswith(f"{words} maildomein dan je bij Testdam verwacht.")


@pytest.mark.parametrize(("seats", "short"), [(5, 0), (4, 0), (3, 1), (2, 2)])
def test_who_has_stopped_takes_no_seat(cohort, ander_cohort, time_machine, seats, short):
    """At half past midnight: one stopped yesterday, one stops today, and two come."""
    time_machine.move_to("2026-11-23 00:30 +0100")
    today = timezone.localdate()
    DeelnameFactory(cohort=cohort, tot_en_met=today - timedelta(days=1))
    DeelnameFactory(cohort=cohort, tot_en_met=today)
    DeelnameFactory(cohort=cohort)
    DeelnameFactory(cohort=ander_cohort)
    cohort.capaciteit = seats

    preview = preview_of({}, KNOWN, WRONG, PRESENT, cohort=cohort)

    assert preview.seats_short == short
    assert f"zijn het er {seats + short}: {short} te veel." in preview.seats_warning
