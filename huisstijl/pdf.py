"""HTML to a tagged PDF, without network. The only module that imports WeasyPrint."""

import mimetypes
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.contrib.staticfiles import finders

# Stands for the static folder, wherever its files lie: what a style sheet calls ../vendor/.
STATIC = "file:///static/"
# Pango, below WeasyPrint, may not lay out two texts with one font map at a time.
_ONE_AT_A_TIME = Lock()


class Press(NamedTuple):
    """What every document of one kind is printed with; keep it for the life of the process."""

    weasyprint: Any
    urls: Any
    fetcher: Any
    fonts: Any
    style: Any

    def print(self, html: str, *, css: str = "", identifier: bytes | None = None) -> bytes:
        """The tagged PDF made from this HTML; `css` holds for this document alone.

        It says to be PDF/UA-1, unless it holds a sign that no font has: a box is nothing to read.
        """
        with _ONE_AT_A_TIME:
            extra = [self.weasyprint.CSS(string=css, url_fetcher=self.fetcher)] if css else []
            layout = self.weasyprint.HTML(
                string=html, base_url=STATIC, url_fetcher=self.fetcher
            ).render(stylesheets=[self.style, *extra], font_config=self.fonts)
            document: bytes = layout.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
            if any(font.missing for font in layout.fonts.values()):
                document = layout.write_pdf(
                    pdf_tags=True, pdf_version="1.7", pdf_identifier=identifier
                )
        return document


def set_up_press(stylesheet: str) -> Press:
    """A press for one style sheet of static/css; its fonts are read once."""
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
                # Fatal: what is printed stays as it is, so it may not miss a font or a style.
                raise urls.FatalURLFetchingError(f"A printed document cannot fetch {url}.")
            kind, _ = mimetypes.guess_type(path.name)
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind or ""})

    fetcher = StaticFetcher(allowed_protocols=("data",), allow_redirects=False)
    fonts = FontConfiguration()
    with _ONE_AT_A_TIME:
        style = weasyprint.CSS(
            url=f"{STATIC}css/{stylesheet}", url_fetcher=fetcher, font_config=fonts
        )
    return Press(weasyprint, urls, fetcher, fonts, style)


def _path_of(url: str) -> Path | None:
    """Where a static file lies on disk, collected or not; None for any other address."""
    if not url.startswith(STATIC):
        return None
    found = finders.find(unquote(url.removeprefix(STATIC)))
    return Path(found) if found else None
