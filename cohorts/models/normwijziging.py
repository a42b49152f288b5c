from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cohorts.models.cohort import Cohort


class Normwijziging(models.Model):
    """The norm of one running cohort was changed on purpose: who, when, from, to and why."""

    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="normwijzigingen", verbose_name="cohort"
    )
    van = models.PositiveSmallIntegerField("van")
    naar = models.PositiveSmallIntegerField("naar")
    reden = models.CharField("reden", max_length=200)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="normwijzigingen",
        verbose_name="door",
    )
    op = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "normwijziging"
        verbose_name_plural = "normwijzigingen"
        ordering = ["op", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(van=F("naar")),
                name="cohorts_normwijziging_changes",
                violation_error_message="Dit is al de norm.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: norm van {self.van} naar {self.naar}"
