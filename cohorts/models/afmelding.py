from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Coordinatorschap, User
from cohorts.models.aanwezigheid import Aanwezigheid
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.deelname import Deelname
from cohorts.models.wijziging import Dagdeel

# Reasons and remarks are erased this long after the last day of the cohort.
BEWAARTERMIJN = timedelta(days=30)


class AfmeldingQuerySet(models.QuerySet["Afmelding"]):
    def geldig(self) -> Self:
        """Notices that were not taken back and whose day did not move."""
        return self.filter(ingetrokken_op=None, vervallen_op=None)

    def hele_dag(self) -> Self:
        """Notices of who will not be there at all."""
        return self.filter(ochtend=True, middag=True)

    def in_dagdeel(self, dagdeel: str) -> Self:
        """Notices about this half of the day."""
        return self.filter(ochtend=True) if dagdeel == "ochtend" else self.filter(middag=True)

    def for_bijeenkomst(self, bijeenkomst: Bijeenkomst) -> Self:
        return self.filter(bijeenkomst=bijeenkomst)

    def of_deelname(self, deelname: Deelname) -> Self:
        return self.filter(deelname=deelname)

    def of_day(self, deelname: Deelname, bijeenkomst: Bijeenkomst) -> Self:
        return self.of_deelname(deelname).for_bijeenkomst(bijeenkomst)

    def of_bijeenkomsten(self, pks: Iterable[int]) -> Self:
        return self.filter(bijeenkomst__in=list(pks))

    def of_user(self, user: User) -> Self:
        """Somebody's own notices, with the day they are about."""
        return self.filter(deelname__user=user).select_related(
            "deelname__user", "bijeenkomst__cohort", "bijeenkomst__cursusdag"
        )

    def bijeenkomst_of_deelname(self, day: date) -> Subquery:
        """For an annotation on deelnames: the first day from `day` on for which notice was given.

        A key of a bijeenkomst, or nothing.
        """
        coming = self.geldig().filter(deelname=OuterRef("pk"), bijeenkomst__datum__gte=day)
        return Subquery(coming.order_by("bijeenkomst__datum").values("bijeenkomst_id")[:1])

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
    def addressed_to(self, user: User) -> Self:
        """Contests this person may answer: of the cohorts one leads, all for a coördinator."""
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
        """Contests about which nobody decided yet and that were not taken back."""
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
        """Contests with words whose cohort ended longer ago than those are kept."""
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
