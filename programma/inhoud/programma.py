"""A programme as its content files say it, checked, and ready to become rows."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from programma.inhoud.placeholders import PlaceholderError, fill_in, names_in
from programma.inhoud.reader import Fields, InhoudError, read
from programma.models import DAGEN_PER_PROGRAMMA

ROOT = Path(__file__).resolve().parent
DAYS = range(1, DAGEN_PER_PROGRAMMA + 1)
MAIL_WORDS = frozenset(
    {
        "voornaam",
        "dagnummer",
        "dagtitel",
        "dagtitel_klein",
        "datum",
        "datum_volgende_dag",
        "locatie",
        "adres",
        "essentie",
        "minuten",
        "meenemen",
        "link_dag",
        "reflectievraag_voor",
        "reflectievraag_na",
        "praktijkopdracht_kort",
        "naam_begeleider",
        "naam_maatje",
        "telefoon",
        "wanneer",
        "inlooptijd",
        "begintijd",
        "eindtijd",
    }
)
CERTIFICAAT_WORDS = frozenset(
    {
        "voornaam",
        "achternaam",
        "gemeente",
        "startdatum",
        "einddatum",
        "naam_directeur",
        "naam_begeleider",
        "cohort",
        "code",
        "controle_url",
    }
)
DAG_FIELDS = (
    "nummer",
    "slug",
    "titel",
    "essentie",
    "leerdoelen",
    "voorbereiding",
    "meenemen",
    "vast_ritme_tot",
    "programma",
    "reflectievragen",
    "praktijkopdracht",
    "begrippen",
    "literatuur",
)
CERTIFICAAT_LINES = (
    "kop",
    "regel_1",
    "regel_2",
    "toelichting",
    "slotregel",
    "ondertekening",
    "voetregel",
)


@dataclass(frozen=True)
class DagInhoud:
    """One course day: the columns of its row and of the rows below it."""

    bestand: str
    velden: dict[str, Any]
    voorbereidingen: list[dict[str, Any]]
    reflectievragen: list[dict[str, Any]]


@dataclass(frozen=True)
class ProgrammaInhoud:
    """All that one programme version holds."""

    velden: dict[str, Any]
    dagen: list[DagInhoud]
    mailsjablonen: list[dict[str, Any]]

    @property
    def vingerafdruk(self) -> str:
        """SHA-256 of the content: the layout of the files does not count, each word does."""
        source = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(source.encode()).hexdigest()


def read_programma(slug: str, *, root: Path = ROOT) -> ProgrammaInhoud:
    """Read and check all files of a programme; `InhoudError` names the first file that is wrong."""
    folder = root / slug
    fields, inleiding = read(folder / "programma.md")
    fields.only(
        "slug",
        "naam",
        "norm_dagdelen",
        "uren_per_dagdeel",
        "brief_maanden",
        "vast_ritme",
        "certificaattekst",
    )
    if fields.text("slug") != slug:
        raise fields.refuse("slug", f"moet gelijk zijn aan de map, '{slug}'.")
    velden: dict[str, Any] = {
        "slug": slug,
        "naam": fields.text("naam"),
        "inleiding": inleiding,
        "norm_dagdelen": fields.number("norm_dagdelen"),
        "uren_per_dagdeel": fields.decimal("uren_per_dagdeel"),
        "brief_maanden": fields.number("brief_maanden"),
        "certificaattekst": _certificaattekst(fields),
    }
    ritme = _timetable(fields, "vast_ritme", vast=True)
    return ProgrammaInhoud(
        velden=velden,
        dagen=[_dag(folder, nummer, ritme, velden["brief_maanden"]) for nummer in DAYS],
        mailsjablonen=[_mailsjabloon(file) for file in sorted(folder.glob("herinneringsmails/*"))],
    )


def _dag(folder: Path, nummer: int, ritme: list[dict[str, Any]], brief_maanden: int) -> DagInhoud:
    fields, verdieping = read(folder / f"dag-{nummer}.md")
    fields.only(*DAG_FIELDS)
    if fields.number("nummer") != nummer:
        raise fields.refuse("nummer", f"moet {nummer} zijn, zoals in de bestandsnaam.")
    velden = {
        "nummer": nummer,
        "slug": fields.text("slug"),
        "titel": fields.text("titel"),
        "essentie": fields.text("essentie"),
        "leerdoelen": fields.texts("leerdoelen"),
        "dagprogramma": _dagprogramma(fields, ritme),
        "begrippen": [
            {"naam": begrip.text("naam"), "uitleg": begrip.text("uitleg")}
            for begrip in fields.blocks("begrippen", "naam", "uitleg")
        ],
        "literatuur": fields.texts("literatuur"),
        "meenemen": fields.text("meenemen"),
        "verdieping": verdieping,
        **_praktijkopdracht(fields, brief_maanden),
    }
    return DagInhoud(
        bestand=f"dag-{nummer}.md",
        velden=velden,
        voorbereidingen=[
            {"volgnummer": number, "tekst": item.text("tekst"), "minuten": item.number("minuten")}
            for number, item in enumerate(fields.blocks("voorbereiding", "tekst", "minuten"), 1)
        ],
        reflectievragen=[
            {"volgnummer": number, "fase": item.text("fase"), "tekst": item.text("tekst")}
            for number, item in enumerate(fields.blocks("reflectievragen", "fase", "tekst"), 1)
        ],
    )


def _praktijkopdracht(fields: Fields, brief_maanden: int) -> dict[str, Any]:
    """The assignment, with its length as minutes or, where minutes say too much, in words."""
    opdracht = fields.block("praktijkopdracht", "tekst", "kort", "minuten", "duur")
    if opdracht.has("minuten") == opdracht.has("duur"):
        raise fields.refuse("praktijkopdracht", "verwacht 'minuten' of 'duur', een van de twee.")
    tekst = opdracht.text("tekst")
    _check_words(opdracht, "tekst", tekst, {"brief_maanden"})
    return {
        "praktijkopdracht": fill_in(tekst, {"brief_maanden": brief_maanden}),
        "praktijkopdracht_kort": opdracht.text("kort"),
        "praktijkopdracht_minuten": opdracht.number("minuten") if opdracht.has("minuten") else None,
        "praktijkopdracht_duur": opdracht.text("duur") if opdracht.has("duur") else "",
    }


def _dagprogramma(fields: Fields, ritme: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the day with the fixed rhythm between them, in order of time."""
    last = fields.clock("vast_ritme_tot") if fields.has("vast_ritme_tot") else "24:00"
    rows = [row for row in ritme if row["van"] < last]
    rows += _timetable(fields, "programma", vast=False)
    rows.sort(key=lambda row: row["van"])
    for earlier, later in pairwise(rows):
        if later["van"] < earlier["tot"]:
            problem = f"{later['van']} begint voordat {earlier['van']}–{earlier['tot']} klaar is."
            raise fields.refuse("programma", problem)
    return rows


def _timetable(fields: Fields, name: str, *, vast: bool) -> list[dict[str, Any]]:
    rows = []
    for row in fields.blocks(name, "van", "tot", "tekst", "werkvorm"):
        if row.clock("tot") <= row.clock("van"):
            raise row.refuse("tot", "moet later zijn dan 'van'.")
        rows.append(
            {
                "van": row.clock("van"),
                "tot": row.clock("tot"),
                "tekst": row.text("tekst"),
                "werkvorm": row.text("werkvorm"),
                "vast": vast,
            }
        )
    return rows


def _certificaattekst(fields: Fields) -> dict[str, str]:
    lines = fields.block("certificaattekst", *CERTIFICAAT_LINES)
    for name in CERTIFICAAT_LINES:
        _check_words(lines, name, lines.text(name), CERTIFICAAT_WORDS)
    return {name: lines.text(name) for name in CERTIFICAAT_LINES}


def _mailsjabloon(file: Path) -> dict[str, Any]:
    fields, tekst = read(file)
    fields.only("soort", "dagen", "onderwerp")
    if not tekst:
        raise InhoudError(file, "", "onder de velden ontbreekt de tekst van de mail.")
    _check_words(fields, "tekst", tekst, MAIL_WORDS)
    _check_words(fields, "onderwerp", fields.text("onderwerp"), MAIL_WORDS)
    return {
        "soort": fields.text("soort"),
        "dagen": fields.number("dagen"),
        "onderwerp": fields.text("onderwerp"),
        "tekst": tekst,
    }


def _check_words(fields: Fields, name: str, text: str, known: Iterable[str]) -> None:
    """Refuse a {{word}} that nobody will fill in."""
    try:
        unknown = names_in(text) - set(known)
    except PlaceholderError as error:
        raise fields.refuse(name, str(error)) from error
    if unknown:
        raise fields.refuse(name, f"onbekend invulveld {', '.join(sorted(unknown))}.")
