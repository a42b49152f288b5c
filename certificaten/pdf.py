"""The paper form of a certificate."""

import hashlib
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import segno
from django.template.loader import render_to_string

from certificaten.models import Certificaat, Certificaatdocument
from huisstijl import pictures, thema
from huisstijl.pdf import Press, set_up_press

# With more letters in its sentences, or a second row of signatures, the page has no room for gates.
ROOM = 800
SIGNATURES_ON_ONE_LINE = 3


def render(certificaat: Certificaat) -> tuple[str, bytes]:
    """The HTML of the certificate and the PDF/UA-1 made from it, from frozen facts alone."""
    html = render_to_string("certificaten/certificaat_pdf.html", _context(certificaat))
    document = _press().print(
        html,
        css=_colours(certificaat.teksten["kleur"]),
        identifier=certificaat.code.encode(),
    )
    return html, document


def store(certificaat: Certificaat) -> Certificaatdocument:
    """Make the PDF and keep it; when somebody else was first, theirs is the document."""
    _, document = render(certificaat)
    stored, _ = Certificaatdocument.objects.get_or_create(
        certificaat=certificaat,
        defaults={"pdf": document, "sha256": hashlib.sha256(document).hexdigest()},
    )
    return stored


def _context(certificaat: Certificaat) -> dict[str, Any]:
    teksten = certificaat.teksten
    opening = teksten["regel_1"].removeprefix(certificaat.naam).lstrip(", ")
    address = urlsplit(teksten["controle_url"])
    qr = segno.make(teksten["controle_url"], error="m", micro=False)
    return {
        "certificaat": certificaat,
        "teksten": teksten,
        "soort": teksten["kop"].removesuffix(certificaat.programma).strip(),
        "zin": f"{opening} {teksten['regel_2']}".strip(),
        "maat": _size(certificaat.naam),
        "dagen": pictures.DAGEN,
        "vol": _is_full(certificaat),
        "host": address.netloc,
        "pad": address.path.removesuffix(f"{certificaat.code}/"),
        "qr": qr.svg_data_uri(border=0, dark="#1d1d1b", nl=False, omitsize=True),
    }


def _colours(kleur: str) -> str:
    """The colours of one print, and its pictures: as grounds they are no content to be read."""
    scale = thema.tokens(kleur)
    deep = scale["inverse-bg-subtle"]
    gates = "".join(
        f'.poort--{dag} {{ background-image: url("{pictures.gate(dag, kleur)}") }}'
        for dag in pictures.DAGEN
    )
    return (
        f":root {{ --merk: {kleur}; --diep: {deep}; --tint: {scale['bg-default']} }}"
        f'.merk {{ background-image: url("{pictures.mark(gate=thema.WHITE, line=deep)}") }}'
        f'.zon {{ background-image: url("{pictures.sun(kleur)}") }}{gates}'
    )


def _is_full(certificaat: Certificaat) -> bool:
    """Whether the words need the room of the gates: they go before any picture."""
    words = sum(len(certificaat.teksten[line]) for line in ("regel_1", "regel_2", "toelichting"))
    return words > ROOM or len(certificaat.ondertekenaars) > SIGNATURES_ON_ONE_LINE


def _size(naam: str) -> str:
    """A longer name is set smaller, so that a name of 212 characters stays on the page."""
    for limit, size in ((20, "kort"), (34, "ruim"), (70, "lang"), (130, "langer")):
        if len(naam) <= limit:
            return size
    return "langst"


@cache
def _press() -> Press:
    return set_up_press("certificaten/paper.css")
