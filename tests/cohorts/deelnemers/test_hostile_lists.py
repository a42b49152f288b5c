"""Files that are made to hurt: each ends the process that reads it, and costs ours nothing."""

import contextlib
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cohorts.deelnemers.lists import files, reader
from cohorts.deelnemers.lists.files import MAX_BYTES, read_pasted
from cohorts.deelnemers.lists.reader.program import CPU_SECONDS, MEMORY_BYTES, NICENESS
from tests.cohorts.deelnemers.lists import (
    HEADER,
    content_of,
    csv_of,
    endless_xlsx,
    far_xlsx,
    ods_of,
    table_of,
    xlsx_of,
)
from tests.tree import ROOT

# Each file is given to a reader of its own, as often as not until its term is over.
pytestmark = pytest.mark.services

OWN_SECONDS, OWN_MEGABYTES = 0.5, 40
ANSWER_SECONDS = 1.5
TOKEN = "a" * 32
READER = Path(reader.__file__).parent

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + "a" * 100_000 + '">]>'
    "<office:document-content "
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a"><table:table-row><table:table-cell office:value-type="string">'
    "<text:p>" + "&a;" * 100_000 + "</text:p></table:table-cell></table:table-row></table:table>"
    "</office:spreadsheet></office:body></office:document-content>"
)
# What is wrong with each, and how it is made.
HOSTILE = {
    "a rectangle of eight million cells": ("too_many_columns", lambda: far_xlsx(39_999, 199)),
    "a rectangle of five hundred thousand rows": ("too_many_rows", lambda: far_xlsx(499_999, 5)),
    "the last cell there is": ("too_heavy", lambda: far_xlsx(1_048_575, 16_383)),
    "sheets without end": ("too_heavy", endless_xlsx),
    "one long text in a hundred thousand cells": (
        "too_heavy",
        lambda: xlsx_of([["x" * 32_000] * 50] * 2000),
    ),
    "entities that grow with the square": ("unreadable", lambda: ods_of(ENTITIES)),
    "one line of commas": ("too_many_columns", lambda: b"a" + b"," * (MAX_BYTES - 1)),
    "one line of text": ("unreadable", lambda: b"a" * MAX_BYTES),
    "one quote without end": ("too_many_rows", lambda: b'"' + b"a\n" * (MAX_BYTES // 2 - 1)),
    "lines without end": ("too_many_rows", lambda: b",\n" * (MAX_BYTES // 2)),
    "spaces without end": ("unreadable", lambda: b" " * MAX_BYTES),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_this_process_next_to_nothing(name):
    code, make = HOSTILE[name]
    content = make()
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()

    with pytest.raises(ValidationError) as complaint:
        table_of(content)

    after = resource.getrusage(resource.RUSAGE_SELF)
    assert complaint.value.code == code
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < OWN_SECONDS
    assert (after.ru_maxrss - before.ru_maxrss) / 1024 < OWN_MEGABYTES
    assert time.monotonic() - started < files.SECONDS + 1


def test_pasted_text_is_read_over_there_as_well(monkeypatch):
    monkeypatch.setattr(files, "PROGRAM", ["/bin/false"])

    with pytest.raises(ValidationError):
        read_pasted(HEADER)


@pytest.fixture
def telltale(tmp_path, monkeypatch):
    """Instead of the reader, a program that tells what it was given."""

    def become(source: str) -> None:
        program = tmp_path / "telltale.py"
        program.write_text(source)
        monkeypatch.setattr(files, "PROGRAM", [*files.PROGRAM[:-1], str(program)])

    return become


def test_the_reader_gets_no_secret_and_none_of_our_modules(telltale):
    assert os.environ["SECRET_KEY"]
    telltale(
        "import json, os, sys\n"
        "env = sorted(set(os.environ) - {'LC_CTYPE'})\n"
        "print(json.dumps({'sheets': [{'rijen': [env, [os.getcwd()], sys.path]}], 'hidden': []}))"
    )

    names, folder, path = table_of(b"x")

    assert (names, folder) == ([], ["/"])
    assert str(ROOT) not in path


# Runs the reader as `files` does, and then says what became of the process.
AFTERWARDS = (
    f"import runpy, sys; sys.path[:0] = [{str(READER)!r}]; runpy.run_path({str(READER)!r});"
)


def afterwards(question: str) -> object:
    """What a Python expression says in a reader that has read a line."""
    run = subprocess.run(
        [sys.executable, "-I", "-c", f"{AFTERWARDS} import json; print(); print({question})"],
        input=b"a",
        capture_output=True,
        check=True,
        env={},
        timeout=30,
    )
    return json.loads(run.stdout.splitlines()[-1])


def test_the_reader_needs_nothing_of_this_project():
    ours = ("django", "cohorts", "leergang")

    assert afterwards(f"json.dumps([m for m in sys.modules if m.split('.')[0] in {ours}])") == []


def test_the_reader_has_limits_before_it_reads():
    *limits, nice = afterwards(
        "json.dumps([__import__('resource').getrlimit(n) for n in "
        f"{[resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE]}]"
        " + [__import__('os').nice(0)])"
    )

    assert limits == [[MEMORY_BYTES] * 2, [CPU_SECONDS] * 2, [0, 0], [0, 0]]
    assert nice >= NICENESS


def test_a_reader_that_hangs_is_stopped(telltale, monkeypatch):
    monkeypatch.setattr(files, "SECONDS", 0.5)
    telltale("import time; time.sleep(60)")
    started = time.monotonic()

    with pytest.raises(ValidationError) as complaint:
        table_of(b"x")

    assert complaint.value.code == "too_heavy"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("rows", "code"), [(5000, None), (5001, "too_many_rows")], ids=["just", "over"]
)
def test_the_limit_of_rows_counts_no_header(rows, code):
    content = xlsx_of([["Voornaam"]] + [["Anna"]] * rows)
    if code is None:
        assert len(table_of(content)) == rows + 1
        return
    with pytest.raises(ValidationError) as complaint:
        table_of(content)
    assert complaint.value.code == code


@pytest.mark.parametrize(
    ("columns", "code"), [(60, None), (61, "too_many_columns")], ids=["just", "over"]
)
def test_the_limit_of_columns(columns, code):
    content = xlsx_of([["Voornaam"] * columns])
    if code is None:
        assert len(table_of(content)[0]) == columns
        return
    with pytest.raises(ValidationError) as complaint:
        table_of(content)
    assert complaint.value.code == code


def test_more_readers_than_places_are_told_to_wait(telltale, monkeypatch):
    monkeypatch.setattr(files, "WAIT_SECONDS", 0.2)
    telltale(
        'import time; time.sleep(0.8); print(\'{"sheets": [{"rijen": [["x"]]}], "hidden": []}\')'
    )

    def code(_: int) -> str:
        try:
            return table_of(b"x")[0][0]
        except ValidationError as complaint:
            return str(complaint.code)

    with ThreadPoolExecutor(5) as pool:
        answers = sorted(pool.map(code, range(5)))

    assert answers == ["busy"] * 3 + ["x"] * files.READERS
    # And the places are free again.
    assert code(0) == "x"


def ask(server, path: str, cookies: str, body: bytes | None = None) -> tuple[int, str]:
    """The answer of a running server; a body is a file that is sent to the form."""
    connection = HTTPConnection(server.thread.host, server.thread.port, timeout=60)
    headers = {"Cookie": cookies}
    if body is None:
        connection.request("GET", path, headers=headers)
    else:
        parts = (
            ('name="csrfmiddlewaretoken"', TOKEN.encode()),
            ('name="bestand"; filename="lijst.xlsx"', body),
        )
        data = b"".join(
            f"--grens\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + value + b"\r\n"
            for name, value in parts
        )
        headers["Content-Type"] = "multipart/form-data; boundary=grens"
        connection.request("POST", path, data + b"--grens--\r\n", headers)
    with contextlib.closing(connection):
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@pytest.mark.django_db(transaction=True)
def test_a_running_site_answers_while_hostile_lists_are_read(cohort, client_for, els, live_server):
    content, page = endless_xlsx(), reverse("deelnemerimport_create", args=[cohort.pk])
    session = client_for(els).cookies["sessionid"].value
    cookies = f"sessionid={session}; csrftoken={TOKEN}"
    assert ask(live_server, page, cookies)[0] == 200

    with ThreadPoolExecutor(4) as pool:
        uploads = [pool.submit(ask, live_server, page, cookies, content) for _ in range(4)]
        slowest, asked = 0.0, 0
        while not all(upload.done() for upload in uploads):
            started = time.monotonic()
            assert ask(live_server, page, cookies)[0] == 200
            slowest, asked = max(slowest, time.monotonic() - started), asked + 1
            time.sleep(0.05)

    for upload in uploads:
        status, text = upload.result(timeout=60)
        assert status == 422
        assert files.TOO_HEAVY in text or files.BUSY in text
    assert asked > 5
    assert slowest < ANSWER_SECONDS


@pytest.mark.django_db
def test_the_form_says_so_in_dutch_and_takes_a_good_list_next(cohort, client_for, els):
    client, page = client_for(els), reverse("deelnemerimport_create", args=[cohort.pk])

    def post(content: bytes):
        return client.post(page, {"bestand": SimpleUploadedFile("lijst.xlsx", content)})

    answer = post(far_xlsx(1_048_575, 16_383))
    assert answer.status_code == 422
    assert "Dit bestand lezen kost te veel tijd of geheugen." in answer.content.decode()
    assert post(content_of("midden_groningen_13.xlsx")).status_code == 302


def test_an_ordinary_list_is_read_as_ever():
    assert table_of(csv_of("Anna,,Jansen,anna@testdam.example,,"))[1][0] == "Anna"
