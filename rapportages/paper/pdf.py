"""The overview as a tagged PDF: what the page says, to be read or filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.template.loader import render_to_string

from huisstijl import pictures, thema
from huisstijl.pdf import Press, set_up_press
from programma.models import DAGEN_PER_PROGRAMMA
from rapportages.outcomes import hidden_lines
from rapportages.overview import Regel
from rapportages.page.totals import Totals

# Laying out a line costs a web process some milliseconds: more of them belong in a spreadsheet.
MAX_ROWS = 200


@dataclass(frozen=True)
class Blad:
    """What is printed: whose people, which of them, and who had it made when."""

    organisatie: str
    kleur: str
    periode: str
    filter: str
    door: str
    op: datetime
    totals: Totals
    lines: Sequence[Regel]

    @property
    def names_employers(self) -> bool:
        """Whether the lines are of more than one employer, so that each must name its own."""
        return len({line.inzet.organisatie_id for line in self.lines}) > 1


def render(blad: Blad) -> tuple[str, bytes]:
    """The HTML of the overview and the PDF/UA-1 made from it."""
    context = {
        "blad": blad,
        "hidden": hidden_lines(),
        "dagen": range(1, DAGEN_PER_PROGRAMMA + 1),
    }
    html = render_to_string("rapportages/overzicht_pdf.html", context)
    return html, _press().print(html, css=_colours(blad.kleur))


def _colours(kleur: str) -> str:
    """The colours of the employer; its picture is a ground, so no content to be read."""
    scale = thema.tokens(kleur)
    deep = scale["inverse-bg-subtle"]
    mark = pictures.mark(gate=deep, line=thema.WHITE)
    return (
        f":root {{ --diep: {deep}; --tint: {scale['bg-default']} }}"
        f'.merk {{ background-image: url("{mark}") }}'
    )


@cache
def _press() -> Press:
    return set_up_press("rapportages/paper.css")
