from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from rapportages import paper, xlsx
from rapportages.models import Download, InzetQuerySet

NOTHING = {
    Download.Soort.DAG: (
        "Er is nog niets om te downloaden: bij deze filters hoort geen enkele geplande dag."
    ),
    Download.Soort.MEDEWERKER: (
        "Er is nog niets om te downloaden: bij deze filters hoort geen medewerker."
    ),
}


@transaction.atomic
def record_downloads(
    *, rows: InzetQuerySet, soort: str, formaat: str, filters: dict[str, str], by: User
) -> int:
    """Note who takes which rows out of the house, one row per organisation; returns how many.

    `rows` holds one row per line of the file: per day, or per medewerker, as `soort` says.

    Refuses with a ValidationError when there is nothing to take, or more than Excel or a PDF holds.
    """
    counts = rows.counted_per_organisatie()
    total = sum(counts.values())
    if not total:
        raise ValidationError(NOTHING[Download.Soort(soort)])
    if formaat == Download.Formaat.XLSX and total > xlsx.MAX_ROWS:
        raise ValidationError("Dit is meer dan Excel aankan. Kies CSV, of één cohort.")
    if formaat == Download.Formaat.PDF and total > paper.MAX_ROWS:
        raise ValidationError(
            f"In een PDF passen {paper.MAX_ROWS} medewerkers, en dit zijn er {total}. "
            "Kies één cohort of afdeling, of neem Excel."
        )
    Download.objects.bulk_create(
        Download(
            door=by,
            organisatie_id=organisatie_id,
            soort=soort,
            formaat=formaat,
            filter=filters,
            rijen=rijen,
        )
        for organisatie_id, rijen in sorted(counts.items())
    )
    return total
