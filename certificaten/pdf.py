"""The paper form of a certificate. The only module that imports WeasyPrint."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import segno
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from certificaten.models import Certificaat, Certificaatdocument

# Stands for the static folder, wherever its files lie: what the style sheet calls ../vendor/.
STATIC = "file:///static/"
# Pango, below WeasyPrint, may not lay out two texts with one font map at a time.
_ONE_AT_A_TIME = Lock()


class Press(NamedTuple):
    """What every certificate is printed with, made once per process."""

    weasyprint: Any
    urls: Any
    fetcher: Any
    fonts: Any
    style: Any


def render(certificaat: Certificaat) -> tuple[str, bytes]:
    """The HTML of the certificate and the PDF/UA-1 made from it, from frozen facts alone."""
    html = render_to_string("certificaten/certificaat_pdf.html", _context(certificaat))
    with _ONE_AT_A_TIME:
        press = _press()
        colour = press.weasyprint.CSS(
            string=f":root {{ --merk: {certificaat.teksten['kleur']} }}",
            url_fetcher=press.fetcher,
        )
        document = press.weasyprint.HTML(
            string=html, base_url=STATIC, url_fetcher=press.fetcher
        ).write_pdf(
            stylesheets=[press.style, colour],
            font_config=press.fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=certificaat.code.encode(),
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
    # Loads Pango and costs 150 ms: a web worker that never prints must not pay for it.
    import weasyprint  # noqa: PLC0415 -- see the line above
    from weasyprint import urls  # noqa: PLC0415 -- idem
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- idem

    class StaticFetcher(urls.URLFetcher):
        """Reads static files and data addresses; refuses the network and the rest of the disk."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = _path_of(url)
            if path is None:
                # Fatal: what is printed now stays, so it may not miss a font or a style.
                raise urls.FatalURLFetchingError(f"A certificate cannot fetch {url}.")
            kind, _ = mimetypes.guess_type(path.name)
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind or ""})

    fetcher = StaticFetcher(allowed_protocols=("data",), allow_redirects=False)
    fonts = FontConfiguration()
    style = weasyprint.CSS(
        url=f"{STATIC}css/certificaat.css", url_fetcher=fetcher, font_config=fonts
    )
    return Press(weasyprint, urls, fetcher, fonts, style)


def _path_of(url: str) -> Path | None:
    """Where a static file lies on disk, collected or not; None for any other address."""
    if not url.startswith(STATIC):
        return None
    found = finders.find(unquote(url.removeprefix(STATIC)))
    return Path(found) if found else None
