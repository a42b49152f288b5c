"""What all messages about a bijeenkomst share: their occasion, their hours, and when they lapse."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time

from django.utils import timezone

from berichten.letterhead import Letterhead
from berichten.models import Bericht
from cohorts.models import Bijeenkomst, Cohort

# Nothing leaves between 20.00 and 07.00, by the clock on the wall.
WAKING, QUIET = time(7), time(20)


def aanleiding_of(bijeenkomst: Bijeenkomst) -> str:
    """The occasion of a message about this day, as the outbox knows it."""
    return f"bijeenkomst:{bijeenkomst.pk}"


def letterhead_of(cohort: Cohort, dag: int = 0) -> Letterhead:
    """The head of a letter to people of this cohort; `dag` when it is about that day."""
    organisatie = cohort.organisatie
    return Letterhead(organisatie.volledige_naam, organisatie.merkkleur, dag)


def is_quiet(now: datetime) -> bool:
    """Whether people are left in peace at this moment."""
    return not WAKING <= timezone.localtime(now).time() < QUIET


def evening_of(day: date) -> datetime:
    """The last moment of `day` on which something may leave."""
    return timezone.make_aware(datetime.combine(day, QUIET))


def expire_waiting(
    soorten: Collection[str], still_due: Callable[[list[str]], Iterable[Bijeenkomst]]
) -> None:
    """End messages of these kinds that still wait for a day, or a version of it, that is not due.

    `still_due` says which of the bijeenkomsten with these keys still ask for their message.
    """
    waiting = Bericht.objects.waiting(soorten)
    keys = set(waiting.values_list("aanleiding", "versie"))
    days = still_due([aanleiding.partition(":")[2] for aanleiding, _ in keys])
    for aanleiding, versie in keys - {(aanleiding_of(row), row.versie) for row in days}:
        waiting.about(aanleiding, versie).end(Bericht.Status.VERVALLEN)
