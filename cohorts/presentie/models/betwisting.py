from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Coordinatorschap, User
from cohorts.aanwezigheid.models import BEWAARTERMIJN, Aanwezigheid
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.deelname import Deelname


class BetwistingQuerySet(models.QuerySet["Betwisting"]):
    def addressed_to(self, user: User) -> Self:
        """Betwistingen this person may answer: of the cohorts one leads, all for a coördinator."""
        today = timezone.localdate()
        return self.filter(
            Exists(Coordinatorschap.objects.on(today).filter(user=user))
            | Q(aanwezigheid__deelname__cohort__in=Cohort.objects.led_by(user))
        )

    def of_user(self, user: User) -> Self:
        """What somebody contests about the own marks."""
        return self.filter(aanwezigheid__deelname__user=user)

    def of_deelname(self, deelname: Deelname) -> Self:
        return self.filter(aanwezigheid__deelname=deelname)

    def open(self) -> Self:
        """Betwistingen about which nobody decided yet and that were not taken back."""
        return self.filter(afgehandeld_op=None, ingetrokken_op=None)

    def not_withdrawn(self) -> Self:
        return self.filter(ingetrokken_op=None)

    def locked(self) -> Self:
        """Held until the end of the transaction; SQLite lets one writer in at a time anyway."""
        return self.select_for_update(of=("self",))

    def for_page(self) -> Self:
        """With the person, the day and the cohort; `is_gesloten`: whether the day was closed."""
        held = Bijeenkomst.objects.taking_place().filter(
            cohort=OuterRef("aanwezigheid__deelname__cohort"),
            cursusdag=OuterRef("aanwezigheid__cursusdag"),
        )
        return self.select_related(
            "aanwezigheid__deelname__user",
            "aanwezigheid__deelname__cohort",
            "aanwezigheid__cursusdag",
        ).annotate(
            is_gesloten=Exists(held.exclude(afgerond_op=None)),
            datum=Subquery(held.values("datum")[:1]),
        )

    def to_erase(self, day: date) -> Self:
        """Betwistingen with words whose cohort ended longer ago than those are kept."""
        ended = Cohort.objects.ended_before(day - BEWAARTERMIJN)
        return self.filter(gewist_op=None, aanwezigheid__deelname__cohort__in=ended)


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
    # Of `for_page`.
    is_gesloten: bool
    datum: date | None

    class Meta:
        verbose_name = "betwisting"
        verbose_name_plural = "betwistingen"
        ordering = ["ingediend_op", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aanwezigheid"],
                condition=Q(afgehandeld_op=None, ingetrokken_op=None),
                name="presentie_betwisting_one_open",
                violation_error_message="Over dit dagdeel staat al een vraag open.",
            ),
            models.CheckConstraint(
                condition=Q(afgehandeld_op=None, afgehandeld_door=None, uitkomst="")
                | Q(
                    afgehandeld_op__isnull=False,
                    afgehandeld_door__isnull=False,
                    uitkomst__in=["aangepast", "ongewijzigd"],
                ),
                name="presentie_betwisting_decided_by_somebody",
                violation_error_message="Een besluit heeft een uitkomst, een moment en een naam.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Aanwezigheid.Status.values),
                name="presentie_betwisting_status_valid",
                violation_error_message="Deze status bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(gewist_op=None) | Q(toelichting="", antwoord=""),
                name="presentie_betwisting_empty_when_erased",
                violation_error_message="Een gewiste toelichting is leeg.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aanwezigheid.deelname.user}: klopt dit niet?"

    @property
    def aanleiding(self) -> str:
        """The occasion of messages about it."""
        return f"betwisting:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.afgehandeld_op is None and self.ingetrokken_op is None

    @property
    def is_aangepast(self) -> bool:
        return self.uitkomst == self.Uitkomst.AANGEPAST
