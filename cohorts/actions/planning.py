"""Making a cohort and giving its seven days a date and a place."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cohorts.catchup import release_guests
from cohorts.models import Aanwezigheid, Bijeenkomst, Cohort, Locatie, Organisatie
from cohorts.notices import lapse_notices
from leergang.models import Cursusdag, Programma

logger = logging.getLogger(__name__)

MARKED = (
    "Voor deze dag is al presentie geregistreerd, dus datum en tijden staan vast. "
    "Is dat een vergissing? Zet in de presentie eerst iedereen terug op ‘nog niet’."
)
MOMENT = ("datum", "inlooptijd", "begintijd", "middag_vanaf", "eindtijd")


@dataclass(frozen=True)
class DagPlan:
    """When and where one course day is to be held; an unsaved locatie is a new one."""

    cursusdag: Cursusdag
    datum: date
    inlooptijd: time
    begintijd: time
    middag_vanaf: time
    eindtijd: time
    locatie: Locatie | None

    def moves(self, bijeenkomst: Bijeenkomst) -> bool:
        """Whether this gives the bijeenkomst another date or other times."""
        return any(getattr(bijeenkomst, name) != getattr(self, name) for name in MOMENT)


@transaction.atomic
def create_cohort(
    *, organisatie: Organisatie, naam: str, programma: Programma, by: User, capaciteit: int = 20
) -> Cohort:
    """A cohort without dates or people, bound to this programme version.

    The norm is copied: a later version or a change of the norm never touches a running cohort.
    """
    cohort = Cohort.objects.create(
        organisatie=organisatie,
        naam=naam,
        programma=programma,
        norm_dagdelen=programma.norm_dagdelen,
        capaciteit=capaciteit,
    )
    logger.info("create_cohort cohort=%s by=%s", cohort.pk, by.pk)
    return cohort


@transaction.atomic
def plan_bijeenkomsten(*, cohort: Cohort, dagen: Sequence[DagPlan], by: User) -> list[Bijeenkomst]:
    """Give course days of a cohort their date, times and place; all of them, or none.

    A changed bijeenkomst gets the next version, so that a reminder knows which plan it was for.
    Refuses, with a ValidationError in Dutch, to move a day about which attendance is registered,
    and a day of another programme version.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    planned = {row.cursusdag_id: row for row in cohort.bijeenkomsten.taking_place()}
    marked = marked_cursusdagen(cohort)
    _save_locaties(dag.locatie for dag in dagen)
    rows = []
    for dag in dagen:
        if dag.cursusdag.programma_id != cohort.programma_id:
            raise ValidationError("Deze dag hoort bij een andere versie van het programma.")
        row = planned.get(dag.cursusdag.pk) or Bijeenkomst(cohort=cohort, cursusdag=dag.cursusdag)
        if row.pk and row.cursusdag_id in marked and dag.moves(row):
            raise ValidationError(MARKED, code="marked")
        _apply(dag, row)
        rows.append(row)
    logger.info("plan_bijeenkomsten cohort=%s by=%s", cohort.pk, by.pk)
    return rows


def marked_cursusdagen(cohort: Cohort) -> set[int]:
    """Keys of the course days about which something is registered for people of this cohort."""
    marks = Aanwezigheid.objects.geregistreerd().of_cohort(cohort)
    return set(marks.values_list("cursusdag_id", flat=True).distinct())


def _save_locaties(locaties: Iterable[Locatie | None]) -> None:
    for locatie in locaties:
        if locatie is not None and locatie._state.adding:
            locatie.full_clean()
            locatie.save()


def _apply(dag: DagPlan, row: Bijeenkomst) -> None:
    locatie_id = dag.locatie.pk if dag.locatie else None
    if row.pk and not dag.moves(row) and row.locatie_id == locatie_id:
        return
    row.versie += 1 if row.pk else 0
    moved = bool(row.pk) and dag.moves(row)
    for name in MOMENT:
        setattr(row, name, getattr(dag, name))
    row.locatie = dag.locatie
    row.save()
    if moved:
        lapse_notices(row)
        release_guests(row)
