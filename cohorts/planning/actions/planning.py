"""Making a cohort and giving its seven days a date and a place."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cohorts.aanwezigheid.actions.moved_days import lapse_afmeldingen, release_gasten
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Cohort, Locatie, Organisatie
from cohorts.models.bijeenkomst import BijeenkomstQuerySet
from programma.models import Cursusdag, Programma

logger = logging.getLogger(__name__)

MARKED = (
    "Voor deze dag is al presentie geregistreerd, dus datum en tijden staan vast. "
    "Is dat een vergissing? Zet in de presentie eerst iedereen terug op ‘nog niet’. "
    "Is de dag afgerond? Verbeter dan de presentie zelf, met een reden."
)
MEANWHILE = (
    "Iemand anders bewaarde deze planning op hetzelfde moment. Kijk hem na en bewaar opnieuw."
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
    # Of the bijeenkomst on which this plan builds; None builds on whatever is there.
    revision: str | None = None

    def changes(self, bijeenkomst: Bijeenkomst) -> bool:
        """Whether this gives the bijeenkomst another moment or another place."""
        locatie_id = self.locatie.pk if self.locatie else None
        return self.moves(bijeenkomst) or bijeenkomst.locatie_id != locatie_id

    def moves(self, bijeenkomst: Bijeenkomst) -> bool:
        """Whether this gives the bijeenkomst another date or other times."""
        return any(getattr(bijeenkomst, name) != getattr(self, name) for name in MOMENT)


def revision_of(bijeenkomst: Bijeenkomst | None) -> str:
    """Names a day as it is planned now: "12.3" is the third version of bijeenkomst 12.

    A day that was cancelled and planned anew is another bijeenkomst; "0" is a day without a date.
    """
    if bijeenkomst is None or bijeenkomst.pk is None:
        return "0"
    return f"{bijeenkomst.pk}.{bijeenkomst.versie}"


@transaction.atomic
def create_cohort(
    *,
    organisatie: Organisatie,
    naam: str,
    programma: Programma,
    by: User,
    capaciteit: int = 20,
    schoolregio: str = "",
) -> Cohort:
    """A cohort without dates or people, bound to this programme version.

    The norm is copied: a later version or a change of the norm never touches a running cohort.
    Refuses, with a ValidationError in Dutch, a name that the organisation uses already.
    """
    # Of two people who make one at once, the second waits and then sees the first one's name.
    Organisatie.objects.select_for_update(no_key=True).get(pk=organisatie.pk)
    refuse_taken_name(organisatie, naam)
    cohort = Cohort.objects.create(
        organisatie=organisatie,
        naam=naam,
        programma=programma,
        norm_dagdelen=programma.norm_dagdelen,
        capaciteit=capaciteit,
        schoolregio=schoolregio,
    )
    logger.info("create_cohort cohort=%s by=%s", cohort.pk, by.pk)
    return cohort


def refuse_taken_name(organisatie: Organisatie, naam: str) -> None:
    """Raises a ValidationError in Dutch when the organisation has a cohort with this name."""
    if organisatie.cohorten.filter(naam__iexact=naam).exists():
        text = f"{organisatie} heeft al een cohort met deze naam."
        raise ValidationError(text, code="exists")


@transaction.atomic
def plan_bijeenkomsten(
    *, cohort: Cohort, dagen: Sequence[DagPlan], by: User, schoolregio: str | None = None
) -> list[Bijeenkomst]:
    """Give course days of a cohort their date, times and place; all of them, or none.

    A changed bijeenkomst gets the next version, so that a reminder knows which plan it was for.
    When it moves, afmeldingen for it lapse and people are asked again. `schoolregio` is kept when
    it is given. Refuses, with a ValidationError in Dutch, to move a day about which attendance is
    registered or that was closed, a day of another programme version, and a plan that builds on a
    revision of the bijeenkomst that is no longer there.
    """
    _keep_schoolregio(cohort, schoolregio)
    planned = {row.cursusdag_id: row for row in _held(cohort)}
    fixed = fixed_dagen(cohort)
    rows = []
    for dag in _with_kept_locaties(dagen):
        if dag.cursusdag.programma_id != cohort.programma_id:
            raise ValidationError("Deze dag hoort bij een andere versie van het programma.")
        row = planned.get(dag.cursusdag.pk) or Bijeenkomst(cohort=cohort, cursusdag=dag.cursusdag)
        if dag.revision not in (None, revision_of(row)):
            raise ValidationError(MEANWHILE, code="meanwhile")
        if row.pk and dag.cursusdag.nummer in fixed and dag.moves(row):
            raise ValidationError(MARKED, code="marked")
        _apply(dag, row)
        rows.append(row)
    logger.info("plan_bijeenkomsten cohort=%s by=%s", cohort.pk, by.pk)
    return rows


def fixed_dagen(cohort: Cohort) -> set[int]:
    """Numbers of the days that stand fast: something is registered, or the day was closed.

    A mark counts wherever its person comes from: a gast who catches up here fixes the day too.
    What somebody caught up at another cohort does not.
    """
    marks = Aanwezigheid.objects.geregistreerd().about_days_of(cohort)
    closed = cohort.bijeenkomsten.taking_place().closed()
    return {
        *marks.values_list("cursusdag__nummer", flat=True),
        *closed.values_list("cursusdag__nummer", flat=True),
    }


def _keep_schoolregio(cohort: Cohort, schoolregio: str | None) -> None:
    row = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if schoolregio is not None and schoolregio != row.schoolregio:
        row.schoolregio = cohort.schoolregio = schoolregio
        row.save(update_fields=["schoolregio"])


def _held(cohort: Cohort) -> BijeenkomstQuerySet:
    """The planned days, held: a mark on one of them waits, and then sees its new date."""
    return cohort.bijeenkomsten.taking_place().locked().order_by("pk")


def _with_kept_locaties(dagen: Iterable[DagPlan]) -> list[DagPlan]:
    return [
        replace(dag, locatie=_kept(dag.locatie))
        if dag.locatie and dag.locatie._state.adding
        else dag
        for dag in dagen
    ]


def _kept(locatie: Locatie) -> Locatie:
    """This new place, or the same one that somebody else typed meanwhile for another cohort."""
    locatie.full_clean(validate_unique=False, validate_constraints=False)
    row, _ = Locatie.objects.get_or_create(
        naam=locatie.naam,
        adres=locatie.adres,
        plaats=locatie.plaats,
        defaults={"routelink": locatie.routelink, "organisatie": locatie.organisatie},
    )
    return row


def _apply(dag: DagPlan, row: Bijeenkomst) -> None:
    if row.pk and not dag.changes(row):
        return
    row.versie += 1 if row.pk else 0
    moved = bool(row.pk) and dag.moves(row)
    for name in MOMENT:
        setattr(row, name, getattr(dag, name))
    row.locatie = dag.locatie
    row.save()
    if moved:
        lapse_afmeldingen(row)
        release_gasten(row)
