"""A bar that shows how a number is made up, and in words what it shows."""

from collections.abc import Iterable
from dataclasses import dataclass

# The width of a whole bar, in the units of its drawing.
WIDTH = 200


@dataclass(frozen=True)
class Part:
    """A piece of a bar."""

    x: int
    width: int
    kind: str


@dataclass(frozen=True)
class Line:
    """One afdeling or day: its bar, and in words what the bar shows."""

    naam: str
    total: int
    words: str
    parts: tuple[Part, ...]


def line_of(naam: str, counted: Iterable[tuple[str, str, int]], most: int) -> Line:
    """One bar: kind, word and number of each part; `most` is the number that fills the width."""
    parts: list[Part] = []
    words = []
    total = x = 0
    for kind, word, number in counted:
        if number:
            width = round(WIDTH * number / most)
            parts.append(Part(x, width, kind))
            words.append(f"{number} {word}")
            x, total = x + width, total + number
    return Line(naam, total, ", ".join(words), tuple(parts))
