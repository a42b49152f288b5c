"""Everything that a certificate prints, gathered once, at the moment of issue."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from certificaten.models import new_code
from certificaten.verdict import Verdict
from cohorts.models import Deelname, Organisatie, Trainerschap
from huisstijl import thema
from programma.inhoud.placeholders import fill_in, names_in

LINES = ("kop", "regel_1", "regel_2", "toelichting", "slotregel", "voetregel")


def facts_of(deelname: Deelname, verdict: Verdict) -> dict[str, Any]:
    """The printed facts, as fields of a new Certificaat.

    The verdict must be ready for issue; user, cohort and programma are loaded on the deelname.
    """
    cohort, programma, user = deelname.cohort, deelname.cohort.programma, deelname.user
    start, end = _period(verdict)
    organisatie = _employer(deelname)
    code = new_code()
    controle_url = settings.BASE_URL + reverse("certificaat_controle", args=[code])
    words = {
        "voornaam": user.voornaam or user.naam,
        "achternaam": " ".join(part for part in (user.tussenvoegsel, user.achternaam) if part),
        "gemeente": organisatie.volledige_naam,
        "startdatum": date_format(start, "j F Y"),
        "einddatum": date_format(end, "j F Y"),
        "cohort": cohort.naam,
        "code": code,
        "controle_url": controle_url,
        "naam_directeur": settings.NAAM_DIRECTEUR or "De directeur",
    }
    texts = programma.certificaattekst
    trainers = Trainerschap.objects.of_cohort(cohort).on(end).order_by("pk")
    names = [trainerschap.user.naam for trainerschap in trainers]
    return {
        "code": code,
        "naam": user.naam,
        "voornaam": words["voornaam"],
        "organisatie": organisatie.volledige_naam,
        "cohort": cohort.naam,
        "programma": programma.naam,
        "programmaversie": programma.versie,
        "startdatum": start,
        "einddatum": end,
        "dagdelen": verdict.voortgang.behaald,
        "uren": verdict.voortgang.behaald * programma.uren_per_dagdeel,
        "ondertekenaars": list(_signatories(texts.get("ondertekening", ""), names, words)),
        "teksten": {name: fill_in(texts.get(name, ""), words) for name in LINES}
        | {"controle_url": controle_url, "kleur": _ink(organisatie)},
    }


def _period(verdict: Verdict) -> tuple[date, date]:
    start, end = verdict.eerste_dag, verdict.laatste_dag
    if start is None or end is None:
        raise ValueError("A verdict without a single bijeenkomst is not ready for issue.")
    return start, end


def _employer(deelname: Deelname) -> Organisatie:
    """The employer of the last part of the deelname."""
    last = deelname.dienstverbanden.select_related("organisatie").order_by("-vanaf").first()
    return last.organisatie if last else deelname.cohort.organisatie


def _signatories(text: str, trainers: list[str], words: dict[str, str]) -> Iterator[dict[str, str]]:
    """Who signs: the parts of the text between dots; a part about the trainer once for each."""
    for part in text.split("·"):
        people = trainers if "naam_begeleider" in names_in(part) else [""]
        for name in people:
            line = fill_in(part.strip(), words | {"naam_begeleider": name})
            naam, _, rol = line.partition(", ")
            yield {"naam": naam, "rol": rol}


def _ink(organisatie: Organisatie) -> str:
    """The brand colour of the employer, darkened until white can be read on it."""
    return thema.tokens(organisatie.merkkleur or thema.DEFAULT_COLOUR)["inverse-bg-default"]
