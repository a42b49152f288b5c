"""What a deelnemer has ticked off before a day."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from leergang.models import Voorbereiding
from reflecties.models import Voorbereidingsvink


def voorbereidingen_of(user: User) -> "QuerySet[Voorbereiding]":
    """Preparations in their order, each with `gedaan`: whether this person ticked it off."""
    vinken = Voorbereidingsvink.objects.filter(user=user, voorbereiding=OuterRef("pk"))
    return Voorbereiding.objects.annotate(gedaan=Exists(vinken)).order_by("volgnummer")
