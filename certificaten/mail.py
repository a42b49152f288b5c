"""The message to the holder of a new certificate."""

from django.urls import reverse

from berichten.letter import Brief, brief, link
from certificaten.models import Certificaat


def compose(certificaat: Certificaat) -> Brief:
    """Links only, no attachment: a mailbox at work is not the holder's own."""
    return brief(
        "certificaten/emails/certificaat.txt",
        certificaat.deelname.user,
        certificaat=certificaat,
        controle_url=certificaat.teksten["controle_url"],
        pdf_url=link(reverse("certificaat_pdf", args=[certificaat.code])),
    )
