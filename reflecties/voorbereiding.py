"""What a deelnemer has ticked off before a day."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from programma.models import Voorbereiding
from reflecties.models import Voorbereidingsvink

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Ticked(TypedDict):
    """What the query adds to each row."""

    gedaan: bool


def voorbereidingen_of(user: User) -> "QuerySet[WithAnnotations[Voorbereiding, Ticked]]":
    """Preparations in their order, each with `gedaan`: whether this person ticked it off."""
    vinken = Voorbereidingsvink.objects.filter(user=user, voorbereiding=OuterRef("pk"))
    return Voorbereiding.objects.annotate(gedaan=Exists(vinken)).order_by("volgnummer")
