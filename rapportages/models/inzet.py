from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from certificaten.models import Certificaatgebeurtenis
from certificaten.verdict import STAND_AFTER, Stand
from cohorts.aanwezigheid.models import Aanwezigheid, Dagdeel
from cohorts.models import Cohort, Dienstverband
from cohorts.models.deelname import DienstverbandQuerySet
from rapportages.models.counting import (
    ALWAYS,
    Periode,
    attended,
    count,
    days,
    days_after_end,
    days_on,
    mark,
)


class Voltooiing(models.TextChoices):
    """How far an employee is, in the words that HR sees.

    Whether the norm is still within reach is between the deelnemer and the coördinator.
    """

    NIET_BEGONNEN = "nog-niet-begonnen", "nog niet begonnen"
    BEZIG = "bezig", "bezig"
    AFGEROND = "afgerond", "afgerond"
    GESTOPT = "gestopt", "gestopt"
    OVERGESTAPT = "overgestapt", "overgestapt"
    UIT_DIENST = "dienstverband-voorbij", "dienstverband voorbij"


# The days of the cohort, seen from an employment in it.
DAYS = "deelname__cohort__bijeenkomsten"
# What a file names of a row of `per_day`, in the order in which `rapportages.rows` reads it.
PER_DAY = (
    "personeelsnummer",
    "deelname__user__voornaam",
    "deelname__user__tussenvoegsel",
    "deelname__user__achternaam",
    "afdeling",
    "organisatie__weergavenaam",
    "deelname__cohort__naam",
    f"{DAYS}__cursusdag__nummer",
    f"{DAYS}__cursusdag__titel",
    f"{DAYS}__datum",
    f"{DAYS}__begintijd",
    f"{DAYS}__eindtijd",
    "ochtend",
    "middag",
    "deelname__cohort__programma__uren_per_dagdeel",
    "certificaat",
    "deelname__cohort_id",
    DAYS,
)
# By which column of the database a column of the table is sorted.
SORTED_BY = {
    "naam": "deelname__user__sorteernaam",
    "afdeling": "afdeling",
    "cohort": "deelname__cohort__naam",
    "stand": "voltooiing",
    "uren": "behaald",
    "certificaat": "certificaat",
}
# Instead of an event: what happened after the employment is not told.
VERBORGEN = "verborgen"
# The last events after which somebody holds a certificate.
VALID = [soort for soort, stand in STAND_AFTER.items() if stand == Stand.UITGEGEVEN]


def _followed() -> Q:
    """That the deelname outlives the employment: `Inzet.was_followed`."""
    return Q(deelname__tot_en_met=None) | Q(deelname__tot_en_met__gt=F("tot_en_met"))


def _events() -> "models.QuerySet[Certificaatgebeurtenis]":
    """What happened to the certificates of an employment while it lasted, the last first."""
    return Certificaatgebeurtenis.objects.filter(
        certificaat__deelname=OuterRef("deelname"), op__date__lte=OuterRef("einde")
    ).order_by("-certificaat", "-pk")


class InzetQuerySet(DienstverbandQuerySet):
    """What HR may ask about its own employees; every row is one employment in one cohort."""

    def of_cohort(self, cohort: Cohort) -> Self:
        return self.filter(deelname__cohort=cohort)

    def cohorten(self) -> "models.QuerySet[Cohort]":
        """The cohorts in which these employees are, newest first."""
        return Cohort.objects.filter(pk__in=self.order_by().values("deelname__cohort"))

    def afdelingen(self) -> list[str]:
        """The names of their afdelingen, each once, in the order of the alphabet."""
        names = self.exclude(afdeling="").order_by().values_list("afdeling", flat=True).distinct()
        return sorted(names, key=str.casefold)

    def named(self, text: str) -> Self:
        """Employees whose name holds every word of `text`, as `UserQuerySet.named` reads it."""
        if not text.strip():
            return self
        return self.filter(deelname__user__in=User.objects.named(text))

    def with_voltooiing(self, day: date) -> Self:
        """With `voltooiing` on `day`; an ended employment looks no further than its last day.

        Presence that is marked on `day` itself counts from the next day.
        """
        today = Q(status=Aanwezigheid.Status.AANWEZIG) & Q(Exists(days_on(day)))
        followed = attended().filter(~Exists(days_after_end()) & ~today)
        has_begun = Exists(days().filter(datum__lte=day))
        return (
            self.annotate(einde=Coalesce("tot_en_met", Value(date.max)))
            .annotate(behaald=count(followed, "deelname"))
            .annotate(
                voltooiing=Case(
                    When(
                        behaald__gte=F("deelname__cohort__norm_dagdelen"),
                        then=Value(Voltooiing.AFGEROND),
                    ),
                    When(
                        Q(deelname__tot_en_met__lt=day) & Q(Exists(self._elsewhere())),
                        then=Value(Voltooiing.OVERGESTAPT),
                    ),
                    When(Q(tot_en_met__lt=day) & _followed(), then=Value(Voltooiing.UIT_DIENST)),
                    When(
                        Q(tot_en_met__lt=day) | Q(deelname__tot_en_met__lt=day),
                        then=Value(Voltooiing.GESTOPT),
                    ),
                    When(~has_begun, then=Value(Voltooiing.NIET_BEGONNEN)),
                    default=Value(Voltooiing.BEZIG),
                )
            )
        )

    @staticmethod
    def _elsewhere() -> models.QuerySet[Dienstverband]:
        """How the same person went on in another cohort of the course, for the same employer.

        Who did so for another employer is not found: that is not for this one to know.
        """
        return Dienstverband.objects.filter(
            organisatie=OuterRef("organisatie"),
            deelname__user=OuterRef("deelname__user"),
            deelname__cohort__programma__slug=OuterRef("deelname__cohort__programma__slug"),
            vanaf=F("deelname__vanaf"),
            vanaf__gt=OuterRef("tot_en_met"),
        )

    def with_certificaat(self) -> Self:
        """With `certificaat`: the last event of the newest certificate, within the employment.

        VERBORGEN when the employment ended without one: one of later is not told, nor its absence.
        """
        return self.annotate(einde=Coalesce("tot_en_met", Value(date.max))).annotate(
            certificaat=Coalesce(
                Subquery(_events().values("soort")[:1]),
                Case(
                    When(tot_en_met__lt=timezone.localdate(), then=Value(VERBORGEN)),
                    default=Value(""),
                ),
            )
        )

    def with_code(self) -> Self:
        """With `code` of that certificate, while the employment lasts; comes after the former.

        The public check behind it tells how things stand today: of who left, HR learns no more.
        """
        lasts = Q(tot_en_met=None) | Q(tot_en_met__gte=timezone.localdate())
        code = Subquery(_events().values("certificaat__code")[:1])
        return self.annotate(
            code=Coalesce(Case(When(lasts, then=code)), Value(""), output_field=models.CharField())
        )

    def sorted_by(self, key: str) -> Self:
        """In the order of a column of the table, "-uren" the most hours first.

        Names and key break ties. Comes after `with_voltooiing` and `with_certificaat`.
        """
        column = F(SORTED_BY[key.removeprefix("-")])
        # The databases differ in where they put nothing.
        order = column.desc(nulls_last=True) if key[0] == "-" else column.asc(nulls_first=True)
        return self.order_by(order, "deelname__user__sorteernaam", "pk")

    def for_page(self) -> Self:
        """With everything that a line of the table names."""
        return self.select_related("organisatie", "deelname__user", "deelname__cohort__programma")

    def with_day_in(self, periode: Periode) -> Self:
        """Employments with a planned day in `periode`; all of them when it has no ends."""
        if periode == ALWAYS:
            return self
        return self.filter(
            Exists(Inzet.objects.filter(pk=OuterRef("pk"))._per_planned_day(periode))
        )

    def per_day(self, periode: Periode = ALWAYS) -> Self:
        """One row per employee and planned day within the employment and `periode`, for a file.

        With `ochtend` and `middag`, the marks of that day.
        """
        return self._per_planned_day(periode).annotate(
            ochtend=mark(DAYS, Dagdeel.OCHTEND), middag=mark(DAYS, Dagdeel.MIDDAG)
        )

    def _per_planned_day(self, periode: Periode) -> Self:
        datum = f"{DAYS}__datum"
        begin, end = "deelname__vanaf", "deelname__tot_en_met"
        # One filter: a second one would be about another day.
        return self.filter(
            Q(**{f"{DAYS}__geannuleerd_op": None, f"{datum}__gte": F("vanaf")})
            & (Q(tot_en_met=None) | Q(**{f"{datum}__lte": F("tot_en_met")}))
            & Q(**{f"{datum}__gte": F(begin)})
            & (Q(**{end: None}) | Q(**{f"{datum}__lte": F(end)}))
            & periode.holds(datum)
        )

    def by_day(self) -> Self:
        """`per_day` in the order of the sheet: person by person, day by day."""
        return self.order_by(
            "deelname__user__sorteernaam",
            "pk",
            f"{DAYS}__cursusdag__nummer",
        )

    def counted_per_mark(self) -> list[tuple[int, date, str, str, int]]:
        """Of `per_day`: number and date of a day, its two marks, how many employees have them."""
        marks = (f"{DAYS}__cursusdag__nummer", f"{DAYS}__datum", "ochtend", "middag")
        counted = self.per_day().order_by().values(*marks).annotate(aantal=Count("pk"))
        return list(counted.values_list(*marks, "aantal"))

    def period(self) -> tuple[date, date]:
        """The first and last date of `per_day`; there must be one row at least."""
        datum = f"{DAYS}__datum"
        ends = self.order_by().aggregate(first=models.Min(datum), last=models.Max(datum))
        return ends["first"], ends["last"]

    def counted_per_voltooiing(self) -> dict[Voltooiing, int]:
        """How many rows each state holds; states without rows are left out."""
        rows = self.order_by().values("voltooiing").annotate(aantal=Count("pk"))
        counts = {row["voltooiing"]: row["aantal"] for row in rows}
        return {state: counts[state] for state in Voltooiing if state in counts}

    def counted_per_afdeling(self) -> dict[str, dict[Voltooiing, int]]:
        """How many rows of each state every afdeling has."""
        rows = self.order_by().values("afdeling", "voltooiing").annotate(aantal=Count("pk"))
        counts: dict[str, dict[Voltooiing, int]] = {}
        for row in rows:
            states = counts.setdefault(row["afdeling"], {})
            states[Voltooiing(row["voltooiing"])] = row["aantal"]
        return counts

    def counted_people(self) -> int:
        """How many people these rows are about."""
        return self.order_by().aggregate(aantal=Count("deelname__user", distinct=True))["aantal"]

    def certified(self) -> Self:
        """Who holds a certificate; comes after `with_certificaat`."""
        return self.filter(certificaat__in=VALID)

    def counted_per_organisatie(self) -> dict[int, int]:
        """How many rows this is for each organisation."""
        rows = self.order_by().values("organisatie_id").annotate(aantal=Count("pk"))
        return {row["organisatie_id"]: row["aantal"] for row in rows}


class Inzet(Dienstverband):
    """One employment in one cohort, as HR of that organisation sees it."""

    objects = InzetQuerySet.as_manager()  # type: ignore[misc]  # a proxy with more sentences

    # Annotated by `with_voltooiing`, `with_certificaat` and `with_code`.
    voltooiing: str
    certificaat: str
    code: str

    class Meta:
        proxy = True
        verbose_name = "inzet"
        verbose_name_plural = "inzet"

    @property
    def was_followed(self) -> bool:
        """Whether the employment ended and the deelname did not: somebody changed employer."""
        last, end = self.tot_en_met, self.deelname.tot_en_met
        return last is not None and (end is None or end > last)

    @property
    def laatste_dag(self) -> date | None:
        """The last day of an employment that is over, where that is its state."""
        return self.tot_en_met if self.voltooiing == Voltooiing.UIT_DIENST else None
