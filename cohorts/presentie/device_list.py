"""The list of one day as a device keeps it: enough to take the roll without internet, no more."""

from datetime import datetime, timedelta
from typing import Any

from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models import Dagdeel
from cohorts.models import Bijeenkomst
from cohorts.presentie.list import Rij, expected_at
from cohorts.presentie.models import Toehoorder

# How long names may stay on a phone that can be lost.
BEWAARTIJD = timedelta(hours=48)


def daglijst_of(bijeenkomst: Bijeenkomst, *, user: User, now: datetime) -> dict[str, Any]:
    """The day of `bijeenkomst` for the device of `user`, for both dagdelen.

    Never more than presentie shows, and less: no opmerkingen, no reasons. As many queries for
    three people as for sixty.
    """
    expected = expected_at(bijeenkomst)
    halves = {half.value: {rij.pk: rij for rij in expected.rijen(half)} for half in Dagdeel}
    # A gast may catch up half of the day.
    everybody = halves["middag"] | halves["ochtend"]
    return {
        "gebruiker": user.pk,
        "nu": now.isoformat(),
        "tijdzone": timezone.get_current_timezone_name(),
        "bewaren_tot": (now + BEWAARTIJD).isoformat(),
        **_day(bijeenkomst),
        "rijen": [
            {
                "deelname": rij.pk,
                "naam": rij.naam,
                "initialen": rij.initialen,
                "gast": rij.is_gast,
                "ochtend": _half(halves["ochtend"].get(rij.pk)),
                "middag": _half(halves["middag"].get(rij.pk)),
            }
            for rij in sorted(everybody.values(), key=lambda rij: rij.deelname.sorteersleutel)
        ],
        "toehoorders": [
            {"naam": toehoorder.naam, "toelichting": toehoorder.toelichting}
            for toehoorder in Toehoorder.objects.for_bijeenkomst(bijeenkomst)
        ],
    }


def _day(bijeenkomst: Bijeenkomst) -> dict[str, Any]:
    datum = bijeenkomst.datum
    return {
        "bijeenkomst": bijeenkomst.pk,
        "dag": bijeenkomst.cursusdag.nummer,
        "cohort": bijeenkomst.cohort.naam,
        "datum": datum.isoformat(),
        "wanneer": format_date(datum, "l j F Y").lower(),
        "locatie": bijeenkomst.locatie.naam if bijeenkomst.locatie else "",
        "middag_vanaf": bijeenkomst.middag_vanaf.strftime("%H:%M"),
        "weigering": bijeenkomst.refusal_of_presentie(datum),
        "te_vroeg": bijeenkomst.refusal_of_presentie(datum - timedelta(days=1)),
        "afgerond": bijeenkomst.afgerond_op is not None,
        "tik_url": reverse("aanwezigheid_create", args=[bijeenkomst.pk]),
        "overige_url": reverse("overige_create", args=[bijeenkomst.pk]),
    }


def _half(rij: Rij | None) -> dict[str, Any] | None:
    if rij is None:
        return None
    return {
        "status": rij.status,
        "detail": rij.detail,
        "vast": rij.is_fixed,
        "afgemeld": rij.afgemeld,
    }
