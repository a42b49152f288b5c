"""A cohort like another one: the same course again, for other people."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort, Trainerschap
from cohorts.planning.actions.planning import create_cohort
from programma.models import Programma

logger = logging.getLogger(__name__)


@transaction.atomic
def copy_cohort(*, cohort: Cohort, naam: str, trainers: Iterable[User], by: User) -> Cohort:
    """A new cohort of the same organisation, with its capacity, school region and these trainers.

    It follows the newest version of the programme, with the norm of that version. No deelnemer, no
    mark and no date is taken over: the dates are proposed on the planning page, where somebody sees
    what is odd about them before they are kept. Refuses what `create_cohort` refuses.
    """
    copy = create_cohort(
        organisatie=cohort.organisatie,
        naam=naam,
        programma=newest_programma(cohort),
        capaciteit=cohort.capaciteit,
        schoolregio=cohort.schoolregio,
        by=by,
    )
    Trainerschap.objects.bulk_create(
        Trainerschap(user=user, cohort=copy, vanaf=timezone.localdate()) for user in trainers
    )
    logger.info("copy_cohort cohort=%s copy=%s by=%s", cohort.pk, copy.pk, by.pk)
    return copy


def newest_programma(cohort: Cohort) -> Programma:
    """The version of this cohort's programme that a cohort gets which starts now."""
    return Programma.objects.newest().get(slug=cohort.programma.slug)
