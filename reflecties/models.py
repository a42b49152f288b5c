import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from cohorts.models import Deelname, Trainerschap
from leergang.models import Cursusdag, Reflectievraag, Voorbereiding


class Persoonssleutel(models.Model):
    """The data key of one person, wrapped by a key outside the database.

    Deleting this row makes the person's journal unreadable, in every backup too.
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


class Reflectie(models.Model):
    """One page of a journal: an answer to a question of a day, or a page of one's own.

    The text is AES-GCM ciphertext under the owner's data key, with owner and row id as
    associated data: copied to another row or person it does not open.
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
            ),
        ]

    def __str__(self) -> str:
        return f"Reflectie {self.pk}"


class DelingQuerySet(models.QuerySet["Deling"]):
    def active(self) -> Self:
        """Shares that have not been taken back."""
        return self.filter(ingetrokken_op=None)

    def visible_to(self, user: User) -> Self:
        """Shares made with this trainer, as long as both are in the same cohort today."""
        today = timezone.localdate()
        lead = Trainerschap.objects.on(today).filter(user=user)
        return self.active().filter(
            Q(met=user)
            & Exists(
                Deelname.objects.filter(
                    user=OuterRef("reflectie__eigenaar"), cohort__in=lead.values("cohort_id")
                )
            )
        )

    def made_by(self, user: User) -> Self:
        return self.filter(reflectie__eigenaar=user)


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
    versleutelde_tekst = models.BinaryField("versleutelde tekst")
    gedeeld_op = models.DateTimeField("gedeeld op", default=timezone.now)
    gelezen_op = models.DateTimeField("gelezen op", null=True, blank=True)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)

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
            ),
        ]

    def __str__(self) -> str:
        return f"Deling {self.pk}"


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

    class Meta:
        verbose_name = "voorbereidingsvink"
        verbose_name_plural = "voorbereidingsvinken"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "voorbereiding"], name="reflecties_voorbereidingsvink_once"
            )
        ]

    def __str__(self) -> str:
        return f"Vink {self.pk}"
