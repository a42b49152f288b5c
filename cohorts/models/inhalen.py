from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cohorts.models.aanwezigheid import Dagdeel
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.deelname import Deelname
from leergang.models import Cursusdag

# What somebody may make good with an assignment instead of by being there.
OPDRACHTEN_PER_DEELNAME = 2


class InhaalplanQuerySet(models.QuerySet["Inhaalplan"]):
    def lopend(self) -> Self:
        """Plans that were not ended."""
        return self.filter(vervallen_op=None)

    def te_plannen(self) -> Self:
        """Plans without a day elsewhere."""
        return self.lopend().filter(bijeenkomst=None)

    def aangevraagd(self) -> Self:
        """Plans with a day elsewhere to which no coördinator agreed yet."""
        return self.lopend().filter(bijeenkomst__isnull=False, akkoord_op=None)

    def gepland(self) -> Self:
        """Plans to which a coördinator agreed: the guest is expected there."""
        return self.lopend().filter(bijeenkomst__isnull=False, akkoord_op__isnull=False)

    def at(self, bijeenkomst: Bijeenkomst) -> Self:
        return self.filter(bijeenkomst=bijeenkomst)

    def with_person(self) -> Self:
        """With who it is about, as a list names people."""
        return self.select_related("deelname__user")

    def of_deelname(self, deelname: Deelname) -> Self:
        return self.filter(deelname=deelname)

    def not_before(self, day: date) -> Self:
        """Plans without a day elsewhere, or with one after `day`."""
        return self.filter(Q(bijeenkomst=None) | Q(bijeenkomst__datum__gt=day))

    def for_page(self) -> Self:
        """With the day, and with where it will be made good."""
        return self.select_related("cursusdag", "bijeenkomst__cohort").order_by("cursusdag__nummer")


class Inhaalplan(models.Model):
    """Somebody is to follow a missed day, or half of it, at the same day of another cohort.

    `cursusdag` is the day of the own programme; `bijeenkomst` is where it will be made good, and is
    empty while that must still be found. `versie` is the version of that bijeenkomst when it was
    chosen. A plan whose day moved or was cancelled ends, and a new one without a day begins.
    """

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="inhaalplannen", verbose_name="deelname"
    )
    cursusdag = models.ForeignKey(
        Cursusdag, on_delete=models.PROTECT, related_name="inhaalplannen", verbose_name="dag"
    )
    ochtend = models.BooleanField("ochtend", default=True)
    middag = models.BooleanField("middag", default=True)
    bijeenkomst = models.ForeignKey(
        Bijeenkomst,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inhaalplannen",
        verbose_name="bijeenkomst",
    )
    versie = models.PositiveIntegerField("versie van de bijeenkomst", null=True, blank=True)
    aangevraagd_op = models.DateTimeField("aangevraagd op", default=timezone.now)
    aangevraagd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aangevraagde_inhaalplannen",
        verbose_name="aangevraagd door",
        help_text="Leeg: het systeem, toen de dag elders niet doorging.",
    )
    akkoord_op = models.DateTimeField("akkoord op", null=True, blank=True)
    akkoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inhaalplannen_akkoord",
        verbose_name="akkoord door",
    )
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)
    vervallen_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vervallen_inhaalplannen",
        verbose_name="vervallen door",
    )

    objects = InhaalplanQuerySet.as_manager()

    class Meta:
        verbose_name = "inhaalplan"
        verbose_name_plural = "inhaalplannen"
        constraints = [
            models.UniqueConstraint(
                fields=["deelname", "cursusdag"],
                condition=Q(vervallen_op=None),
                name="cohorts_inhaalplan_once",
                violation_error_message="Voor deze dag loopt al een inhaalplan.",
            ),
            models.CheckConstraint(
                condition=Q(ochtend=True) | Q(middag=True),
                name="cohorts_inhaalplan_some_dagdeel",
                violation_error_message="Kies de ochtend, de middag of de hele dag.",
            ),
            models.CheckConstraint(
                condition=Q(akkoord_op=None, akkoord_door=None)
                | Q(akkoord_op__isnull=False, akkoord_door__isnull=False),
                name="cohorts_inhaalplan_agreed_by_somebody",
                violation_error_message="Akkoord heeft een moment en een naam.",
            ),
            models.CheckConstraint(
                condition=Q(bijeenkomst=None, versie=None, akkoord_op=None)
                | Q(bijeenkomst__isnull=False, versie__isnull=False),
                name="cohorts_inhaalplan_version_of_a_day",
                violation_error_message="Zonder dag elders is er niets om akkoord op te geven.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deelname.user} haalt {self.cursusdag} in"

    @property
    def dagdelen(self) -> tuple[str, ...]:
        """The halves of the day that are to be made good."""
        chosen = ((self.ochtend, Dagdeel.OCHTEND), (self.middag, Dagdeel.MIDDAG))
        return tuple(dagdeel for is_chosen, dagdeel in chosen if is_chosen)


class InhaalopdrachtQuerySet(models.QuerySet["Inhaalopdracht"]):
    def lopend(self) -> Self:
        """Assignments that were not taken back, approved or not."""
        return self.filter(ingetrokken_op=None)

    def open(self) -> Self:
        """Assignments that nobody approved yet."""
        return self.lopend().filter(goedgekeurd_op=None)

    def of_deelname(self, deelname: Deelname) -> Self:
        return self.filter(deelname=deelname)


class Inhaalopdracht(models.Model):
    """One missed dagdeel made good with an assignment; at most two for a deelname.

    The database holds the maximum: `volgnummer` is 1 or 2, and each is given once.
    """

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="inhaalopdrachten", verbose_name="deelname"
    )
    cursusdag = models.ForeignKey(
        Cursusdag, on_delete=models.PROTECT, related_name="inhaalopdrachten", verbose_name="dag"
    )
    dagdeel = models.CharField("dagdeel", max_length=7, choices=Dagdeel.choices)
    volgnummer = models.PositiveSmallIntegerField("volgnummer")
    opdracht = models.TextField("opdracht", max_length=2000, validators=[MinLengthValidator(10)])
    gegeven_op = models.DateTimeField("gegeven op", default=timezone.now)
    gegeven_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="gegeven_inhaalopdrachten",
        verbose_name="gegeven door",
    )
    goedgekeurd_op = models.DateTimeField("goedgekeurd op", null=True, blank=True)
    goedgekeurd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goedgekeurde_inhaalopdrachten",
        verbose_name="goedgekeurd door",
    )
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = InhaalopdrachtQuerySet.as_manager()

    class Meta:
        verbose_name = "inhaalopdracht"
        verbose_name_plural = "inhaalopdrachten"
        constraints = [
            models.CheckConstraint(
                condition=Q(volgnummer__gte=1, volgnummer__lte=OPDRACHTEN_PER_DEELNAME),
                name="cohorts_inhaalopdracht_at_most_two",
                violation_error_message="Met opdrachten kun je ten hoogste 2 dagdelen inhalen.",
            ),
            models.UniqueConstraint(
                fields=["deelname", "volgnummer"],
                condition=Q(ingetrokken_op=None),
                name="cohorts_inhaalopdracht_number",
                violation_error_message="Met opdrachten kun je ten hoogste 2 dagdelen inhalen.",
            ),
            models.UniqueConstraint(
                fields=["deelname", "cursusdag", "dagdeel"],
                condition=Q(ingetrokken_op=None),
                name="cohorts_inhaalopdracht_once",
                violation_error_message="Voor dit dagdeel is al een opdracht gegeven.",
            ),
            models.CheckConstraint(
                condition=Q(dagdeel__in=["ochtend", "middag"]),
                name="cohorts_inhaalopdracht_dagdeel_valid",
                violation_error_message="Kies ochtend of middag.",
            ),
            models.CheckConstraint(
                condition=Q(goedgekeurd_op=None, goedgekeurd_door=None)
                | Q(goedgekeurd_op__isnull=False, goedgekeurd_door__isnull=False),
                name="cohorts_inhaalopdracht_approved_by_somebody",
                violation_error_message="Een goedkeuring heeft een moment en een naam.",
            ),
        ]

    def __str__(self) -> str:
        return f"Inhaalopdracht van {self.deelname.user} voor {self.cursusdag}"
