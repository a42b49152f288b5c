"""Who employs somebody, from when: a change of employer, and municipalities that merge."""

import logging
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import date as format_date

from accounts.models import User
from cohorts.models import Deelname, Dienstverband, Organisatie
from cohorts.models.deelname import DeelnameQuerySet

logger = logging.getLogger(__name__)

ONE_DAY = timedelta(days=1)


@transaction.atomic
def change_employer(
    *,
    deelname: Deelname,
    organisatie: Organisatie,
    vanaf: date,
    by: User,
    afdeling: str = "",
    personeelsnummer: str = "",
    everywhere: bool = False,
) -> list[Dienstverband]:
    """Somebody works elsewhere from `vanaf` on; the running employment ends the day before.

    The old employer keeps the days until then, the new one sees those from then on, and no mark
    changes. With `everywhere` the same holds for all running deelnames of this person; else for
    this one. Refuses, with a ValidationError in Dutch, a day on which there is no employment to
    follow, or on or after which another one begins, and the employer they have already.
    """
    deelnames = Deelname.objects.of_user(deelname.user)
    _hold(deelnames if everywhere else deelnames.filter(pk=deelname.pk))
    rows = [deelnames.for_person().get(pk=deelname.pk)]
    if everywhere:
        others = deelnames.not_ended(vanaf).exclude(pk=deelname.pk)
        rows += others.for_person().order_by("pk")
    fresh = []
    for row in rows:
        current = _employment_before(row, vanaf)
        if row != deelname and current.organisatie_id == organisatie.pk:
            continue
        _refuse_same(current, organisatie)
        fresh.append(
            _follow(
                current,
                Dienstverband(
                    organisatie=organisatie, afdeling=afdeling, personeelsnummer=personeelsnummer
                ),
                vanaf,
            )
        )
    logger.info("change_employer deelname=%s count=%s by=%s", deelname.pk, len(fresh), by.pk)
    return fresh


@transaction.atomic
def merge_organisatie(
    *, organisatie: Organisatie, opvolger: Organisatie, vanaf: date, by: User
) -> int:
    """An organisation goes on as another one from `vanaf` on; returns for how many employments.

    Reports about days until then keep the old name. Who was HR of the old one keeps seeing those;
    who is HR of the new one is decided by a person, not here. Refuses an organisation that has a
    successor already, itself as successor, and a successor that does not exist on that day.
    """
    organisatie = Organisatie.objects.select_for_update(no_key=True).get(pk=organisatie.pk)
    _refuse_merger(organisatie, opvolger, vanaf)
    organisatie.geldig_tot_en_met = vanaf - ONE_DAY
    organisatie.opvolger = opvolger
    organisatie.save(update_fields=["geldig_tot_en_met", "opvolger"])
    affected = Dienstverband.objects.at_organisatie(organisatie).not_ended(vanaf)
    # First held, then read: somebody may change employer or stop at this moment.
    _hold(Deelname.objects.filter(pk__in=affected.values("deelname")))
    rows = list(affected.order_by("pk"))
    for row in rows:
        row.organisatie = organisatie
        continue_under_successor(row)
    logger.info(
        "merge_organisatie organisatie=%s opvolger=%s count=%s by=%s",
        organisatie.pk, opvolger.pk, len(rows), by.pk,
    )  # fmt: skip
    return len(rows)


def continue_under_successor(dienstverband: Dienstverband) -> Dienstverband:
    """An employment that outlives its organisation goes on at the successor; returns the last.

    An employment that would begin only after the merger begins there at once.
    """
    old = dienstverband.organisatie
    end = old.geldig_tot_en_met
    if end is None or old.opvolger is None or dienstverband.has_ended(end + ONE_DAY):
        return dienstverband
    if dienstverband.vanaf > end:
        dienstverband.organisatie = old.opvolger
        dienstverband.save(update_fields=["organisatie"])
        return dienstverband
    return _follow(
        dienstverband,
        Dienstverband(
            organisatie=old.opvolger,
            afdeling=dienstverband.afdeling,
            personeelsnummer=dienstverband.personeelsnummer,
        ),
        end + ONE_DAY,
    )


def _hold(deelnames: DeelnameQuerySet) -> None:
    """In one order for everybody, so that two acts about the same people never block each other."""
    list(deelnames.locked().order_by("pk").values_list("pk", flat=True))


def _follow(current: Dienstverband, fresh: Dienstverband, vanaf: date) -> Dienstverband:
    """Close one employment the day before, and let the other one take its place until its end."""
    fresh.deelname_id, fresh.vanaf = current.deelname_id, vanaf
    fresh.tot_en_met = current.tot_en_met
    current.tot_en_met = vanaf - ONE_DAY
    current.save(update_fields=["tot_en_met"])
    fresh.save(force_insert=True)
    return fresh


def _employment_before(deelname: Deelname, vanaf: date) -> Dienstverband:
    """The employment that goes on until `vanaf`; it must be the last one, and have begun."""
    last: Dienstverband | None = deelname.dienstverbanden.by_start().last()
    if last is None or last.has_ended(vanaf):
        raise ValidationError(
            f"{deelname.user} doet op die dag niet meer mee in {deelname.cohort}."
        )
    if last.vanaf >= vanaf:
        since = format_date(last.vanaf, "j F Y")
        raise ValidationError(
            f"{deelname.user} werkt in {deelname.cohort} vanaf {since} bij {last.organisatie}. "
            "Kies een latere dag."
        )
    return last


def _refuse_same(current: Dienstverband, organisatie: Organisatie) -> None:
    if current.organisatie_id == organisatie.pk:
        raise ValidationError(
            f"{current.deelname.user} werkt al bij {organisatie}.", code="organisatie"
        )


def _refuse_merger(organisatie: Organisatie, opvolger: Organisatie, vanaf: date) -> None:
    if organisatie.opvolger_id is not None:
        raise ValidationError(f"{organisatie} heeft al een opvolger: {organisatie.opvolger}.")
    if organisatie == opvolger:
        raise ValidationError("Een organisatie kan niet in zichzelf opgaan.")
    if opvolger.has_ended(vanaf) or (opvolger.geldig_vanaf and opvolger.geldig_vanaf > vanaf):
        raise ValidationError(f"{opvolger} bestaat op die dag niet.")
