from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.canonical import canonical
from accounts.periods import Period, PeriodQuerySet


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is stored in its one form."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user without a password unless one is given: people sign in with a code."""
        user = self.model(email=canonical(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A beheerder: operations, no course data beyond the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=canonical(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person. One account for life: roles are dated rows elsewhere that point here."""

    email = models.EmailField(
        "e-mailadres",
        max_length=254,
        unique=True,
        error_messages={"unique": "Er is al iemand met dit e-mailadres."},
    )
    voornaam = models.CharField("voornaam", max_length=60, blank=True)
    tussenvoegsel = models.CharField("tussenvoegsel", max_length=30, blank=True)
    achternaam = models.CharField("achternaam", max_length=120, blank=True)
    telefoon = models.CharField("telefoon", max_length=20, blank=True)
    is_active = models.BooleanField("actief", default=True)
    is_staff = models.BooleanField("mag in het beheer", default=False)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="accounts_user_email_lower_case",
                violation_error_message="Schrijf het e-mailadres in kleine letters.",
            ),
            # Django takes an empty one for a password that somebody could type, and asks for it.
            models.CheckConstraint(
                condition=~Q(password=""),
                name="accounts_user_password_never_empty",
                violation_error_message="Wie geen wachtwoord heeft, krijgt een onbruikbaar.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def naam(self) -> str:
        """Full name as people write it; the address when no name is known."""
        parts = (self.voornaam, self.tussenvoegsel, self.achternaam)
        return " ".join(part for part in parts if part) or self.email

    @property
    def aanspreeknaam(self) -> str:
        """What a letter calls somebody, on one line whatever was typed."""
        return " ".join((self.voornaam or self.achternaam or "collega").split())

    @property
    def initialen(self) -> str:
        """First letters of first and last name, for the round mark beside a name."""
        return f"{self.voornaam[:1]}{self.achternaam[:1]}".upper() or self.email[:1].upper()

    @cached_property
    def is_coordinator(self) -> bool:
        """Whether this person is coördinator today."""
        return self.coordinatorschappen.on(timezone.localdate()).exists()


class AdreswijzigingQuerySet(models.QuerySet["Adreswijziging"]):
    def recent(self, user: User, now: datetime) -> Self:
        """Changes of less than a week ago."""
        return self.filter(user=user, gewijzigd_op__gt=now - Adreswijziging.REVERSIBLE)


class Adreswijziging(models.Model):
    """Somebody chose another own address; for a week the former one can take that back."""

    REVERSIBLE = timedelta(days=7)

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="adreswijzigingen", verbose_name="gebruiker"
    )
    van = models.EmailField("vorig e-mailadres", max_length=254)
    gewijzigd_op = models.DateTimeField("gewijzigd op", default=timezone.now, editable=False)

    objects = AdreswijzigingQuerySet.as_manager()

    class Meta:
        verbose_name = "adreswijziging"
        verbose_name_plural = "adreswijzigingen"

    def __str__(self) -> str:
        return f"{self.user}, tot {self.gewijzigd_op:%d-%m-%Y} {self.van}"


class Coordinatorschap(Period):
    """Somebody is coördinator at the foundation for a period."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="coordinatorschappen", verbose_name="gebruiker"
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "coördinatorschap"
        verbose_name_plural = "coördinatorschappen"

    def __str__(self) -> str:
        return f"{self.user}, coördinator vanaf {self.vanaf:%d-%m-%Y}"
