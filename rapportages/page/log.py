"""What was downloaded, as a person would say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from cohorts.models import Cohort
from rapportages.models import Download, Voltooiing

LABELS = {
    "q": "Naam",
    "cohort": "Cohort",
    "afdeling": "Afdeling",
    "van": "Van",
    "tot_en_met": "Tot en met",
    "status": "Stand",
}


@dataclass(frozen=True)
class Logged:
    """One download, with its filter in words."""

    download: Download
    filter: str


def logged(downloads: Sequence[Download]) -> list[Logged]:
    """These downloads in their order; one query for the names of all cohorts."""
    asked = {row.filter["cohort"] for row in downloads if "cohort" in row.filter}
    cohorten = {str(pk): naam for pk, naam in _names(asked)} if asked else {}
    words: dict[str, dict[str, str]] = {
        "cohort": cohorten,
        "status": {state.value: str(state.label) for state in Voltooiing},
    }
    return [Logged(row, _in_words(row.filter, words)) for row in downloads]


def _in_words(asked: dict[str, str], words: dict[str, dict[str, str]]) -> str:
    said = asked | {
        name: date_format(date.fromisoformat(asked[name]), "j F Y")
        for name in ("van", "tot_en_met")
        if name in asked
    }
    return "; ".join(
        f"{label}: {words.get(name, {}).get(said[name], said[name])}"
        for name, label in LABELS.items()
        if name in said
    )


def _names(pks: set[str]) -> list[tuple[int, str]]:
    return list(Cohort.objects.filter(pk__in=pks).values_list("pk", "naam"))
