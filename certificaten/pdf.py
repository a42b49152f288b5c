"""The paper form of a certificate."""

import hashlib
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import segno
from django.template.loader import render_to_string

from certificaten.models import Certificaat, Certificaatdocument
from huisstijl.pdf import Press, set_up_press


def render(certificaat: Certificaat) -> tuple[str, bytes]:
    """The HTML of the certificate and the PDF/UA-1 made from it, from frozen facts alone."""
    html = render_to_string("certificaten/certificaat_pdf.html", _context(certificaat))
    document = _press().print(
        html,
        css=f":root {{ --merk: {certificaat.teksten['kleur']} }}",
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
        "host": address.netloc,
        "pad": address.path.removesuffix(f"{certificaat.code}/"),
        "qr": qr.svg_data_uri(border=0, dark="#1d1d1b", nl=False, omitsize=True),
    }


def _size(naam: str) -> str:
    """A longer name is set smaller, so that a name of 212 characters stays on the page."""
    for limit, size in ((34, "ruim"), (70, "lang"), (130, "langer")):
        if len(naam) <= limit:
            return size
    return "langst"


@cache
def _press() -> Press:
    return set_up_press("certificaten/paper.css")
