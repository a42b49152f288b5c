"""What was downloaded, as a person would say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cohorts.models import Cohort
from rapportages.models import Download, Voltooiing

LABELS = {"q": "Naam", "cohort": "Cohort", "status": "Stand"}


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
    return [
        Logged(
            row,
            "; ".join(
                f"{label}: {words.get(name, {}).get(row.filter[name], row.filter[name])}"
                for name, label in LABELS.items()
                if name in row.filter
            ),
        )
        for row in downloads
    ]


def _names(pks: set[str]) -> list[tuple[int, str]]:
    return list(Cohort.objects.filter(pk__in=pks).values_list("pk", "naam"))
