from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cohorts.models import Organisatie


class Download(models.Model):
    """Somebody of HR took a report out of the house: who, when, what and how much."""

    class Formaat(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel (XLSX)"
        ODS = "ods", "OpenDocument (ODS)"

    door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="downloads",
        verbose_name="door",
    )
    organisatie = models.ForeignKey(
        Organisatie,
        on_delete=models.PROTECT,
        related_name="downloads",
        verbose_name="organisatie",
    )
    formaat = models.CharField("formaat", max_length=4, choices=Formaat.choices)
    filter = models.JSONField("filter", default=dict)
    rijen = models.PositiveIntegerField("aantal rijen")
    op = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "download"
        verbose_name_plural = "downloads"
        ordering = ["-op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(formaat__in=["csv", "xlsx", "ods"]),
                name="rapportages_download_formaat_valid",
                violation_error_message="Kies CSV, Excel of OpenDocument.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.formaat} door {self.door} op {self.op:%d-%m-%Y %H:%M}"
