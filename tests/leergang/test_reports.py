"""What leaves the house about an error of ours, as a server on this machine receives it."""

import json
import queue
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest
import sentry_sdk
from django.apps import apps
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import IntegrityError, close_old_connections
from django.test import RequestFactory
from django.urls import reverse

from berichten import tasks
from leergang.cockpit import views as cockpit_views
from leergang.watching import reports
from reflecties.views import writing
from tests.tree import ROOT
from tests.world import MARKER

pytestmark = pytest.mark.django_db

SECONDS = 10
CSRF = "c" * 32
ADDRESS = "lotte.dekker@testdam.example"


class Catcher(BaseHTTPRequestHandler):
    """Keeps all it is sent: the line, the headers and the body."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        # brotli where it is installed, as it is here; the words must be read, not their packing.
        assert self.headers["Content-Encoding"] == "br"
        body = brotli.decompress(body)
        self.server.caught.put(f"{self.path}\n{self.headers}\n".encode() + body)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Catcher) as listening:
        listening.caught = queue.Queue()
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield listening
        listening.shutdown()
        thread.join(SECONDS)


@pytest.fixture(autouse=True)
def connection_of_the_test() -> Iterator[None]:
    """Keeps it open, as Django's own client does: a request would close it, a transaction open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def reporting(server, settings) -> Iterator[None]:
    settings.SENTRY_DSN = f"http://key@127.0.0.1:{server.server_port}/1"
    apps.get_app_config("leergang").ready()
    yield
    sentry_sdk.get_client().close(timeout=SECONDS)
    sentry_sdk.get_global_scope().set_client(None)


def caught(server: HTTPServer) -> tuple[bytes, dict]:
    """All bytes of the one report, and what it says."""
    sentry_sdk.flush(timeout=SECONDS)
    sent = server.caught.get(timeout=SECONDS)
    assert server.caught.empty()
    *_, report = [json.loads(line) for line in sent.splitlines() if line.startswith(b"{")]
    return sent, report


def post(client, path: str, data: dict) -> dict[str, str]:
    """Through the handler that gunicorn calls, with the cookies of this browser."""
    environ = RequestFactory().post(path, data).environ | {
        "HTTP_COOKIE": f"{client.cookies.output(header='', sep=';')}; csrftoken={CSRF}",
        "HTTP_X_CSRFTOKEN": CSRF,
        "HTTP_USER_AGENT": "Browser-van-Lotte",
        "HTTP_REFERER": f"http://testserver/?q={MARKER}",
        "REMOTE_ADDR": "10.11.12.13",
        "QUERY_STRING": f"q={ADDRESS}",
    }
    answer = {}
    body = get_wsgi_application()(
        environ, lambda status, headers: answer.update(status=status, **dict(headers))
    )
    body.close()
    return answer


def break_the_journal(monkeypatch) -> None:
    def broken(*args, **kwargs):
        local = f"{MARKER} {ADDRESS}"
        try:
            raise IntegrityError(f"DETAIL: Key (tekst, adres)=({local}) already exists.")
        except IntegrityError as error:
            raise RuntimeError(local) from error

    monkeypatch.setattr(writing, "ReflectieForm", broken)


def test_a_report_says_where_and_what_kind_and_nothing_of_a_person(
    server, reporting, monkeypatch, world, client_for
):
    break_the_journal(monkeypatch)
    anna = world.cast["anna"]
    browser = client_for(anna)

    answer = post(browser, reverse("reflectie_form", args=[world.reflectie.pk]), {"tekst": MARKER})

    assert answer["status"].startswith("500")
    sent, report = caught(server)
    assert [error["type"] for error in report["exception"]["values"]] == [
        "IntegrityError",
        "RuntimeError",
    ]
    assert report["exception"]["values"][0]["stacktrace"]["frames"][-1]["function"] == "broken"
    assert report["request"] == {"method": "POST", "url": "/logboek/…/"}
    assert report["tags"] == {"request_id": answer["X-Request-ID"], "url_name": "logboek"}
    assert report["user"] == {}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert report["release"] == project["version"]
    for secret in (
        *(MARKER, ADDRESS, str(world.reflectie.pk), world.reflectie.pk.hex),
        *(anna.email, anna.achternaam, browser.cookies["sessionid"].value),
        *("Browser-van-Lotte", "10.11.12.13", "sessionid", CSRF),
    ):
        assert secret.encode() not in sent


def test_outside_the_journal_a_report_says_where_by_name_and_for_whom_by_number(
    server, reporting, monkeypatch, client_for, els
):
    monkeypatch.setattr(cockpit_views, "heat_of", lambda *args: 1 / 0)
    browser = client_for(els)
    browser.raise_request_exception = False

    browser.get(reverse("cockpit"))

    _, report = caught(server)
    assert report["tags"]["url_name"] == "cockpit"
    assert report["user"] == {"id": els.pk}


def test_a_task_that_breaks_is_reported_by_its_name(server, reporting, monkeypatch):
    def broken(pk, now):
        raise OSError(ADDRESS)

    monkeypatch.setattr(tasks.Bericht.objects, "claim", broken)

    result = tasks.deliver.apply(kwargs={"bericht_id": 7}, throw=False)

    assert result.state == "FAILURE"
    sent, report = caught(server)
    assert report["transaction"] == "berichten.tasks.deliver"
    assert ADDRESS.encode() not in sent


def test_a_line_in_the_log_is_no_report():
    assert reports.reduced({"message": MARKER, "level": "error"}, {}) is None


def test_without_the_setting_nobody_is_told(server, monkeypatch, world, client_for):
    break_the_journal(monkeypatch)
    apps.get_app_config("leergang").ready()

    answer = post(client_for(world.cast["anna"]), reverse("reflectie_create"), {"tekst": MARKER})

    assert answer["status"].startswith("500")
    assert not sentry_sdk.get_client().is_active()
    sentry_sdk.flush(timeout=1)
    assert server.caught.empty()
