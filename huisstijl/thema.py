"""The theme of an organisatie: one brand colour becomes the tokens of an NL Design System scale.

The lightness steps are chosen in OKLCH, a colour space in which equal numbers look equally light;
where a step must be read, it is darkened until the contrast of WCAG 2.2 is met, so that any brand
colour, even bright yellow, gives a readable page.
"""

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

DEFAULT_COLOUR = "#00696b"
SCALES = ("accent-1", "action-1", "action-2")
WHITE = "#ffffff"

_TEXT = 4.5
_SHAPE = 3.0
_HEX = re.compile(r"#[0-9a-f]{6}")


class Oklch(NamedTuple):
    """Lightness 0–1, chroma from 0, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two `#rrggbb` colours, between 1 and 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tokens(colour: str) -> dict[str, str]:
    """The 28 tokens of one scale, keyed without their prefix ("bg-default", "inverse-bg-default").

    Raises ValueError when `colour` is not a `#rrggbb` colour.
    """
    if not _HEX.fullmatch(colour.lower()):
        raise ValueError(f"{colour!r} is not a #rrggbb colour")
    brand = _to_oklch(colour.lower())
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


def _light_tokens(brand: Oklch) -> dict[str, str]:
    """Colours on a light ground: grounds first, then what is read on them."""
    grounds = {
        "bg-document": WHITE,
        "bg-subtle": _shade(brand, 0.975, 0.10),
        "bg-default": _shade(brand, 0.945, 0.18),
        "bg-hover": _shade(brand, 0.92, 0.25),
        "bg-active": _shade(brand, 0.89, 0.32),
    }
    hover, active = grounds["bg-hover"], grounds["bg-active"]
    text = min(brand.lightness, 0.52)
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


def _inverse_tokens(brand: Oklch) -> dict[str, str]:
    """Colours on a filled ground, such as a primary button: all that stands on it is white."""
    fill = min(brand.lightness, 0.62)
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
    brand: Oklch,
    lightness: float,
    ground: str,
    *,
    ratio: float = _TEXT,
    chroma: float = 1.0,
) -> str:
    """The lightest shade, at most `lightness`, that keeps `ratio` against a light ground."""
    colour = _shade(brand, lightness, chroma)
    while contrast(colour, ground) < ratio and lightness > 0:
        lightness -= 0.005
        colour = _shade(brand, lightness, chroma)
    return colour


def _shade(brand: Oklch, lightness: float, chroma: float) -> str:
    """The brand's hue at another lightness, with a share of its chroma, inside sRGB."""
    wanted = Oklch(max(lightness, 0.0), brand.chroma * chroma, brand.hue)
    linear = _to_linear(wanted)
    while any(not -1e-4 <= part <= 1.0001 for part in linear):
        wanted = wanted._replace(chroma=wanted.chroma * 0.95 if wanted.chroma > 1e-3 else 0.0)
        linear = _to_linear(wanted)
    return "#" + "".join(f"{round(_encode(part) * 255):02x}" for part in linear)


def _luminance(colour: str) -> float:
    red, green, blue = _linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear_rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_decode(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _decode(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encode(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)


# The matrices of OKLab are Björn Ottosson's published constants.
def _to_oklch(colour: str) -> Oklch:
    red, green, blue = _linear_rgb(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.atan2(b, a))


def _to_linear(colour: Oklch) -> tuple[float, float, float]:
    a, b = colour.chroma * math.cos(colour.hue), colour.chroma * math.sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
