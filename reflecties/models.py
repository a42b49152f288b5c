import uuid
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cohorts.models import Bijeenkomst, Deelname, Trainerschap
from programma.models import Cursusdag, Reflectievraag, Voorbereiding

READING_DAYS = 60  # a trainer can still read what was shared, after the last bijeenkomst


class Persoonssleutel(models.Model):
    """The data key of one person, wrapped by a key outside the database.

    Deleting this row makes the person's journal unreadable; an older backup still holds the key.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="persoonssleutel",
        verbose_name="gebruiker",
    )
    sleutel_id = models.CharField("kenmerk van de omhullende sleutel", max_length=40)
    verpakt = models.BinaryField("verpakte sleutel")
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "persoonssleutel"
        verbose_name_plural = "persoonssleutels"

    def __str__(self) -> str:
        return f"Sleutel van gebruiker {self.user_id}"


class ReflectieQuerySet(models.QuerySet["Reflectie"]):
    def written_by(self, user: User) -> Self:
        """A person's own pages. There is no sentence for reading those of somebody else."""
        return self.filter(eigenaar=user)

    def about(self, vraag: Reflectievraag | OuterRef) -> Self:
        """Answers to one question of a day."""
        return self.filter(vraag=vraag)

    def for_page(self) -> Self:
        """With the question and the day that stand above the text."""
        return self.select_related("vraag", "cursusdag")

    def with_delingen(self) -> Self:
        """With what was ever shared of each page and whether that can be read; no ciphertext."""
        without_text = Deling.objects.with_reach().defer("versleutelde_tekst")
        return self.prefetch_related(Prefetch("delingen", without_text))


class Reflectie(models.Model):
    """One page of a journal: an answer to a question of a day, or a page of one's own.

    The text is AES-GCM ciphertext under the owner's data key, with owner, row id and version as
    associated data: copied to another row or person, or put back later, it does not open.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    eigenaar = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="reflecties",
        verbose_name="eigenaar",
    )
    cursusdag = models.ForeignKey(
        Cursusdag,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reflecties",
        verbose_name="dag",
    )
    vraag = models.ForeignKey(
        Reflectievraag,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reflecties",
        verbose_name="vraag",
    )
    versleutelde_tekst = models.BinaryField("versleutelde tekst")
    versie = models.PositiveIntegerField("versie", default=1)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)
    gewijzigd_op = models.DateTimeField("gewijzigd op", default=timezone.now)

    objects = ReflectieQuerySet.as_manager()

    class Meta:
        verbose_name = "reflectie"
        verbose_name_plural = "reflecties"
        ordering = ["-gewijzigd_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["eigenaar", "vraag"],
                name="reflecties_reflectie_one_per_question",
                violation_error_message="Je hebt al een bladzijde bij deze vraag.",
            ),
            models.CheckConstraint(
                condition=Q(vraag=None) | Q(cursusdag__isnull=False),
                name="reflecties_reflectie_question_has_day",
                violation_error_message="Een vraag hoort bij een dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"Reflectie {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reflectie_form", args=[self.pk])

    @property
    def titel(self) -> str:
        """What the page is about, without a word of its text."""
        return self.vraag.tekst if self.vraag else "Vrije bladzijde"


def running_deelnames(day: date) -> models.QuerySet[Deelname]:
    """Deelnames that hold on `day`, in cohorts that still run.

    A cohort runs until READING_DAYS after its last bijeenkomst, and as long as none is planned.
    """
    planned = Bijeenkomst.objects.taking_place().filter(cohort=OuterRef("cohort_id"))
    recent = planned.filter(datum__gte=day - timedelta(days=READING_DAYS))
    return Deelname.objects.on(day).filter(Exists(recent) | ~Exists(planned))


class DelingQuerySet(models.QuerySet["Deling"]):
    def active(self) -> Self:
        """Shares that have not been taken back."""
        return self.filter(ingetrokken_op=None)

    def given_to(self, user: User) -> Self:
        """All that was ever shared with this person, readable or not."""
        return self.filter(met=user)

    def visible_to(self, user: User) -> Self:
        """Shares that this trainer can open today.

        The writer takes part today in a running cohort that the trainer leads today as a whole:
        when one of the three ends, so does the access, without anybody having to act.
        """
        return self.active().given_to(user).filter(self._in_reach())

    def with_reach(self) -> Self:
        """Adds `leesbaar`: whether the trainer can still open it, for the writer's own list."""
        reach = Q(ingetrokken_op=None) & Q(self._in_reach())
        return self.annotate(leesbaar=reach).select_related("met")

    def made_by(self, user: User) -> Self:
        """A person's own shares, taken back or not."""
        return self.filter(reflectie__eigenaar=user)

    def for_list(self) -> Self:
        """With writer and subject, no ciphertext; unread first, then the newest."""
        return (
            self.for_detail()
            .defer("versleutelde_tekst", "reflectie__versleutelde_tekst")
            .annotate(gelezen=Q(gelezen_op__isnull=False))
            .order_by("gelezen", "-gedeeld_op")
        )

    def for_detail(self) -> Self:
        """With writer and subject."""
        return self.select_related(
            "reflectie__eigenaar", "reflectie__vraag", "reflectie__cursusdag"
        )

    @staticmethod
    def _in_reach() -> Exists:
        today = timezone.localdate()
        leads = Trainerschap.objects.on(today).filter(
            user=OuterRef(OuterRef("met")), cohort=OuterRef("cohort_id")
        )
        return Exists(
            running_deelnames(today)
            .filter(user=OuterRef("reflectie__eigenaar"))
            .filter(Exists(leads))
        )


class Deling(models.Model):
    """A frozen copy of one reflectie, given to one trainer, until it is taken back.

    The copy is ciphertext under the owner's key; taking it back erases it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reflectie = models.ForeignKey(
        Reflectie, on_delete=models.CASCADE, related_name="delingen", verbose_name="reflectie"
    )
    met = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="ontvangen_delingen",
        verbose_name="gedeeld met",
    )
    versie = models.PositiveIntegerField("versie van de bladzijde")
    versleutelde_tekst = models.BinaryField("versleutelde tekst")
    gedeeld_op = models.DateTimeField("gedeeld op", default=timezone.now)
    gelezen_op = models.DateTimeField("gelezen op", null=True, blank=True)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)

    leesbaar: bool  # only after `with_reach`

    objects = DelingQuerySet.as_manager()

    class Meta:
        verbose_name = "deling"
        verbose_name_plural = "delingen"
        ordering = ["-gedeeld_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["reflectie", "met"],
                condition=Q(ingetrokken_op=None),
                name="reflecties_deling_one_active",
                violation_error_message="Je deelt deze bladzijde al met deze trainer.",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None) | Q(versleutelde_tekst=b""),
                name="reflecties_deling_erased_when_withdrawn",
                violation_error_message="Een ingetrokken deling bewaart geen tekst.",
            ),
        ]

    def __str__(self) -> str:
        return f"Deling {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("deling_detail", args=[self.pk])

    @property
    def is_unchanged(self) -> bool:
        """Whether the page still is as it was shared."""
        return self.versie == self.reflectie.versie

    def is_readable_by(self, user: User) -> bool:
        """Whether this trainer can open it today."""
        return Deling.objects.visible_to(user).filter(pk=self.pk).exists()

    def mark_read(self) -> None:
        """Remembers the first opening; later ones, and one after withdrawal, change nothing."""
        Deling.objects.active().filter(pk=self.pk, gelezen_op=None).update(
            gelezen_op=timezone.now()
        )

    def withdraw(self) -> None:
        """Takes the share back and erases the copy. A second time changes nothing."""
        Deling.objects.active().filter(pk=self.pk).update(
            ingetrokken_op=timezone.now(), versleutelde_tekst=b""
        )


class VoorbereidingsvinkQuerySet(models.QuerySet["Voorbereidingsvink"]):
    def of_user(self, user: User) -> Self:
        """A person's own ticks; nobody else's are ever asked for."""
        return self.filter(user=user)


class Voorbereidingsvink(models.Model):
    """A deelnemer ticked off a preparation, for nobody's eyes but their own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="voorbereidingsvinken",
        verbose_name="deelnemer",
    )
    voorbereiding = models.ForeignKey(
        Voorbereiding,
        on_delete=models.CASCADE,
        related_name="vinken",
        verbose_name="voorbereiding",
    )
    gedaan_op = models.DateTimeField("gedaan op", default=timezone.now)

    objects = VoorbereidingsvinkQuerySet.as_manager()

    class Meta:
        verbose_name = "voorbereidingsvink"
        verbose_name_plural = "voorbereidingsvinken"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "voorbereiding"],
                name="reflecties_voorbereidingsvink_once",
                violation_error_message="Deze voorbereiding is al afgevinkt.",
            )
        ]

    def __str__(self) -> str:
        return f"Vink {self.pk}"
