"""What an invitation says. Reminders have their texts in the programme."""

from collections.abc import Sequence

from accounts.models import User
from accounts.ways_in.links import sign_in_page
from berichten.letter import Brief, brief
from cohorts.models import Bijeenkomst, Cohort, Deelname


def compose_uitnodiging(
    deelname: Deelname, *, cohort: Cohort, dagen: Sequence[Bijeenkomst], trainer: User | None
) -> Brief:
    """The dates, and where to sign in without a password."""
    return brief(
        "cohorts/deelnemers/emails/uitnodiging.txt",
        deelname.user,
        cohort=cohort,
        dagen=dagen,
        trainer=trainer,
        link=sign_in_page(deelname.user),
    )
