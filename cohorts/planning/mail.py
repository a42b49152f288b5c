from accounts.models import User
from berichten.letter import Brief, brief
from cohorts.models import Bijeenkomst


def compose_annulering(bijeenkomst: Bijeenkomst, user: User) -> Brief:
    """To everybody of a cohort: this day does not go on."""
    return brief("cohorts/planning/emails/annulering.txt", user, bijeenkomst=bijeenkomst)
