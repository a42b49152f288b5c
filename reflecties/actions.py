"""Writing, sharing, and wrapping keys anew: text only passes through here encrypted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from accounts.actions import Rotation, rotate_rows
from accounts.models import User
from programma.models import Cursusdag, Reflectievraag
from reflecties.encryption import KeyLostError, Place, decrypt, encrypt, rewrap
from reflecties.models import Deling, Persoonssleutel, Reflectie


class ConflictError(Exception):
    """Somebody's own other window wrote this page first. `reflectie` is what stands there now."""

    def __init__(self, reflectie: Reflectie) -> None:
        super().__init__(str(reflectie.pk))
        self.reflectie = reflectie


@dataclass(frozen=True)
class Saved:
    """What the writing page needs to go on: which version stands there, and since when."""

    reflectie_id: UUID
    versie: int
    gewijzigd_op: datetime


@transaction.atomic  # a first page and the key that opens it are stored together, or neither is
@sensitive_variables()
def create_reflectie(
    *,
    reflectie_id: UUID,
    tekst: str,
    vraag: Reflectievraag | None,
    cursusdag: Cursusdag | None,
    by: User,
) -> Saved:
    """A new page of one's own journal; the same page sent twice is stored once.

    Raises ConflictError when another window already wrote this page or answered this question,
    and Reflectie.DoesNotExist when the id belongs to somebody else.
    """
    row = Reflectie(
        pk=reflectie_id,
        eigenaar=by,
        vraag=vraag,
        cursusdag=vraag.cursusdag if vraag else cursusdag,
    )
    row.versleutelde_tekst = encrypt(tekst, owner=by, place=Place.of_page(row))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _accept_or_refuse(_already_there(reflectie_id, vraag, by), tekst, by)
    return Saved(row.pk, row.versie, row.gewijzigd_op)


def _already_there(reflectie_id: UUID, vraag: Reflectievraag | None, by: User) -> Reflectie:
    mine = Reflectie.objects.written_by(by)
    same = mine.filter(pk=reflectie_id).first()
    if same is None and vraag:
        same = mine.about(vraag).first()
    if same is None:
        raise Reflectie.DoesNotExist
    return same


@sensitive_variables()
def rewrite_reflectie(*, reflectie_id: UUID, tekst: str, versie: int, by: User) -> Saved:
    """The next version of one's own page, if `versie` is still what stands there.

    Raises ConflictError when another window wrote something else in between, and
    Reflectie.DoesNotExist when there is no such page of this person.
    """
    now = timezone.now()
    mine = Reflectie.objects.written_by(by).filter(pk=reflectie_id)
    written = mine.filter(versie=versie).update(
        versleutelde_tekst=encrypt(tekst, owner=by, place=Place(reflectie_id, versie + 1)),
        versie=versie + 1,
        gewijzigd_op=now,
    )
    if written:
        return Saved(reflectie_id, versie + 1, now)
    return _accept_or_refuse(mine.get(), tekst, by)


@sensitive_variables()
def _accept_or_refuse(current: Reflectie, tekst: str, by: User) -> Saved:
    # An answer that got lost on the way makes a browser send the same words again.
    if decrypt(current.versleutelde_tekst, owner=by, place=Place.of_page(current)) != tekst:
        raise ConflictError(current)
    return Saved(current.pk, current.versie, current.gewijzigd_op)


@transaction.atomic
@sensitive_variables()
def share_reflectie(*, reflectie: Reflectie, versie: int, met: User, by: User) -> Deling:
    """A frozen copy for one trainer; an earlier copy for the same trainer is taken back.

    Raises ConflictError when the page is no longer the version that the writer looked at.
    """
    current = Reflectie.objects.written_by(by).select_for_update().get(pk=reflectie.pk)
    if current.versie != versie:
        raise ConflictError(current)
    tekst = decrypt(current.versleutelde_tekst, owner=by, place=Place.of_page(current))
    for earlier in current.delingen.active().given_to(met):
        earlier.withdraw()
    deling = Deling(reflectie=current, met=met, versie=current.versie)
    deling.versleutelde_tekst = encrypt(tekst, owner=by, place=Place.of_share(deling))
    deling.save(force_insert=True)
    return deling


def rotate_personal_keys() -> Rotation:
    """Wraps every personal key in the first entry of JOURNAAL_SLEUTELS; no text is opened."""
    every = Persoonssleutel.objects.order_by("pk").values_list("pk", flat=True)
    return rotate_rows(lambda: list(every.all()), _rotate_personal_key)


@transaction.atomic
@sensitive_variables()
def _rotate_personal_key(pk: int) -> bool | None:
    stored = Persoonssleutel.objects.select_for_update().filter(pk=pk).first()
    if stored is None:
        return False
    try:
        changed = rewrap(stored)
    except KeyLostError:
        return None
    if changed:
        stored.save(update_fields=["sleutel_id", "verpakt"])
    return changed
