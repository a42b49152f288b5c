"""Small charts: bars in a field of 220 by 64, in whole numbers, drawn by attributes only."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 220, 48
# No bar is wider, however few there are.
WIDEST = 26


@dataclass(frozen=True)
class Bar:
    """A rectangle; `kind` is how it is filled."""

    x: int
    y: int
    width: int
    height: int
    kind: str


@dataclass(frozen=True)
class Label:
    """A word below the chart, around `x`."""

    x: int
    text: str


def columns(stacks: Sequence[Sequence[tuple[int, str]]], top: int) -> tuple[Bar, ...]:
    """One column of parts for each stack, the first part lowest; `top` fills the whole height."""
    bars = []
    for number, parts in enumerate(stacks):
        y = HEIGHT
        for size, kind in parts:
            height = round(size * HEIGHT / max(top, 1))
            y -= height
            if height:
                bars.append(Bar(_left(number, len(stacks)), y, _width(len(stacks)), height, kind))
    return tuple(bars)


def lines(shares: Sequence[tuple[int, int]]) -> tuple[Bar, ...]:
    """One horizontal line for each part of a whole, in full and behind it what it could be."""
    bars = []
    for number, (part, whole) in enumerate(shares):
        y = number * 16
        bars.append(Bar(0, y, WIDTH, 10, "rest"))
        if part:
            bars.append(Bar(0, y, round(WIDTH * min(part, whole) / max(whole, 1)), 10, "full"))
    return tuple(bars)


def labels(words: Sequence[str]) -> tuple[Label, ...]:
    """A word below each of as many columns."""
    return tuple(
        Label(_left(number, len(words)) + _width(len(words)) // 2, word)
        for number, word in enumerate(words)
    )


def _step(total: int) -> int:
    return WIDTH // max(total, 1)


def _width(total: int) -> int:
    return min(WIDEST, _step(total) * 7 // 10)


def _left(number: int, total: int) -> int:
    return number * _step(total) + (_step(total) - _width(total)) // 2
