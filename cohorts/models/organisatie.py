from datetime import date
from difflib import get_close_matches
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst

from accounts.names.folding import folded
from accounts.periods import Period, PeriodQuerySet


class OrganisatieQuerySet(models.QuerySet["Organisatie"]):
    def existing_on(self, day: date) -> Self:
        """Organisations that exist on `day`: municipalities merge on 1 January."""
        return self.filter(
            (Q(geldig_vanaf=None) | Q(geldig_vanaf__lte=day))
            & (Q(geldig_tot_en_met=None) | Q(geldig_tot_en_met__gte=day))
        )

    def named(self, words: str) -> Self:
        """Organisations of which a name holds every word; marks, case and order do not matter.

        Looked for in Python: there are some 350 gemeenten, and no database here drops the marks.
        """
        wanted = folded(words).split()
        if not wanted:
            return self
        rows = self.order_by().values_list("pk", "weergavenaam", "naam")
        return self.filter(
            pk__in=[
                pk for pk, *names in rows if any(_holds(folded(name), wanted) for name in names)
            ]
        )

    def spelled_like(self, naam: str) -> list["Organisatie"]:
        """The three organisations whose names differ least from a mistyped one: "Zutfen"."""
        rows = {folded(row.weergavenaam): row for row in self.order_by("sorteernaam", "pk")}
        return [rows[name] for name in get_close_matches(folded(naam), rows, 3)]

    def called(self, naam: str) -> Self:
        """Organisations that somebody may mean by this name, in full or as shown."""
        return self.filter(Q(weergavenaam__iexact=naam) | Q(naam__iexact=naam))

    def with_cohort_count(self) -> Self:
        """By name, with `aantal_cohorten`: how many cohorts there are or were for it."""
        counted = self.annotate(aantal_cohorten=models.Count("cohorten"))
        return counted.select_related("opvolger").order_by("sorteernaam", "pk")

    def managed_by_hr(self, user_id: int, day: date) -> Self:
        """Organisations for which this person is the HR contact on `day`."""
        return self.filter(
            pk__in=HRContact.objects.on(day).filter(user_id=user_id).values("organisatie_id")
        )


def _holds(name: str, words: list[str]) -> bool:
    """Whether every word is in the name, also where it is written with fewer spaces."""
    return all(word in name or word in name.replace(" ", "") for word in words)


class Organisatie(models.Model):
    """An employer that sends people: a gemeente, or another public body."""

    class Soort(models.TextChoices):
        GEMEENTE = "gemeente", "gemeente"
        OVERIG = "overig", "andere organisatie"

    soort = models.CharField("soort", max_length=8, choices=Soort.choices, default=Soort.OVERIG)
    cbs_code = models.CharField(
        "CBS-code",
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^GM\d{4}$", "Een CBS-code is GM met vier cijfers.")],
    )
    naam = models.CharField("naam", max_length=120)
    weergavenaam = models.CharField("weergavenaam", max_length=120)
    sorteernaam = models.CharField("sorteernaam", max_length=120)
    provincie = models.CharField("provincie", max_length=30, blank=True)
    merkkleur = models.CharField(
        "merkkleur",
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Schrijf een kleur als #00696b.")],
    )
    geldig_vanaf = models.DateField("geldig vanaf", null=True, blank=True)
    geldig_tot_en_met = models.DateField("geldig tot en met", null=True, blank=True)
    opvolger = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="voorgangers",
        verbose_name="opvolger",
    )

    objects = OrganisatieQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["sorteernaam"]
        constraints = [
            models.UniqueConstraint(
                fields=["cbs_code"],
                condition=~Q(cbs_code=""),
                name="cohorts_organisatie_cbs_code",
                violation_error_message="Er is al een organisatie met deze CBS-code.",
            ),
            models.UniqueConstraint(
                fields=["soort", "naam"],
                name="cohorts_organisatie_name",
                violation_error_message="Er is al een organisatie met deze naam.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["gemeente", "overig"]),
                name="cohorts_organisatie_soort_valid",
                violation_error_message="Kies gemeente of andere organisatie.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="gemeente") | ~Q(cbs_code=""),
                name="cohorts_organisatie_gemeente_has_code",
                violation_error_message="Een gemeente heeft een CBS-code.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_vanaf=None)
                | Q(geldig_tot_en_met=None)
                | Q(geldig_tot_en_met__gte=F("geldig_vanaf")),
                name="cohorts_organisatie_ends_after_start",
                violation_error_message="De laatste dag ligt vóór de eerste dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.weergavenaam

    def on(self, day: date) -> "Organisatie":
        """Itself, or what it became by `day`: municipalities merge on 1 January."""
        current, seen = self, {self.pk}
        while current.has_ended(day) and current.opvolger and current.opvolger.pk not in seen:
            current = current.opvolger
            seen.add(current.pk)
        return current

    def has_ended(self, day: date) -> bool:
        """Whether its last day lies before `day`."""
        return self.geldig_tot_en_met is not None and self.geldig_tot_en_met < day

    @property
    def volledige_naam(self) -> str:
        """The name in a sentence: after "gemeente" for a municipality, else by itself."""
        if self.soort == self.Soort.GEMEENTE:
            return f"gemeente {self.weergavenaam}"
        return self.weergavenaam

    @property
    def kopnaam(self) -> str:
        """The name above a page, where a line begins: "Gemeente Testdam"."""
        return capfirst(self.volledige_naam)


class HRContact(Period):
    """Somebody of HR who follows the own employees of an organisation, for a period."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="hrcontacten",
        verbose_name="gebruiker",
    )
    organisatie = models.ForeignKey(
        Organisatie,
        on_delete=models.PROTECT,
        related_name="hrcontacten",
        verbose_name="organisatie",
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "HR-contact"
        verbose_name_plural = "HR-contacten"

    def __str__(self) -> str:
        return f"{self.user} ({self.organisatie})"
