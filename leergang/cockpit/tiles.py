"""How it goes, in four figures: each with a small chart, and the same as a table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import date as format_date

from certificaten.models import Certificaat
from leergang.cockpit.attended import last_days, words_of
from leergang.cockpit.bars import Bar, Label, columns, labels, lines
from leergang.cockpit.planned import cohorten_not_over
from programma.models import DAGEN_PER_PROGRAMMA

LAST_DAYS = 8
# As many cohorts as fit below each other in a chart.
SHOWN = 4
FULL, EMPTY, READY = "full", "rest", "ready"


@dataclass(frozen=True)
class Tile:
    """One figure: the number, what it counts, a sentence, a chart and the rows behind it."""

    title: str
    figure: str
    unit: str
    words: str
    bars: tuple[Bar, ...] = ()
    labels: tuple[Label, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    axis: str = ""


def tiles_of(day: date, *, ready: int) -> list[Tile]:
    """The four figures on `day`, `ready` certificates waiting to be issued: three queries."""
    cohorten = list(cohorten_not_over(day))
    to_begin = [row for row in cohorten if row.begin > day]
    return [
        _opkomst(list(last_days(day)[:LAST_DAYS])[::-1], day),
        _certificaten(day, Certificaat.objects.per_month(day.year), ready),
        _cohorten(cohorten, to_begin),
        _plaatsen(to_begin),
    ]


def _opkomst(days: Sequence[Any], day: date) -> Tile:
    """Who followed or caught up at least half of a day, of all that the days counted on."""
    if not days:
        return Tile("Opkomst", "–", "", "nog geen dag met presentie")
    share = round(100 * sum(d.followed for d in days) / sum(d.expected for d in days))
    parts = [[(d.followed, FULL), (d.expected - d.followed, EMPTY)] for d in days]
    when = "op de laatste dag" if len(days) == 1 else f"de laatste {len(days)} cursusdagen"
    ends = [_short(d.datum) if d in (days[0], days[-1]) else "" for d in days]
    return Tile(
        "Opkomst",
        f"{share}%",
        "van de mensen",
        f"volgde een dag of een halve dag, {when}",
        columns([_of_hundred(stack) for stack in parts], 100),
        labels(ends),
        ("Cohort", "Dag", "Datum", "Wie er was"),
        tuple((d.cohort.naam, d.nummer, _written(d.datum), words_of(d, day)) for d in days),
    )


def _certificaten(day: date, months: dict[int, int], ready: int) -> Tile:
    names = [format_date(date(day.year, month, 1), "F") for month in range(1, 13)]
    parts = [
        [(months.get(month, 0), FULL), (ready if month == day.month else 0, READY)]
        for month in range(1, 13)
    ]
    return Tile(
        "Certificaten",
        str(sum(months.values())),
        "dit jaar",
        f"{ready or 'niets'} klaar om uit te geven",
        columns(parts, max(sum(size for size, _ in stack) for stack in parts)),
        labels([name[0] for name in names]),
        ("Maand", "Uitgegeven"),
        tuple((name, months.get(month, 0)) for month, name in enumerate(names, start=1)),
    )


def _cohorten(cohorten: Sequence[Any], to_begin: Sequence[Any]) -> Tile:
    running, total = len(cohorten) - len(to_begin), len(to_begin)
    held = Counter(row.held for row in cohorten)
    numbers = range(DAGEN_PER_PROGRAMMA)
    return Tile(
        "Cohorten",
        str(len(cohorten)),
        "op dit moment",
        f"{running} {'loopt' if running == 1 else 'lopen'}, "
        f"{total} {'begint' if total == 1 else 'beginnen'} nog",
        columns([[(held[number], FULL)] for number in numbers], max(held.values(), default=0)),
        labels([str(number) for number in numbers]),
        ("Dagen gehad", "Cohorten"),
        tuple((number, held[number]) for number in numbers),
        axis="dagen gehad",
    )


def _plaatsen(to_begin: Sequence[Any]) -> Tile:
    """Places that nobody has yet; the chart and its table name the first cohorts."""
    free = sum(max(row.capaciteit - row.people, 0) for row in to_begin)
    if not to_begin:
        return Tile("Plaatsen", "–", "", "geen cohort dat nog begint")
    one = len(to_begin) == 1
    who = "één cohort dat nog begint" if one else f"{len(to_begin)} cohorten die nog beginnen"
    shown = to_begin[:SHOWN]
    return Tile(
        "Plaatsen",
        str(free),
        "vrij",
        f"in {who}",
        lines([(row.people, row.capaciteit) for row in shown]),
        (),
        ("Cohort", "Deelnemers", "Plaatsen"),
        tuple((row.naam, row.people, row.capaciteit) for row in shown),
    )


def _of_hundred(stack: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The same parts, of a whole of a hundred."""
    whole = sum(size for size, _ in stack)
    return [(round(100 * size / whole), kind) for size, kind in stack]


def _short(day: date) -> str:
    return format_date(day, "j M").lower()


def _written(day: date) -> str:
    return format_date(day, "j F")
