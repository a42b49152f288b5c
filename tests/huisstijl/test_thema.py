"""Any brand colour must give a readable page."""

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisstijl import thema
from leergang.static import room_sheets

PAPER = "#fbfaf7"
DARK_GROUNDS = (thema.DARK, "#171614")
PLAIN_GROUNDS = ("paper", "card", "wash")
GROUNDS = ("bg-document", "bg-subtle", "bg-default", "bg-hover")
TEXTS = ("color-subtle", "color-default", "color-hover", "color-active", "color-document")
FILLS = ("inverse-bg-document", "inverse-bg-default", "inverse-bg-hover", "inverse-bg-active")
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOURS)
def test_text_is_readable_on_every_light_ground(colour):
    scale = thema.tokens(colour)

    weakest = min(thema.contrast(scale[t], scale[g]) for t, g in product(TEXTS, GROUNDS))

    assert weakest >= 4.5


@given(COLOURS)
def test_pressed_text_is_readable_on_a_pressed_ground(colour):
    scale = thema.tokens(colour)

    assert thema.contrast(scale["color-active"], scale["bg-active"]) >= 4.5


@given(COLOURS)
def test_text_is_readable_on_our_paper(colour):
    scale = thema.tokens(colour)

    assert min(thema.contrast(scale[name], PAPER) for name in TEXTS) >= 4.5


@given(COLOURS)
def test_white_is_readable_on_every_filled_ground(colour):
    scale = thema.tokens(colour)

    assert min(thema.contrast(scale["inverse-color-default"], scale[fill]) for fill in FILLS) >= 4.5


@given(COLOURS)
def test_borders_of_controls_are_seen(colour):
    scale = thema.tokens(colour)
    borders = ("border-default", "border-hover", "border-active")

    assert min(thema.contrast(scale[b], scale["bg-hover"]) for b in borders) >= 3


@given(COLOURS)
def test_a_scale_has_28_colours(colour):
    scale = thema.tokens(colour)

    assert len(scale) == 28
    assert all(thema._HEX.fullmatch(value) for value in scale.values())


def test_a_dark_brand_colour_fills_buttons_unchanged():
    assert thema.tokens("#003082")["inverse-bg-default"] == "#003082"


def test_a_light_brand_colour_keeps_its_hue_and_darkens():
    filled = thema.tokens("#ffcc00")["inverse-bg-default"]

    red, green, blue = (int(filled[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue


@pytest.mark.parametrize("colour", ["", "teal", "#fff", "#00696b;}", "00696b", "#00696g"])
def test_what_is_not_a_colour_never_reaches_the_style_sheet(colour):
    with pytest.raises(ValueError, match="is not a #rrggbb colour"):
        thema.stylesheet(colour)


def test_the_style_sheet_sets_three_scales_on_the_theme_class_for_light_and_for_dark():
    light, dark, *rest = thema.stylesheet("#00696b").split("@media ")

    assert rest == []
    assert light.startswith(".lp-theme {\n")
    # Not on paper: a printer that follows the device would print white on white.
    assert dark.startswith("screen and (prefers-color-scheme: dark) {\n.lp-theme {\n")
    assert light.count("--basis-color-") == dark.count("--basis-color-") == 3 * 28
    assert "--basis-color-action-2-inverse-bg-default: #00696b;" in light


# -- In the dark ---------------------------------------------------------------------------


@given(COLOURS)
def test_text_is_readable_on_every_dark_ground(colour):
    scale = thema.dark_tokens(colour)
    grounds = [scale[g] for g in GROUNDS] + list(DARK_GROUNDS)

    assert min(thema.contrast(scale[t], g) for t, g in product(TEXTS, grounds)) >= 4.5
    assert thema.contrast(scale["color-active"], scale["bg-active"]) >= 4.5


@given(COLOURS)
def test_a_dark_button_stands_out_from_the_page_and_white_from_the_button(colour):
    scale = thema.dark_tokens(colour)

    assert min(thema.contrast(thema.WHITE, scale[fill]) for fill in FILLS) >= 4.5
    assert min(thema.contrast(scale["inverse-bg-default"], g) for g in DARK_GROUNDS) >= 3


@given(COLOURS)
def test_borders_of_controls_are_seen_in_the_dark(colour):
    scale = thema.dark_tokens(colour)
    borders = ("border-default", "border-hover", "border-active")

    assert min(thema.contrast(scale[b], scale["bg-hover"]) for b in borders) >= 3


@given(COLOURS)
def test_a_dark_scale_has_the_same_28_colours(colour):
    scale = thema.dark_tokens(colour)

    assert set(scale) == set(thema.tokens(colour))
    assert all(thema._HEX.fullmatch(value) for value in scale.values())


def tokens_of(sheet: str) -> dict[str, str]:
    css = Path(f"static/css/huisstijl/{sheet}.css").read_text()
    return dict(re.findall(r"--lp-([\w-]+): (#[0-9a-f]{3,8});", css))


@pytest.mark.parametrize("sheet", ["base", "dark"])
def test_our_own_words_and_signs_are_readable_by_day_and_in_the_dark(sheet):
    ours = {name: full(value) for name, value in tokens_of(sheet).items()}
    words = [(text, ground) for text in ("ink", "ink-2", "soft") for ground in PLAIN_GROUNDS]
    words += [(kind, f"{kind}-bg") for kind in ("ok", "warn", "bad", "info")]
    words += [
        (kind, ground) for kind in ("ok", "warn", "bad", "info") for ground in ("card", "paper")
    ]
    words += [("sand-ink", "sand"), ("ink", "sand"), ("soft", "sand"), ("ink", "sheet")]

    weak = {pair: thema.contrast(ours[pair[0]], ours[pair[1]]) for pair in words}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    assert min(thema.contrast(ours["edge"], ours[g]) for g in ("card", "paper")) >= 3


def full(colour: str) -> str:
    """`#fff` as `#ffffff`, and without how far one sees through it."""
    return colour[:7] if len(colour) > 4 else "#" + "".join(2 * digit for digit in colour[1:])


def test_the_dark_of_the_theme_is_the_dark_of_the_page():
    assert tokens_of("dark")["card"] == thema.DARK
    assert (tokens_of("dark")["card"], tokens_of("dark")["paper"]) == DARK_GROUNDS


def test_capitals_make_no_difference():
    assert thema.stylesheet("#00696B") == thema.stylesheet("#00696b")


def test_error_pages_carry_the_same_colours_as_the_default_theme():
    sheet = room_sheets()["css/rooms/huisstijl.css"]

    assert thema.stylesheet(thema.DEFAULT_COLOUR) in sheet
    # After the tokens of the design system, which they replace.
    assert sheet.index("--voorbeeld-") < sheet.index(".lp-theme {")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_the_ratio_of_wcag(one, other, ratio):
    assert round(thema.contrast(one, other), 2) == ratio
