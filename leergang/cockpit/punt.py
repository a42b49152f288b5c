"""A line of the cockpit, and how many of them wait in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.text import capfirst

WORDS = (
    *("niets", "één", "twee", "drie", "vier", "vijf", "zes"),
    *("zeven", "acht", "negen", "tien", "elf", "twaalf"),
)


class Sign(Enum):
    """What a line is about, as a picture: the name of its icon, and the ground it stands on."""

    PRESENTIE = ("klok", "bad")
    MAIL = ("post", "bad")
    DATES = ("agenda", "warn")
    TRAINER = ("persoon", "warn")
    PEOPLE = ("mensen", "warn")
    INVITATION = ("post", "plain")
    QUESTION = ("info", "plain")
    CATCH_UP = ("opnieuw", "plain")
    TASK = ("pen", "plain")
    CERTIFICAAT = ("blad", "plain")

    @property
    def icon(self) -> str:
        return self.value[0]

    @property
    def ground(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Act:
    """The one thing to do about it: a page to go to, or a POST on the line itself."""

    label: str
    url: str
    is_post: bool = False


@dataclass(frozen=True)
class Punt:
    """One thing that waits for a human: it is gone when it has been done."""

    sinds: date
    zin: str
    bij: str
    act: Act
    sign: Sign


def headline(punten: Sequence[Punt], limit: int) -> str:
    """How many things wait, as the fact above the page; at `limit` there may be more."""
    total = len(punten)
    if total == 0:
        return "Niets wacht op jou"
    if total == 1:
        return "Eén ding wacht op jou"
    if total >= limit:
        return f"Zeker {total} dingen wachten op jou"
    return f"{capfirst(in_words(total))} dingen wachten op jou"


def in_words(number: int) -> str:
    """A small number as people write it."""
    return WORDS[number] if number < len(WORDS) else str(number)
