from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction

from programma.inhoud.programma import ROOT, DagInhoud, ProgrammaInhoud, read_programma
from programma.inhoud.reader import InhoudError
from programma.models import Cursusdag, Mailsjabloon, Programma, Reflectievraag, Voorbereiding


@transaction.atomic
def load_programma(*, slug: str, root: Path = ROOT) -> Programma:
    """The newest version of a programme, brought up to date with its content files.

    The same words as the newest version write nothing. Other words become a new version beside
    it, so that a running cohort keeps its own. A file that is wrong raises `InhoudError`, and
    nothing is written.
    """
    inhoud = read_programma(slug, root=root)
    newest = Programma.objects.latest_version(slug)
    if newest and newest.vingerafdruk == inhoud.vingerafdruk:
        return newest
    programma = Programma(
        versie=newest.versie + 1 if newest else 1,
        vingerafdruk=inhoud.vingerafdruk,
        **inhoud.velden,
    )
    folder = root / slug
    _save(programma, folder / "programma.md")
    for dag in inhoud.dagen:
        _save_dag(programma, dag, folder)
    _save_mailsjablonen(programma, inhoud, folder)
    return programma


def _save_dag(programma: Programma, dag: DagInhoud, folder: Path) -> None:
    file = folder / dag.bestand
    cursusdag = Cursusdag(programma=programma, **dag.velden)
    _save(cursusdag, file)
    for item in dag.voorbereidingen:
        _save(Voorbereiding(cursusdag=cursusdag, **item), file, within="voorbereiding")
    for item in dag.reflectievragen:
        _save(Reflectievraag(cursusdag=cursusdag, **item), file, within="reflectievragen")


def _save_mailsjablonen(programma: Programma, inhoud: ProgrammaInhoud, folder: Path) -> None:
    for item in inhoud.mailsjablonen:
        _save(Mailsjabloon(programma=programma, **item), folder / "herinneringsmails")
    missing = set(Mailsjabloon.Soort.values) - {item["soort"] for item in inhoud.mailsjablonen}
    if missing:
        names = ", ".join(sorted(missing))
        raise InhoudError(folder / "herinneringsmails", "soort", f"er is geen mail voor {names}.")


def _save(row: models.Model, file: Path, *, within: str = "") -> None:
    """Check a row as a form would, then store it; a complaint names the file it came from."""
    try:
        row.full_clean()
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        raise InhoudError(file, f"{within}.{field}".strip("."), " ".join(problems)) from error
    row.save(force_insert=True)
