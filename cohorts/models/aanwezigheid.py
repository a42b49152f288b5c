import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.deelname import Deelname
from leergang.models import Cursusdag


class Dagdeel(models.TextChoices):
    """Half a course day: the unit in which attendance counts."""

    OCHTEND = "ochtend", "ochtend"
    MIDDAG = "middag", "middag"


class AanwezigheidQuerySet(models.QuerySet["Aanwezigheid"]):
    def behaald(self) -> Self:
        """Dagdelen that count towards the certificate: present, or caught up elsewhere."""
        return self.filter(status__in=Aanwezigheid.BEHAALD)

    def geregistreerd(self) -> Self:
        """Dagdelen about which something has been registered."""
        return self.exclude(status=Aanwezigheid.Status.OPEN)

    def of_cohort(self, cohort: Cohort) -> Self:
        return self.filter(deelname__cohort=cohort)

    def about_days_of(self, cohort: Cohort) -> Self:
        """What fixes a day of this cohort: said about its people, or of a guest who was there."""
        return self.filter(
            Q(deelname__cohort=cohort, bijeenkomst=None) | Q(bijeenkomst__cohort=cohort)
        )

    def of_cohorten(self, cohort_pks: Iterable[int]) -> Self:
        return self.filter(deelname__cohort__in=cohort_pks)

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
        """Dagdelen that were followed here, also by guests."""
        return self.filter(bijeenkomst=bijeenkomst)

    def at(self, bijeenkomst: Bijeenkomst) -> Self:
        """Marks for the course day of this bijeenkomst, of the people of its cohort."""
        return self.filter(
            cursusdag_id=bijeenkomst.cursusdag_id, deelname__cohort_id=bijeenkomst.cohort_id
        )


class Aanwezigheid(models.Model):
    """Where one deelnemer stands for one dagdeel of the course, whichever group it was in."""

    class Status(models.TextChoices):
        OPEN = "open", "nog niet"
        AANWEZIG = "aanwezig", "aanwezig"
        AFGEMELD = "afgemeld", "afgemeld"
        AFWEZIG = "afwezig", "afwezig"
        INGEHAALD = "ingehaald", "ingehaald"
        NIET_GEREGISTREERD = "niet_geregistreerd", "niet geregistreerd"

    BEHAALD = (Status.AANWEZIG, Status.INGEHAALD)
    # What a roll call may say; the other states follow from catching up and closing a day.
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

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheden"
        constraints = [
            models.UniqueConstraint(
                fields=["deelname", "cursusdag", "dagdeel"],
                name="cohorts_aanwezigheid_once",
                violation_error_message="Over dit dagdeel staat al iets genoteerd.",
            ),
            models.CheckConstraint(
                condition=Q(dagdeel__in=["ochtend", "middag"]),
                name="cohorts_aanwezigheid_dagdeel_valid",
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
                name="cohorts_aanwezigheid_status_valid",
                violation_error_message="Deze status bestaat niet.",
            ),
            models.CheckConstraint(
                condition=~Q(status="aanwezig") | Q(bijeenkomst__isnull=False),
                name="cohorts_aanwezigheid_present_somewhere",
                violation_error_message="Wie aanwezig was, was dat bij een bijeenkomst.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deelname}: {self.cursusdag}, {self.dagdeel}: {self.get_status_display()}"


class AanwezigheidswijzigingQuerySet(models.QuerySet["Aanwezigheidswijziging"]):
    def of_kenmerk(self, kenmerk: uuid.UUID) -> Self:
        return self.filter(kenmerk=kenmerk)

    def of_rows(self, rows: Iterable[Aanwezigheid]) -> Self:
        return self.filter(aanwezigheid__in=list(rows))

    def of_deelname(self, pk: int) -> Self:
        """All about one deelname, with the mark, where it was followed, and who said it."""
        return self.filter(aanwezigheid__deelname=pk).select_related(
            "aanwezigheid__bijeenkomst__cohort", "door", "bijeenkomst__cohort"
        )

    def said(self) -> Self:
        """What a person said; closing a day says nothing about anybody."""
        return self.exclude(bron=Aanwezigheidswijziging.Bron.AFRONDING)

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
        Aanwezigheid,
        on_delete=models.PROTECT,
        related_name="wijzigingen",
        verbose_name="aanwezigheid",
    )
    van = models.CharField("van", max_length=18, choices=Aanwezigheid.Status.choices)
    naar = models.CharField("naar", max_length=18, choices=Aanwezigheid.Status.choices)
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
                name="cohorts_aanwezigheidswijziging_bron_valid",
                violation_error_message="Deze bron bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(moment__lte=F("op")),
                name="cohorts_aanwezigheidswijziging_not_ahead",
                violation_error_message="Een wijziging kan niet later zijn dan haar aankomst.",
            ),
            models.CheckConstraint(
                condition=~Q(bron="correctie") | ~Q(reden=""),
                name="cohorts_aanwezigheidswijziging_correctie_has_reden",
                violation_error_message="Een correctie heeft een reden.",
            ),
            models.CheckConstraint(
                condition=Q(van__in=Aanwezigheid.Status.values)
                & Q(naar__in=Aanwezigheid.Status.values),
                name="cohorts_aanwezigheidswijziging_status_valid",
                violation_error_message="Deze status bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.van} → {self.naar} op {self.op:%d-%m-%Y %H:%M}"
