"""Reading a list that somebody was sent: from any bytes to rows of text, or a Dutch complaint.

The reading itself happens in the folder `reader`, a process of its own (besluit 0006).
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore

from django.core.exceptions import ValidationError

from cohorts.deelnemers.lists import reader
from cohorts.deelnemers.lists.reader.cells import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Table

SECONDS = 15
# At once in one web process; who comes next waits a moment, and holds up a thread while waiting.
READERS = 2
WAIT_SECONDS = 3

WRONG_TYPE = (
    "Dit bestand is geen lijst die we kunnen lezen. Kies een Excel-bestand (.xlsx), "
    "een ODS-bestand of een CSV-bestand."
)
EMPTY = "Dit bestand is leeg."
ALL_HIDDEN = (
    "In dit bestand staan alleen verborgen bladen. Maak het blad met de namen zichtbaar, en bewaar "
    "het bestand opnieuw."
)
TOO_BIG = "Dit bestand is groter dan 5 MB. Haal afbeeldingen en andere tabbladen eruit."
UNREADABLE = "Dit bestand is beschadigd: we kunnen het niet openen. Bewaar het opnieuw, of als CSV."
TOO_HEAVY = (
    "Dit bestand lezen kost te veel tijd of geheugen. Kopieer alleen de deelnemerslijst naar een "
    "nieuw bestand, of plak de lijst."
)
BUSY = "Er worden nu al andere lijsten gelezen. Wacht een halve minuut en probeer het opnieuw."
AS_XLSX = "Open het in je spreadsheetprogramma, kies ‘Opslaan als’ en bewaar het als .xlsx."
COPY_IT = "Kopieer de lijst eruit en plak haar in het vak hieronder."
# By the word of `reader.cells.FaultError`.
FAULTS = {
    "wrong_type": WRONG_TYPE,
    "encrypted": f"Dit bestand heeft een wachtwoord. {AS_XLSX} Zet er geen wachtwoord op.",
    "old_excel": f"Dit bestand is van een oude Excel-versie (.xls of .xlsb). {AS_XLSX}",
    "old": f"Dit bestand is van een oude versie van Office. {AS_XLSX}",
    "web_page": f"Dit bestand is een webpagina, ook als de naam op .xls eindigt. {AS_XLSX}",
    "xml": f"Dit bestand is XML, ook als de naam op .xls eindigt. {AS_XLSX}",
    "json": f"Dit bestand is JSON, uit een ander systeem. {AS_XLSX}",
    "word": f"Dit is een tekstdocument (Word of iets soortgelijks) en geen spreadsheet. {COPY_IT}",
    "other_office": f"Dit is een presentatie en geen spreadsheet. {COPY_IT}",
    "pdf": f"Dit is een pdf. Vraag om het Excel-bestand, of: {COPY_IT[0].lower()}{COPY_IT[1:]}",
    "picture": "Dit is een afbeelding. Daar lezen we geen namen uit: vraag om het Excel-bestand.",
    "mail": "Dit is een bewaarde e-mail. Open de e-mail en bewaar de bijlage als bestand.",
    "contacts": "Dit zijn contactkaartjes (vCard). Maak er een lijst van met een rij per persoon.",
    "numbers": "Dit bestand is van Numbers. Kies ‘Exporteer naar’, ‘Excel’, en upload dat bestand.",
    "archive": "Dit is een ingepakt bestand (zip). Pak het uit en kies de lijst die erin zit.",
    "unreadable": UNREADABLE,
    "too_big_unpacked": (
        "Dit bestand is uitgepakt groter dan 50 MB. Bewaar alleen de deelnemerslijst in een nieuw "
        "bestand."
    ),
    "too_many_rows": (
        f"Deze lijst heeft meer dan {MAX_ROWS} rijen. Knip haar in kleinere lijsten."
    ),
    "too_many_columns": (
        f"Deze lijst heeft meer dan {MAX_COLUMNS} kolommen. Haal er kolommen uit."
    ),
    "too_much_text": (
        "In deze lijst staat meer dan 5 MB tekst. Bewaar alleen de kolommen die nodig zijn."
    ),
    "too_heavy": TOO_HEAVY,
}
# By its path and with `-I`, so that it finds neither this project nor the settings of Python.
PROGRAM = [sys.executable, "-I", "-B", str(Path(reader.__file__).parent)]
# What nobody types and a file of text does not hold.
UNTYPED = dict.fromkeys(set(range(32)) - set(b"\t\n\v\f\r"), " ")
_readers = BoundedSemaphore(READERS)


@dataclass(frozen=True)
class Blad:
    """One sheet with something in it, and how much of it was hidden and was not read.

    Every cell is text, trimmed, without signs that nobody sees; a row without text, and a hidden
    one, is an empty list, so that the index of a row is its number in the file.
    """

    rijen: Table
    naam: str = ""
    verborgen_rijen: int = 0
    verborgen_kolommen: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ReadFile:
    """The sheets of a file, the likeliest list first, and the names of those that were hidden."""

    bladen: list[Blad]
    verborgen_bladen: list[str] = field(default_factory=list)


def read_list(content: bytes) -> ReadFile:
    """What is in a CSV, XLSX or ODS file, by what is in it and not by its name.

    Raises ValidationError, in Dutch, for anything else: wrong type, empty, too big, encrypted, or
    too many lists at once.
    """
    if len(content) > MAX_BYTES:
        raise ValidationError(TOO_BIG, code="too_big")
    with _a_turn():
        answer = _ask(content)
    if fault := answer.get("fault"):
        raise ValidationError(FAULTS[fault], code=fault)
    if not answer["sheets"]:
        raise ValidationError(ALL_HIDDEN if answer["hidden"] else EMPTY, code="empty")
    return ReadFile([Blad(**sheet) for sheet in answer["sheets"]], answer["hidden"])


def read_pasted(text: str) -> ReadFile:
    """The rows of pasted text; a copy out of a spreadsheet has tabs between cells."""
    # The mark says that this is UTF-8, and that the text does not begin like a workbook.
    return read_list(text.translate(UNTYPED).encode("utf-8-sig", "replace"))


@contextmanager
def _a_turn() -> Iterator[None]:
    if not _readers.acquire(timeout=WAIT_SECONDS):
        raise ValidationError(BUSY, code="busy")
    try:
        yield
    finally:
        _readers.release()


def _ask(content: bytes) -> dict:
    """What the program says; how it died, when it said nothing."""
    try:
        # No environment: the secrets of this process are none of its business.
        run = subprocess.run(
            PROGRAM,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            cwd="/",
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"fault": "too_heavy"}
    if run.returncode:
        # A signal: the memory or the time was used up. Anything else: a parser that gave up.
        return {"fault": "too_heavy" if run.returncode < 0 else "unreadable"}
    answer: dict = json.loads(run.stdout)
    return answer
