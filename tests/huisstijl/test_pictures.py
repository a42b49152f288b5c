"""The pictures of the seven days: what they show is drawn, what colour it has is the theme's."""

import re
from xml.etree import ElementTree

from huisstijl import thema
from tests.tree import ROOT

SVG = "{http://www.w3.org/2000/svg}"
DAGEN = (ROOT / "static/img/dagen.svg").read_text()
COLOUR = re.compile(r'(?:fill|stroke)="(?!none)([^"]+)"')
# What each step of the picture is called in the theme; white and the warm dot are everybody's.
STEPS = {
    "--il-1": "inverse-bg-default",
    "--il-2": "inverse-border-subtle",
    "--il-3": "bg-active",
}


def test_each_of_the_seven_days_has_a_picture():
    symbols = ElementTree.fromstring(DAGEN).findall(f"{SVG}symbol")

    assert [symbol.get("id") for symbol in symbols] == [f"dag-{n}" for n in range(1, 8)]
    assert {symbol.get("viewBox") for symbol in symbols} == {"0 0 480 320"}


def test_every_colour_comes_from_the_theme_and_falls_back_on_ours():
    scale = thema.tokens(thema.DEFAULT_COLOUR)
    ours = {f"var({name},{scale[token]})" for name, token in STEPS.items()}

    assert set(COLOUR.findall(DAGEN)) == ours | {"var(--il-0,#fff)", "var(--il-warm,#e2a93b)"}


def test_the_style_sheet_names_the_same_steps():
    css = (ROOT / "static/css/huisstijl/pictures.css").read_text()

    for name, token in STEPS.items():
        assert f"{name}: var(--basis-color-accent-1-{token});" in css


def test_each_picture_holds_one_warm_dot():
    symbols = ElementTree.fromstring(DAGEN).findall(f"{SVG}symbol")

    dots = [
        sum("--il-warm" in (shape.get("fill") or "") for shape in symbol.iter())
        for symbol in symbols
    ]

    assert dots == [1] * 7
