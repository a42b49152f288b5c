from typing import Self

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cohorts.aanwezigheid.models.dagdeel import Dagdeel
from cohorts.models.deelname import Deelname
from programma.models import Cursusdag

# What somebody may make good with an assignment instead of by being there.
OPDRACHTEN_PER_DEELNAME = 2


class InhaalopdrachtQuerySet(models.QuerySet["Inhaalopdracht"]):
    def visible_to(self, user: User) -> Self:
        """Assignments of the deelnames this person may know of."""
        return self.filter(deelname__in=Deelname.objects.visible_to(user))

    def for_page(self) -> Self:
        """With what a page or a mail names of them."""
        return self.select_related("deelname__user", "deelname__cohort", "cursusdag")

    def of_deelname(self, deelname: Deelname) -> Self:
        return self.filter(deelname=deelname)

    def locked(self) -> Self:
        """Held until the end of the transaction; SQLite lets one writer in at a time anyway."""
        return self.select_for_update(of=("self",))

    def not_withdrawn(self) -> Self:
        """Assignments that were not taken back, approved or not."""
        return self.filter(ingetrokken_op=None)

    def open(self) -> Self:
        """Assignments that nobody approved yet."""
        return self.not_withdrawn().filter(goedgekeurd_op=None)


class Inhaalopdracht(models.Model):
    """One missed dagdeel made good with an assignment; at most two for a deelname.

    The database holds the maximum: `volgnummer` is 1 or 2, and each is given once.
    """

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="inhaalopdrachten", verbose_name="deelname"
    )
    cursusdag = models.ForeignKey(
        Cursusdag, on_delete=models.PROTECT, related_name="inhaalopdrachten", verbose_name="dag"
    )
    dagdeel = models.CharField("dagdeel", max_length=7, choices=Dagdeel.choices)
    volgnummer = models.PositiveSmallIntegerField("volgnummer")
    opdracht = models.TextField("opdracht", max_length=2000, validators=[MinLengthValidator(10)])
    gegeven_op = models.DateTimeField("gegeven op", default=timezone.now)
    gegeven_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="gegeven_inhaalopdrachten",
        verbose_name="gegeven door",
    )
    goedgekeurd_op = models.DateTimeField("goedgekeurd op", null=True, blank=True)
    goedgekeurd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goedgekeurde_inhaalopdrachten",
        verbose_name="goedgekeurd door",
    )
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = InhaalopdrachtQuerySet.as_manager()

    class Meta:
        verbose_name = "inhaalopdracht"
        verbose_name_plural = "inhaalopdrachten"
        constraints = [
            models.CheckConstraint(
                condition=Q(volgnummer__gte=1, volgnummer__lte=OPDRACHTEN_PER_DEELNAME),
                name="aanwezigheid_inhaalopdracht_at_most_two",
                violation_error_message="Met opdrachten kun je ten hoogste 2 dagdelen inhalen.",
            ),
            models.UniqueConstraint(
                fields=["deelname", "volgnummer"],
                condition=Q(ingetrokken_op=None),
                name="aanwezigheid_inhaalopdracht_number",
                violation_error_message="Met opdrachten kun je ten hoogste 2 dagdelen inhalen.",
            ),
            models.UniqueConstraint(
                fields=["deelname", "cursusdag", "dagdeel"],
                condition=Q(ingetrokken_op=None),
                name="aanwezigheid_inhaalopdracht_once",
                violation_error_message="Voor dit dagdeel is al een opdracht gegeven.",
            ),
            models.CheckConstraint(
                condition=Q(dagdeel__in=["ochtend", "middag"]),
                name="aanwezigheid_inhaalopdracht_dagdeel_valid",
                violation_error_message="Kies ochtend of middag.",
            ),
            models.CheckConstraint(
                condition=Q(goedgekeurd_op=None, goedgekeurd_door=None)
                | Q(goedgekeurd_op__isnull=False, goedgekeurd_door__isnull=False),
                name="aanwezigheid_inhaalopdracht_approved_by_somebody",
                violation_error_message="Een goedkeuring heeft een moment en een naam.",
            ),
        ]

    @property
    def aanleiding(self) -> str:
        """The occasion of messages about this assignment."""
        return f"inhaalopdracht:{self.pk}"

    def approve(self, by: User) -> None:
        """What was handed in is good."""
        self.goedgekeurd_op, self.goedgekeurd_door = timezone.now(), by
        self.save(update_fields=["goedgekeurd_op", "goedgekeurd_door"])

    def withdraw(self) -> None:
        """It is taken back; its number is free again."""
        self.ingetrokken_op = timezone.now()
        self.save(update_fields=["ingetrokken_op"])

    def __str__(self) -> str:
        return f"Inhaalopdracht van {self.deelname.user} voor {self.cursusdag}"
