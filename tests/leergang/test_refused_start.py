"""A start with settings that cannot work ends with one sentence about the one that is wrong."""

import contextlib
import os
import socketserver
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection

from leergang.away.causes import cause_of
from manage import in_words
from tests import servers
from tests.tree import ROOT

GOOD = {
    "SECRET_KEY": "a" * 50,
    "JOURNAAL_SLEUTELS": "2026a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "BASE_URL": "https://leergang.example",
    "DATABASE_URL": "sqlite://:memory:",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "METRICS_TOKEN": "b" * 32,
}

ON_THIS_MACHINE = {"DEMO": "True", "BASE_URL": "http://127.0.0.1:8000"}


def check(*words: str, **spoilt: str) -> subprocess.CompletedProcess[str]:
    return manage("check", *words, **spoilt)


def manage(*words: str, **spoilt: str) -> subprocess.CompletedProcess[str]:
    """Nothing of the settings of the tests reaches this command."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **GOOD, **spoilt},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_start_with_good_settings_is_not_refused():
    answer = check()

    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"SECRET_KEY": "a" * 49}, "SECRET_KEY ontbreekt of is te kort"),
        ({"SECRET_KEY": ""}, "SECRET_KEY ontbreekt of is te kort"),
        ({"JOURNAAL_SLEUTELS": ""}, "JOURNAAL_SLEUTELS ontbreekt"),
        ({"BASE_URL": ""}, "BASE_URL ontbreekt"),
        ({"BASE_URL": "http://leergang.example"}, "BASE_URL begint met https://"),
        ({"DEMO": "True"}, "DEMO laat iedereen zonder controle binnen"),
        ({"METRICS_TOKEN": "b" * 31}, "METRICS_TOKEN is te kort"),
        ({"BASE_URL": "https://[leergang"}, "BASE_URL is geen adres"),
        ({"TRUSTED_PROXY_COUNT": "een"}, "TRUSTED_PROXY_COUNT is geen heel getal"),
        ({"HSTS_PRELOAD": "ja"}, "HSTS_PRELOAD kan alleen True of False zijn"),
        ({"DATABASE_URL": "rubbish"}, "DATABASE_URL is geen adres"),
        ({**ON_THIS_MACHINE, "DATABASE_URL": "rubbish"}, "DATABASE_URL is geen adres"),
        ({**ON_THIS_MACHINE, "DATABASE_URL": "postgres:///x"}, "DEMO laat iedereen"),
        ({"REDIS_URL": "rubbish"}, "REDIS_URL is geen adres"),
        ({"EMAIL_URL": "mail.example"}, "EMAIL_URL is geen adres"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is geen adres"),
        ({"SENTRY_DSN": "https://sentry.example/1"}, "SENTRY_DSN is geen adres"),
    ],
)
def test_a_setting_that_cannot_work_is_named_with_where_to_read_on(spoilt, said):
    answer = check(**spoilt)

    first, second = answer.stderr.splitlines()
    assert answer.returncode == 1
    assert first.startswith(f"Het platform start niet: {said}")
    assert second.endswith("docs/beheer/omgeving.md.")


def test_who_asks_for_it_gets_the_traceback():
    assert "Traceback" in check("--traceback", SECRET_KEY="").stderr


@pytest.mark.parametrize("words", [[], ["--traceback"]])
def test_a_refused_address_is_explained_and_nothing_of_it_is_repeated(words):
    answer = manage(
        "testmail",
        "els@stichting.example",
        *words,
        EMAIL_URL="smtp+tls://sanne:w@cht/w#oord@smtp.stichting.example:587",
    )

    assert "smtp+tls://naam:wachtwoord@smtp.voorbeeld.example:587" in answer.stderr
    assert "@ / # : % in een naam of wachtwoord als %40 %2F %23 %3A %25" in answer.stderr
    said = answer.stdout + answer.stderr
    assert [
        part for part in ("sanne", "cht/", "w#", "oord@smtp.st", "stichting") if part in said
    ] == []


@pytest.mark.parametrize("entry", ["R2VoZWltUjJWb1pXbHQ", "R2VoZWlt:R2VoZWlt", "R2 VoZWlt:x"])
def test_nothing_of_a_journal_key_is_repeated(entry):
    answer = check(JOURNAAL_SLEUTELS=f"{GOOD['JOURNAAL_SLEUTELS']},{entry}")

    assert answer.returncode == 1
    assert "JOURNAAL_SLEUTELS, nummer 2: " in answer.stderr
    assert "VoZWlt" not in answer.stdout + answer.stderr


# -- A database that is away ---------------------------------------------------------------

BENOEM = ["benoem_coordinator", "els@stichting.example", "--tot-en-met", "31-12-2099"]
NAMES = ["--voornaam", "Els", "--achternaam", "Bakker"]


@pytest.mark.parametrize("command", [["migrate"], [*BENOEM, *NAMES]])
@pytest.mark.parametrize("server", ["postgres", "sqlite"])
def test_a_command_without_its_database_says_so_in_one_sentence(command, server, tmp_path):
    url = {
        "postgres": f"postgres://sanne:geheim@127.0.0.1:{servers.free_port()}/leergang",
        "sqlite": f"sqlite:///{tmp_path}/nowhere/db.sqlite3",
    }[server]

    answer = manage(*command, DATABASE_URL=url)

    first, second = answer.stderr.splitlines()
    assert answer.returncode == 1
    assert first.startswith("De database antwoordt niet: kijk of ")
    assert "DATABASE_URL" in first
    assert ("docker compose ps postgres" in first) is (server == "postgres")
    assert "--traceback" in second
    assert "geheim" not in answer.stdout + answer.stderr


def test_who_asks_for_it_gets_the_traceback_of_a_database_too(tmp_path):
    answer = manage("migrate", "--traceback", DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/db")

    assert "Traceback" in answer.stderr


def test_another_fault_of_the_database_keeps_its_traceback():
    answer = manage(*BENOEM, *NAMES)

    assert "no such table" in answer.stderr
    assert "Traceback" in answer.stderr


def test_a_database_that_refuses_the_password_is_not_called_away():
    with server_that_refuses_the_password() as port:
        answer = manage(
            "migrate", DATABASE_URL=f"postgres://sanne:geheim@127.0.0.1:{port}/leergang"
        )

    first, second = answer.stderr.splitlines()
    assert answer.returncode == 1
    assert first.startswith("De database weigert het wachtwoord: zet POSTGRES_PASSWORD")
    assert "--traceback" in second
    assert "geheim" not in answer.stdout + answer.stderr


@contextlib.contextmanager
def server_that_refuses_the_password() -> Iterator[int]:
    """What PostgreSQL says to whoever comes with a wrong password, in its own protocol."""
    said = b'SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "sanne"\0\0'
    refusal = b"E" + (len(said) + 4).to_bytes(4) + said

    class Refusing(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(10)
            # The first eight bytes ask for TLS: no.
            if len(self.request.recv(4096)) == 8:
                self.request.sendall(b"N")
                self.request.recv(4096)
            self.request.sendall(refusal)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refusing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join(10)


@pytest.mark.django_db
def test_a_disk_that_fills_up_during_a_command_is_not_called_a_database_that_is_away():
    driver = sqlite3.OperationalError("database or disk is full")
    driver.sqlite_errorcode = sqlite3.SQLITE_FULL
    full = OperationalError("database or disk is full")
    full.__cause__ = driver

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert cause_of(full) == "away"
    assert in_words(full) is None
