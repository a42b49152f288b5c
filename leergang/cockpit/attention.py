"""What needs a human: one line per thing, with since when, one sentence and one act."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import date as format_date
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.aanwezigheid.progress.day import DAGDELEN_PER_DAG, Dagstand
from cohorts.aanwezigheid.progress.person import Voortgang, voortgang_of
from cohorts.models import Bijeenkomst
from cohorts.needs import Need, Needs, of_row
from leergang.cockpit import waiting
from leergang.cockpit.punt import Act, Punt, Sign

# As many lines as somebody will do in a day; the oldest come first, and the rest follow.
LIMIT = 100
# Whole days missed before somebody must call.
MISSED_DAYS = 2
# What a cohort needs, by its picture.
SIGNS = {
    Need.DATES: Sign.DATES,
    Need.TRAINER: Sign.TRAINER,
    Need.PEOPLE: Sign.PEOPLE,
    Need.INVITATIONS: Sign.INVITATION,
}
MISSED = {Aanwezigheid.Status.AFWEZIG, Aanwezigheid.Status.AFGEMELD}


def _page(label: str, name: str, *args: object) -> Act:
    return Act(label, reverse(name, args=args))


def _post(label: str, name: str, *args: object) -> Act:
    return Act(label, reverse(name, args=args), is_post=True)


def aandacht_of(day: date) -> Iterator[Punt]:
    """What the cohorts ask of a coördinator on `day`, kind by kind: a dozen queries.

    Of each kind the LIMIT oldest: the page shows the LIMIT oldest of all kinds together, and those
    are among them.
    """
    yield from map(_unmarked, waiting.unmarked_days(day)[:LIMIT])
    yield from map(_betwisting, waiting.betwistingen()[:LIMIT])
    for plan in waiting.open_plans()[:LIMIT]:
        yield _plan(plan, day)
    yield from _assignments()
    yield from _missing_people(day)
    for cohort in waiting.cohorten_to_prepare(day)[:LIMIT]:
        yield from _preparation(cohort, day)
    yield from map(_without_trainer, waiting.days_without_trainer(day)[:LIMIT])


def _unmarked(row: Any) -> Punt:
    people = row.open
    who = "één persoon" if people == 1 else f"{people} mensen"
    return Punt(
        row.datum,
        f"Van dag {row.cursusdag.nummer} op {_written(row.datum)} is de presentie "
        f"van {who} niet compleet.",
        row.cohort.naam,
        _page("Open presentie", "presentie", row.pk),
        Sign.PRESENTIE,
    )


def _betwisting(row: Any) -> Punt:
    mark = row.aanwezigheid
    return Punt(
        _day_of(row.ingediend_op),
        f"{mark.deelname.user} zegt dat de {mark.dagdeel} van dag {mark.cursusdag.nummer} "
        "niet klopt.",
        mark.deelname.cohort.naam,
        _page("Lees en antwoord", "betwisting_list"),
        Sign.QUESTION,
    )


def _plan(row: Any, day: date) -> Punt:
    deelname, nummer, elders = row.deelname, row.nummer, row.bijeenkomst
    sinds, cohort = _day_of(row.aangevraagd_op), deelname.cohort.naam
    if elders is None or elders.datum < day:
        zin = f"Voor {deelname.user} is er nog geen dag om dag {nummer} in te halen."
        act = _page("Zoek een dag", "inhaalplan_create", deelname.pk, nummer)
        return Punt(sinds, zin, cohort, act, Sign.CATCH_UP)
    zin = (
        f"{deelname.user} vraagt om dag {nummer} in te halen bij {elders.cohort.naam}, "
        f"op {_written(elders.datum)}."
    )
    return Punt(sinds, zin, cohort, _post("Akkoord", "inhaalplan_akkoord", row.pk), Sign.CATCH_UP)


def _assignments() -> Iterator[Punt]:
    for row in waiting.open_assignments()[:LIMIT]:
        yield Punt(
            _day_of(row.gegeven_op),
            f"{row.deelname.user} haalt de {row.dagdeel} van dag {row.nummer} in met een opdracht. "
            "Is die gemaakt?",
            row.deelname.cohort.naam,
            _post("Keur goed", "inhaalopdracht_goedkeuring", row.pk),
            Sign.TASK,
        )


def _missing_people(day: date) -> Iterator[Punt]:
    """Who cannot pass without catching up, and who missed two days and still can."""
    people = list(waiting.people_at_risk(day)[: 2 * LIMIT])
    for stand in voortgang_of(people, day, with_plans=True):
        if punt := _shortage(stand, day) or _two_days(stand):
            yield punt


def _shortage(stand: Voortgang, day: date) -> Punt | None:
    """A line for who can no longer reach the norm without catching up.

    Counted as hope is what still comes in the own cohort, what nobody registered of a day that is
    over (forgotten presentie says nothing about anybody), and what has a plan or an assignment.
    """
    hope = stand.nog_mogelijk + sum(dag.onbekend + _on_foot(dag) for dag in stand.dagen)
    if (tekort := stand.nog_nodig - hope) <= 0:
        return None
    words = f"{tekort} {pluralize(tekort, 'dagdeel,dagdelen')}"
    deelname = stand.deelname
    held = [row.datum for dag in stand.dagen if (row := dag.bijeenkomst) and row.datum <= day]
    return Punt(
        min(day, max([deelname.vanaf, *held])),
        f"{deelname.user} komt {words} tekort en haalt de norm alleen nog door in te halen.",
        deelname.cohort.naam,
        _catch_up(deelname.pk, [dag for dag in stand.dagen if dag.in_te_halen and not dag.plan]),
        Sign.CATCH_UP,
    )


def _two_days(stand: Voortgang) -> Punt | None:
    days = [
        dag
        for dag in stand.dagen
        if dag.bijeenkomst
        and set(dag.statussen) <= MISSED
        and len(dag.in_te_halen) == DAGDELEN_PER_DAG
        if not dag.plan
    ]
    if len(days) < MISSED_DAYS:
        return None
    deelname = stand.deelname
    return Punt(
        max(dag.bijeenkomst.datum for dag in days if dag.bijeenkomst),
        f"{deelname.user} miste dag {get_text_list([str(dag.nummer) for dag in days], 'en')}.",
        deelname.cohort.naam,
        _catch_up(deelname.pk, days),
        Sign.CATCH_UP,
    )


def _on_foot(dag: Dagstand) -> int:
    return len(dag.gemist) if dag.plan else dag.ingepland


def _catch_up(deelname_pk: int, days: Sequence[Dagstand]) -> Act:
    """To the first day that can be caught up; without one, to the person."""
    if not days:
        return _page("Bekijk de persoon", "deelname_detail", deelname_pk)
    return _page("Plan inhalen", "inhaalplan_create", deelname_pk, days[0].nummer)


def _preparation(cohort: Any, day: date) -> Iterator[Punt]:
    """What a cohort of `cohorten_to_prepare` still needs; without dates only that."""
    needs = of_row(cohort)
    sinds = min(_day_of(cohort.aangemaakt_op), day)
    for need in needs.missing if needs.planned else needs.missing[:1]:
        zin, act = _need(need, cohort, needs)
        yield Punt(sinds, zin, cohort.naam, act, SIGNS[need])


def _need(need: Need, cohort: Any, needs: Needs) -> tuple[str, Act]:
    """One thing that a cohort needs, in words, and where it is done."""
    if need is Need.DATES:
        return _without_dates(cohort, needs), _page("Plan de dagen", "planning_form", cohort.pk)
    if need is Need.TRAINER:
        when = f"; de volgende dag is {_written(cohort.begin)}" if cohort.begin else ""
        zin = f"{cohort.naam} heeft nog geen trainer{when}."
        return zin, _page("Kies een trainer", "trainerschap_list", cohort.pk)
    if need is Need.PEOPLE:
        act = _page("Voeg deelnemers toe", "deelnemerimport_create", cohort.pk)
        return f"Niemand doet mee aan {cohort.naam}.", act
    one = needs.uninvited == 1
    who = "Eén deelnemer is" if one else f"{needs.uninvited} deelnemers zijn"
    act = _post("Nodig uit", "uitnodiging_create", cohort.pk)
    return f"{who} nog niet uitgenodigd voor {cohort.naam}.", act


def _without_dates(cohort: Any, needs: Needs) -> str:
    if not needs.planned:
        return f"{cohort.naam} heeft nog geen data."
    days = "heeft 1 dag" if needs.undated == 1 else f"hebben {needs.undated} dagen"
    return f"Van {cohort.naam} {days} nog geen datum."


def _without_trainer(row: Bijeenkomst) -> Punt:
    return Punt(
        timezone.localdate(),
        f"Dag {row.cursusdag.nummer} op {_written(row.datum)} heeft geen trainer.",
        row.cohort.naam,
        _page("Kies een vervanger", "vervanging_create", row.pk),
        Sign.TRAINER,
    )


def _written(day: date) -> str:
    return format_date(day, "l j F")


def _day_of(moment: datetime) -> date:
    return timezone.localdate(moment)
