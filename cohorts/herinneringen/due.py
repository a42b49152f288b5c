"""Which reminders are due: for which bijeenkomst and for whom.

A reminder is looked for every few minutes and never planned ahead: what moved, was cancelled or
was marked meanwhile is simply not found. The outbox keeps it to one per person and version.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from berichten.actions import queue_berichten
from berichten.models import Bericht
from cohorts.aanwezigheid.models import Aanwezigheid, Afmelding, Inhaalplan
from cohorts.aanwezigheid.models.afmelding import AfmeldingQuerySet
from cohorts.day_messages import (
    aanleiding_of,
    evening_of,
    expire_waiting,
    is_quiet,
)
from cohorts.herinneringen.letter import (
    Groepsbrief,
    brief_for_deelnemers,
    brief_for_trainers,
    trainer_of,
)
from cohorts.models import Bijeenkomst, Deelname, Trainerschap
from programma.models import Mailsjabloon

Soort = Mailsjabloon.Soort
# The last day on which a late reminder still makes sense, counted from the bijeenkomst.
LAST_DAY = {Soort.TWEE_WEKEN: -8, Soort.TWEE_DAGEN: 0, Soort.DAG_ERNA: 4}


def queue_due(now: datetime) -> int:
    """Put every reminder that is due at `now` in the outbox; returns how many were new.

    Promises one per person, bijeenkomst, kind and version, however often and by however many
    workers it is run, and a number of queries that does not grow with the number of people.
    """
    now = timezone.localtime(now)
    if is_quiet(now):
        return 0
    expire_waiting(Soort.values, _going_on)
    return sum(queue_berichten(berichten=list(_due(ronde))) for ronde in _rondes(now))


def _going_on(pks: list[str]) -> Iterable[Bijeenkomst]:
    """Which of these days were not cancelled; a day that moved has another version."""
    return Bijeenkomst.objects.taking_place().filter(pk__in=pks).only("versie")


# -- One kind at one moment ------------------------------------------------------------------


@dataclass(frozen=True)
class Ronde:
    """One kind of reminder at one moment, for the programmes that send it on the same day."""

    soort: Soort
    dagen: int
    sjablonen: dict[int, Mailsjabloon]
    now: datetime

    @property
    def is_before(self) -> bool:
        """Whether this kind speaks of a day to come."""
        return self.soort != Soort.DAG_ERNA

    @property
    def dates(self) -> tuple[date, date]:
        """First and last date of the bijeenkomsten for which this kind is due today."""
        today = self.now.date()
        return today - timedelta(days=LAST_DAY[self.soort]), today - timedelta(days=self.dagen)

    def deadline(self, bijeenkomst: Bijeenkomst) -> datetime:
        """After this the reminder is of no use: an evening, and never later than the day began."""
        last = bijeenkomst.datum + timedelta(days=LAST_DAY[self.soort])
        evening = evening_of(last)
        return min(evening, bijeenkomst.begint_op) if self.is_before else evening


def _rondes(now: datetime) -> Iterator[Ronde]:
    grouped: dict[tuple[str, int], dict[int, Mailsjabloon]] = defaultdict(dict)
    for sjabloon in Mailsjabloon.objects.order_by("pk"):
        grouped[sjabloon.soort, sjabloon.dagen][sjabloon.programma_id] = sjabloon
    for (soort, dagen), sjablonen in grouped.items():
        yield Ronde(Soort(soort), dagen, sjablonen, now)


def _due(ronde: Ronde) -> Iterator[Bericht]:
    """The messages of one kind that are due and not in the outbox yet."""
    found = Bijeenkomst.objects.for_herinnering(*ronde.dates, ronde.sjablonen)
    rows = [row for row in found if ronde.now <= ronde.deadline(row)]
    told = _told(ronde.soort, rows)
    gasten = _gasten_at(rows) if ronde.is_before else {}
    people, trainers, volgende = _people_at(rows), _trainers_at(rows), _dates_by_number(rows)
    for row in rows:
        group = Groep(
            bijeenkomst=row,
            deelnemers=_each_once(people[row.pk] + gasten.get(row.pk, [])),
            trainers=trainers[row.pk],
            told=told[aanleiding_of(row), row.versie],
            volgende=volgende.get((row.cohort_id, row.cursusdag.nummer + 1)),
        )
        yield from _to_deelnemers(ronde, group)
        if ronde.is_before:
            yield from _to_trainers(ronde, group)


@dataclass(frozen=True)
class Groep:
    """Everybody a bijeenkomst is about, and who has had this reminder."""

    bijeenkomst: Bijeenkomst
    deelnemers: list[User]
    trainers: list[Trainerschap]
    told: set[int]
    volgende: date | None


def _to_deelnemers(ronde: Ronde, groep: Groep) -> Iterator[Bericht]:
    if new := [user for user in groep.deelnemers if user.pk not in groep.told]:
        brief = brief_for_deelnemers(
            ronde.sjablonen[groep.bijeenkomst.cohort.programma_id],
            groep.bijeenkomst,
            trainer=trainer_of(groep.trainers),
            volgende=groep.volgende,
            today=ronde.now.date(),
        )
        yield from _addressed(ronde, groep, brief, new)


def _to_trainers(ronde: Ronde, groep: Groep) -> Iterator[Bericht]:
    """Who leads the day. Who takes part in it as well got that mail first: the outbox keeps one."""
    told = groep.told
    leading = {row.user_id: row.user for row in groep.trainers if row.user_id not in told}
    if leading:
        brief = brief_for_trainers(
            groep.bijeenkomst, deelnemers=len(groep.deelnemers), today=ronde.now.date()
        )
        yield from _addressed(ronde, groep, brief, leading.values())


def _addressed(
    ronde: Ronde, groep: Groep, brief: Groepsbrief, users: Iterable[User]
) -> Iterator[Bericht]:
    trainer = trainer_of(groep.trainers)
    for user in users:
        tekst, html = brief.to(user)
        yield Bericht(
            soort=ronde.soort,
            ontvanger=user,
            adres=user.email,
            aanleiding=aanleiding_of(groep.bijeenkomst),
            versie=groep.bijeenkomst.versie,
            onderwerp=brief.onderwerp,
            tekst=tekst,
            html=html,
            antwoord_aan=trainer.email if trainer and trainer != user else "",
            klaar_vanaf=ronde.now,
            uiterlijk=ronde.deadline(groep.bijeenkomst),
        )


# -- Who and when, each in one query -----------------------------------------------------------


def _people_at(rows: Sequence[Bijeenkomst]) -> dict[int, list[User]]:
    """Who is expected at each bijeenkomst and is not known to stay away."""
    by_cohort: dict[int, list[Deelname]] = defaultdict(list)
    for deelname in Deelname.objects.to_remind({row.cohort_id for row in rows}):
        by_cohort[deelname.cohort_id].append(deelname)
    away = _away(rows)
    return {
        row.pk: [
            deelname.user
            for deelname in by_cohort[row.cohort_id]
            if deelname.holds_on(row.datum) and (deelname.pk, row.cursusdag_id) not in away
        ]
        for row in rows
    }


def _gasten_at(rows: Sequence[Bijeenkomst]) -> dict[int, list[User]]:
    """Who is to catch up at each bijeenkomst and did not say otherwise.

    Before the day only: what comes after it speaks of the next day of a group that is not theirs.
    """
    excused = set(_excused(rows).values_list("deelname_id", "bijeenkomst_id"))
    gasten: dict[int, list[User]] = defaultdict(list)
    plans = Inhaalplan.objects.gepland().at_any_of(row.pk for row in rows)
    for plan in plans.select_related("deelname__user").order_by("pk"):
        user = plan.deelname.user
        if user.is_active and (plan.deelname_id, plan.bijeenkomst_id) not in excused:
            gasten[plan.bijeenkomst_id].append(user)  # type: ignore[index]  # a plan with a day
    return gasten


def _each_once(users: Iterable[User]) -> list[User]:
    return list({user.pk: user for user in users}.values())


def _excused(rows: Sequence[Bijeenkomst]) -> AfmeldingQuerySet:
    """Afmeldingen for the whole of one of these days."""
    return Afmelding.objects.geldig().hele_dag().of_bijeenkomsten(row.pk for row in rows)


def _away(rows: Sequence[Bijeenkomst]) -> set[tuple[int, int]]:
    """(deelname, day) of those who said not to come, or are marked for no dagdeel as present."""
    excused = _excused(rows).values_list("deelname_id", "bijeenkomst__cursusdag_id")
    marks: dict[tuple[int, int], set[str]] = defaultdict(set)
    for deelname, dag in excused:
        marks[deelname, dag].add(Aanwezigheid.Status.AFGEMELD)
    found = Aanwezigheid.objects.of_cohorten({row.cohort_id for row in rows}).stated()
    for deelname, dag, status in found.values_list("deelname_id", "cursusdag_id", "status"):
        marks[deelname, dag].add(status)
    return {key for key, statuses in marks.items() if Aanwezigheid.Status.AANWEZIG not in statuses}


def _trainers_at(rows: Sequence[Bijeenkomst]) -> dict[int, list[Trainerschap]]:
    found = list(Trainerschap.objects.leading_any_of(rows))
    return {
        row.pk: [trainerschap for trainerschap in found if trainerschap.leads(row)] for row in rows
    }


def _dates_by_number(rows: Sequence[Bijeenkomst]) -> dict[tuple[int, int], date]:
    """The date of each day of these cohorts, by (cohort, number)."""
    planned = Bijeenkomst.objects.taking_place().of_cohorten({row.cohort_id for row in rows})
    return {
        (cohort, nummer): datum
        for cohort, nummer, datum in planned.values_list("cohort_id", "cursusdag__nummer", "datum")
    }


def _told(soort: str, rows: Sequence[Bijeenkomst]) -> dict[tuple[str, int], set[int]]:
    """Who has this reminder in the outbox already, by occasion and version."""
    told: dict[tuple[str, int], set[int]] = defaultdict(set)
    there = Bericht.objects.of_occasions(soort, [aanleiding_of(row) for row in rows])
    for aanleiding, versie, user in there.values_list("aanleiding", "versie", "ontvanger_id"):
        told[aanleiding, versie].add(user)
    return told
