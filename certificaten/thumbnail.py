"""A certificate small enough for a web page, made from the PDF itself and from nothing else."""

from io import BytesIO
from threading import Lock

import pypdfium2

# Twice the width in which a page shows it, for a screen that draws two dots for each pixel.
WIDTH = 1040
QUALITY = 82

# PDFium works for one thread at a time (besluit 0031).
_ONE_AT_A_TIME = Lock()


def thumbnail_of(pdf: bytes) -> bytes:
    """The first page of this PDF as a WebP of `WIDTH` pixels wide, its height in proportion."""
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=WIDTH / page.get_width()).to_pil()
    with BytesIO() as file:
        image.save(file, "WEBP", quality=QUALITY)
        return file.getvalue()
