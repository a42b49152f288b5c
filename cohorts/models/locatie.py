from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q

from cohorts.models.organisatie import Organisatie


class LocatieQuerySet(models.QuerySet["Locatie"]):
    def for_list(self, day: date) -> Self:
        """With its organisation and `aantal_dagen`: how many days from `day` on are held there."""
        coming = Q(bijeenkomsten__datum__gte=day, bijeenkomsten__geannuleerd_op=None)
        return (
            self.select_related("organisatie")
            .annotate(aantal_dagen=Count("bijeenkomsten", filter=coming))
            .order_by("naam", "plaats", "pk")
        )


class Locatie(models.Model):
    """A place where a bijeenkomst is held."""

    naam = models.CharField("naam", max_length=120)
    adres = models.CharField("adres", max_length=160)
    plaats = models.CharField("plaats", max_length=80)
    routelink = models.URLField("link naar de route", blank=True)
    organisatie = models.ForeignKey(
        Organisatie,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="locaties",
        verbose_name="organisatie",
    )

    objects = LocatieQuerySet.as_manager()

    class Meta:
        verbose_name = "locatie"
        verbose_name_plural = "locaties"
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["naam", "adres", "plaats"],
                name="cohorts_locatie_address",
                violation_error_message="Deze locatie bestaat al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.naam}, {self.plaats}"
