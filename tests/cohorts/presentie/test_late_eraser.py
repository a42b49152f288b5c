"""A choice that was wiped on a phone before the day was closed, and arrives after it."""

from datetime import timedelta

from django.utils import timezone

from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from tests.cohorts.rolls import close


def test_a_wiped_choice_that_arrives_after_the_closing_leaves_nothing_open(
    vandaag, deelname, carla
):
    now = timezone.now()
    tap = {"bijeenkomst": vandaag, "deelname": deelname, "dagdeel": "ochtend", "by": carla}
    register_aanwezigheid(status="aanwezig", moment=now - timedelta(minutes=9), **tap)
    close(vandaag, carla)

    late = {"moment": now - timedelta(minutes=5), "toesteltijd": now - timedelta(minutes=5)}
    row = register_aanwezigheid(status="open", **late, **tap)

    assert (row.status, row.bijeenkomst) == ("niet_geregistreerd", None)
