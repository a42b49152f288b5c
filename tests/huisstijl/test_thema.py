"""Any brand colour must give a readable page."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisstijl import thema

PAPER = "#fbfaf7"
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


def test_the_style_sheet_sets_three_scales_on_the_theme_class():
    css = thema.stylesheet("#00696b")

    assert css.startswith(".lp-theme {\n")
    assert css.count("--basis-color-") == 3 * 28
    assert "--basis-color-action-2-inverse-bg-default: #00696b;" in css


def test_capitals_make_no_difference():
    assert thema.stylesheet("#00696B") == thema.stylesheet("#00696b")


def test_error_pages_carry_the_same_colours_as_the_default_theme():
    static = Path("static/css/huisstijl/theme.css").read_text()

    assert static.partition("*/\n")[2] == thema.stylesheet(thema.DEFAULT_COLOUR)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_the_ratio_of_wcag(one, other, ratio):
    assert round(thema.contrast(one, other), 2) == ratio
