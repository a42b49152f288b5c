"""What somebody is today: one query per request, shared by navigation, rules and second factor."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from accounts.models import Coordinatorschap, User
from cohorts.models import Deelname, HRContact, Organisatie, Trainerschap
from cohorts.models.organisatie import KOPNAAM


@dataclass(frozen=True)
class Rollen:
    """The roles of one person on one day, and the organisation whose colours they see."""

    deelnemer: bool
    trainer: bool
    hr: bool
    coordinator: bool
    has_second_factor: bool
    organisatie_id: int | None
    organisatie: str

    @property
    def needs_second_factor(self) -> bool:
        """Trainers, HR and coördinators reach the data of others."""
        return self.trainer or self.hr or self.coordinator


def rollen_of(user: User) -> Rollen:
    """The roles of `user` today; kept on the object, so that a request asks once."""
    if not hasattr(user, "_rollen"):
        user._rollen = _read(user)  # type: ignore[attr-defined]  # a memo, not a field
    return user._rollen  # type: ignore[attr-defined]


def _read(user: User) -> Rollen:
    today = timezone.localdate()
    mine = {"user": OuterRef("pk")}
    own = Organisatie.objects.filter(
        dienstverbanden__deelname__user=OuterRef("pk"), dienstverbanden__tot_en_met=None
    ).order_by("-dienstverbanden__vanaf")
    hr = Organisatie.objects.filter(
        pk__in=HRContact.objects.on(today)
        .filter(user=OuterRef(OuterRef("pk")))
        .values("organisatie_id")
    ).order_by("pk")
    row = (
        User.objects.filter(pk=user.pk)
        .annotate(
            deelnemer=Exists(Deelname.objects.filter(**mine)),
            trainer=Exists(Trainerschap.objects.on(today).filter(**mine)),
            hr=Exists(HRContact.objects.on(today).filter(**mine)),
            coordinator=Exists(Coordinatorschap.objects.on(today).filter(**mine)),
            has_second_factor=Exists(
                Authenticator.objects.filter(**mine).exclude(type=Authenticator.Type.RECOVERY_CODES)
            ),
            own_id=Subquery(own.values("pk")[:1]),
            own_naam=Subquery(own.values(kopnaam=KOPNAAM)[:1]),
            hr_id=Subquery(hr.values("pk")[:1]),
            hr_naam=Subquery(hr.values(kopnaam=KOPNAAM)[:1]),
        )
        .values()
        .get()
    )
    user.is_coordinator, user.is_trainer = row["coordinator"], row["trainer"]
    return Rollen(
        deelnemer=row["deelnemer"],
        trainer=row["trainer"],
        hr=row["hr"],
        coordinator=row["coordinator"],
        has_second_factor=row["has_second_factor"],
        organisatie_id=row["own_id"] or row["hr_id"],
        organisatie=row["own_naam"] or row["hr_naam"] or "",
    )
