"""The cohort that a page is about, for who may change it."""

from django.shortcuts import get_object_or_404

from accounts.access import require_perm
from accounts.models import User
from cohorts.models import Cohort


def fetch_planned(user: User, pk: int) -> Cohort:
    """The cohort that this person plans; strangers 404, others 403."""
    cohort = get_object_or_404(Cohort.objects.visible_to(user).for_page(), pk=pk)
    require_perm(user, "cohorts.plan_cohort", cohort)
    return cohort
