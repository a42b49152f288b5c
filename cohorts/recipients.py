"""Who hears about attendance: those who lead a day or a cohort, and the coördinators."""

from collections.abc import Iterable
from datetime import date

from accounts.models import Coordinatorschap, User
from cohorts.models import Bijeenkomst, Cohort, Trainerschap


def leaders_of(bijeenkomst: Bijeenkomst) -> list[User]:
    """Who led this day: the trainers of its cohort on that date, and substitutes."""
    rows = Trainerschap.objects.leading(bijeenkomst)
    return _reachable(row.user for row in rows)


def trainers_of(cohort: Cohort, day: date) -> list[User]:
    """Who leads this cohort on `day`; a substitute leads no cohort."""
    rows = Trainerschap.objects.on(day).of_cohort(cohort).order_by("pk")
    return _reachable(row.user for row in rows)


def coordinators_on(day: date) -> list[User]:
    rows = Coordinatorschap.objects.on(day).select_related("user").order_by("pk")
    return _reachable(row.user for row in rows)


def _reachable(users: Iterable[User]) -> list[User]:
    """Each once, without those whose account is closed."""
    return list({user.pk: user for user in users if user.is_active}.values())
