from django.db import models

from cohorts.models.organisatie import Organisatie


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
