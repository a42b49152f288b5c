"""School holidays of the three regions, from files: which one a day falls in, and where."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cohorts.models import Organisatie, Schoolregio

DATA = Path(__file__).resolve().parent.parent / "data"
VAKANTIES, REGIOS = DATA / "schoolvakanties.csv", DATA / "schoolregios.csv"
# The month in which a school year begins, whenever its first lesson is.
AUGUST = 8


@dataclass(frozen=True)
class Schoolvakantie:
    """One holiday of one region; both ends belong to it."""

    schooljaar: str
    vakantie: str
    regio: str
    eerste_dag: date
    laatste_dag: date

    def __str__(self) -> str:
        return f"{self.vakantie} regio {self.regio.capitalize()}"


def vakantie_on(day: date, regio: str) -> Schoolvakantie | None:
    """The school holiday of this region on `day`; none when there is none, or none is known."""
    return next((row for row in _known()[regio] if row.eerste_dag <= day <= row.laatste_dag), None)


def is_known(day: date, regio: str) -> bool:
    """Whether we know the holidays of the school year of `day`."""
    return any(row.schooljaar == schooljaar_of(day) for row in _known()[regio])


def schooljaar_of(day: date) -> str:
    """The school year of a day, as people write it: 2026-2027."""
    first = day.year if day.month >= AUGUST else day.year - 1
    return f"{first}-{first + 1}"


def regio_of(organisatie: Organisatie) -> str:
    """The region of a gemeente; nothing when it is split, or when it is no gemeente."""
    return _regios().get(organisatie.cbs_code, "")


@cache
def _known() -> dict[str, list[Schoolvakantie]]:
    known: dict[str, list[Schoolvakantie]] = {regio: [] for regio in ("", *Schoolregio.values)}
    with VAKANTIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first, last = map(date.fromisoformat, (row["eerste_dag"], row["laatste_dag"]))
            known[row["regio"]].append(
                Schoolvakantie(row["schooljaar"], row["vakantie"], row["regio"], first, last)
            )
    return known


@cache
def _regios() -> dict[str, str]:
    with REGIOS.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["regio"] for row in csv.DictReader(file)}
