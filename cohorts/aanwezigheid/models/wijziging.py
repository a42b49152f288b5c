import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cohorts.aanwezigheid.models.dagdeel import Aanwezigheidsstatus
from cohorts.models.bijeenkomst import Bijeenkomst


class AanwezigheidswijzigingQuerySet(models.QuerySet["Aanwezigheidswijziging"]):
    def of_kenmerk(self, kenmerk: uuid.UUID) -> Self:
        return self.filter(kenmerk=kenmerk)

    def of_deelname(self, pk: int) -> Self:
        """All about one deelname, with the mark, where it was followed, and who said it."""
        return self.filter(aanwezigheid__deelname=pk).select_related(
            "aanwezigheid__bijeenkomst__cohort", "door", "bijeenkomst__cohort"
        )

    def said(self) -> Self:
        """What a person said; closing a day says nothing about anybody."""
        return self.exclude(bron=Aanwezigheidswijziging.Bron.AFRONDING)

    def by_hosts(self) -> Self:
        """What was said about a gast at the bijeenkomst of another cohort."""
        return self.filter(bron=Aanwezigheidswijziging.Bron.INHALEN)

    def latest_first(self) -> Self:
        """By real time; of two at the same moment the one that arrived last comes first."""
        return self.order_by("-moment", "-pk")


class Aanwezigheidswijziging(models.Model):
    """One statement about one mark: who, when, from, to. Rows are only ever added.

    `moment` is the real time of the tap and decides: the mark stands where the latest statement put
    it, whatever came in last. `op` is when it arrived, `toesteltijd` what the device's clock said.
    `van` and `naar` are the same when somebody confirmed what stood there already.
    """

    class Bron(models.TextChoices):
        PRESENTIE = "presentie", "presentie"
        CODE = "code", "code op het scherm"
        PAPIER = "papier", "papieren lijst"
        AFRONDING = "afronding", "afronden van de dag"
        CORRECTIE = "correctie", "correctie door de coördinator"
        INHALEN = "inhalen", "ingehaald in een andere groep"
        OPDRACHT = "opdracht", "inhaalopdracht"

    aanwezigheid = models.ForeignKey(
        "aanwezigheid.Aanwezigheid",
        on_delete=models.PROTECT,
        related_name="wijzigingen",
        verbose_name="aanwezigheid",
    )
    van = models.CharField("van", max_length=18, choices=Aanwezigheidsstatus.choices)
    naar = models.CharField("naar", max_length=18, choices=Aanwezigheidsstatus.choices)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="aanwezigheidswijzigingen",
        verbose_name="door",
        help_text="Leeg: het systeem, bij het sluiten van een dag.",
    )
    bron = models.CharField("bron", max_length=10, choices=Bron.choices, default=Bron.PRESENTIE)
    moment = models.DateTimeField("moment", default=timezone.now)
    op = models.DateTimeField("op", default=timezone.now)
    toesteltijd = models.DateTimeField("tijd op het toestel", null=True, blank=True)
    bijeenkomst = models.ForeignKey(
        Bijeenkomst,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aanwezigheidswijzigingen",
        verbose_name="bijeenkomst",
    )
    kenmerk = models.UUIDField("kenmerk van het toestel", default=uuid.uuid4, unique=True)
    reden = models.CharField("reden", max_length=200, blank=True)

    objects = AanwezigheidswijzigingQuerySet.as_manager()

    class Meta:
        verbose_name = "aanwezigheidswijziging"
        verbose_name_plural = "aanwezigheidswijzigingen"
        ordering = ["op", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    bron__in=[
                        "presentie",
                        "code",
                        "papier",
                        "afronding",
                        "correctie",
                        "inhalen",
                        "opdracht",
                    ]
                ),
                name="aanwezigheid_aanwezigheidswijziging_bron_valid",
                violation_error_message="Deze bron bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(moment__lte=F("op")),
                name="aanwezigheid_aanwezigheidswijziging_not_ahead",
                violation_error_message="Een wijziging kan niet later zijn dan haar aankomst.",
            ),
            models.CheckConstraint(
                condition=~Q(bron="correctie") | ~Q(reden=""),
                name="aanwezigheid_aanwezigheidswijziging_correctie_has_reden",
                violation_error_message="Een correctie heeft een reden.",
            ),
            models.CheckConstraint(
                condition=Q(van__in=Aanwezigheidsstatus.values)
                & Q(naar__in=Aanwezigheidsstatus.values),
                name="aanwezigheid_aanwezigheidswijziging_status_valid",
                violation_error_message="Deze status bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.van} → {self.naar} op {self.op:%d-%m-%Y %H:%M}"
