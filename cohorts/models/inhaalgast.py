"""Agreed plans as the list of the host reads them."""

from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery

from cohorts.models.aanwezigheid import Aanwezigheidswijziging, Dagdeel
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.deelname import Deelname
from cohorts.models.inhalen import Inhaalplan, InhaalplanQuerySet


def guests_at(bijeenkomst: Bijeenkomst) -> InhaalplanQuerySet:
    """Agreed plans for this bijeenkomst of people who still take part on that day."""
    return (
        Inhaalplan.objects.gepland()
        .at(bijeenkomst)
        .filter(deelname__in=Deelname.objects.on(bijeenkomst.datum))
        .select_related("deelname__user", "cursusdag")
    )


def guests_for_presentie(bijeenkomst: Bijeenkomst) -> InhaalplanQuerySet:
    """With what the list says about a guest: the own mark of each dagdeel, the last thing a host
    said about it, a notice for this day and a remark. One query.

    Also plans of which every dagdeel was followed elsewhere: the marks that come along say so, and
    `guests.status_of_guest` leaves those out.
    """
    found: dict[str, Any] = {
        "notice": FilteredRelation(
            "deelname__afmeldingen",
            condition=Q(
                deelname__afmeldingen__bijeenkomst=bijeenkomst.pk,
                deelname__afmeldingen__ingetrokken_op=None,
                deelname__afmeldingen__vervallen_op=None,
            ),
        ),
        "remark": FilteredRelation(
            "deelname__opmerkingen",
            condition=Q(deelname__opmerkingen__bijeenkomst=bijeenkomst.pk),
        ),
        "opmerking": F("remark__tekst"),
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
        f"afgemeld_{dagdeel}": F(f"notice__{dagdeel}"),
    }
