"""A filled database of the last release gets a new schema while the old code serves on it."""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

from tests.berichten.smtp import Mailserver
from tests.servers import free_port
from tests.upgrades.acts import JOURNAL_PAGE, SUBJECT, WORDS
from tests.upgrades.machine import Machine, next_code, previous_code, release_before
from tests.upgrades.released import released_database

pytestmark = pytest.mark.services

MAIL_SECONDS = 45


@pytest.fixture
def mailserver() -> Iterator[tuple[Mailserver, int]]:
    server = Mailserver()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield server, controller.port
    controller.stop()


@pytest.fixture
def machine(mailserver) -> Iterator[Machine]:
    with released_database() as url:
        yield Machine(url, mailserver[1], free_port())


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    return previous_code(tmp_path_factory.mktemp("old"), release_before())


def looked(machine: Machine, roles: dict[str, dict]) -> set[tuple[str, int]]:
    """The pages that did not answer as they should."""
    asked = [("", "/readyz/web"), *((r["cookies"], p) for r in roles.values() for p in r["pages"])]
    answers = {(path, machine.ask(path, cookies)[0]) for cookies, path in asked}
    return {answer for answer in answers if answer[1] != 200}


@contextlib.contextmanager
def people_looking(machine: Machine, roles: dict[str, dict]) -> Iterator[Counter]:
    """Somebody asks for every page, over and over, until the block ends."""
    over, faults = threading.Event(), Counter()

    def look() -> None:
        while not over.is_set():
            faults.update(looked(machine, roles))
            faults["rounds"] += 1

    reader = threading.Thread(target=look)
    reader.start()
    try:
        yield faults
    finally:
        over.set()
        reader.join(timeout=60)
        assert not reader.is_alive()


def delivered(mailserver: Mailserver) -> bool:
    deadline = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < deadline:
        if any(SUBJECT.encode() in mail for mail in mailserver.taken):
            return True
        time.sleep(0.2)
    return False


def test_old_code_goes_on_with_the_new_schema_and_comes_back_on_it(
    machine, old, tmp_path, mailserver
):
    new = next_code(tmp_path, "nullable_column")
    with machine.serving(old):
        roles = machine.act(old, "roles")
        assert looked(machine, roles) == set()
        before = machine.keys()

        with people_looking(machine, roles) as faults:
            machine.migrate(new)
        assert set(faults) == {"rounds"}
        assert machine.rows(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'berichten_bericht' AND column_name = 'kanaal'"
        ) == [("kanaal",)]

        # The old code reads and writes on, in web and worker.
        assert looked(machine, roles) == set()
        statuses = {
            role: machine.ask(*[it["act"][0], it["cookies"], it["act"][1]])[0]
            for role, it in roles.items()
            if it["act"]
        }
        assert statuses == {"deelnemer": 200, "trainer": 302}
        machine.act(old, "message")
        assert delivered(mailserver[0])

    with machine.serving(new):
        assert looked(machine, roles) == set()
        cookies = roles["deelnemer"]["cookies"]
        assert WORDS in machine.ask(f"/logboek/{JOURNAL_PAGE}/", cookies)[1]

    # And back: the old image starts, migrates nothing, and works.
    with machine.serving(old):
        assert looked(machine, roles) == set()
    after = machine.keys()
    assert {
        table: rows - after[table] for table, rows in before.items() if rows - after[table]
    } == {}
    assert len(after["aanwezigheid_aanwezigheidswijziging"]) > len(
        before["aanwezigheid_aanwezigheidswijziging"]
    )


@pytest.mark.parametrize(
    ("example", "fault"),
    [
        ("nullable_column", ""),
        ("column_with_database_default", ""),
        ("not_null_without_default", "NotNullViolation"),
        ("column_dropped", "UndefinedColumn"),
    ],
)
def test_what_the_linter_refuses_would_break_the_old_code(machine, old, tmp_path, example, fault):
    machine.migrate(old)
    machine.migrate(next_code(tmp_path, example))

    answer = machine.run(old, "-m", "tests.upgrades.acts", "message")

    assert bool(answer.returncode) == bool(fault), answer.stderr
    assert fault in answer.stderr
