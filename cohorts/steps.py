"""From nothing to invited people in five steps, each on its own page and each saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cohorts.models import Cohort
from cohorts.needs import Need, Needs, needs_of

# What people read, and the page on which the step is taken.
STEPS = (
    ("Cohort", "cohort_create"),
    ("Dagen", "planning_form"),
    ("Trainers", "trainerschap_list"),
    ("Deelnemers", "deelnemerimport_create"),
    ("Uitnodigen", "cohort_detail"),
)


@dataclass(frozen=True)
class Step:
    """One step as it stands: where it is taken, whether it is done, whether one is there now."""

    label: str
    url: str
    is_done: bool
    is_current: bool


def steps_of(cohort: Cohort | None, current: str, day: date) -> list[Step]:
    """The five steps seen from the page `current`; one query, none before there is a cohort."""
    done = _done(needs_of(cohort, day)) if cohort else [False] * len(STEPS)
    return [
        Step(label, _url(cohort, page), is_done, page == current)
        for (label, page), is_done in zip(STEPS, done, strict=True)
    ]


def next_url(steps: Sequence[Step], cohort: Cohort) -> str:
    """The page of the first step that is not done; the cohort itself when all are."""
    return next((step.url for step in steps if not step.is_done), cohort.get_absolute_url())


def _url(cohort: Cohort | None, page: str) -> str:
    if cohort is None:
        return ""
    return reverse("cohort_detail" if page == "cohort_create" else page, args=[cohort.pk])


def _done(needs: Needs) -> list[bool]:
    """Whether each of the five was taken; who nobody is yet cannot have been invited either."""
    missing = needs.missing
    return [
        True,
        Need.DATES not in missing,
        Need.TRAINER not in missing,
        Need.PEOPLE not in missing,
        not {Need.PEOPLE, Need.INVITATIONS} & set(missing),
    ]
