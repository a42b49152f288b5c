"""A question of Anna about this morning, and what its answer is made of."""

from berichten.models import Bericht
from cohorts.presentie.models import Betwisting

WOORDEN = "Ik was er vanaf half tien, naast Bas."


def form(vraag: Betwisting, besluit: str, antwoord: str = "") -> dict[str, str]:
    prefix = f"vraag-{vraag.pk}"
    return {f"{prefix}-besluit": besluit, f"{prefix}-antwoord": antwoord}


def told() -> set[tuple[str, str]]:
    """Of each message: which kind, and to whom."""
    return {(row.soort, row.ontvanger.voornaam) for row in Bericht.objects.all()}
