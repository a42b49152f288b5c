"""The sign-in sheet of a day, to be printed and signed."""

from functools import cache

from django.template.loader import render_to_string

from cohorts.presentie.paper import Blad
from huisstijl import pictures
from huisstijl.pdf import Press, set_up_press

# In black, so that any printer will do; as a ground it is no content to be read.
MARK = (
    '.merk { background-image: url("'
    f'{pictures.mark(gate="#000000", line="#ffffff", dot="#ffffff")}") }}'
)
# Lines for who comes unannounced.
EMPTY_LINES = range(2)


def render(blad: Blad) -> tuple[str, bytes]:
    """The HTML of the sign-in sheet and the PDF/UA-1 made from it."""
    context = {"blad": blad, "bijeenkomst": blad.bijeenkomst, "empty_lines": EMPTY_LINES}
    html = render_to_string("cohorts/presentie/presentielijst_pdf.html", context)
    return html, _press().print(html, css=MARK)


@cache
def _press() -> Press:
    return set_up_press("cohorts/paper.css")
