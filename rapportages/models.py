from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from certificaten.models import Certificaatgebeurtenis
from cohorts.models import Aanwezigheid, Bijeenkomst, Cohort, Dagdeel, Dienstverband, Organisatie
from cohorts.models.deelname import DienstverbandQuerySet
from leergang.models import DAGDELEN_PER_PROGRAMMA


class Voltooiing(models.TextChoices):
    """How far an employee is, in the words that HR sees."""

    OP_SCHEMA = "op-schema", "op schema"
    OVERLEG = "overleg-nodig", "overleg nodig"
    AFGEROND = "afgerond", "afgerond"
    GESTOPT = "gestopt", "gestopt"

    @property
    def pil(self) -> str:
        """The kind of status mark beside the word: a class of the style guide."""
        return {
            self.AFGEROND: "lp-pill--ok",
            self.OVERLEG: "lp-pill--warn",
            self.OP_SCHEMA: "lp-pill--info",
        }.get(self, "")


# What a file names of a row of `per_day`, in the order in which `rapportages.rows` reads it.
PER_DAY = (
    "personeelsnummer",
    "deelname__user__voornaam",
    "deelname__user__tussenvoegsel",
    "deelname__user__achternaam",
    "afdeling",
    "organisatie__weergavenaam",
    "deelname__cohort__naam",
    "deelname__cohort__bijeenkomsten__cursusdag__nummer",
    "deelname__cohort__bijeenkomsten__cursusdag__titel",
    "deelname__cohort__bijeenkomsten__datum",
    "deelname__cohort__bijeenkomsten__begintijd",
    "deelname__cohort__bijeenkomsten__eindtijd",
    "ochtend",
    "middag",
    "deelname__cohort__programma__uren_per_dagdeel",
    "certificaat",
    "deelname__cohort_id",
    "deelname__cohort__bijeenkomsten",
)


class InzetQuerySet(DienstverbandQuerySet):
    """What HR may ask about its own employees; every row is one employment in one cohort."""

    def of_cohort(self, cohort: Cohort) -> Self:
        return self.filter(deelname__cohort=cohort)

    def cohorten(self) -> "models.QuerySet[Cohort]":
        """The cohorts in which these employees are, newest first."""
        return Cohort.objects.filter(pk__in=self.order_by().values("deelname__cohort"))

    def named(self, text: str) -> Self:
        """Employees whose name holds every word of `text`."""
        found = self.annotate(
            volledige_naam=Concat(
                "deelname__user__voornaam",
                Value(" "),
                "deelname__user__tussenvoegsel",
                Value(" "),
                "deelname__user__achternaam",
            )
        )
        for word in text.split():
            found = found.filter(volledige_naam__icontains=word)
        return found

    def with_voltooiing(self, day: date) -> Self:
        """With `voltooiing` on `day`, from days that are over and nothing else.

        An employment that has ended looks no further than its own last day.
        """
        return (
            self.annotate(einde=Coalesce("tot_en_met", Value(date.max)))
            .annotate(
                behaald=_count(_attended().filter(~Exists(_days_after_end())), "deelname"),
                gemist=_count(_missed().filter(_is_on(_days_past(day))), "deelname"),
                buiten=_count(_days_outside(), "cohort"),
                behaald_buiten=_count(_attended().filter(_is_on(_days_outside())), "deelname"),
            )
            .annotate(verloren=F("gemist") + 2 * F("buiten") - F("behaald_buiten"))
            .annotate(
                voltooiing=Case(
                    When(
                        behaald__gte=F("deelname__cohort__norm_dagdelen"),
                        then=Value(Voltooiing.AFGEROND),
                    ),
                    When(
                        Q(tot_en_met__lt=day) | Q(deelname__tot_en_met__lt=day),
                        then=Value(Voltooiing.GESTOPT),
                    ),
                    When(
                        verloren__gt=DAGDELEN_PER_PROGRAMMA - F("deelname__cohort__norm_dagdelen"),
                        then=Value(Voltooiing.OVERLEG),
                    ),
                    default=Value(Voltooiing.OP_SCHEMA),
                )
            )
        )

    def with_certificaat(self) -> Self:
        """With `certificaat`: the last event of the newest certificate, within the employment."""
        events = Certificaatgebeurtenis.objects.filter(
            certificaat__deelname=OuterRef("deelname"), op__date__lte=OuterRef("einde")
        ).order_by("-certificaat", "-pk")
        return self.annotate(einde=Coalesce("tot_en_met", Value(date.max))).annotate(
            certificaat=Coalesce(Subquery(events.values("soort")[:1]), Value(""))
        )

    def sorted_by(self, key: str) -> Self:
        """In the order of a column of the table; names and key break ties."""
        names = ("deelname__user__achternaam", "deelname__user__voornaam", "pk")
        first = {
            "naam": (),
            "-naam": ("-deelname__user__achternaam", "-deelname__user__voornaam"),
            "afdeling": ("afdeling",),
            "-afdeling": ("-afdeling",),
            "cohort": ("deelname__cohort__naam",),
            "-cohort": ("-deelname__cohort__naam",),
        }[key]
        return self.order_by(*first, *names)

    def for_page(self) -> Self:
        """With everything that a line of the table names."""
        return self.select_related("organisatie", "deelname__user", "deelname__cohort__programma")

    def per_day(self) -> Self:
        """One row per employee and planned day within the employment, for a file.

        With `ochtend` and `middag`, the marks of that day.
        """
        path = "deelname__cohort__bijeenkomsten"
        datum = f"{path}__datum"
        begin, end = "deelname__vanaf", "deelname__tot_en_met"
        return self.filter(
            Q(**{f"{path}__geannuleerd_op": None, f"{datum}__gte": F("vanaf")})
            & (Q(tot_en_met=None) | Q(**{f"{datum}__lte": F("tot_en_met")}))
            & Q(**{f"{datum}__gte": F(begin)})
            & (Q(**{end: None}) | Q(**{f"{datum}__lte": F(end)}))
        ).annotate(ochtend=_mark(path, Dagdeel.OCHTEND), middag=_mark(path, Dagdeel.MIDDAG))

    def by_day(self) -> Self:
        """`per_day` in the order of the sheet: person by person, day by day."""
        return self.order_by(
            "deelname__user__achternaam",
            "deelname__user__voornaam",
            "pk",
            "deelname__cohort__bijeenkomsten__cursusdag__nummer",
        )

    def period(self) -> tuple[date, date]:
        """The first and last date of `per_day`; there must be one row at least."""
        datum = "deelname__cohort__bijeenkomsten__datum"
        ends = self.order_by().aggregate(first=models.Min(datum), last=models.Max(datum))
        return ends["first"], ends["last"]

    def counted_per_voltooiing(self) -> list[tuple[Voltooiing, int]]:
        """How many people each state holds; states without people are left out."""
        rows = self.order_by().values("voltooiing").annotate(aantal=Count("pk"))
        counts = {row["voltooiing"]: row["aantal"] for row in rows}
        return [(state, counts[state]) for state in Voltooiing if state in counts]

    def counted_per_organisatie(self) -> dict[int, int]:
        """How many rows this is for each organisation."""
        rows = self.order_by().values("organisatie_id").annotate(aantal=Count("pk"))
        return {row["organisatie_id"]: row["aantal"] for row in rows}


def _attended() -> models.QuerySet[Aanwezigheid]:
    return Aanwezigheid.objects.behaald().filter(deelname=OuterRef("deelname"))


def _missed() -> models.QuerySet[Aanwezigheid]:
    """Registered and not attended: a day that nobody registered is not held against anybody."""
    marks = Aanwezigheid.objects.geregistreerd().exclude(status__in=Aanwezigheid.BEHAALD)
    return marks.filter(deelname=OuterRef("deelname"))


def _days() -> models.QuerySet[Bijeenkomst]:
    """Days of the own cohort of the deelname."""
    return Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("deelname__cohort"))


def _days_past(day: date) -> models.QuerySet[Bijeenkomst]:
    """Days before `day`, from the start of the deelname on."""
    return _days().filter(datum__lt=day, datum__gte=OuterRef("deelname__vanaf"))


def _days_outside() -> models.QuerySet[Bijeenkomst]:
    """Days that fell before the deelname began or after it ended."""
    return _days().filter(
        Q(datum__lt=OuterRef("deelname__vanaf")) | Q(datum__gt=OuterRef("deelname__tot_en_met"))
    )


def _is_on(days: models.QuerySet[Bijeenkomst]) -> Exists:
    """Whether a mark is about one of these days."""
    return Exists(days.filter(cursusdag=OuterRef("cursusdag")))


def _days_after_end() -> models.QuerySet[Bijeenkomst]:
    """The same day in the own cohort, when it falls after the end of the employment."""
    return _days().filter(cursusdag=OuterRef("cursusdag"), datum__gt=OuterRef(OuterRef("einde")))


def _count(rows: models.QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(aantal=Count("pk")).values("aantal")
    return Coalesce(Subquery(counted), Value(0))


def _mark(path: str, dagdeel: str) -> Coalesce:
    marks = Aanwezigheid.objects.filter(
        deelname=OuterRef("deelname"), cursusdag=OuterRef(f"{path}__cursusdag"), dagdeel=dagdeel
    )
    return Coalesce(Subquery(marks.values("status")[:1]), Value(Aanwezigheid.Status.OPEN))


class Inzet(Dienstverband):
    """One employment in one cohort, as HR of that organisation sees it."""

    objects = InzetQuerySet.as_manager()  # type: ignore[misc]  # a proxy with more sentences

    # Annotated by `with_voltooiing` and `with_certificaat`.
    voltooiing: str
    certificaat: str

    class Meta:
        proxy = True
        verbose_name = "inzet"
        verbose_name_plural = "inzet"


class Download(models.Model):
    """Somebody of HR took a report out of the house: who, when, what and how much."""

    class Formaat(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel (XLSX)"
        ODS = "ods", "OpenDocument (ODS)"

    door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="downloads",
        verbose_name="door",
    )
    organisatie = models.ForeignKey(
        Organisatie,
        on_delete=models.PROTECT,
        related_name="downloads",
        verbose_name="organisatie",
    )
    formaat = models.CharField("formaat", max_length=4, choices=Formaat.choices)
    filter = models.JSONField("filter", default=dict)
    rijen = models.PositiveIntegerField("aantal rijen")
    op = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "download"
        verbose_name_plural = "downloads"
        ordering = ["-op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(formaat__in=["csv", "xlsx", "ods"]),
                name="rapportages_download_formaat_valid",
                violation_error_message="Kies CSV, Excel of OpenDocument.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.formaat} door {self.door} op {self.op:%d-%m-%Y %H:%M}"
