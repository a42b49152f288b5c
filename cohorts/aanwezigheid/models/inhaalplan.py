from collections.abc import Collection, Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from accounts.periods import not_ended
from cohorts.aanwezigheid.models.aanwezigheid import Aanwezigheid, AanwezigheidQuerySet
from cohorts.aanwezigheid.models.dagdeel import Dagdeel
from cohorts.models.bijeenkomst import Bijeenkomst
from cohorts.models.cohort import Cohort
from cohorts.models.deelname import Deelname
from programma.models import Cursusdag


class InhaalplanQuerySet(models.QuerySet["Inhaalplan"]):
    def visible_to(self, user: User) -> Self:
        """Plans of the deelnames this person may know of; where the gast goes does not count."""
        return self.filter(deelname__in=Deelname.objects.visible_to(user))

    def lopend(self) -> Self:
        """Plans that were not ended and are still of use.

        A plan is of no use while all its dagdelen were followed elsewhere, or once the deelname
        ends before it. That is read from the marks, so that a slip of the finger ends no plan.
        """
        when = Coalesce("bijeenkomst__datum", Value(timezone.localdate()))
        followed = _followed_elsewhere()
        return self.not_lapsed().filter(
            not_ended(when, "deelname__"),
            Q(ochtend=True) & ~Exists(followed.in_dagdeel(Dagdeel.OCHTEND))
            | Q(middag=True) & ~Exists(followed.in_dagdeel(Dagdeel.MIDDAG)),
        )

    def not_lapsed(self) -> Self:
        """Plans that nobody and nothing ended, whether they are still of use or not."""
        return self.filter(vervallen_op=None)

    def coming(self, day: date) -> Self:
        """Running plans without a day, or whose day is on or after `day`."""
        return self.lopend().filter(Q(bijeenkomst=None) | Q(bijeenkomst__datum__gte=day))

    def for_cursusdag(self, deelname: Deelname, cursusdag: Cursusdag) -> Self:
        return self.filter(deelname=deelname, cursusdag=cursusdag)

    def locked(self) -> Self:
        """Held until the end of the transaction; SQLite lets one writer in at a time anyway."""
        return self.select_for_update(of=("self",))

    def for_page(self) -> Self:
        """With what a page or a mail names of them."""
        return self.select_related(
            "deelname__user",
            "deelname__cohort__programma",
            "cursusdag",
            "bijeenkomst__cohort",
            "bijeenkomst__cursusdag",
            "bijeenkomst__locatie",
        )

    def te_plannen(self) -> Self:
        """Plans without a day elsewhere."""
        return self.lopend().filter(bijeenkomst=None)

    def aangevraagd(self) -> Self:
        """Plans with a day elsewhere to which no coördinator agreed yet."""
        return self.lopend().filter(bijeenkomst__isnull=False, akkoord_op=None)

    def gepland(self) -> Self:
        """Plans to which a coördinator agreed: the gast is expected there."""
        return self.lopend().agreed()

    def agreed(self) -> Self:
        """Plans to which a coördinator agreed and that nothing ended.

        `gepland` leaves out what was followed elsewhere since.
        """
        return self.not_lapsed().filter(bijeenkomst__isnull=False, akkoord_op__isnull=False)

    def at(self, bijeenkomst: Bijeenkomst) -> Self:
        return self.filter(bijeenkomst=bijeenkomst)

    def of_user(self, user: User) -> Self:
        return self.filter(deelname__user=user)

    def agreed_at(self, bijeenkomst: Bijeenkomst) -> Self:
        """Agreed plans for this bijeenkomst of who takes part on its date."""
        return (
            self.agreed()
            .at(bijeenkomst)
            .filter(
                not_ended(bijeenkomst.datum, "deelname__"), deelname__vanaf__lte=bijeenkomst.datum
            )
        )

    def gasten_of(self, cohort: Cohort, day: date) -> Self:
        """Agreed plans to follow a coming day with this cohort, in order of date."""
        return (
            self.gepland()
            .filter(bijeenkomst__cohort=cohort, bijeenkomst__datum__gte=day)
            .select_related("deelname__user", "deelname__cohort", "bijeenkomst__cursusdag")
            .order_by("bijeenkomst__datum", "pk")
        )

    def at_any_of(self, bijeenkomst_pks: Iterable[int]) -> Self:
        return self.filter(bijeenkomst__in=list(bijeenkomst_pks))

    def with_person(self) -> Self:
        """With who it is about, as a list names people."""
        return self.select_related("deelname__user")

    def of_deelname(self, deelname: Deelname) -> Self:
        return self.filter(deelname=deelname)

    def not_before(self, day: date) -> Self:
        """Plans without a day elsewhere, or with one after `day`."""
        return self.filter(Q(bijeenkomst=None) | Q(bijeenkomst__datum__gt=day))


def _followed_elsewhere() -> AanwezigheidQuerySet:
    """Marks for the day of a plan that count already, and not because of that plan."""
    here = Coalesce(OuterRef("bijeenkomst"), Value(0))
    marks = Aanwezigheid.objects.behaald()
    return marks.filter(deelname=OuterRef("deelname"), cursusdag=OuterRef("cursusdag")).exclude(
        bijeenkomst=here
    )


class Inhaalplan(models.Model):
    """Somebody is to follow a missed day, or half of it, at the same day of another cohort.

    `cursusdag` is the day of the own programme; `bijeenkomst` is where it will be made good, and is
    empty while that must still be found. `versie` is the version of that bijeenkomst when it was
    chosen. A plan whose day moved or was cancelled ends, and a new one without a day begins.
    """

    deelname = models.ForeignKey(
        Deelname, on_delete=models.PROTECT, related_name="inhaalplannen", verbose_name="deelname"
    )
    cursusdag = models.ForeignKey(
        Cursusdag, on_delete=models.PROTECT, related_name="inhaalplannen", verbose_name="dag"
    )
    ochtend = models.BooleanField("ochtend", default=True)
    middag = models.BooleanField("middag", default=True)
    bijeenkomst = models.ForeignKey(
        Bijeenkomst,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inhaalplannen",
        verbose_name="bijeenkomst",
    )
    versie = models.PositiveIntegerField("versie van de bijeenkomst", null=True, blank=True)
    aangevraagd_op = models.DateTimeField("aangevraagd op", default=timezone.now)
    aangevraagd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aangevraagde_inhaalplannen",
        verbose_name="aangevraagd door",
        help_text="Leeg: het systeem, toen de dag elders niet doorging.",
    )
    akkoord_op = models.DateTimeField("akkoord op", null=True, blank=True)
    akkoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inhaalplannen_akkoord",
        verbose_name="akkoord door",
    )
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)
    vervallen_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vervallen_inhaalplannen",
        verbose_name="vervallen door",
    )

    objects = InhaalplanQuerySet.as_manager()

    class Meta:
        verbose_name = "inhaalplan"
        verbose_name_plural = "inhaalplannen"
        constraints = [
            models.UniqueConstraint(
                fields=["deelname", "cursusdag"],
                condition=Q(vervallen_op=None),
                name="aanwezigheid_inhaalplan_once",
                violation_error_message="Voor deze dag loopt al een inhaalplan.",
            ),
            models.CheckConstraint(
                condition=Q(ochtend=True) | Q(middag=True),
                name="aanwezigheid_inhaalplan_some_dagdeel",
                violation_error_message="Kies de ochtend, de middag of de hele dag.",
            ),
            models.CheckConstraint(
                condition=Q(akkoord_op=None, akkoord_door=None)
                | Q(akkoord_op__isnull=False, akkoord_door__isnull=False),
                name="aanwezigheid_inhaalplan_agreed_by_somebody",
                violation_error_message="Akkoord heeft een moment en een naam.",
            ),
            models.CheckConstraint(
                condition=Q(bijeenkomst=None, versie=None, akkoord_op=None)
                | Q(bijeenkomst__isnull=False, versie__isnull=False),
                name="aanwezigheid_inhaalplan_version_of_a_day",
                violation_error_message="Zonder dag elders is er niets om akkoord op te geven.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deelname.user} haalt {self.cursusdag} in"

    @property
    def dagdelen(self) -> tuple[str, ...]:
        """The halves of the day that are to be made good."""
        chosen = ((self.ochtend, Dagdeel.OCHTEND), (self.middag, Dagdeel.MIDDAG))
        return tuple(dagdeel for is_chosen, dagdeel in chosen if is_chosen)

    @property
    def is_gepland(self) -> bool:
        """Whether a coördinator agreed to a day elsewhere."""
        return self.bijeenkomst_id is not None and self.akkoord_op is not None

    @property
    def is_aangevraagd(self) -> bool:
        """Whether a day elsewhere waits for a coördinator."""
        return self.bijeenkomst_id is not None and self.akkoord_op is None

    @property
    def aanleiding(self) -> str:
        """The occasion of messages about this plan."""
        return f"inhaalplan:{self.pk}"

    def end(self, by: User | None) -> None:
        """It is over: withdrawn by somebody, or by the platform when the day did not go on."""
        self.vervallen_op, self.vervallen_door = timezone.now(), by
        self.save(update_fields=["vervallen_op", "vervallen_door"])

    def cover(self, dagdelen: Collection[str]) -> None:
        """Say which halves of the day it is about."""
        self.ochtend = Dagdeel.OCHTEND in dagdelen
        self.middag = Dagdeel.MIDDAG in dagdelen

    def leave_out(self, dagdeel: str, by: User) -> None:
        """A half is made good in another way; without any half left the plan is over."""
        rest = [half for half in self.dagdelen if half != dagdeel]
        if not rest:
            self.end(by)
            return
        self.cover(rest)
        self.save(update_fields=["ochtend", "middag"])

    def choose(self, bijeenkomst: Bijeenkomst, by: User) -> None:
        """Ask for this day elsewhere; a coördinator still has to agree."""
        self.bijeenkomst, self.versie = bijeenkomst, bijeenkomst.versie
        self.aangevraagd_op, self.aangevraagd_door = timezone.now(), by
        self.save()

    def agree(self, by: User) -> None:
        """A coördinator agrees: the gast is expected there."""
        self.akkoord_op, self.akkoord_door = timezone.now(), by
        self.save(update_fields=["akkoord_op", "akkoord_door"])
