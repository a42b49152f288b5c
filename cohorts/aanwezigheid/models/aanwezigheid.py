import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from accounts.models import User
from cohorts.aanwezigheid.models.dagdeel import Aanwezigheidsstatus, Dagdeel
from cohorts.aanwezigheid.models.wijziging import Aanwezigheidswijziging
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.deelname import Deelname
from programma.models import Cursusdag


class AanwezigheidQuerySet(models.QuerySet["Aanwezigheid"]):
    def behaald(self) -> Self:
        """Dagdelen that count towards the certificate: present, or caught up elsewhere."""
        return self.filter(status__in=Aanwezigheid.BEHAALD)

    def made_good_nowhere(self) -> Self:
        """Dagdelen that count because of an assignment: caught up, and at no bijeenkomst."""
        return self.filter(status=Aanwezigheid.Status.INGEHAALD, bijeenkomst=None)

    def geregistreerd(self) -> Self:
        """Dagdelen about which something has been registered."""
        return self.exclude(status=Aanwezigheid.Status.OPEN)

    def of_cohort(self, cohort: Cohort) -> Self:
        return self.filter(deelname__cohort=cohort)

    def about_days_of(self, cohort: Cohort) -> Self:
        """What fixes a day of this cohort: said about its people, or of a gast who was there."""
        return self.filter(
            Q(deelname__cohort=cohort, bijeenkomst=None) | Q(bijeenkomst__cohort=cohort)
        )

    def of_cohorten(self, cohort_pks: Iterable[int]) -> Self:
        return self.filter(deelname__cohort__in=cohort_pks)

    def of_user(self, user: User) -> Self:
        """Somebody's own marks, with the cohort and the day."""
        return self.filter(deelname__user=user).select_related(
            "deelname__user", "deelname__cohort", "cursusdag"
        )

    def of_dagen(self, cursusdag_pks: Iterable[int]) -> Self:
        return self.filter(cursusdag__in=cursusdag_pks)

    def stated(self) -> Self:
        """Marks that say where somebody was, or would not be."""
        return self.exclude(
            status__in=(Aanwezigheid.Status.OPEN, Aanwezigheid.Status.NIET_GEREGISTREERD)
        )

    def of_deelnames(self, deelname_ids: Iterable[int] | models.QuerySet[Deelname]) -> Self:
        return self.filter(deelname__in=deelname_ids)

    def followed_after(self, day: date) -> Self:
        """Dagdelen that were followed at a bijeenkomst after `day`, the last one first."""
        rows = self.behaald().filter(bijeenkomst__datum__gt=day)
        return rows.select_related("bijeenkomst__cursusdag").order_by("-bijeenkomst__datum")

    def open(self) -> Self:
        """Rows about which nothing is registered, or no longer."""
        return self.filter(status=Aanwezigheid.Status.OPEN)

    def in_dagdeel(self, dagdeel: str) -> Self:
        return self.filter(dagdeel=dagdeel)

    def locked(self) -> Self:
        """Held until the end of the transaction; SQLite lets one writer in at a time anyway."""
        return self.select_for_update(of=("self",))

    def with_handled(self, kenmerk: uuid.UUID) -> Self:
        """With `handled`: whether the tap of this `kenmerk` came in already; and `latest`: the
        moment of the last thing that a person said about the row."""
        history = Aanwezigheidswijziging.objects.filter(aanwezigheid=OuterRef("pk"))
        latest = history.said().latest_first().values("moment")[:1]
        return self.annotate(
            handled=Exists(history.filter(kenmerk=kenmerk)), latest=Subquery(latest)
        )

    def with_latest_kenmerk(self) -> Self:
        """With `latest_kenmerk`: that of the last thing that a person said about the row."""
        history = Aanwezigheidswijziging.objects.filter(aanwezigheid=OuterRef("pk"))
        return self.annotate(
            latest_kenmerk=Subquery(history.said().latest_first().values("kenmerk")[:1])
        )

    def with_history(self) -> Self:
        """By day and dagdeel, with what was said about each, the latest first: two queries."""
        said = Aanwezigheidswijziging.objects.select_related("door", "bijeenkomst__cohort")
        # "ochtend" comes after "middag" in the alphabet, and before it on a day.
        return (
            self.select_related("cursusdag")
            .prefetch_related(Prefetch("wijzigingen", said.latest_first()))
            .order_by("cursusdag__nummer", "-dagdeel")
        )

    def followed_at(self, bijeenkomst: Bijeenkomst) -> Self:
        """Dagdelen that were followed here, also by gasten."""
        return self.filter(bijeenkomst=bijeenkomst)

    def at(self, bijeenkomst: Bijeenkomst) -> Self:
        """Marks for the course day of this bijeenkomst, of the people of its cohort."""
        return self.filter(
            cursusdag_id=bijeenkomst.cursusdag_id, deelname__cohort_id=bijeenkomst.cohort_id
        )


class Aanwezigheid(models.Model):
    """Where one deelnemer stands for one dagdeel of the course, whichever group it was in."""

    Status = Aanwezigheidsstatus

    BEHAALD = (Status.AANWEZIG, Status.INGEHAALD)
    # Nobody was there, or nobody knows, and the day is closed; what is open may still come.
    GEMIST = (Status.AFWEZIG, Status.AFGEMELD, Status.NIET_GEREGISTREERD)
    # What presentie may say; the other states follow from catching up and closing a day.
    BIJ_PRESENTIE = (Status.OPEN, Status.AANWEZIG, Status.AFGEMELD, Status.AFWEZIG)

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="aanwezigheden", verbose_name="deelname"
    )
    cursusdag = models.ForeignKey(
        Cursusdag, on_delete=models.PROTECT, related_name="aanwezigheden", verbose_name="dag"
    )
    dagdeel = models.CharField("dagdeel", max_length=7, choices=Dagdeel.choices)
    status = models.CharField("status", max_length=18, choices=Status.choices, default=Status.OPEN)
    bijeenkomst = models.ForeignKey(
        Bijeenkomst,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aanwezigheden",
        verbose_name="bijeenkomst",
    )

    objects = AanwezigheidQuerySet.as_manager()
    # Of `with_handled`.
    handled: bool
    latest: datetime | None
    # Of `with_latest_kenmerk`.
    latest_kenmerk: uuid.UUID | None

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheden"
        constraints = [
            models.UniqueConstraint(
                fields=["deelname", "cursusdag", "dagdeel"],
                name="aanwezigheid_aanwezigheid_once",
                violation_error_message="Over dit dagdeel staat al iets genoteerd.",
            ),
            models.CheckConstraint(
                condition=Q(dagdeel__in=["ochtend", "middag"]),
                name="aanwezigheid_aanwezigheid_dagdeel_valid",
                violation_error_message="Kies ochtend of middag.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "open",
                        "aanwezig",
                        "afgemeld",
                        "afwezig",
                        "ingehaald",
                        "niet_geregistreerd",
                    ]
                ),
                name="aanwezigheid_aanwezigheid_status_valid",
                violation_error_message="Deze status bestaat niet.",
            ),
            models.CheckConstraint(
                condition=~Q(status="aanwezig") | Q(bijeenkomst__isnull=False),
                name="aanwezigheid_aanwezigheid_present_somewhere",
                violation_error_message="Wie aanwezig was, was dat bij een bijeenkomst.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deelname}: {self.cursusdag}, {self.dagdeel}: {self.get_status_display()}"
