"""Our own pictures with their colours filled in: for paper, which knows no custom property."""

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

from huisstijl import thema

WARM = "#e2a93b"
DAGEN = range(1, 8)
# What each step of a picture is called in a theme.
STEPS = {
    "--il-1": "inverse-bg-default",
    "--il-2": "inverse-border-subtle",
    "--il-3": "bg-active",
}
_GATE = 'viewBox="90 -60 300 380" preserveAspectRatio="xMidYMax slice"'
_SUN = 'viewBox="0 0 480 283" preserveAspectRatio="xMidYMax slice"'
_SYMBOL = re.compile(r'<symbol id="dag-(\d)"[^>]*>(.*?)</symbol>', re.DOTALL)
_STEP = re.compile(r"var\((--il-\w+),(#[0-9a-f]+)\)")
_MARK = (
    '<path fill="{gate}" d="M0 44V20a20 20 0 0 1 40 0v24z"/>'
    '<path fill="none" stroke="{line}" stroke-width="3.4" stroke-linecap="round" '
    'stroke-linejoin="round" d="M9.5 21.5 20 9.5l10.5 12"/>'
    '<path fill="{line}" d="M8.5 25.2 18.8 29.6v8.9L8.5 34.1zM31.5 25.2 21.2 29.6v8.9l10.3-4.4z"/>'
    '<circle fill="{dot}" cx="20" cy="22.4" r="3.2"/>'
)


def gate(dag: int, kleur: str) -> str:
    """The picture of a day, cut to stand behind a gate, as an address that holds the picture."""
    scale = thema.tokens(kleur)
    return _address(_GATE, _filled(dag, {name: scale[token] for name, token in STEPS.items()}))


def sun(kleur: str) -> str:
    """The sun of the last day on the deep ground of this colour."""
    scale = thema.tokens(kleur)
    deep = {
        "--il-1": scale["inverse-bg-default"],
        "--il-2": scale["border-default"],
        "--il-3": scale["inverse-bg-hover"],
    }
    return _address(_SUN, _filled(DAGEN[-1], deep))


def mark(*, gate: str, line: str, dot: str = WARM) -> str:
    """The mark of the house: a gate with a roof above an open book."""
    return _address('viewBox="0 0 40 44"', _MARK.format(gate=gate, line=line, dot=dot))


def _filled(dag: int, colours: Mapping[str, str]) -> str:
    return _STEP.sub(lambda step: colours.get(step[1], step[2]), _drawings()[dag])


@lru_cache(maxsize=1)
def _drawings() -> dict[int, str]:
    """What is drawn for each day in static/img/dagen.svg, the one source of these pictures."""
    source = Path(str(finders.find("img/dagen.svg"))).read_text(encoding="utf-8")
    return {int(dag): drawing for dag, drawing in _SYMBOL.findall(source)}


def _address(box: str, drawing: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{drawing}</svg>'
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
