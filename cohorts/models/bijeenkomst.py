import uuid
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models.cohort import Cohort
from cohorts.models.locatie import Locatie
from programma.models import Cursusdag


class BijeenkomstQuerySet(models.QuerySet["Bijeenkomst"]):
    def visible_to(self, user: User) -> Self:
        """Bijeenkomsten of the cohorts this person may know of."""
        return self.filter(cohort__in=Cohort.objects.visible_to(user))

    def led_by(self, user: User) -> Self:
        """Bijeenkomsten that this person leads today: as trainer of the cohort or as substitute."""
        mine = user.trainerschappen.on(timezone.localdate())
        here = Q(cohort=OuterRef("cohort_id")) | Q(bijeenkomst=OuterRef("pk"))
        return self.filter(Exists(mine.filter(here)))

    def attended_to_by(self, user: User) -> Self:
        """Bijeenkomsten whose attendance this person may register: trainers and coördinators."""
        return self if user.is_coordinator else self.led_by(user)

    def on(self, day: date) -> Self:
        return self.filter(datum=day)

    def taking_place(self) -> Self:
        """Bijeenkomsten that are not cancelled."""
        return self.filter(geannuleerd_op=None)

    def not_closed(self) -> Self:
        """Bijeenkomsten that go on and whose attendance still stands open."""
        return self.taking_place().filter(afgerond_op=None)

    def closed(self) -> Self:
        """Bijeenkomsten whose attendance was closed."""
        return self.exclude(afgerond_op=None)

    def to_close(self, day: date) -> Self:
        """Bijeenkomsten before `day` that nobody closed."""
        return self.not_closed().filter(datum__lt=day)

    def locked(self) -> Self:
        """Held until the end of the transaction; keys that point to it may still be written."""
        return self.select_for_update(of=("self",), no_key=True)

    def for_steps(self, cohort_ids: Iterable[int]) -> Self:
        """Bijeenkomsten of these cohorts with place and day, without the day's long texts."""
        day = [f"cursusdag__{name}" for name in ("programma_id", *Cursusdag.STEP)]
        rows = self.filter(cohort__in=cohort_ids).select_related("cursusdag", "locatie")
        return rows.only(*self._own_and_place(), *day)

    def for_agenda(self) -> Self:
        """With the names of cohort and day, and the place: what a list of days says of each."""
        names = ("cohort__naam", "cursusdag__nummer", "cursusdag__titel")
        rows = self.select_related("cohort", "cursusdag", "locatie")
        return rows.only(*self._own_and_place(), *names)

    def _own_and_place(self) -> list[str]:
        """All columns of its own, and those of the place that a page names."""
        place = ("locatie__naam", "locatie__adres", "locatie__plaats", "locatie__routelink")
        return [*(field.attname for field in self.model._meta.concrete_fields), *place]

    def at_locatie(self, locatie: Locatie) -> Self:
        return self.filter(locatie=locatie)

    def next_version(self) -> int:
        """Give each of these the next version; returns how many."""
        return self.order_by().update(versie=F("versie") + 1)

    def of_cohorten(self, cohort_pks: Iterable[int]) -> Self:
        return self.filter(cohort__in=cohort_pks)

    def of_cohorten_named(self, namen: Iterable[str]) -> Self:
        return self.filter(cohort__naam__in=namen)

    def of_dag(self, nummer: int) -> Self:
        """The bijeenkomsten of course day `nummer`."""
        return self.filter(cursusdag__nummer=nummer)

    def elsewhere(self, cohort: Cohort, days: Iterable[date]) -> Self:
        """What other cohorts do on these days."""
        rows = self.taking_place().filter(datum__in=list(days)).exclude(cohort=cohort)
        return rows.select_related("cohort", "locatie")

    def of_cohort_on(self, cohort_pk: int, cursusdag_pk: int) -> Self:
        """The bijeenkomst at which this cohort has, had or will have a course day."""
        return self.taking_place().filter(cohort=cohort_pk, cursusdag=cursusdag_pk)

    def upcoming(self, day: date) -> Self:
        """Bijeenkomsten on or after `day` that go on, the first one first."""
        return self.taking_place().filter(datum__gte=day).order_by("datum", "begintijd")

    def before(self, day: date) -> Self:
        return self.filter(datum__lt=day)

    def of_day(self, *, cohort_pk: int, nummer: int) -> Self:
        """The bijeenkomst at which this cohort has, had or will have the day of this number."""
        # cohort__pk: Django knows that no key is as large as an address may say; for a bare
        # relation the database is asked, and fails.
        return self.taking_place().filter(cohort__pk=cohort_pk, cursusdag__nummer=nummer)

    def past(self, day: date) -> Self:
        """Bijeenkomsten before `day` that went on, the last one first."""
        return self.taking_place().filter(datum__lt=day).order_by("-datum", "-begintijd")

    def for_herinnering(self, first: date, last: date, programma_pks: Iterable[int]) -> Self:
        """Bijeenkomsten of these programmes from `first` to `last`, with all a reminder says."""
        return (
            self.taking_place()
            .filter(datum__range=(first, last), cohort__programma__in=list(programma_pks))
            .select_related("cohort__organisatie", "cursusdag", "locatie")
            .prefetch_related("cursusdag__voorbereidingen", "cursusdag__reflectievragen")
            .order_by("datum", "pk")
        )

    def for_nudge(self, first: date, last: date) -> Self:
        """Bijeenkomsten from `first` to `last`, with what a message about them names."""
        rows = self.filter(datum__range=(first, last))
        return rows.select_related("cohort__organisatie", "cursusdag").order_by("datum", "pk")

    def for_presentie(self) -> Self:
        """With cohort, day, place and who closed it: what presentie names."""
        return self.select_related("cohort", "cursusdag", "locatie", "afgerond_door")

    def with_own_trainer(self, user: User) -> Self:
        """With `has_own_trainer`: whether this person leads the whole cohort today."""
        mine = user.trainerschappen.on(timezone.localdate())
        return self.annotate(has_own_trainer=Exists(mine.filter(cohort=OuterRef("cohort_id"))))

    def for_page(self) -> Self:
        """With all that a page or a mail names: cohort, organisation, day and place."""
        cohort = ("cohort__organisatie", "cohort__programma")
        return self.select_related(*cohort, "cursusdag", "locatie")


class Bijeenkomst(models.Model):
    """One course day of one cohort, on a date and at a place."""

    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="bijeenkomsten", verbose_name="cohort"
    )
    cursusdag = models.ForeignKey(
        Cursusdag, on_delete=models.PROTECT, related_name="bijeenkomsten", verbose_name="dag"
    )
    datum = models.DateField("datum")
    inlooptijd = models.TimeField("inloop vanaf", default=time(9, 15))
    begintijd = models.TimeField("begintijd", default=time(9, 30))
    middag_vanaf = models.TimeField("middag vanaf", default=time(13, 15))
    eindtijd = models.TimeField("eindtijd", default=time(16, 30))
    locatie = models.ForeignKey(
        Locatie,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bijeenkomsten",
        verbose_name="locatie",
    )
    uid = models.UUIDField("kalenderkenmerk", default=uuid.uuid4, unique=True, editable=False)
    versie = models.PositiveIntegerField("versie", default=1)
    geannuleerd_op = models.DateTimeField("geannuleerd op", null=True, blank=True)
    geannuleerd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="geannuleerde_bijeenkomsten",
        verbose_name="geannuleerd door",
    )
    afgerond_op = models.DateTimeField("afgerond op", null=True, blank=True)
    afgerond_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="afgeronde_bijeenkomsten",
        verbose_name="afgerond door",
        help_text="Leeg: het systeem, na vijf werkdagen.",
    )

    objects = BijeenkomstQuerySet.as_manager()
    # Of `GastplekQuerySet.with_vrij`.
    vrij: int
    # Of `with_own_trainer`.
    has_own_trainer: bool

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        ordering = ["datum", "begintijd"]
        indexes = [models.Index(fields=["datum"], name="cohorts_bijeenkomst_datum")]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "cursusdag"],
                condition=Q(geannuleerd_op=None),
                name="cohorts_bijeenkomst_once",
                violation_error_message="Deze dag staat al gepland voor dit cohort.",
            ),
            models.CheckConstraint(
                condition=Q(inlooptijd__lte=F("begintijd"))
                & Q(begintijd__lt=F("middag_vanaf"))
                & Q(middag_vanaf__lt=F("eindtijd")),
                name="cohorts_bijeenkomst_times_in_order",
                violation_error_message="De tijden staan niet op volgorde.",
            ),
            models.CheckConstraint(
                condition=Q(afgerond_door=None) | Q(afgerond_op__isnull=False),
                name="cohorts_bijeenkomst_closed_at_a_moment",
                violation_error_message="Wie een dag afrondt, doet dat op een moment.",
            ),
            models.CheckConstraint(
                condition=Q(geannuleerd_door=None) | Q(geannuleerd_op__isnull=False),
                name="cohorts_bijeenkomst_cancelled_at_a_moment",
                violation_error_message="Wie een dag annuleert, doet dat op een moment.",
            ),
            models.CheckConstraint(
                condition=Q(afgerond_op=None) | Q(geannuleerd_op=None),
                name="cohorts_bijeenkomst_closed_or_cancelled",
                violation_error_message="Een dag die niet doorging, wordt niet afgerond.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}, {self.cursusdag}"

    def get_absolute_url(self) -> str:
        return reverse("cursusdag_detail", args=[self.cohort_id, self.cursusdag.nummer])

    def is_led_by(self, user: User) -> bool:
        """Whether this person leads it today: as trainer of the cohort or as substitute."""
        return Bijeenkomst.objects.led_by(user).filter(pk=self.pk).exists()

    def cancel(self, by: User) -> None:
        """It does not go on; who keeps an older plan of it knows by the version."""
        self.geannuleerd_op, self.geannuleerd_door = timezone.now(), by
        self.versie += 1
        self.save(update_fields=["geannuleerd_op", "geannuleerd_door", "versie"])

    def dagdeel_at(self, now: datetime) -> str:
        """Which half of the day it is at `now`; the morning on any other day."""
        is_afternoon = now.date() == self.datum and now.time() >= self.middag_vanaf
        return "middag" if is_afternoon else "ochtend"

    def refusal_of_presentie(self, day: date) -> str:
        """Why no attendance can be registered on `day`, or nothing when it can."""
        if self.geannuleerd_op is not None:
            return "Deze bijeenkomst gaat niet door."
        if self.datum > day:
            since = format_date(self.datum, "l j F")
            return f"Deze dag is nog niet geweest. Presentie bijhouden kan vanaf {since}."
        return ""

    def takes_paper_on(self, day: date) -> bool:
        """Whether a paper list may be typed in on `day`: it is over, went on, and is not closed."""
        return self.datum < day and self.afgerond_op is None and self.geannuleerd_op is None

    def is_afgerond_at(self, moment: datetime) -> bool:
        """Whether it was closed at this moment: from then on only the coördinator marks."""
        return self.afgerond_op is not None and moment >= self.afgerond_op

    @property
    def plek(self) -> str:
        """When and with whom it is, for somebody of another group; the cohort must be loaded."""
        return f"{format_date(self.datum, 'j F')} ({self.cohort.naam})"

    @property
    def begint_op(self) -> datetime:
        """Start as an aware moment in the foundation's time zone."""
        return timezone.make_aware(datetime.combine(self.datum, self.begintijd))

    @property
    def eindigt_op(self) -> datetime:
        """End as an aware moment in the foundation's time zone."""
        return timezone.make_aware(datetime.combine(self.datum, self.eindtijd))
