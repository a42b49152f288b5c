"""The whole way out of the house: a real worker, a real broker, a real mail server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.conf import settings as project
from django.db import connection

from berichten.models import Bericht
from tests.servers import ends_with_us, stopped

pytestmark = pytest.mark.services

WAIT_SECONDS = 30


def database_url() -> str:
    """The test's own database, as another process names it."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"postgres://postgres@127.0.0.1:{connection.settings_dict['PORT']}/{name}"


@pytest.fixture
def production(shared_database, mailserver, redis_url, settings) -> dict[str, str]:
    """An environment in which the platform uses the servers of this test."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "leergang.settings",
        "SECRET_KEY": project.SECRET_KEY,
        "JOURNAAL_SLEUTELS": ",".join(project.JOURNAAL_SLEUTELS),
        "BASE_URL": "https://leergang.example",
        "DEMO": "False",
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
    }


def celery(*words: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--app", "leergang", *words]


@pytest.fixture
def worker(production) -> Iterator[None]:
    line = celery("worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING")
    process = subprocess.Popen(
        [*ends_with_us(signal.SIGTERM), *line],
        cwd=project.BASE_DIR,
        env=production,
        start_new_session=True,
    )
    with stopped(process, signal.SIGTERM):
        yield


def sent_within(seconds: int) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not Bericht.objects.exclude(status=Bericht.Status.VERZONDEN).exists():
            return True
        time.sleep(0.2)
    return False


def test_a_waiting_message_leaves_by_worker_broker_and_mail_server(
    production, worker, mailserver, ontvanger
):
    Bericht.objects.create(
        soort="herinnering_twee_dagen",
        ontvanger=ontvanger,
        adres=ontvanger.email,
        aanleiding="bijeenkomst:1",
        onderwerp="Overmorgen is dag 5",
        tekst="Tot dan.",
    )

    call = celery("call", "berichten.tasks.deliver_due")
    subprocess.run(call, cwd=project.BASE_DIR, env=production, check=True, timeout=WAIT_SECONDS)

    assert sent_within(WAIT_SECONDS)
    assert len(mailserver.taken) == 1
    assert b"Overmorgen is dag 5" in mailserver.taken[0]
