from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User, UserQuerySet
from accounts.periods import Period, PeriodQuerySet
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort


class TrainerschapQuerySet(PeriodQuerySet):
    def visible_to(self, user: User) -> Self:
        """Trainerschappen and substitutes in the cohorts this person may know of."""
        known = Cohort.objects.visible_to(user)
        return self.filter(Q(cohort__in=known) | Q(bijeenkomst__cohort__in=known)).select_related(
            "user", "cohort", "bijeenkomst"
        )

    def of_cohort(self, cohort: Cohort) -> Self:
        """Trainers of the whole cohort; substitutes for one day are left out."""
        return self.filter(cohort=cohort).select_related("user")

    def of_cohorten(self, cohort_pks: Iterable[int]) -> Self:
        """Who leads or led one of these cohorts as a whole."""
        return self.filter(cohort__in=cohort_pks)

    def people(self) -> UserQuerySet:
        """Who these trainers are, each once, by name."""
        return User.objects.get_queryset().filter(pk__in=self.values("user")).by_name()

    def leading(self, bijeenkomst: Bijeenkomst) -> Self:
        """Who leads this bijeenkomst: the trainers of its cohort on that day, and substitutes."""
        here = Q(cohort=bijeenkomst.cohort_id) | Q(bijeenkomst=bijeenkomst)
        return self.on(bijeenkomst.datum).filter(here).select_related("user").order_by("pk")

    def leading_cohort(self, cohort: Cohort) -> Self:
        """Trainers of this cohort and the substitutes of its days, the earliest first."""
        return (
            self.order_by("vanaf", "pk")
            .filter(Q(cohort=cohort) | Q(bijeenkomst__cohort=cohort))
            .select_related("user", "bijeenkomst__cursusdag")
        )

    def leading_any_of(self, bijeenkomsten: Iterable[Bijeenkomst]) -> Self:
        """Who ever leads one of these, as trainer of its cohort or as substitute."""
        rows = list(bijeenkomsten)
        here = Q(cohort__in={row.cohort_id for row in rows}) | Q(bijeenkomst__in=rows)
        return self.filter(here, user__is_active=True).select_related("user")


class Trainerschap(Period):
    """Somebody leads a cohort for a period, or one bijeenkomst of it as a substitute."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="trainerschappen",
        verbose_name="trainer",
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trainerschappen",
        verbose_name="cohort",
    )
    bijeenkomst = models.ForeignKey(
        Bijeenkomst,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vervangingen",
        verbose_name="bijeenkomst",
    )

    objects = TrainerschapQuerySet.as_manager()

    class Meta:
        verbose_name = "trainerschap"
        verbose_name_plural = "trainerschappen"
        ordering = ["vanaf", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(cohort__isnull=False, bijeenkomst=None)
                | Q(cohort=None, bijeenkomst__isnull=False),
                name="cohorts_trainerschap_cohort_or_bijeenkomst",
                violation_error_message="Kies een cohort of één bijeenkomst.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} bij {self.cohort or self.bijeenkomst}"

    @property
    def led_cohort_id(self) -> int:
        """The cohort in which somebody leads something: all of it, or one day."""
        return self.bijeenkomst.cohort_id if self.bijeenkomst else self.cohort_id or 0

    def leads(self, bijeenkomst: Bijeenkomst) -> bool:
        """Whether somebody leads this day: its cohort on its date, or the day itself."""
        is_here = bijeenkomst.pk == self.bijeenkomst_id or bijeenkomst.cohort_id == self.cohort_id
        return is_here and self.holds_on(bijeenkomst.datum)

    def end(self, tot_en_met: date) -> None:
        """Say which day is the last one; what was done until then stays."""
        self.tot_en_met = tot_en_met
        self.save(update_fields=["tot_en_met"])
