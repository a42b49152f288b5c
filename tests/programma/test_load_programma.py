import shutil

import frontmatter
import pytest
from django.core.management import CommandError, call_command

from programma.actions import load_programma
from programma.inhoud.programma import ROOT
from programma.inhoud.reader import InhoudError
from programma.models import Cursusdag, Mailsjabloon, Programma, Reflectievraag, Voorbereiding

pytestmark = pytest.mark.django_db

SLUG = "ambtelijk-vakmanschap"


@pytest.fixture
def root(tmp_path):
    """A copy of the content files that a test may spoil."""
    shutil.copytree(ROOT / SLUG, tmp_path / SLUG)
    return tmp_path


def edit(root, name, old, new):
    file = root / SLUG / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_first_load_writes_everything_once():
    programma = load_programma(slug=SLUG)

    assert (programma.versie, programma.naam) == (1, "Leergang Ambtelijk Vakmanschap")
    assert programma.norm_dagdelen == 12
    assert programma.inleiding.startswith("## Rode draad: vier dingen die zeven dagen meegaan")
    assert Cursusdag.objects.count() == 7
    assert Voorbereiding.objects.count() == 23
    assert Reflectievraag.objects.count() == 35
    assert Mailsjabloon.objects.count() == 3


def test_second_load_writes_nothing(django_assert_num_queries):
    programma = load_programma(slug=SLUG)

    with django_assert_num_queries(3):  # savepoint, newest version, release
        again = load_programma(slug=SLUG)

    assert again == programma
    assert Programma.objects.count() == 1


def test_other_layout_of_the_same_words_is_no_new_version(root):
    first = load_programma(slug=SLUG)
    edit(root, "dag-1.md", "nummer: 1\nslug: rechts", "nummer:   1\n# kop\nslug: rechts")

    assert load_programma(slug=SLUG, root=root) == first


def test_changed_words_become_a_new_version_beside_the_old_one(root):
    first = load_programma(slug=SLUG)
    edit(root, "dag-6.md", "Creativiteit is een vak", "Creativiteit is een ambacht")

    second = load_programma(slug=SLUG, root=root)

    assert second.versie == 2
    assert Programma.objects.latest_version(SLUG) == second
    assert first.cursusdagen.get(nummer=6).essentie.startswith("Creativiteit is een vak")
    assert second.cursusdagen.get(nummer=6).essentie.startswith("Creativiteit is een ambacht")
    assert second.cursusdagen.count() == 7


def test_words_taken_back_are_a_third_version(root):
    first = load_programma(slug=SLUG)
    edit(root, "dag-6.md", "Creativiteit is een vak", "Creativiteit is een ambacht")
    load_programma(slug=SLUG, root=root)

    third = load_programma(slug=SLUG)

    assert (third.versie, third.vingerafdruk) == (3, first.vingerafdruk)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("dag-1.md", "titel: ", "tietel: ", "dag-1.md, veld 'tietel': onbekend veld"),
        ("dag-2.md", "nummer: 2", "nummer: 3", "dag-2.md, veld 'nummer': moet 2 zijn"),
        ("dag-2.md", "nummer: 2\n", "", "dag-2.md, veld 'nummer': dit veld ontbreekt."),
        ("dag-3.md", "minuten: 30", "minuten: dertig", "dag-3.md, veld 'voorbereiding[1].minuten'"),
        ("dag-3.md", "minuten: 30", "minuten: -5", "dag-3.md, veld 'voorbereiding.minuten'"),
        ("dag-3.md", "fase: voor", "fase: eerder", "dag-3.md, veld 'reflectievragen.fase'"),
        ("dag-4.md", "'11:15'", "11:15", "dag-4.md, veld 'programma[3].van'"),
        ("dag-4.md", "'11:15'", "'25:15'", "dag-4.md, veld 'programma[3].van'"),
        ("dag-4.md", "tot: '12:30'", "tot: '13:00'", "12:30 begint voordat 11:15–13:00 klaar is"),
        ("dag-4.md", "tot: '12:30'", "tot: '11:00'", "moet later zijn dan 'van'"),
        ("dag-4.md", "literatuur:\n", "literatuur:\n  - 5\n", "dag-4.md, veld 'literatuur[1]'"),
        ("dag-4.md", "begrippen:\n", "begrippen:\n  - los\n", "dag-4.md, veld 'begrippen[1]'"),
        ("dag-4.md", "begrippen:\n", "begrippen: veel\nx:\n", "onbekend veld"),
        ("dag-4.md", "nummer: 4", "nummer: [4", "zijn geen YAML"),
        ("dag-4.md", "titel: ", "titel: Eerst\ntitel: ", "'titel' staat er twee keer"),
        ("dag-4.md", "---\n", "", "dag-4.md, veld 'nummer': dit veld ontbreekt."),
        ("dag-4.md", "titel: Oplos", "titel:\nx: Oplos", "onbekend veld"),
        ("dag-4.md", "kort: ", "kort: " + "te lang " * 40, "veld 'praktijkopdracht_kort'"),
        ("dag-5.md", "duur: één dagdeel", "{}", "dag-5.md"),
        ("dag-5.md", "  duur: één dagdeel\n", "", "verwacht 'minuten' of 'duur'"),
        ("dag-6.md", "slug: creativiteit", "slug: Créa tief", "dag-6.md, veld 'slug'"),
        ("dag-6.md", "essentie: ", "essentie: ''\nx: ", "onbekend veld"),
        ("dag-7.md", "{{brief_maanden}}", "{{weken}}", "onbekend invulveld weken"),
        ("programma.md", "norm_dagdelen: 12", "norm_dagdelen: 15", "tussen 1 en 14 dagdelen"),
        ("programma.md", "norm_dagdelen: 12", "norm_dagdelen: true", "verwacht een geheel getal"),
        ("programma.md", "uren_per_dagdeel: 3.5", "uren_per_dagdeel: veel", "verwacht een getal"),
        ("programma.md", "{{cohort}}", "{{groep}}", "certificaattekst.ondertekening"),
        ("programma.md", f"slug: {SLUG}", "slug: anders", "moet gelijk zijn aan de map"),
        ("herinneringsmails/dag-erna.md", "{{voornaam}}", "{{naam}}", "onbekend invulveld naam"),
        ("herinneringsmails/dag-erna.md", "{% endif %}", "", "de tekst met accolades klopt niet"),
        ("herinneringsmails/dag-erna.md", "dag_erna", "week_erna", "veld 'soort'"),
    ],
)
def test_wrong_file_names_file_and_field_and_writes_nothing(root, name, old, new, message):
    edit(root, name, old, new)

    with pytest.raises(InhoudError) as error:
        load_programma(slug=SLUG, root=root)

    assert message in str(error.value)
    assert Programma.objects.count() == 0
    assert Cursusdag.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("titel", "", "veld 'titel': verwacht tekst, kreeg ''."),
        ("titel", None, "veld 'titel': verwacht tekst, kreeg niets."),
        ("leerdoelen", [], "veld 'leerdoelen': verwacht een lijst, kreeg []."),
        ("literatuur", "Pool", "veld 'literatuur': verwacht een lijst, kreeg 'Pool'."),
        ("praktijkopdracht", "Bel", "veld 'praktijkopdracht': verwacht velden met een naam"),
    ],
)
def test_field_of_another_kind_is_refused(root, field, value, message):
    file = root / SLUG / "dag-1.md"
    post = frontmatter.load(file)
    post[field] = value
    file.write_text(frontmatter.dumps(post), encoding="utf-8")

    with pytest.raises(InhoudError) as error:
        load_programma(slug=SLUG, root=root)

    assert message in str(error.value)


@pytest.mark.parametrize("name", ["programma.md", "dag-5.md", "herinneringsmails/twee-dagen.md"])
def test_missing_file_is_named(root, name):
    (root / SLUG / name).unlink()

    with pytest.raises(InhoudError, match=r"ontbreekt|er is geen mail voor"):
        load_programma(slug=SLUG, root=root)

    assert Programma.objects.count() == 0


def test_file_in_another_encoding_is_refused(root):
    file = root / SLUG / "dag-1.md"
    file.write_bytes(file.read_text(encoding="utf-8").replace("jij", "één").encode("cp1252"))

    with pytest.raises(InhoudError, match=r"dag-1\.md: dit bestand is geen UTF-8"):
        load_programma(slug=SLUG, root=root)


def test_command_loads_and_says_which_version(capsys):
    call_command("laad_programma")

    assert capsys.readouterr().out == "Leergang Ambtelijk Vakmanschap, versie 1 staat klaar.\n"


def test_command_stops_with_the_complaint():
    with pytest.raises(CommandError, match=r"onbekend/programma\.md: dit bestand ontbreekt"):
        call_command("laad_programma", "onbekend")
