from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.urls import reverse
from django.utils import timezone

from cohorts.models.cohort import Cohort

# Somebody who leaves for the day still finds the list; after that it is only personal data.
KEEP = timedelta(hours=24)
# Also for what an older version writes beside this one.
EMPTY_DICT = Value({}, output_field=models.JSONField())
EMPTY_LIST = Value([], output_field=models.JSONField())


class DeelnemerimportQuerySet(models.QuerySet["Deelnemerimport"]):
    def waiting(self) -> Self:
        """Lists that nobody confirmed yet."""
        return self.filter(bevestigd_op=None)

    def forgotten(self, now: datetime) -> Self:
        """Lists that have waited for confirmation longer than a day."""
        return self.waiting().filter(aangemaakt_op__lt=now - KEEP)

    def for_page(self) -> Self:
        return self.select_related("cohort__organisatie")


class Deelnemerimport(models.Model):
    """A participant list as it was read, waiting for somebody to look and confirm.

    The rows hold personal data: they are emptied at confirmation, and thrown away after a day.
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
    kolommen = models.JSONField("kolommen", default=dict)
    # Of the sheet that was read: its name, and what was hidden in it and beside it.
    blad = models.JSONField("blad", default=dict, db_default=EMPTY_DICT)
    # The other sheets, each with its rows, for who finds that the wrong one was read.
    bladen = models.JSONField("andere bladen", default=list, db_default=EMPTY_LIST)
    # By the number of a row: the cells that a coördinator typed over it, and the keys of the
    # questions to which the answer was yes.
    verbeteringen = models.JSONField("verbeteringen", default=dict, db_default=EMPTY_DICT)
    antwoorden = models.JSONField("antwoorden", default=dict, db_default=EMPTY_DICT)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)
    bevestigd_op = models.DateTimeField("bevestigd op", null=True, blank=True)

    objects = DeelnemerimportQuerySet.as_manager()

    class Meta:
        verbose_name = "deelnemerimport"
        verbose_name_plural = "deelnemerimports"
        constraints = [
            models.CheckConstraint(
                condition=Q(bevestigd_op=None) | Q(rijen=[]),
                name="deelnemers_deelnemerimport_emptied_when_confirmed",
                violation_error_message="Een bevestigde lijst bewaart geen rijen.",
            ),
            models.CheckConstraint(
                condition=Q(bevestigd_op=None) | Q(bladen=[], verbeteringen={}, antwoorden={}),
                name="deelnemers_deelnemerimport_forgets_all_sheets",
                violation_error_message="Een bevestigde lijst bewaart niets van wie erop stond.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bestandsnaam} voor {self.cohort}"

    def get_absolute_url(self) -> str:
        return reverse("deelnemerimport_detail", args=[self.cohort_id, self.pk])

    def assign_columns(self, kolommen: dict[str, int]) -> None:
        """Say which column holds which field of a person; what was typed over rows stays."""
        self.kolommen = kolommen
        self.save(update_fields=["kolommen"])

    def forget(self) -> None:
        """Keep nothing of the people who stood on it; to be saved by who calls."""
        self.rijen, self.bladen = [], []
        self.kolommen, self.blad, self.verbeteringen, self.antwoorden = {}, {}, {}, {}
