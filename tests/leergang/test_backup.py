"""A backup that the machine itself cannot read, and the whole platform back from it elsewhere."""

import os
from datetime import UTC, datetime, timedelta

import psycopg2
import pytest

from tests.leergang.backups import PUBLIC, SECRET, key_pair, left, made, name_of, refused
from tests.leergang.machines import POSTGRESQL, TEKST

pytestmark = pytest.mark.services
FORBIDDEN = (
    "UPDATE certificaten_certificaatdocument SET sha256 = ''",
    "DELETE FROM certificaten_certificaat",
    "UPDATE aanwezigheid_aanwezigheidswijziging SET naar = 'afwezig'",
)


# -- There and back --------------------------------------------------------------------------


def test_everything_comes_back_on_another_machine(old, new):
    file = made(old)

    answer = new.backup("zet-terug", file.name, key=SECRET)

    assert answer.returncode == 0, answer.stderr
    before = old.contents()
    assert new.contents() == before
    assert len(before) > 40
    assert before["certificaten_certificaatdocument"] != []
    assert len(before["reflecties_reflectie"]) == 1
    assert new.manage("read") == TEKST
    for act in FORBIDDEN:
        with pytest.raises(psycopg2.IntegrityError, match=r"refused|never"):
            new.rows(f"{act} RETURNING 1")


def test_a_backup_is_for_its_owner_only_and_says_what_is_not_in_it(old):
    answer = old.backup("maak")

    (name,) = old.files()
    file = old.folder / name
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert f"Back-up gemaakt: {name} (" in answer.stdout
    assert "JOURNAAL_SLEUTELS en SECRET_KEY (uit .env) zitten er NIET in" in answer.stdout


def test_two_in_one_second_are_two(old):
    old.pretend("pg_dump", "printf dump")
    made(old)
    made(old)

    assert len(old.files()) == 2


# -- What is refused on the way back ---------------------------------------------------------


def test_another_key_opens_nothing(old, new):
    file = made(old)

    said = refused(new, "zet-terug", file.name, key=key_pair()[1])

    assert "Deze sleutel past niet op dit bestand" in said
    assert new.tables() == []


@pytest.mark.parametrize("kept", [0.5, -1], ids=["half", "all but the last byte"])
def test_a_file_that_is_not_whole_leaves_the_database_empty(old, new, kept):
    file = made(old)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * kept) if kept > 0 else kept])

    said = refused(new, "zet-terug", file.name, key=SECRET)

    assert "beschadigd of niet heel" in said
    assert new.tables() == []


def test_one_changed_byte_leaves_the_database_empty(old, new):
    file = made(old)
    damaged = bytearray(file.read_bytes())
    damaged[-40] ^= 1
    file.write_bytes(damaged)

    assert "beschadigd of niet heel" in refused(new, "zet-terug", file.name, key=SECRET)
    assert new.tables() == []


def test_a_restore_that_stops_halfway_leaves_the_database_empty(old, new):
    file = made(old)
    new.pretend("pg_restore", 'head --bytes=300000 | "$REAL" "$@"')
    real = str(POSTGRESQL / "pg_restore")

    said = refused(new, "zet-terug", file.name, key=SECRET, REAL=real)

    assert "de database is leeg gebleven" in said
    assert new.tables() == []


def test_a_database_in_use_is_not_written_over(old):
    file = made(old)

    said = refused(old, "zet-terug", file.name, key=SECRET)

    assert "De database is niet leeg" in said
    assert "docker compose up --detach --wait postgres" in said


def test_without_file_or_key_there_is_a_sentence(old, new):
    name = made(old).name

    assert "Welk bestand?" in refused(new, "zet-terug")
    assert "Geen leesbaar bestand" in refused(new, "zet-terug", "ander.dump.age", key=SECRET)
    assert "geen geheime sleutel van age" in refused(new, "zet-terug", name, key=PUBLIC)
    assert new.tables() == []


# -- What is refused before a backup ---------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"BACKUP_ONTVANGER": ""}, "BACKUP_ONTVANGER is leeg"),
        ({"BACKUP_ONTVANGER": "age1kort"}, "geen geldige publieke sleutel"),
        ({"BACKUP_ONTVANGER": "ssh-ed25519 AAAA"}, "die begint met age1"),
        ({"BACKUP_ONTVANGER": "AGE-SECRET-KEY-1ABC"}, "staat een geheime sleutel"),
        ({"BACKUP_DAGEN": "een maand"}, "BACKUP_DAGEN moet een heel getal zijn"),
        ({"BACKUP_DAGEN": "0"}, "van 1 tot en met 3650"),
        ({"BACKUP_DAGEN": "-3"}, "BACKUP_DAGEN"),
        ({"BACKUP_UUR": "24"}, "BACKUP_UUR moet een heel getal zijn, van 0 tot en met 23"),
    ],
)
@pytest.mark.parametrize("act", ["maak", "plan"])
def test_a_wrong_setting_is_said_and_nothing_is_made(old, settings, words, act):
    said = refused(old, act, **settings)

    assert words in said
    assert "ABC" not in said
    assert old.files() == []


def test_a_folder_that_is_not_there_says_what_to_type(old):
    old.folder.rmdir()

    assert "install -d -m 700 -o 999 -g 999 backups" in refused(old, "maak")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can put its own rights away")
def test_a_folder_of_somebody_else_says_what_to_type(old):
    old.folder.chmod(0o500)

    said = refused(old, "maak", before=("setpriv", "--bounding-set=-all", "--inh-caps=-all"))

    assert "install -d -m 700 -o 999 -g 999 backups" in said


def test_an_empty_database_gives_no_backup(new):
    assert "De database is leeg" in refused(new, "maak")
    assert new.files() == []


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("pg_dump", "printf half; exit 3"),
        # Nothing to encrypt is the question whether the recipient is right.
        ("age", "read -r -n 1 _ || exit 0; printf half; exit 3"),
    ],
)
def test_what_fails_halfway_leaves_no_file_and_removes_none(old, program, text):
    kept = left(old, age=timedelta(days=400))
    old.pretend(program, text)

    assert "De back-up is mislukt; er is niets bewaard" in refused(old, "maak")
    assert old.files() == [kept]


def test_what_was_broken_off_is_cleared_by_the_next(old):
    (old.folder / f"{name_of(datetime(2027, 1, 12, tzinfo=UTC))}.deel").write_bytes(b"half")

    file = made(old)

    assert old.files() == [file.name]
