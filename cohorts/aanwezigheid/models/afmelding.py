from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models.dagdeel import Dagdeel
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.deelname import Deelname

# Reasons and opmerkingen are erased this long after the last day of the cohort.
BEWAARTERMIJN = timedelta(days=30)


def is_geldig(path: str = "") -> Q:
    """That it was not taken back and its day did not move; `path` leads to the afmelding."""
    return Q(**{f"{path}ingetrokken_op": None, f"{path}vervallen_op": None})


class AfmeldingQuerySet(models.QuerySet["Afmelding"]):
    def geldig(self) -> Self:
        """Afmeldingen that were not taken back and whose day did not move."""
        return self.filter(is_geldig())

    def hele_dag(self) -> Self:
        """Afmeldingen of who will not be there at all."""
        return self.filter(ochtend=True, middag=True)

    def in_dagdeel(self, dagdeel: str) -> Self:
        """Afmeldingen about this half of the day."""
        return self.filter(ochtend=True) if dagdeel == "ochtend" else self.filter(middag=True)

    def for_bijeenkomst(self, bijeenkomst: Bijeenkomst) -> Self:
        return self.filter(bijeenkomst=bijeenkomst)

    def of_deelname(self, deelname: Deelname) -> Self:
        return self.filter(deelname=deelname)

    def of_bijeenkomsten(self, pks: Iterable[int]) -> Self:
        return self.filter(bijeenkomst__in=list(pks))

    def for_agenda(self, pks: Iterable[int]) -> Self:
        """Who cannot come at these bijeenkomsten, with the name; the first day first."""
        people = self.geldig().of_bijeenkomsten(pks).select_related("deelname__user")
        return people.order_by("bijeenkomst__datum", "deelname__user__sorteernaam", "pk")

    def of_user(self, user: User) -> Self:
        """Somebody's own afmeldingen, with the day they are about."""
        return self.filter(deelname__user=user).select_related(
            "deelname__user", "bijeenkomst__cohort", "bijeenkomst__cursusdag"
        )

    def bijeenkomst_of_deelname(self, day: date) -> Subquery:
        """For an annotation on deelnames: the first day from `day` on with an afmelding.

        A key of a bijeenkomst, or nothing.
        """
        coming = self.geldig().filter(deelname=OuterRef("pk"), bijeenkomst__datum__gte=day)
        return Subquery(coming.order_by("bijeenkomst__datum").values("bijeenkomst_id")[:1])

    def to_erase(self, day: date) -> Self:
        """Afmeldingen with a reason whose cohort ended longer ago than reasons are kept."""
        return self.filter(
            gewist_op=None,
            deelname__cohort__in=Cohort.objects.ended_before(day - BEWAARTERMIJN),
        )


class Afmelding(models.Model):
    """A deelnemer says beforehand not to come; by itself it marks nobody as absent.

    The reason is neutral and never about health; trainer and coördinator read it, HR never does.
    """

    class Reden(models.TextChoices):
        VERHINDERD = "verhinderd", "verhinderd"
        WERK = "werk", "werk gaat voor"
        ANDERS = "anders", "iets anders"

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="afmeldingen", verbose_name="deelname"
    )
    bijeenkomst = models.ForeignKey(
        Bijeenkomst,
        on_delete=models.PROTECT,
        related_name="afmeldingen",
        verbose_name="bijeenkomst",
    )
    ochtend = models.BooleanField("ochtend", default=True)
    middag = models.BooleanField("middag", default=True)
    reden = models.CharField("reden", max_length=10, choices=Reden.choices, blank=True)
    toelichting = models.CharField("toelichting", max_length=200, blank=True)
    gemeld_op = models.DateTimeField("gemeld op", default=timezone.now)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)
    gewist_op = models.DateTimeField("gewist op", null=True, blank=True)

    objects = AfmeldingQuerySet.as_manager()

    class Meta:
        verbose_name = "afmelding"
        verbose_name_plural = "afmeldingen"
        constraints = [
            models.UniqueConstraint(
                fields=["deelname", "bijeenkomst"],
                condition=is_geldig(),
                name="aanwezigheid_afmelding_once",
                violation_error_message="Je hebt je voor deze dag al afgemeld.",
            ),
            models.CheckConstraint(
                condition=Q(ochtend=True) | Q(middag=True),
                name="aanwezigheid_afmelding_some_dagdeel",
                violation_error_message="Kies de ochtend, de middag of de hele dag.",
            ),
            models.CheckConstraint(
                condition=Q(reden__in=["", "verhinderd", "werk", "anders"]),
                name="aanwezigheid_afmelding_reden_valid",
                violation_error_message="Kies verhinderd, werk of iets anders.",
            ),
            models.CheckConstraint(
                condition=Q(gewist_op=None) | Q(reden="", toelichting=""),
                name="aanwezigheid_afmelding_empty_when_erased",
                violation_error_message="Een gewiste reden is leeg.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deelname.user} kan niet op {self.bijeenkomst.datum:%d-%m-%Y}"

    @property
    def dagdelen(self) -> tuple[str, ...]:
        """The halves of the day that this person will not be there."""
        chosen = ((self.ochtend, Dagdeel.OCHTEND), (self.middag, Dagdeel.MIDDAG))
        return tuple(dagdeel for is_chosen, dagdeel in chosen if is_chosen)

    @property
    def is_hele_dag(self) -> bool:
        return self.ochtend and self.middag

    @property
    def wanneer(self) -> str:
        """For which part of the day, as people say it."""
        return "de hele dag" if self.is_hele_dag else f"de {self.dagdelen[0]}"
