from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cohorts.models import Organisatie


class DownloadQuerySet(models.QuerySet["Download"]):
    def managed_by_hr(self, user: User) -> Self:
        """What was taken of the organisations for which this person is HR today, by anybody."""
        own = Organisatie.objects.managed_by_hr(user.pk, timezone.localdate())
        return self.filter(organisatie__in=own)

    def for_list(self) -> Self:
        """With who took it and of which organisation, the newest first."""
        return self.select_related("door", "organisatie").order_by("-op", "-pk")


class Download(models.Model):
    """Somebody of HR took a report out of the house: who, when, what and how much."""

    class Formaat(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel (XLSX)"
        ODS = "ods", "OpenDocument (ODS)"
        PDF = "pdf", "PDF"

    class Soort(models.TextChoices):
        DAG = "dag", "per dag"
        MEDEWERKER = "medewerker", "per medewerker"

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
    soort = models.CharField(
        "soort", max_length=10, choices=Soort.choices, default=Soort.DAG, db_default="dag"
    )
    filter = models.JSONField("filter", default=dict)
    rijen = models.PositiveIntegerField("aantal rijen")
    op = models.DateTimeField("op", default=timezone.now)

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = "download"
        verbose_name_plural = "downloads"
        ordering = ["-op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(formaat__in=["csv", "xlsx", "ods", "pdf"]),
                name="rapportages_download_formaat_valid",
                violation_error_message="Kies CSV, Excel, OpenDocument of PDF.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["dag", "medewerker"]),
                name="rapportages_download_soort_valid",
                violation_error_message="Kies per dag of per medewerker.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.formaat} door {self.door} op {self.op:%d-%m-%Y %H:%M}"
