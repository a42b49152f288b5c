"""What stands on the list of one day beside the marks: opmerkingen and toehoorders."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models.afmelding import BEWAARTERMIJN
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.deelname import Deelname


class OpmerkingQuerySet(models.QuerySet["Opmerking"]):
    def for_bijeenkomst(self, bijeenkomst: Bijeenkomst) -> Self:
        return self.filter(bijeenkomst=bijeenkomst)

    def to_erase(self, day: date) -> Self:
        """Opmerkingen whose cohort ended longer ago than they are kept."""
        return self.filter(bijeenkomst__cohort__in=Cohort.objects.ended_before(day - BEWAARTERMIJN))


class Opmerking(models.Model):
    """What a trainer wrote beside a name on one day; trainer and coördinator only, never HR."""

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="opmerkingen", verbose_name="deelname"
    )
    bijeenkomst = models.ForeignKey(
        Bijeenkomst,
        on_delete=models.PROTECT,
        related_name="opmerkingen",
        verbose_name="bijeenkomst",
    )
    tekst = models.CharField("tekst", max_length=200)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="opmerkingen",
        verbose_name="door",
    )
    op = models.DateTimeField("op", default=timezone.now)

    objects = OpmerkingQuerySet.as_manager()

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        constraints = [
            models.UniqueConstraint(
                fields=["deelname", "bijeenkomst"],
                name="presentie_opmerking_once",
                violation_error_message="Bij deze naam staat al een opmerking.",
            )
        ]

    def __str__(self) -> str:
        return f"Opmerking bij {self.deelname.user}"


class ToehoorderQuerySet(models.QuerySet["Toehoorder"]):
    def visible_to(self, user: User) -> Self:
        """Toehoorders at the bijeenkomsten whose attendance this person registers."""
        return self.filter(bijeenkomst__in=Bijeenkomst.objects.attended_to_by(user))

    def for_bijeenkomst(self, bijeenkomst: Bijeenkomst) -> Self:
        return self.filter(bijeenkomst=bijeenkomst)

    def to_erase(self, day: date) -> Self:
        """Toehoorders at cohorts that ended longer ago than their names are kept."""
        return self.filter(bijeenkomst__cohort__in=Cohort.objects.ended_before(day - BEWAARTERMIJN))


class Toehoorder(models.Model):
    """Somebody who looks on for a day, without an account: on the list, in no report."""

    bijeenkomst = models.ForeignKey(
        Bijeenkomst,
        on_delete=models.PROTECT,
        related_name="toehoorders",
        verbose_name="bijeenkomst",
    )
    naam = models.CharField("naam", max_length=120)
    toelichting = models.CharField("toelichting", max_length=120, blank=True)
    toegevoegd_op = models.DateTimeField("toegevoegd op", default=timezone.now)
    toegevoegd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="toehoorders",
        verbose_name="toegevoegd door",
    )

    objects = ToehoorderQuerySet.as_manager()

    class Meta:
        verbose_name = "toehoorder"
        verbose_name_plural = "toehoorders"
        ordering = ["naam", "pk"]

    def __str__(self) -> str:
        return self.naam
