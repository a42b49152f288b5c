from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Lower, Replace
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.canonical import canonical
from accounts.names.field import NameKeyField
from accounts.names.folding import KEY_LENGTH, NAME_FIELDS, folded, name_key_of
from accounts.periods import Period, PeriodQuerySet

BATCH = 500


def with_key(fields: Iterable[str] | None) -> Iterable[str] | None:
    """The fields to write, and the key of the name where a part of the name is among them."""
    found = None if fields is None else {*fields}
    return {*found, "sorteernaam"} if found and not found.isdisjoint(NAME_FIELDS) else found


class UserQuerySet(models.QuerySet["User"]):
    """Many users; whatever changes a name takes its key along, as `User.save` does."""

    def by_name(self) -> Self:
        """In the order of a class list: by last name without its prefix, then first name."""
        return self.order_by("sorteernaam", "pk")

    def named(self, text: str) -> Self:
        """Who has every word of `text` in the name; marks, case and order do not matter."""
        # Without spaces "in 't" is found by "in't", and "Anne Marie" by "Anne-Marie".
        found = self.annotate(zoeknaam=Replace("sorteernaam", Value(" "), Value("")))
        for word in folded(text).split():
            found = found.filter(zoeknaam__contains=word)
        return found

    def update(self, **values: Any) -> int:
        if values.keys().isdisjoint(NAME_FIELDS) or "sorteernaam" in values:
            return super().update(**values)
        with transaction.atomic(using=self.db):
            pks = list(self.select_for_update().order_by().values_list("pk", flat=True))
            changed = super().update(**values)
            UserQuerySet(self.model, using=self.db).filter(pk__in=pks).write_keys()
        return changed

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        kwargs["update_fields"] = with_key(kwargs.get("update_fields"))
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        users, fields = tuple(objs), with_key(fields) or ()
        if "sorteernaam" in fields:
            for user in users:
                user.sorteernaam = name_key_of(user)
        return super().bulk_update(users, fields, batch_size)

    def write_keys(self) -> int:
        """Make the keys follow the names where they do not; returns how many that were."""
        people = self.order_by("pk").iterator()
        wrong = [user for user in people if user.sorteernaam != name_key_of(user)]
        return UserQuerySet(self.model, using=self.db).bulk_update(wrong, ["sorteernaam"], BATCH)


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is stored in its one form."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def named(self, text: str) -> UserQuerySet:
        return self.get_queryset().named(text)

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
    sorteernaam = NameKeyField(
        "sorteernaam", max_length=KEY_LENGTH, default="", db_default="", editable=False
    )
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
        indexes = [models.Index(fields=["sorteernaam"], name="accounts_user_name")]
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        kwargs["update_fields"] = with_key(kwargs.get("update_fields"))
        super().save(*args, **kwargs)

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
