"""How each day went for the own employees: a bar of parts, and the same numbers in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from rapportages.models import Inzet
from rapportages.page.days import day_lines_of
from tests.factories import AanwezigheidFactory, DeelnameFactory

Status = Aanwezigheid.Status
OCHTEND, MIDDAG = Dagdeel.OCHTEND, Dagdeel.MIDDAG


@pytest.fixture
def six(cohort, bijeenkomsten):
    """Of day 1, yesterday: whole, caught up, half, away, said so before, and nobody knows."""
    day = bijeenkomsten[0]
    day.datum = timezone.localdate() - timedelta(days=1)
    day.save()
    marks = [
        (Status.AANWEZIG, Status.AANWEZIG),
        (Status.INGEHAALD, Status.AANWEZIG),
        (Status.AANWEZIG, Status.AFWEZIG),
        (Status.AFWEZIG, Status.AFWEZIG),
        (Status.AFGEMELD, Status.AFGEMELD),
        (),
    ]
    deelnames = DeelnameFactory.create_batch(len(marks), cohort=cohort)
    for deelname, pair in zip(deelnames, marks, strict=True):
        for dagdeel, status in zip((OCHTEND, MIDDAG), pair, strict=False):
            AanwezigheidFactory(deelname=deelname, bijeenkomst=day, dagdeel=dagdeel, status=status)
    return day


def lines(today=None):
    return day_lines_of(Inzet.objects.all(), today or timezone.localdate())


def test_a_day_that_was_says_what_became_of_everybody(six):
    first, *_, last = lines()

    assert (first.naam, first.total) == ("Dag 1", 6)
    assert first.words == (
        "1 aanwezig, 1 ingehaald, 1 halve dag, 2 afwezig, 1 nog niet geregistreerd"
    )
    assert [part.kind for part in first.parts] == ["done", "done", "half", "stopped", "later"]
    assert sum(part.width for part in first.parts) == pytest.approx(200, abs=3)
    assert (last.naam, last.words) == ("Dag 7", "6 komt nog")


def test_of_today_nothing_is_told(six):
    assert lines(six.datum)[0].words == "6 wordt verwerkt"
    assert lines(six.datum - timedelta(days=1))[0].words.endswith("komt nog")


def test_a_cancelled_day_and_a_day_outside_the_employment_are_not_counted(six, bijeenkomsten):
    away = Inzet.objects.order_by("pk").first()
    away.tot_en_met = six.datum - timedelta(days=1)
    away.save()
    bijeenkomsten[1].geannuleerd_op = timezone.now()
    bijeenkomsten[1].save()

    first, following, *_ = lines()

    assert (first.total, following.naam) == (5, "Dag 3")
