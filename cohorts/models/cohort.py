from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Coordinatorschap, User
from accounts.periods import not_ended
from cohorts.models.organisatie import HRContact, Organisatie
from programma.models import DAGDELEN_PER_PROGRAMMA, Programma


class Schoolregio(models.TextChoices):
    """Part of the country whose school holidays a cohort keeps free."""

    NOORD = "noord", "regio Noord"
    MIDDEN = "midden", "regio Midden"
    ZUID = "zuid", "regio Zuid"


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, user: User) -> Self:
        """Cohorts this person may know of: as deelnemer, trainer, substitute, HR or coördinator."""
        today = timezone.localdate()
        return self.filter(
            Exists(Coordinatorschap.objects.on(today).filter(user=user))
            | self._has_deelnemer(user)
            | self._has_trainer(user, today)
            | Exists(
                HRContact.objects.on(today).filter(
                    user=user,
                    organisatie__dienstverbanden__deelname__cohort=OuterRef("pk"),
                )
            )
        )

    def led_by(self, user: User) -> Self:
        """Cohorts that this person leads today as trainer; a substitute leads no cohort."""
        mine = user.trainerschappen.on(timezone.localdate())
        return self.filter(Exists(mine.filter(cohort=OuterRef("pk"))))

    def followed_by(self, user: User) -> Self:
        """Cohorts in which this person is or was a deelnemer."""
        return self.filter(self._has_deelnemer(user))

    def planned_or_led_by(self, user: User) -> Self:
        """All cohorts for a coördinator; for a trainer those of today."""
        today = timezone.localdate()
        return self.filter(
            Exists(Coordinatorschap.objects.on(today).filter(user=user))
            | self._has_trainer(user, today)
        )

    def open_to(self, user: User, cohort: "Cohort", day: date) -> Self:
        """Cohorts of the same course to which this person could move from `cohort` on `day`."""
        ends = Max("bijeenkomsten__datum", filter=Q(bijeenkomsten__geannuleerd_op=None))
        return (
            self.filter(programma__slug=cohort.programma.slug)
            .exclude(pk__in=user.deelnames.values("cohort_id"))
            .exclude(trainerschappen__in=user.trainerschappen.not_ended(day))
            .annotate(einddatum=ends)
            .filter(Q(einddatum=None) | Q(einddatum__gte=day))
            .select_related("organisatie")
            .order_by("naam", "pk")
        )

    def ended_before(self, day: date) -> Self:
        """Cohorts of which every bijeenkomst that goes on was before `day`, and at least one."""
        ends = Max("bijeenkomsten__datum", filter=Q(bijeenkomsten__geannuleerd_op=None))
        return self.annotate(einddatum=ends).filter(einddatum__lt=day)

    def for_list(self, day: date) -> Self:
        """With the number of people; what is coming or running stands first."""
        return (
            self.select_related("organisatie")
            .annotate(
                aantal=Count(
                    "deelnames",
                    filter=not_ended(day, "deelnames__"),
                    distinct=True,
                ),
                laatste_datum=Max(
                    "bijeenkomsten__datum", filter=Q(bijeenkomsten__geannuleerd_op=None)
                ),
            )
            .order_by(F("laatste_datum").desc(nulls_first=True), "naam", "pk")
        )

    def for_page(self) -> Self:
        """With what a page of one cohort names: organisation, programme and trainers."""
        rows = self.select_related("organisatie", "programma")
        return rows.prefetch_related("trainerschappen__user")

    @staticmethod
    def _has_deelnemer(user: User) -> Q:
        return Q(pk__in=user.deelnames.values("cohort_id"))

    @staticmethod
    def _has_trainer(user: User, day: date) -> Q:
        mine = user.trainerschappen.on(day)
        return Q(pk__in=mine.exclude(cohort=None).values("cohort_id")) | Q(
            pk__in=mine.exclude(bijeenkomst=None).values("bijeenkomst__cohort_id")
        )


class Cohort(models.Model):
    """A group of 12 to 20 people who walk through the seven days together."""

    naam = models.CharField("naam", max_length=80)
    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="cohorten", verbose_name="organisatie"
    )
    programma = models.ForeignKey(
        Programma, on_delete=models.PROTECT, related_name="cohorten", verbose_name="programma"
    )
    norm_dagdelen = models.PositiveSmallIntegerField("norm in dagdelen")
    capaciteit = models.PositiveSmallIntegerField("aantal plaatsen", default=20)
    schoolregio = models.CharField(
        "regio van de schoolvakanties", max_length=6, choices=Schoolregio.choices, blank=True
    )
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = "cohort"
        verbose_name_plural = "cohorten"
        ordering = ["-aangemaakt_op", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisatie", "naam"],
                name="cohorts_cohort_name",
                violation_error_message="Deze organisatie heeft al een cohort met deze naam.",
            ),
            models.CheckConstraint(
                condition=Q(norm_dagdelen__gte=1, norm_dagdelen__lte=DAGDELEN_PER_PROGRAMMA),
                name="cohorts_cohort_norm_in_range",
                violation_error_message="De norm ligt tussen 1 en 14 dagdelen.",
            ),
            models.CheckConstraint(
                condition=Q(schoolregio__in=["", "noord", "midden", "zuid"]),
                name="cohorts_cohort_schoolregio_valid",
                violation_error_message="Kies noord, midden of zuid.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("cohort_detail", args=[self.pk])

    def is_led_by(self, user: User) -> bool:
        """Whether this person is trainer of the whole cohort today.

        One query, or none when the trainerschappen were fetched along with the cohort.
        """
        today = timezone.localdate()
        return any(
            row.user_id == user.pk and row.holds_on(today) for row in self.trainerschappen.all()
        )

    def has_substitute(self, user: User) -> bool:
        """Whether this person leads one bijeenkomst of it today in somebody's place."""
        mine = user.trainerschappen.on(timezone.localdate())
        return self.bijeenkomsten.filter(vervangingen__in=mine).exists()

    def is_followed_by(self, user: User) -> bool:
        """Whether this person is or was a deelnemer."""
        return self.deelnames.filter(user=user).exists()

    def has_employees_of(self, user: User) -> bool:
        """Whether a deelnemer is or was employed where this person is HR today."""
        return self.deelnames.for_hr(user).exists()
