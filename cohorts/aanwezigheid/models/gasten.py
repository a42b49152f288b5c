"""Who is expected at a bijeenkomst of another cohort, as its list reads it."""

from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery

from accounts.models import User
from cohorts.aanwezigheid.models.afmelding import is_geldig
from cohorts.aanwezigheid.models.dagdeel import Dagdeel
from cohorts.aanwezigheid.models.inhaalplan import Inhaalplan, InhaalplanQuerySet
from cohorts.aanwezigheid.models.wijziging import Aanwezigheidswijziging
from cohorts.models.bijeenkomst import Bijeenkomst, BijeenkomstQuerySet
from cohorts.models.cohort import Cohort
from cohorts.models.deelname import Deelname, DeelnameQuerySet


def known_to(user: User) -> BijeenkomstQuerySet:
    """Those of one's cohorts, and those elsewhere at which one is expected to catch up."""
    elsewhere = Inhaalplan.objects.agreed().of_user(user)
    mine = Cohort.objects.visible_to(user)
    return Bijeenkomst.objects.filter(
        Q(cohort__in=mine) | Q(pk__in=elsewhere.values("bijeenkomst"))
    )


def coming_to(bijeenkomst: Bijeenkomst) -> DeelnameQuerySet:
    """Who is expected there: its own people, and gasten whose plan to catch up was agreed."""
    own = Deelname.objects.expected_at(bijeenkomst)
    gasten = Inhaalplan.objects.agreed().at(bijeenkomst)
    return Deelname.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=gasten.values("deelname")))


def gasten_at(bijeenkomst: Bijeenkomst) -> InhaalplanQuerySet:
    """Agreed plans for this bijeenkomst of people who still take part on that day."""
    return (
        Inhaalplan.objects.gepland()
        .at(bijeenkomst)
        .filter(deelname__in=Deelname.objects.on(bijeenkomst.datum))
        .select_related("deelname__user", "cursusdag")
    )


def gasten_for_presentie(bijeenkomst: Bijeenkomst) -> InhaalplanQuerySet:
    """With what the list says about a gast: the own mark of each dagdeel, the last thing a host
    said about it, and an afmelding for this day. One query.

    Also plans of which every dagdeel was followed elsewhere: the marks that come along say so, and
    `gasten.status_of_gast` leaves those out.
    """
    found: dict[str, Any] = {
        "afmelding": FilteredRelation(
            "deelname__afmeldingen",
            condition=Q(deelname__afmeldingen__bijeenkomst=bijeenkomst.pk)
            & is_geldig("deelname__afmeldingen__"),
        ),
    }
    for dagdeel in Dagdeel.values:
        found |= _of_dagdeel(dagdeel)
    return (
        Inhaalplan.objects.agreed_at(bijeenkomst)
        .select_related("deelname__user", "cursusdag")
        .annotate(**found)
    )


def _of_dagdeel(dagdeel: str) -> dict[str, Any]:
    said = Aanwezigheidswijziging.objects.by_hosts().latest_first()
    said = said.filter(aanwezigheid=OuterRef(f"{dagdeel}_mark__pk"))
    return {
        f"{dagdeel}_mark": FilteredRelation(
            "deelname__aanwezigheden",
            condition=Q(
                deelname__aanwezigheden__cursusdag=F("cursusdag"),
                deelname__aanwezigheden__dagdeel=dagdeel,
            ),
        ),
        f"status_{dagdeel}": F(f"{dagdeel}_mark__status"),
        f"gevolgd_bij_{dagdeel}": F(f"{dagdeel}_mark__bijeenkomst"),
        f"gezegd_{dagdeel}": Subquery(said.values("naar")[:1]),
        f"gezegd_bij_{dagdeel}": Subquery(said.values("bijeenkomst")[:1]),
        f"afgemeld_{dagdeel}": F(f"afmelding__{dagdeel}"),
    }
