"""Who reads mail at an address."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.canonical import canonical
from accounts.models import Adreswijziging, User


def user_at(address: str) -> User | None:
    """The active person who signs in with `address`: their own, or a second one they confirmed.

    An address that somebody added but never confirmed belongs to nobody: otherwise a stranger
    could claim it and receive its owner.
    """
    wanted = canonical(address)
    user = users_at([wanted]).get(wanted)
    return user if user is not None and user.is_active else None


def users_at(addresses: Collection[str]) -> dict[str, User]:
    """The account behind each of these canonical addresses, active or not: two queries.

    Somebody's own address goes before a second one that another person confirmed.
    """
    wanted = set(addresses)
    second = EmailAddress.objects.select_related("user").filter(email__in=wanted, verified=True)
    found = {row.email: row.user for row in second}
    return found | {user.email: user for user in User.objects.filter(email__in=wanted)}


def hold(user: User) -> User:
    """The account, held until the transaction ends: what changes its ways in waits its turn."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


@transaction.atomic
def keep_own(user: User) -> None:
    """Make the own address of `user` a confirmed row, and the primary one.

    For who has just shown to read it. Without that row allauth takes the first second address
    that somebody confirms for the own one. A second address of another person gives way.
    """
    # As it is now: in another window the owner may just have chosen another address.
    user = hold(user)
    own = {"user": user, "email": user.email, "verified": True, "primary": True}
    if EmailAddress.objects.filter(**own).exists():
        return
    EmailAddress.objects.filter(email=user.email, verified=True).exclude(user=user).delete()
    EmailAddress.objects.filter(user=user, primary=True).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def own_and_former(user: User) -> set[str]:
    """The own address, and those that were it less than a week ago: the readers may take it back.

    Whoever takes over a device that was just signed in may choose an own address of theirs. The
    owner, who reads the former one, is told by mail and signs in with that.
    """
    recent = Adreswijziging.objects.recent(user, timezone.now())
    return {user.email, *recent.values_list("van", flat=True)}


def note_choice(user: User, *, former: str) -> None:
    """`user` has just chosen another own address than `former`.

    Choosing back what was the own one this week undoes: the address of between is no former one.
    """
    now = User.objects.get(pk=user.pk).email
    if now == former:
        return
    back = Adreswijziging.objects.recent(user, timezone.now()).filter(van=now)
    if not back.delete()[0]:
        Adreswijziging.objects.create(user=user, van=former)


def confirm(row: EmailAddress) -> bool:
    """Whether `row` is a confirmed address from now on; which one is primary does not change.

    No when the address is somebody else's, as their own or as a second one: nothing is written.
    """
    if User.objects.filter(email=row.email).exclude(pk=row.user_id).exists():
        return False
    try:
        with transaction.atomic():
            EmailAddress.objects.filter(pk=row.pk).update(verified=True)
    except IntegrityError:
        return False
    return True
