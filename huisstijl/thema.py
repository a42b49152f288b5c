"""The theme of an organisatie: one brand colour becomes the tokens of an NL Design System scale.

The lightness steps are chosen in OKLCH, a colour space in which equal numbers look equally light;
where a step must be read, it is darkened until the contrast of WCAG 2.2 is met, so that any brand
colour, even bright yellow, gives a readable page.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from coloraide import Color

DEFAULT_COLOUR = "#00696b"
SCALES = ("accent-1", "action-1", "action-2")
WHITE = "#ffffff"
# What lies on a dark page: `--lp-card` there.
DARK = "#211f1c"

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
    brand = _brand(colour)
    return _light_tokens(brand) | _as_inverse(_inverse_tokens(brand))


def dark_tokens(colour: str) -> dict[str, str]:
    """The same 28 tokens for a device that asks for dark pages; a wrong colour: ValueError."""
    brand = _brand(colour)
    return _dark_tokens(brand) | _as_inverse(_dark_inverse_tokens(brand))


@lru_cache(maxsize=512)
def stylesheet(colour: str) -> str:
    """The style sheet that gives `.lp-theme` the colours of a brand; a wrong colour: ValueError."""
    light, dark = _block(tokens(colour)), _block(dark_tokens(colour))
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"


def _brand(colour: str) -> Color:
    if not _HEX.fullmatch(colour.lower()):
        raise ValueError(f"{colour!r} is not a #rrggbb colour")
    return Color(colour.lower()).convert("oklch")


def _block(scale: Mapping[str, str]) -> str:
    lines = (
        f"  --basis-color-{name}-{token}: {value};\n"
        for name in SCALES
        for token, value in scale.items()
    )
    return ".lp-theme {\n" + "".join(lines) + "}\n"


def _as_inverse(scale: Mapping[str, str]) -> dict[str, str]:
    return {f"inverse-{name}": value for name, value in scale.items()}


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
        "border-default": _darkened(brand, text + 0.10, hover, ratio=_SHAPE, chroma=0.8),
        "border-hover": _darkened(brand, text, hover),
        "border-active": _darkened(brand, text - 0.08, active),
        "color-subtle": _darkened(brand, text, hover, chroma=0.6),
        "color-default": _darkened(brand, text, hover),
        "color-hover": _darkened(brand, text - 0.07, hover),
        "color-active": _darkened(brand, text - 0.13, active),
        "color-document": _shade(brand, 0.22, 0.35),
    }


def _dark_tokens(brand: Color) -> dict[str, str]:
    """The mirror of the light ones: the stronger, the lighter."""
    grounds = {
        "bg-document": DARK,
        "bg-subtle": _shade(brand, 0.26, 0.15),
        "bg-default": _shade(brand, 0.29, 0.25),
        "bg-hover": _shade(brand, 0.32, 0.32),
        "bg-active": _shade(brand, 0.36, 0.40),
    }
    hover, active = grounds["bg-hover"], grounds["bg-active"]
    text = max(brand["lightness"], 0.76)
    return grounds | {
        "border-subtle": _shade(brand, 0.42, 0.30),
        "border-default": _lightened(brand, text - 0.12, hover, ratio=_SHAPE, chroma=0.6),
        "border-hover": _lightened(brand, text, hover, chroma=0.7),
        "border-active": _lightened(brand, text + 0.06, active, chroma=0.6),
        "color-subtle": _lightened(brand, text, hover, chroma=0.4),
        "color-default": _lightened(brand, text, hover, chroma=0.7),
        "color-hover": _lightened(brand, text + 0.06, hover, chroma=0.6),
        "color-active": _lightened(brand, text + 0.11, active, chroma=0.5),
        "color-document": _shade(brand, 0.95, 0.12),
    }


def _inverse_tokens(brand: Color) -> dict[str, str]:
    """Colours on a filled ground, such as a primary button: all that stands on it is white."""
    return _filled(brand, min(brand["lightness"], 0.62))


def _dark_inverse_tokens(brand: Color) -> dict[str, str]:
    """A fill that also stands out from the dark page around it."""
    fill = min(brand["lightness"], 0.62)
    return _filled(brand, _limit(brand, fill, DARK, ratio=_SHAPE, chroma=1.0, end=1.0))


def _filled(brand: Color, fill: float) -> dict[str, str]:
    whites = ("default", "hover", "active")
    return {
        "bg-document": _shade(brand, 0.22, 0.35),
        "bg-subtle": _darkened(brand, fill - 0.10, WHITE),
        "bg-default": _darkened(brand, fill, WHITE),
        "bg-hover": _darkened(brand, fill - 0.07, WHITE),
        "bg-active": _darkened(brand, fill - 0.13, WHITE),
        "border-subtle": _shade(brand, 0.70, 0.5),
        **{f"border-{state}": WHITE for state in whites},
        "color-subtle": _shade(brand, 0.985, 0.1),
        **{f"color-{state}": WHITE for state in whites},
        "color-document": WHITE,
    }


def _darkened(
    brand: Color, lightness: float, ground: str, *, ratio: float = _TEXT, chroma: float = 1.0
) -> str:
    """The lightest shade, at most `lightness`, that keeps `ratio` against a light ground."""
    limit = _limit(brand, lightness, ground, ratio=ratio, chroma=chroma, end=0.0)
    return _shade(brand, limit, chroma)


def _lightened(
    brand: Color, lightness: float, ground: str, *, ratio: float = _TEXT, chroma: float = 1.0
) -> str:
    """The darkest shade, at least `lightness`, that keeps `ratio` against a dark ground."""
    limit = _limit(brand, lightness, ground, ratio=ratio, chroma=chroma, end=1.0)
    return _shade(brand, limit, chroma)


def _limit(
    brand: Color, lightness: float, ground: str, *, ratio: float, chroma: float, end: float
) -> float:
    """The lightness that keeps it: the wanted one, or the nearest to it towards black or white."""
    if contrast(_shade(brand, lightness, chroma), ground) >= ratio:
        return lightness
    # Black and white always keep it: halve what lies between, until no eye sees the difference.
    kept, lost = end, lightness
    while abs(lost - kept) > _STEP:
        middle = (kept + lost) / 2
        if contrast(_shade(brand, middle, chroma), ground) >= ratio:
            kept = middle
        else:
            lost = middle
    return kept


def _shade(brand: Color, lightness: float, chroma: float) -> str:
    """The brand's hue at another lightness, with a share of its chroma, inside sRGB."""
    wanted = brand.clone().set("lightness", min(max(lightness, 0.0), 1.0))
    wanted.set("chroma", brand["chroma"] * chroma)
    return wanted.convert("srgb").fit(method="oklch-chroma").to_string(hex=True)
