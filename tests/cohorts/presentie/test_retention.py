"""Words are erased thirty days after the last day of a cohort; what happened stays."""

from datetime import timedelta

import pytest
import time_machine

from cohorts.aanwezigheid.models import Aanwezigheid, Afmelding
from cohorts.presentie.models import Betwisting, Opmerking, Toehoorder
from cohorts.presentie.retention import erase_reasons
from tests.cohorts.herinneringen.outbox import moment_of
from tests.day_factories import (
    AfmeldingFactory,
    BetwistingFactory,
    OpmerkingFactory,
    ToehoorderFactory,
)
from tests.factories import AanwezigheidFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(deelname, bijeenkomsten, andere_bijeenkomst):
    """One of each kind; the cohort's last day comes in four weeks. Returns that day."""
    row = bijeenkomsten[4]
    AfmeldingFactory(deelname=deelname, bijeenkomst=row, toelichting="Raadsvergadering")
    BetwistingFactory(
        aanwezigheid=AanwezigheidFactory(deelname=deelname, bijeenkomst=row), antwoord="Nee"
    )
    OpmerkingFactory(deelname=deelname, bijeenkomst=row)
    ToehoorderFactory(bijeenkomst=row)
    return bijeenkomsten[6].datum


def test_nothing_is_erased_up_to_the_thirtieth_day(kept):
    counts = erase_reasons(moment_of(kept + timedelta(days=30), "23:59"))

    assert set(counts.values()) == {0}
    assert Afmelding.objects.get().toelichting == "Raadsvergadering"


def test_after_it_the_words_go_and_the_facts_stay(kept, caplog):
    now = moment_of(kept + timedelta(days=31), "03:20")

    with caplog.at_level("INFO", logger="cohorts.presentie.retention"):
        counts = erase_reasons(now)

    afmelding, betwisting = Afmelding.objects.get(), Betwisting.objects.get()
    assert counts == {"afmeldingen": 1, "betwistingen": 1, "opmerkingen": 1, "toehoorders": 1}
    assert (afmelding.reden, afmelding.toelichting, afmelding.gewist_op) == ("", "", now)
    assert (betwisting.toelichting, betwisting.antwoord, betwisting.gewist_op) == ("", "", now)
    assert (afmelding.ochtend, afmelding.middag, betwisting.status) == (True, True, "aanwezig")
    assert Aanwezigheid.objects.get().status == "aanwezig"
    assert not Opmerking.objects.exists()
    assert not Toehoorder.objects.exists()
    assert "Anna" not in caplog.text
    assert "Raadsvergadering" not in caplog.text
    assert set(erase_reasons(now).values()) == {0}


def test_a_dry_run_counts_and_touches_nothing(kept):
    now = moment_of(kept + timedelta(days=31))

    assert sum(erase_reasons(now, dry_run=True).values()) == 4
    assert Afmelding.objects.get().gewist_op is None
    assert Opmerking.objects.exists()


def test_another_cohort_that_still_runs_keeps_its_words(kept, vreemd, andere_bijeenkomst):
    andere_bijeenkomst.datum = kept + timedelta(days=20)
    andere_bijeenkomst.save()
    AfmeldingFactory(deelname=vreemd.deelnames.get(), bijeenkomst=andere_bijeenkomst)

    with time_machine.travel(moment_of(kept + timedelta(days=31))):
        erase_reasons(moment_of(kept + timedelta(days=31)))

    assert [row.reden for row in Afmelding.objects.order_by("pk")] == ["", "verhinderd"]
