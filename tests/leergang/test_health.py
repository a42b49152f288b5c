"""What a load balancer, a monitor and a container ask: does it live, and does its work go on?"""

import importlib.util
import os
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import time_machine
from celery.beat import ScheduleEntry
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from kombu import Connection

from berichten import reach
from berichten.tasks import deliver_due
from leergang.cache import absence
from leergang.celery import app
from leergang.health import heartbeats
from leergang.health.scheduler import HeardScheduler
from tests import servers
from tests.tree import ROOT

pytestmark = pytest.mark.django_db

FORGIVING = "leergang.cache.ForgivingRedisCache"
FIVE_MINUTES = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def empty(settings, tmp_path):
    """Nobody was heard yet, and heartbeats of this test stay in a folder of its own."""
    settings.VAR_DIR = tmp_path / "var"
    cache.clear()


@pytest.fixture
def broker(monkeypatch):
    monkeypatch.setattr(app, "connection_for_write", lambda: Connection("memory://"))


@pytest.fixture
def all_well(broker):
    heartbeats.leave(heartbeats.WORKER)
    heartbeats.leave(heartbeats.BEAT)


def no_answer(execute, sql, params, many, context):
    """A server that has gone since the connection was made."""
    raise OperationalError("server closed the connection unexpectedly")


def lines(response) -> list[str]:
    return response.text.splitlines()


# -- What the pages say --------------------------------------------------------------------


def test_when_everything_works_each_condition_is_told(client, all_well):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert lines(response) == [
        "database: goed",
        "migraties: goed",
        "broker: goed",
        "worker: goed",
        "beat: goed",
        "mail: goed",
    ]


def test_without_an_answer_of_the_database_it_lives_and_is_not_ready(client, all_well):
    with connection.execute_wrapper(no_answer):
        lives, ready, web = map(client.get, ("/healthz", "/readyz", "/readyz/web"))

    assert (lives.status_code, lives.text) == (200, "ok")
    assert (ready.status_code, web.status_code) == (503, 503)
    assert "database: antwoordt niet" in lines(ready)


def test_code_that_is_ahead_of_its_database_is_not_ready(client, all_well):
    MigrationRecorder(connection).record_unapplied("berichten", "0001_initial")

    ready, web = client.get("/readyz"), client.get("/readyz/web")

    assert (ready.status_code, web.status_code) == (503, 503)
    assert "migraties: 1 nog niet uitgevoerd" in lines(web)


def test_a_database_that_is_ahead_of_its_code_is_ready(client, all_well):
    """As during an upgrade: the old code serves until the new one stands."""
    MigrationRecorder(connection).record_applied("berichten", "0999_of_the_next_version")

    assert client.get("/readyz").status_code == 200


def test_without_its_broker_the_platform_is_not_ready_and_the_pages_are(
    client, all_well, monkeypatch
):
    dead = f"redis://127.0.0.1:{servers.free_port()}/0"
    monkeypatch.setattr(app, "connection_for_write", lambda: Connection(dead))

    ready, web = client.get("/readyz"), client.get("/readyz/web")

    assert (ready.status_code, web.status_code) == (503, 200)
    assert "broker: antwoordt niet" in lines(ready)


def test_who_cannot_be_heard_is_not_called_silent(client, broker, settings, tmp_path):
    away = f"unix://{tmp_path}/none?db=1"
    settings.CACHES = {"default": {"BACKEND": FORGIVING, "LOCATION": away}}

    said = lines(client.get("/readyz"))

    absence.ends()
    assert said[3:5] == ["worker: niet te zien zonder broker", "beat: niet te zien zonder broker"]


@pytest.mark.parametrize("silent", [heartbeats.WORKER, heartbeats.BEAT])
def test_a_process_may_be_silent_for_five_minutes_and_no_longer(client, broker, silent):
    now = timezone.now()
    for process in (heartbeats.WORKER, heartbeats.BEAT):
        since = now - FIVE_MINUTES if process == silent else now
        with time_machine.travel(since, tick=False):
            heartbeats.leave(process)

    with time_machine.travel(now, tick=False):
        at_five = client.get("/readyz")
    with time_machine.travel(now + timedelta(seconds=1), tick=False):
        past_five, web = client.get("/readyz"), client.get("/readyz/web")

    assert (at_five.status_code, past_five.status_code, web.status_code) == (200, 503, 200)
    assert [line for line in lines(past_five) if "goed" not in line] == [
        f"{silent}: 5 minuten niet gehoord"
    ]


def test_a_process_that_was_never_heard_is_named(client, broker):
    heartbeats.leave(heartbeats.WORKER)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert lines(response)[-3:-1] == ["worker: goed", "beat: nog niet gehoord"]


def test_mail_that_cannot_leave_makes_the_platform_unready_and_not_its_pages(
    client, all_well, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.free_port()
    before = client.get("/readyz")
    reach.look()

    after, web = client.get("/readyz"), client.get("/readyz/web")

    assert (before.status_code, after.status_code, web.status_code) == (200, 503, 200)
    assert lines(after)[-1] == "mail: op deze poort luistert geen mailserver"


# -- Who is heard --------------------------------------------------------------------------


def test_a_task_that_a_worker_ended_is_a_heartbeat_and_one_called_in_place_is_not(settings):
    deliver_due.delay()
    assert heartbeats.last(heartbeats.WORKER) is None

    deliver_due.push_request(is_eager=False)
    try:
        deliver_due.after_return("SUCCESS", None, "id", (), {}, None)
    finally:
        deliver_due.pop_request()

    assert heartbeats.last(heartbeats.WORKER) is not None
    assert (Path(settings.VAR_DIR) / "worker-heartbeat").exists()


def test_the_scheduler_is_heard_for_what_its_broker_took_only(settings, redis_url, monkeypatch):
    entry = ScheduleEntry(
        name="deliver", task="berichten.tasks.deliver_due", schedule=30.0, app=app
    )
    dead = f"redis://127.0.0.1:{servers.free_port()}/0"

    monkeypatch.setitem(app.conf.changes, "task_always_eager", False)
    for url, heard in ((dead, False), (redis_url, True)):
        scheduler = HeardScheduler(app=app, lazy=True)
        with Connection(url, transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS) as conn:
            producer = app.amqp.Producer(conn, auto_declare=False)
            scheduler.apply_async(entry, producer=producer, advance=False)
        assert (heartbeats.last(heartbeats.BEAT) is not None) is heard
        assert (Path(settings.VAR_DIR) / "beat-heartbeat").exists() is heard


# -- What the containers ask ---------------------------------------------------------------


@pytest.fixture
def healthcheck(tmp_path, monkeypatch):
    """bin/healthcheck.py, beside a folder var/ of this test."""
    spec = importlib.util.spec_from_file_location("healthcheck", ROOT / "bin/healthcheck.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VAR_DIR", tmp_path / "var")
    monkeypatch.setenv("BASE_URL", "https://leergang.example")
    return module


@pytest.mark.parametrize("process", ["worker", "beat"])
def test_the_container_of_a_silent_process_is_unwell(healthcheck, tmp_path, process):
    assert healthcheck.was_heard(process) is False

    heartbeats.leave(process)
    assert healthcheck.was_heard(process) is True

    file = tmp_path / f"var/{process}-heartbeat"
    for age, heard in ((290, True), (310, False)):
        os.utime(file, (time.time() - age,) * 2)
        assert healthcheck.was_heard(process) is heard


@pytest.mark.parametrize(("status", "serves"), [(200, True), (503, False), (None, False)])
def test_the_container_of_the_web_asks_for_pages_under_the_public_name(
    healthcheck, monkeypatch, status, serves
):
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args):
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        monkeypatch.setattr(healthcheck, "PORT", server.server_port)
        if status is None:
            server.server_close()
            assert healthcheck.web_serves() is False
            return
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert healthcheck.web_serves() is serves
        thread.join(timeout=10)
    assert asked == [("/readyz/web", "leergang.example")]
