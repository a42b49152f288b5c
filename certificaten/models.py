import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import ExtractMonth
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Deelname
from cohorts.models.counts import count_of
from huisstijl.typed import signs_of, visible

# Crockford's base 32: no I, L, O or U, so that nobody misreads a code on paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 20
# Letters that do not come apart into a plain one and an accent, and so would fall out of a name.
PLAIN_LETTERS = str.maketrans("ĐđıŁłØø", "DdiLlOo")


def new_code() -> str:
    """A code of 100 random bits: 20 characters of 5 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def read_code(text: str) -> str | None:
    """The code that somebody typed, as it is stored; None when it cannot be one.

    Dashes, spaces and lower case are fine; O reads as 0, I and L as 1 (Crockford). So is the whole
    address that is printed below it, with a full stop behind it.
    """
    typed = re.split(r"[?#]", visible(text))[0].strip().rstrip("/.").rpartition("/")[2]
    code = signs_of(typed).translate(str.maketrans("OIL", "011"))
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


class CertificaatQuerySet(models.QuerySet["Certificaat"]):
    def visible_to(self, user: User) -> Self:
        """One's own certificates; all of them for a coördinator."""
        return self if user.is_coordinator else self.filter(deelname__user=user)

    def of_deelnames(self, deelname_ids: Iterable[int]) -> Self:
        """Certificates of these deelnames, the newest of each last."""
        return self.filter(deelname__in=deelname_ids).order_by("pk")

    def with_status(self) -> Self:
        """With `laatste_gebeurtenis` and `laatste_op`: the kind and moment of the last event."""
        latest = Certificaatgebeurtenis.objects.filter(certificaat=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            laatste_gebeurtenis=Subquery(latest.values("soort")[:1]),
            laatste_op=Subquery(latest.values("op")[:1]),
        )

    def for_controle(self, code: str) -> Self:
        """The certificate with this code, with its status and what replaced it."""
        return self.with_status().select_related("vervangen_door").filter(code=code)

    def for_home(self, code: str) -> "Certificaat | None":
        """This certificate with its status, and `has_document`: whether its PDF is made."""
        document = Certificaatdocument.objects.filter(certificaat=OuterRef("pk"))
        found = self.with_status().annotate(has_document=Exists(document)).filter(code=code)
        return found.first()

    def code_of_deelname(self) -> Subquery:
        """For an annotation on deelnames: the code of the newest certificate, or nothing."""
        newest = self.filter(deelname=OuterRef("pk")).order_by("-pk")
        return Subquery(newest.values("code")[:1])

    def for_dagdelen_of_outer(self) -> Self:
        """Certificates in force that already counted a dagdeel of a deelname; for a Subquery on it.

        Anna got one in cohort A and moved to cohort B. What she followed at a bijeenkomst of A
        stands in B too, as caught up, and gives no second certificate.
        """
        marks = Aanwezigheid.objects.behaald().filter(deelname=OuterRef(OuterRef(OuterRef("pk"))))
        shared = Aanwezigheid.objects.behaald().filter(
            deelname=OuterRef("deelname"), bijeenkomst__in=marks.values("bijeenkomst")
        )
        in_force = (Certificaatgebeurtenis.Soort.UITGEGEVEN, Certificaatgebeurtenis.Soort.HERSTELD)
        return self.with_status().filter(
            Exists(shared), laatste_gebeurtenis__in=in_force, deelname__user=OuterRef("user")
        )

    def per_month(self, year: int) -> dict[int, int]:
        """How many of those issued in `year` are in force, by the number of the month."""
        in_force = (Certificaatgebeurtenis.Soort.UITGEGEVEN, Certificaatgebeurtenis.Soort.HERSTELD)
        rows = self.with_status().filter(uitgegeven_op__year=year, laatste_gebeurtenis__in=in_force)
        months = rows.order_by().values(month=ExtractMonth("uitgegeven_op"))
        return dict(months.annotate(people=models.Count("pk")).values_list("month", "people"))

    def without_document(self) -> Self:
        """Certificates whose PDF has not been made yet."""
        return self.filter(document=None)


def candidates_for_issue(day: date) -> models.QuerySet[Deelname, Any]:
    """Deelnames that may be ready on `day`, with `einddatum`, whose cohort ended first comes first.

    Narrowed to who has no certificate yet, however many were issued; the verdict decides.
    """
    days = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("cohort_id"))
    behaald = Aanwezigheid.objects.behaald().filter(deelname=OuterRef("pk"))
    return (
        Deelname.objects.filter(
            ~Exists(Certificaat.objects.filter(deelname=OuterRef("pk"))),
            Exists(days),
            ~Exists(days.filter(datum__gt=day)),
        )
        .annotate(behaald=count_of(behaald, "deelname"))
        .filter(behaald__gte=F("cohort__norm_dagdelen"))
        .annotate(einddatum=Subquery(days.order_by("-datum").values("datum")[:1]))
        .select_related("user", "cohort")
        .order_by("einddatum", "cohort", "pk")
    )


class AppendOnly(models.Model):
    """Rows that are only ever added; triggers in the database refuse the rest (besluit 0009)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to change a row that exists."""
        if not self._state.adding:
            raise TypeError("An issued certificate never changes; record an event instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuses: an issued certificate is withdrawn by an event, never deleted."""
        raise TypeError("An issued certificate is never deleted; record an event instead.")


class Certificaat(AppendOnly):
    """What was declared at the moment of issue: every printed fact, frozen. Only ever added."""

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="certificaten", verbose_name="deelname"
    )
    code = models.CharField("code", max_length=CODE_LENGTH, unique=True, default=new_code)
    naam = models.CharField("naam", max_length=220)
    voornaam = models.CharField("voornaam", max_length=60)
    organisatie = models.CharField("organisatie", max_length=130)
    cohort = models.CharField("cohort", max_length=80)
    programma = models.CharField("programma", max_length=120)
    programmaversie = models.PositiveSmallIntegerField("programmaversie")
    teksten = models.JSONField("teksten", default=dict)
    ondertekenaars = models.JSONField("ondertekenaars", default=list)
    startdatum = models.DateField("startdatum")
    einddatum = models.DateField("einddatum")
    dagdelen = models.PositiveSmallIntegerField("behaalde dagdelen")
    uren = models.DecimalField("uren", max_digits=4, decimal_places=1)
    uitgegeven_op = models.DateTimeField("uitgegeven op", default=timezone.now)
    uitgegeven_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="uitgegeven_certificaten",
        verbose_name="uitgegeven door",
    )
    vervangt = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vervangen_door",
        verbose_name="vervangt",
    )

    objects = CertificaatQuerySet.as_manager()

    # Annotated by `with_status`.
    laatste_gebeurtenis: str
    laatste_op: datetime

    class Meta:
        verbose_name = "certificaat"
        verbose_name_plural = "certificaten"
        constraints = [
            models.UniqueConstraint(
                fields=["deelname"],
                condition=Q(vervangt=None),
                name="certificaten_certificaat_one_first",
                violation_error_message="Deze deelnemer heeft al een certificaat.",
            ),
            models.CheckConstraint(
                condition=Q(einddatum__gte=models.F("startdatum")),
                name="certificaten_certificaat_ends_after_start",
                violation_error_message="De laatste dag ligt vóór de eerste dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"Certificaat van {self.naam}"

    def get_absolute_url(self) -> str:
        return reverse("certificaat_controle", args=[self.code])

    @property
    def is_geldig(self) -> bool:
        """Whether the last event leaves it valid; needs `with_status`."""
        return self.laatste_gebeurtenis in Certificaatgebeurtenis.GELDIG

    @property
    def bestandsnaam(self) -> str:
        """What the PDF is called on the disk of who downloads it."""
        naam = slugify(self.naam.translate(PLAIN_LETTERS))
        return f"certificaat-{naam[:80] or 'leergang'}.pdf"

    @property
    def leesbare_code(self) -> str:
        """The code in groups of four, as printed."""
        return "-".join(self.code[i : i + 4] for i in range(0, CODE_LENGTH, 4))


class CertificaatdocumentQuerySet(models.QuerySet["Certificaatdocument"]):
    def visible_to(self, user: User) -> Self:
        """Of the certificates that this person may see."""
        return self.filter(certificaat__in=Certificaat.objects.visible_to(user))


class Certificaatdocument(AppendOnly):
    """The bytes of the PDF as made once at issue, with their SHA-256."""

    certificaat = models.OneToOneField(
        Certificaat, on_delete=models.PROTECT, related_name="document", verbose_name="certificaat"
    )
    pdf = models.BinaryField("PDF")
    sha256 = models.CharField("SHA-256", max_length=64)
    gemaakt_op = models.DateTimeField("gemaakt op", default=timezone.now)

    objects = CertificaatdocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "certificaatdocument"
        verbose_name_plural = "certificaatdocumenten"

    def __str__(self) -> str:
        return f"PDF van {self.certificaat}"


class Certificaatgebeurtenis(AppendOnly):
    """Something that happened to a certificate. Its status is the last event."""

    class Soort(models.TextChoices):
        UITGEGEVEN = "uitgegeven", "uitgegeven"
        INGETROKKEN = "ingetrokken", "ingetrokken"
        HERSTELD = "hersteld", "hersteld"
        VERVANGEN = "vervangen", "vervangen"

    GELDIG = (Soort.UITGEGEVEN, Soort.HERSTELD)

    certificaat = models.ForeignKey(
        Certificaat,
        on_delete=models.PROTECT,
        related_name="gebeurtenissen",
        verbose_name="certificaat",
    )
    soort = models.CharField("soort", max_length=11, choices=Soort.choices)
    op = models.DateTimeField("op", default=timezone.now)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="certificaatgebeurtenissen",
        verbose_name="door",
    )
    reden = models.TextField("reden", blank=True)

    class Meta:
        verbose_name = "certificaatgebeurtenis"
        verbose_name_plural = "certificaatgebeurtenissen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificaat"],
                condition=Q(soort="uitgegeven"),
                name="certificaten_gebeurtenis_issued_once",
                violation_error_message="Dit certificaat is al uitgegeven.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["uitgegeven", "ingetrokken", "hersteld", "vervangen"]),
                name="certificaten_gebeurtenis_soort_valid",
                violation_error_message="Dit kan niet met een certificaat gebeuren.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="ingetrokken") | ~Q(reden=""),
                name="certificaten_gebeurtenis_withdrawal_has_reason",
                violation_error_message="Schrijf op waarom het certificaat wordt ingetrokken.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificaat}: {self.soort}"
