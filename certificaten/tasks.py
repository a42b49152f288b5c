from celery import shared_task

from certificaten import pdf
from certificaten.models import Certificaat


@shared_task(acks_late=True)
def render_certificaat(*, certificaat_id: int) -> None:
    """Make the PDF of a certificate that has none. A second run changes nothing."""
    certificaat = Certificaat.objects.without_document().filter(pk=certificaat_id).first()
    if certificaat is not None:
        pdf.store(certificaat)


@shared_task
def render_missing() -> None:
    """Make the PDFs whose task was lost: after a crash, or while the broker was away."""
    for pk in Certificaat.objects.without_document().values_list("pk", flat=True):
        render_certificaat.delay(certificaat_id=pk)
