"""The message to the holder of a new certificate."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from certificaten.models import Certificaat


def compose(certificaat: Certificaat) -> tuple[str, str]:
    """Subject and text. Links only, no attachment: a mailbox at work is not the holder's own."""
    tekst = render_to_string(
        "certificaten/emails/certificaat.txt",
        {
            "certificaat": certificaat,
            "controle_url": certificaat.teksten["controle_url"],
            "pdf_url": settings.BASE_URL + reverse("certificaat_pdf", args=[certificaat.code]),
        },
    )
    return f"Je certificaat: {certificaat.programma}", tekst.strip()
