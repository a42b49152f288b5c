"""The theme of an organisatie: one brand colour becomes the tokens of an NL Design System scale.

The lightness steps are chosen in OKLCH, a colour space in which equal numbers look equally light;
where a step must be read, it is darkened until the contrast of WCAG 2.2 is met, so that any brand
colour, even bright yellow, gives a readable page.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from coloraide import Color

DEFAULT_COLOUR = "#00696b"
SCALES = ("accent-1", "action-1", "action-2")
WHITE = "#ffffff"

_TEXT = 4.5
_SHAPE = 3.0
_STEP = 0.002
_HEX = re.compile(r"#[0-9a-f]{6}")


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two `#rrggbb` colours, between 1 and 21."""
    return float(Color(one).contrast(other, method="wcag21"))


def tokens(colour: str) -> dict[str, str]:
    """The 28 tokens of one scale, keyed without their prefix ("bg-default", "inverse-bg-default").

    Raises ValueError when `colour` is not a `#rrggbb` colour.
    """
    if not _HEX.fullmatch(colour.lower()):
        raise ValueError(f"{colour!r} is not a #rrggbb colour")
    brand = Color(colour.lower()).convert("oklch")
    return _light_tokens(brand) | {
        f"inverse-{name}": value for name, value in _inverse_tokens(brand).items()
    }


@lru_cache(maxsize=512)
def stylesheet(colour: str) -> str:
    """The style sheet that gives `.lp-theme` the colours of a brand; a wrong colour: ValueError."""
    scale = tokens(colour)
    return ".lp-theme {\n" + "".join(_declarations(scale)) + "}\n"


def _declarations(scale: Mapping[str, str]) -> Iterator[str]:
    for name in SCALES:
        for token, value in scale.items():
            yield f"  --basis-color-{name}-{token}: {value};\n"


def _light_tokens(brand: Color) -> dict[str, str]:
    """Colours on a light ground: grounds first, then what is read on them."""
    grounds = {
        "bg-document": WHITE,
        "bg-subtle": _shade(brand, 0.975, 0.10),
        "bg-default": _shade(brand, 0.945, 0.18),
        "bg-hover": _shade(brand, 0.92, 0.25),
        "bg-active": _shade(brand, 0.89, 0.32),
    }
    hover, active = grounds["bg-hover"], grounds["bg-active"]
    text = min(brand["lightness"], 0.52)
    return grounds | {
        "border-subtle": _shade(brand, 0.85, 0.30),
        "border-default": _readable(brand, text + 0.10, hover, ratio=_SHAPE, chroma=0.8),
        "border-hover": _readable(brand, text, hover),
        "border-active": _readable(brand, text - 0.08, active),
        "color-subtle": _readable(brand, text, hover, chroma=0.6),
        "color-default": _readable(brand, text, hover),
        "color-hover": _readable(brand, text - 0.07, hover),
        "color-active": _readable(brand, text - 0.13, active),
        "color-document": _shade(brand, 0.22, 0.35),
    }


def _inverse_tokens(brand: Color) -> dict[str, str]:
    """Colours on a filled ground, such as a primary button: all that stands on it is white."""
    fill = min(brand["lightness"], 0.62)
    whites = ("default", "hover", "active")
    return {
        "bg-document": _shade(brand, 0.22, 0.35),
        "bg-subtle": _readable(brand, fill - 0.10, WHITE),
        "bg-default": _readable(brand, fill, WHITE),
        "bg-hover": _readable(brand, fill - 0.07, WHITE),
        "bg-active": _readable(brand, fill - 0.13, WHITE),
        "border-subtle": _shade(brand, 0.70, 0.5),
        **{f"border-{state}": WHITE for state in whites},
        "color-subtle": _shade(brand, 0.985, 0.1),
        **{f"color-{state}": WHITE for state in whites},
        "color-document": WHITE,
    }


def _readable(
    brand: Color, lightness: float, ground: str, *, ratio: float = _TEXT, chroma: float = 1.0
) -> str:
    """The lightest shade, at most `lightness`, that keeps `ratio` against a light ground."""
    colour = _shade(brand, lightness, chroma)
    if contrast(colour, ground) >= ratio:
        return colour
    # Black always keeps it: halve what lies between, until no eye sees the difference.
    dark, light = 0.0, lightness
    while light - dark > _STEP:
        middle = (dark + light) / 2
        if contrast(_shade(brand, middle, chroma), ground) >= ratio:
            dark = middle
        else:
            light = middle
    return _shade(brand, dark, chroma)


def _shade(brand: Color, lightness: float, chroma: float) -> str:
    """The brand's hue at another lightness, with a share of its chroma, inside sRGB."""
    wanted = brand.clone().set("lightness", max(lightness, 0.0))
    wanted.set("chroma", brand["chroma"] * chroma)
    return wanted.convert("srgb").fit(method="oklch-chroma").to_string(hex=True)
