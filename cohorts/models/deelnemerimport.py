from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cohorts.models.cohort import Cohort


class Deelnemerimport(models.Model):
    """A participant list as it was read, waiting for somebody to look and confirm.

    The rows hold personal data: they are emptied at confirmation.
    """

    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="deelnemerimports", verbose_name="cohort"
    )
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="deelnemerimports",
        verbose_name="door",
    )
    bestandsnaam = models.CharField("bestandsnaam", max_length=200)
    rijen = models.JSONField("rijen", default=list)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)
    bevestigd_op = models.DateTimeField("bevestigd op", null=True, blank=True)

    class Meta:
        verbose_name = "deelnemerimport"
        verbose_name_plural = "deelnemerimports"
        constraints = [
            models.CheckConstraint(
                condition=Q(bevestigd_op=None) | Q(rijen=[]),
                name="cohorts_deelnemerimport_emptied_when_confirmed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bestandsnaam} voor {self.cohort}"
