from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import Coordinatorschap, User
from accounts.periods import Period, PeriodQuerySet
from berichten.models import Bericht
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.organisatie import HRContact, Organisatie

UITNODIGING = "uitnodiging"


class DeelnameQuerySet(PeriodQuerySet):
    def visible_to(self, user: User) -> Self:
        """Own deelnames, those of cohorts one leads, and all of them for a coördinator.

        HR is not in this sentence: it reaches people through `employed_by` alone.
        """
        today = timezone.localdate()
        return self.filter(
            Q(user=user)
            | Exists(user.trainerschappen.on(today).filter(cohort=OuterRef("cohort_id")))
            | Exists(Coordinatorschap.objects.on(today).filter(user=user))
        )

    def employed_by(self, organisaties: models.QuerySet[Organisatie]) -> Self:
        """Deelnames that one of these organisations pays for, now or in an earlier period."""
        return self.filter(
            pk__in=Dienstverband.objects.filter(organisatie__in=organisaties).values("deelname_id")
        )

    def for_hr(self, user: User) -> Self:
        """Deelnames of the own employees of an HR contact."""
        return self.employed_by(Organisatie.objects.managed_by_hr(user.pk, timezone.localdate()))

    def of_user(self, user: User) -> Self:
        return self.filter(user=user)

    def of_others(self, user: User) -> Self:
        return self.exclude(user=user)

    def of_cohorten(self, cohort_pks: Iterable[int]) -> Self:
        return self.filter(cohort__in=cohort_pks)

    def managed_by(self, user: User) -> Self:
        """Deelnames of which this person may see the page: trainers of the cohort, coördinators."""
        if user.is_coordinator:
            return self
        mine = user.trainerschappen.on(timezone.localdate())
        return self.filter(Exists(mine.filter(cohort=OuterRef("cohort_id"))))

    def for_person(self) -> Self:
        """With the person, the cohort, its organisation and its programme."""
        return self.select_related("user", "cohort__organisatie", "cohort__programma")

    def begun_after(self, deelname: "Deelname", day: date) -> Self:
        """Running deelnames of the same person in the same course that began after `day`."""
        return self.filter(
            user=deelname.user_id,
            cohort__programma__slug=deelname.cohort.programma.slug,
            tot_en_met=None,
            vanaf__gt=day,
        ).exclude(pk=deelname.pk)

    def locked(self) -> Self:
        """Held until the end of the transaction; keys that point to it may still be written."""
        return self.select_for_update(of=("self",), no_key=True)

    def for_home(self) -> Self:
        """With the cohort; the latest one first."""
        return self.select_related("cohort").order_by("-vanaf")

    def expected_at(self, bijeenkomst: Bijeenkomst) -> Self:
        """Deelnames of its cohort that hold on its date."""
        return self.filter(cohort=bijeenkomst.cohort_id).on(bijeenkomst.datum)

    def without_mark_in(self, marks: models.QuerySet[models.Model]) -> Self:
        """Deelnames that have no row at all among these aanwezigheden."""
        return self.exclude(pk__in=marks.values("deelname_id"))

    def to_remind(self, cohort_pks: Iterable[int]) -> Self:
        """Deelnames of these cohorts whose person can still receive mail."""
        return self.filter(cohort__in=cohort_pks, user__is_active=True).select_related("user")

    def by_name(self) -> Self:
        """In the order of a class list: by last name without its prefix, then first name."""
        return self.select_related("user").order_by("user__sorteernaam", "pk")

    def with_uitnodiging(self) -> Self:
        """With `is_uitgenodigd`: whether an invitation was written for this deelname."""
        return self.annotate(is_uitgenodigd=_uitnodiging())

    def not_invited(self) -> Self:
        """Deelnames for which no invitation was written."""
        return self.filter(~_uitnodiging())


def _uitnodiging() -> Exists:
    """Whether the outbox holds an invitation for a deelname; see `Deelname.aanleiding`."""
    aanleiding = Concat(Value("deelname:"), Cast(OuterRef("pk"), models.CharField()))
    return Exists(
        Bericht.objects.filter(
            ontvanger=OuterRef("user_id"), soort=UITNODIGING, aanleiding=aanleiding
        )
    )


class Deelname(Period):
    """Somebody takes part in a cohort from a day on; it is never deleted, it ends."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="deelnames",
        verbose_name="deelnemer",
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="deelnames", verbose_name="cohort"
    )

    objects = DeelnameQuerySet.as_manager()

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "cohort"],
                name="cohorts_deelname_once",
                violation_error_message="Deze persoon zit al in dit cohort.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.cohort}"

    @property
    def aanleiding(self) -> str:
        """The occasion of messages about this deelname."""
        return f"deelname:{self.pk}"

    @property
    def sorteersleutel(self) -> tuple[str, int]:
        """Where this person stands in a class list, as `by_name` has it."""
        return (self.user.sorteernaam, self.pk)


class DienstverbandQuerySet(PeriodQuerySet):
    def managed_by_hr(self, user: User) -> Self:
        """Employments at the organisations for which this person is HR today.

        Who will change employer is not yet one of theirs: the new one sees them from that day on.
        """
        today = timezone.localdate()
        return self.filter(
            Q(vanaf__lte=today) | Q(vanaf=F("deelname__vanaf")),
            organisatie__in=HRContact.objects.on(today).filter(user=user).values("organisatie_id"),
        )

    def at_organisatie(self, organisatie: Organisatie) -> Self:
        return self.filter(organisatie=organisatie)

    def of_users(self, user_ids: Iterable[int]) -> Self:
        return self.filter(deelname__user__in=user_ids)

    def by_start(self) -> Self:
        """With the organisation, in the order in which they began."""
        return self.select_related("organisatie").order_by("vanaf", "pk")


class Dienstverband(Period):
    """Which organisation employs a deelnemer during which part of the deelname.

    HR of an organisation sees the days within its own period, and no other.
    """

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="dienstverbanden", verbose_name="deelname"
    )
    organisatie = models.ForeignKey(
        Organisatie,
        on_delete=models.PROTECT,
        related_name="dienstverbanden",
        verbose_name="organisatie",
    )
    afdeling = models.CharField("afdeling", max_length=120, blank=True)
    personeelsnummer = models.CharField("personeelsnummer", max_length=30, blank=True)

    objects = DienstverbandQuerySet.as_manager()

    class Meta:
        verbose_name = "dienstverband"
        verbose_name_plural = "dienstverbanden"
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["deelname"],
                condition=Q(tot_en_met=None),
                name="cohorts_dienstverband_one_open",
                violation_error_message="Er loopt al een dienstverband.",
            ),
            models.UniqueConstraint(
                fields=["deelname", "vanaf"],
                name="cohorts_dienstverband_one_start",
                violation_error_message="Op deze dag begint al een dienstverband.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deelname.user} bij {self.organisatie}"
