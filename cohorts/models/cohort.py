from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Coordinatorschap, User
from accounts.periods import Period, PeriodQuerySet
from cohorts.models.organisatie import HRContact, Organisatie
from programma.models import DAGDELEN_PER_PROGRAMMA, Programma

if TYPE_CHECKING:
    from cohorts.models.bijeenkomst import Bijeenkomst


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
        return self.filter(
            Exists(
                Trainerschap.objects.on(timezone.localdate()).filter(
                    user=user, cohort=OuterRef("pk")
                )
            )
        )

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
                    filter=Q(deelnames__tot_en_met=None) | Q(deelnames__tot_en_met__gte=day),
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
        trainers = Trainerschap.objects.select_related("user").order_by("vanaf", "pk")
        return self.select_related("organisatie", "programma").prefetch_related(
            Prefetch("trainerschappen", trainers)
        )

    @staticmethod
    def _has_deelnemer(user: User) -> Q:
        return Q(pk__in=user.deelnames.values("cohort_id"))

    @staticmethod
    def _has_trainer(user: User, day: date) -> Q:
        mine = Trainerschap.objects.on(day).filter(user=user)
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
        mine = Trainerschap.objects.on(timezone.localdate()).filter(user=user)
        return self.bijeenkomsten.filter(vervangingen__in=mine).exists()

    def is_followed_by(self, user: User) -> bool:
        """Whether this person is or was a deelnemer."""
        return self.deelnames.filter(user=user).exists()

    def has_employees_of(self, user: User) -> bool:
        """Whether a deelnemer is or was employed where this person is HR today."""
        return self.deelnames.for_hr(user).exists()


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

    def people(self) -> models.QuerySet[User]:
        """Who these trainers are, each once."""
        return User.objects.filter(pk__in=self.values("user"))

    def leading(self, bijeenkomst: "Bijeenkomst") -> Self:
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

    def leading_any_of(self, bijeenkomsten: Iterable["Bijeenkomst"]) -> Self:
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
        "cohorts.Bijeenkomst",
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

    def leads(self, bijeenkomst: "Bijeenkomst") -> bool:
        """Whether somebody leads this day: its cohort on its date, or the day itself."""
        is_here = bijeenkomst.pk == self.bijeenkomst_id or bijeenkomst.cohort_id == self.cohort_id
        return is_here and self.holds_on(bijeenkomst.datum)

    def end(self, tot_en_met: date) -> None:
        """Say which day is the last one; what was done until then stays."""
        self.tot_en_met = tot_en_met
        self.save(update_fields=["tot_en_met"])
