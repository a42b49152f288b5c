"""The employers that send people: all gemeenten from a file, others one by one."""

import csv
import logging
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cohorts.models import Organisatie
from cohorts.taken import refused_when_taken

logger = logging.getLogger(__name__)

GEMEENTEN = Path(__file__).resolve().parent.parent.parent / "data" / "gemeenten.csv"
# What people say where the official name is another one, or carries a mark of its province.
WEERGAVENAMEN = {
    "'s-Gravenhage": "Den Haag",
    "Beek (L.)": "Beek",
    "Bergen (L.)": "Bergen (Limburg)",
    "Bergen (NH.)": "Bergen (Noord-Holland)",
    "Hengelo (O.)": "Hengelo",
    "Laren (NH.)": "Laren",
    "Middelburg (Z.)": "Middelburg",
    "Rijswijk (ZH.)": "Rijswijk",
    "Stein (L.)": "Stein",
}
KNOWN = "Deze organisatie staat al in de lijst."
# Names are sorted on what follows an article: De Bilt under B.
ARTICLES = ("'s-", "'t ", "De ", "Den ", "Het ")


@transaction.atomic
def load_gemeenten(*, path: Path = GEMEENTEN) -> int:
    """Bring the gemeenten up to date with the file of the CBS; returns how many it holds.

    A second run changes nothing. A gemeente that left the file stays: its people, cohorts and
    certificates keep their name. What coördinators set (colour, period, successor) is not touched.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        weergavenaam = WEERGAVENAMEN.get(row["name"], row["name"])
        Organisatie.objects.update_or_create(
            cbs_code=row["code"],
            defaults={
                "soort": Organisatie.Soort.GEMEENTE,
                "naam": row["name"],
                "weergavenaam": weergavenaam,
                "sorteernaam": sort_key(weergavenaam),
                "provincie": row["province"],
            },
        )
    return len(rows)


@transaction.atomic
def create_organisatie(*, naam: str, merkkleur: str, by: User) -> Organisatie:
    """Another employer than a gemeente, under the name people know it by.

    Refuses, with a ValidationError in Dutch, a name that is in the list already.
    """
    refuse_known_name(naam)
    with refused_when_taken(KNOWN):
        organisatie = Organisatie.objects.create(
            soort=Organisatie.Soort.OVERIG,
            naam=naam,
            weergavenaam=naam,
            sorteernaam=sort_key(naam),
            merkkleur=merkkleur,
        )
    logger.info("create_organisatie organisatie=%s by=%s", organisatie.pk, by.pk)
    return organisatie


def refuse_known_name(naam: str) -> None:
    """Raises a ValidationError in Dutch when an organisation goes by this name."""
    if Organisatie.objects.called(naam).exists():
        raise ValidationError(KNOWN, code="exists")


def sort_key(naam: str) -> str:
    """The name to sort by: without an article in front."""
    article = next((word for word in ARTICLES if naam.startswith(word)), "")
    return naam.removeprefix(article)
