"""Agreed plans as the list of the host reads them."""

from django.db.models import Exists, OuterRef, Subquery

from cohorts.models.aanwezigheid import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.models.afmelding import Afmelding
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.daglijst import Opmerking
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
    """
    notices = Afmelding.objects.geldig().for_bijeenkomst(bijeenkomst)
    notices = notices.filter(deelname=OuterRef("deelname"))
    remarks = Opmerking.objects.for_bijeenkomst(bijeenkomst).filter(deelname=OuterRef("deelname"))
    found: dict[str, Exists | Subquery] = {"opmerking": Subquery(remarks.values("tekst")[:1])}
    for dagdeel in Dagdeel.values:
        marks = Aanwezigheid.objects.in_dagdeel(dagdeel).filter(
            deelname=OuterRef("deelname"), cursusdag=OuterRef("cursusdag")
        )
        said = Aanwezigheidswijziging.objects.by_hosts().filter(
            aanwezigheid__deelname=OuterRef("deelname"),
            aanwezigheid__cursusdag=OuterRef("cursusdag"),
            aanwezigheid__dagdeel=dagdeel,
        )
        found |= {
            f"status_{dagdeel}": Subquery(marks.values("status")[:1]),
            f"gevolgd_bij_{dagdeel}": Subquery(marks.values("bijeenkomst")[:1]),
            f"gezegd_{dagdeel}": Subquery(said.latest_first().values("naar")[:1]),
            f"gezegd_bij_{dagdeel}": Subquery(said.latest_first().values("bijeenkomst")[:1]),
            f"afgemeld_{dagdeel}": Exists(notices.in_dagdeel(dagdeel)),
        }
    return guests_at(bijeenkomst).annotate(**found)
