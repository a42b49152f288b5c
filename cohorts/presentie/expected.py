"""Who is expected at a bijeenkomst, with all that its list says beside a name."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from cohorts.aanwezigheid.models import Dagdeel, Inhaalplan
from cohorts.aanwezigheid.models.afmelding import is_geldig
from cohorts.aanwezigheid.models.gasten import gasten_for_presentie
from cohorts.models import Bijeenkomst, Deelname, Dienstverband


class Remarked(TypedDict):
    """What a trainer wrote beside the name on this day."""

    opmerking: str | None


class Listed(Remarked):
    """Statuses, afmelding and department on the day of the bijeenkomst."""

    ochtend: str | None
    middag: str | None
    afgemeld_ochtend: bool | None
    afgemeld_middag: bool | None
    afgemeld_reden: str | None
    afdeling: str | None


if TYPE_CHECKING:
    from django_stubs_ext.annotations import WithAnnotations

    OnList = WithAnnotations[Deelname, Listed]
    GastOnList = WithAnnotations[Inhaalplan, Remarked]


def expected_people(bijeenkomst: Bijeenkomst) -> "QuerySet[OnList]":
    """Who is expected of the cohort, with what stands on the list of that day: one query."""
    dienstverband = Dienstverband.objects.on(bijeenkomst.datum).filter(deelname=OuterRef("pk"))
    marks = {
        dagdeel: FilteredRelation(
            "aanwezigheden",
            condition=Q(
                aanwezigheden__cursusdag=bijeenkomst.cursusdag_id,
                aanwezigheden__dagdeel=dagdeel,
            ),
        )
        for dagdeel in Dagdeel.values
    }
    return (
        Deelname.objects.expected_at(bijeenkomst)
        .select_related("user")
        .annotate(
            ochtend_mark=marks["ochtend"],
            middag_mark=marks["middag"],
            afmelding=FilteredRelation(
                "afmeldingen",
                condition=Q(afmeldingen__bijeenkomst=bijeenkomst.pk) & is_geldig("afmeldingen__"),
            ),
            written=FilteredRelation(
                "opmerkingen", condition=Q(opmerkingen__bijeenkomst=bijeenkomst.pk)
            ),
            ochtend=F("ochtend_mark__status"),
            middag=F("middag_mark__status"),
            afgemeld_ochtend=F("afmelding__ochtend"),
            afgemeld_middag=F("afmelding__middag"),
            afgemeld_reden=F("afmelding__reden"),
            opmerking=F("written__tekst"),
            afdeling=Subquery(dienstverband.order_by("-vanaf").values("afdeling")[:1]),
        )
    )


def expected_gasten(bijeenkomst: Bijeenkomst) -> "QuerySet[GastOnList]":
    """Who catches up here, with what stands on the list of that day: one query."""
    written = FilteredRelation(
        "deelname__opmerkingen", condition=Q(deelname__opmerkingen__bijeenkomst=bijeenkomst.pk)
    )
    return gasten_for_presentie(bijeenkomst).annotate(
        written=written, opmerking=F("written__tekst")
    )
