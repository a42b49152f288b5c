from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cohorts.models.aanwezigheid import Aanwezigheid, Dagdeel
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.deelname import Deelname

# Reasons and remarks are erased this long after the last day of the cohort.
BEWAARTERMIJN = timedelta(days=30)


class AfmeldingQuerySet(models.QuerySet["Afmelding"]):
    def geldig(self) -> Self:
        """Notices that were not taken back and whose day did not move."""
        return self.filter(ingetrokken_op=None, vervallen_op=None)

    def for_bijeenkomst(self, bijeenkomst: Bijeenkomst) -> Self:
        return self.filter(bijeenkomst=bijeenkomst)

    def of_deelname(self, deelname: Deelname) -> Self:
        return self.filter(deelname=deelname)

    def of_bijeenkomsten(self, pks: Iterable[int]) -> Self:
        return self.filter(bijeenkomst__in=pks)

    def of_user(self, user: User) -> Self:
        """Somebody's own notices, with the day they are about."""
        return self.filter(deelname__user=user).select_related(
            "deelname__user", "bijeenkomst__cohort", "bijeenkomst__cursusdag"
        )

    def to_erase(self, day: date) -> Self:
        """Notices with a reason whose cohort ended longer ago than reasons are kept."""
        return self.filter(
            gewist_op=None,
            deelname__cohort__in=Cohort.objects.ended_before(day - BEWAARTERMIJN),
        )


class Afmelding(models.Model):
    """A deelnemer says beforehand not to come; by itself it marks nobody as absent.

    The reason is neutral and never about health; trainer and coördinator read it, HR never does.
    """

    class Reden(models.TextChoices):
        VERHINDERD = "verhinderd", "verhinderd"
        WERK = "werk", "werk gaat voor"
        ANDERS = "anders", "iets anders"

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="afmeldingen", verbose_name="deelname"
    )
    bijeenkomst = models.ForeignKey(
        Bijeenkomst,
        on_delete=models.PROTECT,
        related_name="afmeldingen",
        verbose_name="bijeenkomst",
    )
    ochtend = models.BooleanField("ochtend", default=True)
    middag = models.BooleanField("middag", default=True)
    reden = models.CharField("reden", max_length=10, choices=Reden.choices, blank=True)
    toelichting = models.CharField("toelichting", max_length=200, blank=True)
    gemeld_op = models.DateTimeField("gemeld op", default=timezone.now)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)
    gewist_op = models.DateTimeField("gewist op", null=True, blank=True)

    objects = AfmeldingQuerySet.as_manager()

    class Meta:
        verbose_name = "afmelding"
        verbose_name_plural = "afmeldingen"
        constraints = [
            models.UniqueConstraint(
                fields=["deelname", "bijeenkomst"],
                condition=Q(ingetrokken_op=None, vervallen_op=None),
                name="cohorts_afmelding_once",
                violation_error_message="Je hebt je voor deze dag al afgemeld.",
            ),
            models.CheckConstraint(
                condition=Q(ochtend=True) | Q(middag=True),
                name="cohorts_afmelding_some_dagdeel",
                violation_error_message="Kies de ochtend, de middag of de hele dag.",
            ),
            models.CheckConstraint(
                condition=Q(reden__in=["", "verhinderd", "werk", "anders"]),
                name="cohorts_afmelding_reden_valid",
                violation_error_message="Kies verhinderd, werk of iets anders.",
            ),
            models.CheckConstraint(
                condition=Q(gewist_op=None) | Q(reden="", toelichting=""),
                name="cohorts_afmelding_empty_when_erased",
                violation_error_message="Een gewiste reden is leeg.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deelname.user} kan niet op {self.bijeenkomst.datum:%d-%m-%Y}"

    @property
    def dagdelen(self) -> tuple[str, ...]:
        """The halves of the day that this person will not be there."""
        chosen = ((self.ochtend, Dagdeel.OCHTEND), (self.middag, Dagdeel.MIDDAG))
        return tuple(dagdeel for is_chosen, dagdeel in chosen if is_chosen)

    @property
    def is_hele_dag(self) -> bool:
        return self.ochtend and self.middag

    @property
    def wanneer(self) -> str:
        """For which part of the day, as people say it."""
        return "de hele dag" if self.is_hele_dag else f"de {self.dagdelen[0]}"


class BetwistingQuerySet(models.QuerySet["Betwisting"]):
    def open(self) -> Self:
        """Contests about which nobody decided yet and that were not taken back."""
        return self.filter(afgehandeld_op=None, ingetrokken_op=None)


class Betwisting(models.Model):
    """A deelnemer says that a mark is not right: to the trainer, then to the coördinator."""

    class Uitkomst(models.TextChoices):
        AANGEPAST = "aangepast", "aangepast"
        ONGEWIJZIGD = "ongewijzigd", "blijft zo"

    aanwezigheid = models.ForeignKey(
        Aanwezigheid,
        on_delete=models.PROTECT,
        related_name="betwistingen",
        verbose_name="aanwezigheid",
    )
    status = models.CharField(
        "status toen", max_length=18, choices=Aanwezigheid.Status.choices, editable=False
    )
    toelichting = models.CharField("toelichting", max_length=300)
    ingediend_op = models.DateTimeField("ingediend op", default=timezone.now)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    uitkomst = models.CharField("uitkomst", max_length=11, choices=Uitkomst.choices, blank=True)
    antwoord = models.CharField("antwoord", max_length=300, blank=True)
    afgehandeld_op = models.DateTimeField("afgehandeld op", null=True, blank=True)
    afgehandeld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="betwistingen",
        verbose_name="afgehandeld door",
    )
    gewist_op = models.DateTimeField("gewist op", null=True, blank=True)

    objects = BetwistingQuerySet.as_manager()

    class Meta:
        verbose_name = "betwisting"
        verbose_name_plural = "betwistingen"
        ordering = ["ingediend_op", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aanwezigheid"],
                condition=Q(afgehandeld_op=None, ingetrokken_op=None),
                name="cohorts_betwisting_one_open",
                violation_error_message="Over dit dagdeel staat al een vraag open.",
            ),
            models.CheckConstraint(
                condition=Q(afgehandeld_op=None, afgehandeld_door=None, uitkomst="")
                | Q(
                    afgehandeld_op__isnull=False,
                    afgehandeld_door__isnull=False,
                    uitkomst__in=["aangepast", "ongewijzigd"],
                ),
                name="cohorts_betwisting_decided_by_somebody",
                violation_error_message="Een besluit heeft een uitkomst, een moment en een naam.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Aanwezigheid.Status.values),
                name="cohorts_betwisting_status_valid",
                violation_error_message="Deze status bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(gewist_op=None) | Q(toelichting="", antwoord=""),
                name="cohorts_betwisting_empty_when_erased",
                violation_error_message="Een gewiste toelichting is leeg.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aanwezigheid.deelname.user}: klopt dit niet?"
