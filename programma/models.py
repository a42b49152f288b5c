from collections.abc import Iterable
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

DAGEN_PER_PROGRAMMA = 7
DAGDELEN_PER_PROGRAMMA = 2 * DAGEN_PER_PROGRAMMA


class ProgrammaQuerySet(models.QuerySet["Programma"]):
    def latest_version(self, slug: str) -> "Programma | None":
        """The newest version of a programme, or nothing when it was never loaded."""
        return self.filter(slug=slug).order_by("-versie").first()

    def newest(self) -> Self:
        """The newest version of every programme: what a new cohort may follow."""
        later = self.model.objects.filter(slug=OuterRef("slug"), versie__gt=OuterRef("versie"))
        return self.filter(~Exists(later)).order_by("naam", "pk")


class Programma(models.Model):
    """One version of the course: frozen once loaded, so that a running cohort keeps its own."""

    slug = models.SlugField("slug")
    versie = models.PositiveSmallIntegerField("versie")
    naam = models.CharField("naam", max_length=120)
    inleiding = models.TextField("inleiding", blank=True)
    norm_dagdelen = models.PositiveSmallIntegerField("norm in dagdelen", default=12)
    uren_per_dagdeel = models.DecimalField(
        "uren per dagdeel", max_digits=3, decimal_places=1, default=3.5
    )
    brief_maanden = models.PositiveSmallIntegerField("maanden tot de brief", default=4)
    certificaattekst = models.JSONField("tekst van het certificaat", default=dict)
    vingerafdruk = models.CharField("SHA-256 van de bronbestanden", max_length=64)
    gepubliceerd_op = models.DateTimeField("gepubliceerd op", auto_now_add=True)

    objects = ProgrammaQuerySet.as_manager()

    class Meta:
        verbose_name = "programma"
        verbose_name_plural = "programma's"
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "versie"],
                name="programma_programma_version",
                violation_error_message="Deze versie van het programma bestaat al.",
            ),
            models.CheckConstraint(
                condition=Q(norm_dagdelen__gte=1, norm_dagdelen__lte=DAGDELEN_PER_PROGRAMMA),
                name="programma_programma_norm_in_range",
                violation_error_message="De norm ligt tussen 1 en 14 dagdelen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam}, versie {self.versie}"


class CursusdagQuerySet(models.QuerySet["Cursusdag"]):
    def of_cohorten(self, cohorten: models.QuerySet) -> Self:
        """Days of the programme versions that these cohorts follow."""
        return self.filter(programma__in=cohorten.values("programma_id"))

    def for_steps(self, programma_ids: Iterable[int]) -> Self:
        """The days of these programmes, in order, without their long texts."""
        return self.filter(programma__in=programma_ids).only("programma_id", *Cursusdag.STEP)


class Cursusdag(models.Model):
    """One of the seven days of a programme version, with everything a participant reads."""

    # What a list of days shows of each: never the long texts.
    STEP = ("nummer", "slug", "titel", "essentie", "praktijkopdracht_kort")

    programma = models.ForeignKey(
        Programma, on_delete=models.CASCADE, related_name="cursusdagen", verbose_name="programma"
    )
    nummer = models.PositiveSmallIntegerField(
        "nummer", validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    slug = models.SlugField("slug")
    titel = models.CharField("titel", max_length=120)
    essentie = models.TextField("essentie")
    leerdoelen = models.JSONField("leerdoelen", default=list)
    dagprogramma = models.JSONField("dagprogramma", default=list)
    begrippen = models.JSONField("begrippen", default=list)
    literatuur = models.JSONField("literatuur", default=list)
    praktijkopdracht = models.TextField("praktijkopdracht")
    praktijkopdracht_kort = models.CharField("praktijkopdracht in het kort", max_length=250)
    praktijkopdracht_minuten = models.PositiveSmallIntegerField(
        "minuten voor de praktijkopdracht", null=True, blank=True
    )
    praktijkopdracht_duur = models.CharField(
        "duur van de praktijkopdracht",
        max_length=40,
        blank=True,
        help_text="In woorden, waar minuten te veel zeggen: één dagdeel, doorlopend.",
    )
    meenemen = models.CharField("meenemen", max_length=250, blank=True)
    verdieping = models.TextField("verdieping", blank=True)

    objects = CursusdagQuerySet.as_manager()

    class Meta:
        verbose_name = "cursusdag"
        verbose_name_plural = "cursusdagen"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["programma", "nummer"],
                name="programma_cursusdag_number",
                violation_error_message="Dit programma heeft al een dag met dit nummer.",
            ),
            models.CheckConstraint(
                condition=Q(nummer__gte=1, nummer__lte=DAGEN_PER_PROGRAMMA),
                name="programma_cursusdag_number_in_range",
                violation_error_message="Een dag heeft een nummer van 1 tot en met 7.",
            ),
            models.CheckConstraint(
                condition=Q(praktijkopdracht_minuten=None) | Q(praktijkopdracht_duur=""),
                name="programma_cursusdag_one_duration",
                violation_error_message="Geef de duur in minuten of in woorden, niet allebei.",
            ),
        ]

    def __str__(self) -> str:
        return f"Dag {self.nummer}: {self.titel}"


class Voorbereiding(models.Model):
    """One thing to do before a day, with the minutes it takes."""

    cursusdag = models.ForeignKey(
        Cursusdag, on_delete=models.CASCADE, related_name="voorbereidingen", verbose_name="dag"
    )
    volgnummer = models.PositiveSmallIntegerField("volgnummer")
    tekst = models.TextField("tekst")
    minuten = models.PositiveSmallIntegerField("minuten")

    class Meta:
        verbose_name = "voorbereiding"
        verbose_name_plural = "voorbereidingen"
        ordering = ["volgnummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["cursusdag", "volgnummer"],
                name="programma_voorbereiding_order",
                violation_error_message="Deze dag heeft al een voorbereiding op deze plaats.",
            )
        ]

    def __str__(self) -> str:
        return self.tekst


class Reflectievraag(models.Model):
    """A question that a day puts to the participant: before, during or after it."""

    class Fase(models.TextChoices):
        VOOR = "voor", "voor de dag"
        TIJDENS = "tijdens", "tijdens de dag"
        NA = "na", "na de dag"

    cursusdag = models.ForeignKey(
        Cursusdag, on_delete=models.CASCADE, related_name="reflectievragen", verbose_name="dag"
    )
    volgnummer = models.PositiveSmallIntegerField("volgnummer")
    fase = models.CharField("fase", max_length=7, choices=Fase.choices)
    tekst = models.TextField("tekst")

    class Meta:
        verbose_name = "reflectievraag"
        verbose_name_plural = "reflectievragen"
        ordering = ["volgnummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["cursusdag", "volgnummer"],
                name="programma_reflectievraag_order",
                violation_error_message="Deze dag heeft al een vraag op deze plaats.",
            ),
            models.CheckConstraint(
                condition=Q(fase__in=["voor", "tijdens", "na"]),
                name="programma_reflectievraag_fase_valid",
                violation_error_message="Kies voor, tijdens of na de dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.tekst


class Mailsjabloon(models.Model):
    """The text of one kind of reminder, with the programme version it belongs to."""

    class Soort(models.TextChoices):
        TWEE_WEKEN = "herinnering_twee_weken", "twee weken vooraf"
        TWEE_DAGEN = "herinnering_twee_dagen", "twee dagen vooraf"
        DAG_ERNA = "herinnering_dag_erna", "de dag erna"

    programma = models.ForeignKey(
        Programma, on_delete=models.CASCADE, related_name="mailsjablonen", verbose_name="programma"
    )
    soort = models.CharField("soort", max_length=40, choices=Soort.choices)
    dagen = models.SmallIntegerField("dagen ten opzichte van de bijeenkomst")
    onderwerp = models.CharField("onderwerp", max_length=200)
    tekst = models.TextField("tekst")

    class Meta:
        verbose_name = "mailsjabloon"
        verbose_name_plural = "mailsjablonen"
        constraints = [
            models.UniqueConstraint(
                fields=["programma", "soort"],
                name="programma_mailsjabloon_kind",
                violation_error_message="Dit programma heeft al een tekst voor deze herinnering.",
            ),
            models.CheckConstraint(
                condition=Q(
                    soort__in=[
                        "herinnering_twee_weken",
                        "herinnering_twee_dagen",
                        "herinnering_dag_erna",
                    ]
                ),
                name="programma_mailsjabloon_soort_valid",
                violation_error_message="Kies een van de herinneringen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} ({self.programma})"
