"""What looks odd about a planning: reasons to ask whether somebody is sure, never to refuse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from django.template.defaultfilters import date as format_date
from django.utils import timezone

from cohorts.models import Bijeenkomst, Cohort, Locatie
from cohorts.planning.actions.planning import DagPlan, revision_of
from cohorts.planning.double_bookings import double_bookings
from cohorts.planning.forms.days import DagForm
from cohorts.planning.schoolvakanties import vakantie_on
from cohorts.working_days import holiday_on

SATURDAY = 5
SHORT_GAP_DAYS, LONG_GAP_DAYS = 7, 56


@dataclass(frozen=True)
class Doubt:
    """One warning at one day; `key` names it, so that a yes holds for what was read."""

    form: DagForm
    key: str
    tekst: str


def find_doubts(cohort: Cohort, plans: Mapping[DagForm, DagPlan]) -> Iterator[Doubt]:
    """Every warning about the filled days, with the plan of each; days that stay raise none."""
    places = {form: plan.locatie for form, plan in plans.items()}
    yield from _outdated(plans)
    moved = [form for form in places if form.is_moved]
    for form in moved:
        for kind, text in _about(_day(form), cohort.schoolregio):
            yield Doubt(form, f"{_day(form)}-{kind}", text)
    yield from _same_dates(list(places))
    yield from _gaps(list(places))
    yield from _double_bookings(cohort, places)


def _outdated(plans: Mapping[DagForm, DagPlan]) -> Iterator[Doubt]:
    """Days that would undo what somebody else, or another window, saved meanwhile."""
    for form, plan in plans.items():
        row = form.bijeenkomst
        if form.is_outdated and (row is None or plan.changes(row)):
            yield Doubt(form, f"dag-{form.nummer}-{revision_of(row)}-intussen", _meanwhile(row))


def _meanwhile(row: Bijeenkomst | None) -> str:
    if row is None:
        return "Deze dag is intussen geannuleerd. Bewaar je dit, dan staat hij weer gepland."
    day = format_date(row.datum, "l j F Y").lower()
    times = f"{row.begintijd:%H.%M} tot {row.eindtijd:%H.%M} uur"
    place = row.locatie or "locatie nog niet bekend"
    return (
        f"Deze dag is intussen veranderd: {day}, {times}, {place}. Bewaar je dit, dan vervalt dat."
    )


def _day(form: DagForm) -> date:
    day: date = form.cleaned_data["datum"]
    return day


def _about(day: date, regio: str) -> Iterator[tuple[str, str]]:
    if reden := holiday_on(day):
        yield "feestdag", f"Dat is {reden}."
    if vakantie := vakantie_on(day, regio):
        yield "schoolvakantie", f"Dat is in de {vakantie}."
    if day.weekday() >= SATURDAY:
        yield "weekend", "Dat is in het weekend."
    if day < timezone.localdate():
        yield "voorbij", "Die datum is al geweest."


def _same_dates(forms: list[DagForm]) -> Iterator[Doubt]:
    for earlier, later in combinations(forms, 2):
        if _day(earlier) == _day(later) and (earlier.is_moved or later.is_moved):
            text = f"Dag {earlier.nummer} en dag {later.nummer} staan op dezelfde datum."
            yield Doubt(later, f"{_day(later)}-dubbel-{later.nummer}", text)


def _gaps(forms: list[DagForm]) -> Iterator[Doubt]:
    for earlier, later in pairwise(forms):
        days = (_day(later) - _day(earlier)).days
        text = _gap_text(earlier, later, days)
        if text and (earlier.is_moved or later.is_moved):
            yield Doubt(later, f"{_day(earlier)}-{_day(later)}-tussen", text)


def _gap_text(earlier: DagForm, later: DagForm, days: int) -> str:
    first, second = f"dag {earlier.nummer}", f"dag {later.nummer}"
    if days < 0:
        when = format_date(_day(earlier), "j F Y")
        return f"{second.capitalize()} komt vóór {first} ({when})."
    if 0 < days < SHORT_GAP_DAYS:
        return f"Tussen {first} en {second} zit minder dan een week."
    if days > LONG_GAP_DAYS:
        return f"Tussen {first} en {second} zitten {days // 7} weken."
    return ""


def _double_bookings(cohort: Cohort, places: Mapping[DagForm, Locatie | None]) -> Iterator[Doubt]:
    # A place that changed counts as much as a date that did.
    changed = {form: place for form, place in places.items() if form.changes_day_or(place)}
    by_day = {_day(form): form for form in changed}
    for found in double_bookings(cohort, [(_day(form), place) for form, place in changed.items()]):
        yield Doubt(by_day[found.bijeenkomst.datum], found.key, str(found))
