import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

# The pause after the first failed try, the second, and so on: six pauses, so seven tries in
# about eighteen hours. A mail server that is down for a night loses nothing.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
# A message that failed longer ago says nothing new any more.
WORTH_RETRYING = timedelta(days=30)
# The sweep comes every half minute; after this long somebody must look at the worker.
OVERDUE_AFTER = timedelta(minutes=15)


def new_message_id() -> str:
    """A Message-ID made once, so that a repeated delivery is recognisable (RFC 5322, 3.6.4)."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    return f"<{uuid.uuid4()}@{domain}>"


class BerichtQuerySet(models.QuerySet["Bericht"]):
    def due(self, now: datetime) -> Self:
        """Messages that may leave the house at `now`, oldest first."""
        return self.filter(status=Bericht.Status.KLAAR, klaar_vanaf__lte=now).order_by(
            "klaar_vanaf", "pk"
        )

    def expired(self, now: datetime) -> Self:
        """Messages whose moment has passed before they could be sent."""
        return self.filter(status=Bericht.Status.KLAAR, uiterlijk__lt=now)

    def stuck(self, before: datetime) -> Self:
        """Messages that a worker claimed before `before` and never finished."""
        return self.filter(status=Bericht.Status.BEZIG, geclaimd_op__lt=before)

    def waiting(self, soorten: Iterable[str]) -> Self:
        """Messages of these kinds that nobody has taken yet."""
        return self.filter(status=Bericht.Status.KLAAR, soort__in=list(soorten))

    def failed(self, now: datetime) -> Self:
        """Messages that were given up lately and would still be of use, oldest first."""
        return (
            self.readable()
            .filter(
                Q(uiterlijk=None) | Q(uiterlijk__gte=now),
                status=Bericht.Status.MISLUKT,
                aangemaakt_op__gte=now - WORTH_RETRYING,
            )
            .order_by("aangemaakt_op", "pk")
        )

    def overdue(self, now: datetime) -> Self:
        """Messages that should have left long before `now`: nobody delivers any more."""
        return self.due(now - OVERDUE_AFTER)

    def about(self, aanleiding: str, versie: int) -> Self:
        """Messages about one version of one occasion."""
        return self.filter(aanleiding=aanleiding, versie=versie)

    def of_occasions(self, soort: str, aanleidingen: Iterable[str]) -> Self:
        """Messages of one kind about any of these occasions, in whatever state."""
        return self.filter(soort=soort, aanleiding__in=list(aanleidingen))

    def with_message_ids(self, message_ids: Iterable[str]) -> Self:
        return self.filter(message_id__in=list(message_ids))

    def readable(self) -> Self:
        """Messages whose text may appear on a screen: never a sign-in code."""
        return self.filter(geheim=False)

    def claim(self, pk: int, now: datetime) -> "Bericht | None":
        """Take one due message for delivery; nothing when another worker was first.

        One conditional UPDATE decides, which holds on SQLite and on PostgreSQL alike.
        """
        mine = self.due(now).filter(Q(uiterlijk=None) | Q(uiterlijk__gte=now), pk=pk)
        taken = mine.order_by().update(
            status=Bericht.Status.BEZIG, geclaimd_op=now, pogingen=F("pogingen") + 1
        )
        return self.get(pk=pk) if taken else None

    def end(self, status: str, **fields: Any) -> int:
        """Give the messages a final state; a secret text is gone in the same UPDATE."""
        wiped = {
            name: Case(When(geheim=True, then=Value("", models.TextField())), default=F(name))
            for name in ("tekst", "html")
        }
        return self.order_by().update(status=status, **wiped, **fields)

    def free_stuck(self, before: datetime) -> int:
        """Hand claims from before `before` to another worker; the last try ends the message."""
        stuck = self.stuck(before)
        ended = stuck.filter(pogingen__gt=len(PAUSES)).end(
            Bericht.Status.MISLUKT, laatste_fout="De verzending is niet afgerond."
        )
        return ended + stuck.update(status=Bericht.Status.KLAAR, geclaimd_op=None)


class Bericht(models.Model):
    """A message that leaves the house: a row first, written in the transaction of its cause."""

    class Status(models.TextChoices):
        KLAAR = "klaar", "klaar"
        BEZIG = "bezig", "bezig"
        VERZONDEN = "verzonden", "verzonden"
        MISLUKT = "mislukt", "mislukt"
        TERUGGEKOMEN = "teruggekomen", "teruggekomen"
        VERVALLEN = "vervallen", "vervallen"

    soort = models.CharField("soort", max_length=40)
    ontvanger = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="berichten",
        verbose_name="ontvanger",
    )
    aanleiding = models.CharField("aanleiding", max_length=80)
    versie = models.PositiveIntegerField("versie", default=1)
    adres = models.EmailField("adres", max_length=254)
    antwoord_aan = models.EmailField("antwoord aan", max_length=254, blank=True)
    onderwerp = models.CharField("onderwerp", max_length=250)
    tekst = models.TextField("tekst", blank=True)
    html = models.TextField("HTML", blank=True)
    geheim = models.BooleanField("geheim", default=False)
    message_id = models.CharField(
        "Message-ID", max_length=200, unique=True, default=new_message_id, editable=False
    )
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.KLAAR)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    klaar_vanaf = models.DateTimeField("klaar vanaf", default=timezone.now)
    uiterlijk = models.DateTimeField("uiterlijk", null=True, blank=True)
    geclaimd_op = models.DateTimeField("geclaimd op", null=True, blank=True)
    verzonden_op = models.DateTimeField("verzonden op", null=True, blank=True)
    laatste_fout = models.CharField("laatste fout", max_length=250, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(
                fields=["klaar_vanaf"],
                name="berichten_due",
                condition=Q(status="klaar"),
            ),
            models.Index(
                fields=["aangemaakt_op"],
                name="berichten_failed",
                condition=Q(status="mislukt"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ontvanger", "soort", "aanleiding", "versie"],
                name="berichten_bericht_once",
                violation_error_message="Dit bericht staat al klaar voor deze persoon.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "klaar",
                        "bezig",
                        "verzonden",
                        "mislukt",
                        "teruggekomen",
                        "vervallen",
                    ]
                ),
                name="berichten_bericht_status_valid",
                violation_error_message="Deze status bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(status="verzonden", verzonden_op__isnull=False)
                | Q(status="teruggekomen", verzonden_op__isnull=False)
                | (~Q(status__in=["verzonden", "teruggekomen"]) & Q(verzonden_op=None)),
                name="berichten_bericht_sent_has_time",
                violation_error_message="Een verzonden bericht heeft een moment van verzending.",
            ),
            models.CheckConstraint(
                condition=Q(geheim=False)
                | ~Q(status__in=["verzonden", "mislukt", "teruggekomen", "vervallen"])
                | Q(tekst="", html=""),
                name="berichten_bericht_secret_is_wiped",
                violation_error_message="Een geheim bericht dat klaar is, bewaart zijn tekst niet.",
            ),
            models.CheckConstraint(
                condition=Q(uiterlijk=None) | Q(uiterlijk__gte=F("klaar_vanaf")),
                name="berichten_bericht_expires_after_start",
                violation_error_message="Een bericht vervalt niet voordat het weg mag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} aan {self.adres} ({self.get_status_display()})"

    def mark_verzonden(self, now: datetime) -> bool:
        """The mail server took it. False when the claim was lost to another worker meanwhile."""
        return bool(self._claimed().end(self.Status.VERZONDEN, verzonden_op=now, laatste_fout=""))

    def postpone(self, now: datetime, fout: str) -> bool:
        """This try failed: try again after a pause, or end when tries or time have run out."""
        if self.pogingen > len(PAUSES):
            return self.give_up(fout)
        next_try = now + PAUSES[self.pogingen - 1]
        if self.uiterlijk and next_try > self.uiterlijk:
            return bool(self._claimed().end(self.Status.VERVALLEN, laatste_fout=fout[:250]))
        return bool(
            self._claimed().update(
                status=self.Status.KLAAR,
                klaar_vanaf=next_try,
                geclaimd_op=None,
                laatste_fout=fout[:250],
            )
        )

    def retry(self, now: datetime) -> bool:
        """Given up, but a human asks for another try. False when it is no longer given up."""
        failed = Bericht.objects.failed(now).filter(pk=self.pk)
        return bool(
            failed.order_by().update(status=self.Status.KLAAR, klaar_vanaf=now, geclaimd_op=None)
        )

    def give_up(self, fout: str) -> bool:
        """No further try makes sense: the mail server refuses this address for good."""
        return bool(self._claimed().end(self.Status.MISLUKT, laatste_fout=fout[:250]))

    def _claimed(self) -> BerichtQuerySet:
        # Each claim counts one try, so the number tells our claim from a later one.
        return Bericht.objects.filter(pk=self.pk, status=self.Status.BEZIG, pogingen=self.pogingen)
