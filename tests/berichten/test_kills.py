"""kill -9 of worker, beat and broker while people work: the web answers, nothing is lost."""

import contextlib
import itertools
import re
import signal
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import uuid4

import psutil
import pytest
from django.conf import settings as project
from django.db import connection
from django.urls import reverse

from accounts.models import User
from berichten.models import Bericht
from certificaten.models import Certificaat, Certificaatdocument
from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging, Dagdeel
from cohorts.models import Bijeenkomst, Cohort
from tests.bench.measure import CSRF, cookies_of
from tests.berichten.test_worker import database_url
from tests.factories import (
    DeelnameFactory,
    SecondFactorFactory,
    UserFactory,
    mark_days,
    plan_seven_days,
)
from tests.running import part, start, wait_until_it_answers
from tests.servers import free_port, stopped

pytestmark = pytest.mark.services

PEOPLE, SETTLE_SECONDS = 12, 150
PARTS = ("valkey-server", "worker", "beat")


@pytest.fixture
def platform(shared_database, mailserver, settings, clone) -> Iterator[tuple[psutil.Process, int]]:
    """`manage.py start` on the database of this test, with the embedded broker."""
    port = free_port()
    environment = {
        "SECRET_KEY": project.SECRET_KEY,
        "JOURNAAL_SLEUTELS": ",".join(project.JOURNAAL_SLEUTELS),
        "DEMO": "False",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
    }
    connection.close()
    process = start(clone, port, **environment)
    with stopped(process, signal.SIGTERM):
        wait_until_it_answers(process, clone, port)
        yield psutil.Process(process.pid), port


@pytest.fixture
def deelnames(cohort, programma):
    plan_seven_days(cohort, today_is=7)
    people = [UserFactory(voornaam=f"Deelnemer{n}", achternaam="Proef") for n in range(PEOPLE)]
    deelnames = [DeelnameFactory(cohort=cohort, user=user) for user in people]
    for deelname in deelnames:
        mark_days(deelname, range(1, 7))
    return deelnames


def post(port: int, cookies: str, path: str, data: dict[str, object]) -> str:
    """The status, and where the answer sends the browser."""
    asker = HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {
        "Cookie": cookies,
        "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    asker.request("POST", path, urlencode(data), headers)
    response = asker.getresponse()
    asker.close()
    return f"{response.status} {response.getheader('Location', '')}"


def kill_in_turn(process: psutil.Process, over: threading.Event, killed: list[str]) -> None:
    for word in itertools.cycle(PARTS):
        if over.wait(0.4):
            return
        if victim := part(process, word):
            victim.kill()
            killed.append(word)


@contextlib.contextmanager
def killing(process: psutil.Process) -> Iterator[None]:
    """Worker, beat and broker are killed, over and over; each at least once."""
    over, killed = threading.Event(), []
    killer = threading.Thread(target=kill_in_turn, args=(process, over, killed))
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join(timeout=30)
        assert not killer.is_alive()
    assert set(killed) == set(PARTS)


def tap_for_everybody(port: int, trainer: User, vandaag: Bijeenkomst) -> Iterator[str]:
    path, cookies = reverse("aanwezigheid_create", args=[vandaag.pk]), cookies_of(trainer)
    for deelname, dagdeel in itertools.product(vandaag.cohort.deelnames.all(), Dagdeel.values):
        tap = {"dagdeel": dagdeel, "deelname": deelname.pk, "status": "aanwezig"}
        yield post(port, cookies, path, {**tap, "kenmerk": uuid4()})


def issue_to_everybody(port: int, coordinator: User, cohort: Cohort) -> Iterator[str]:
    cookies = cookies_of(coordinator)
    for deelname in cohort.deelnames.all():
        yield post(port, cookies, reverse("certificaat_create", args=[deelname.pk]), {})


def answers_of(work: Iterator[str]) -> set[str]:
    """The different answers, none of which was long in coming."""
    answers = set()
    for _ in range(3 * PEOPLE):
        began = time.monotonic()
        answer = next(work, None)
        if answer is None:
            break
        assert time.monotonic() - began < 10
        answers.add(answer)
        time.sleep(0.2)
    return answers


def is_settled() -> bool:
    """Every certificate has its document, and every message left."""
    documents = Certificaatdocument.objects.count()
    waiting = Bericht.objects.exclude(status=Bericht.Status.VERZONDEN).exists()
    return documents == PEOPLE and not waiting


def message_ids(mails: list[bytes]) -> list[bytes]:
    return [re.search(rb"^Message-ID: (.*)$", mail, re.MULTILINE | re.I)[1] for mail in mails]


def test_killing_every_helper_loses_and_doubles_nothing(
    platform, mailserver, deelnames, cohort, els, carla
):
    process, port = platform
    vandaag = cohort.bijeenkomsten.get(cursusdag__nummer=7)
    for user in (els, carla):
        SecondFactorFactory(user=user)
    web = part(process, "gunicorn")

    with killing(process):
        taps = answers_of(tap_for_everybody(port, carla, vandaag))
        issues = answers_of(issue_to_everybody(port, els, cohort))

    assert {tap.partition("?")[0] for tap in taps} == {
        f"302 {reverse('presentie', args=[vandaag.pk])}"
    }
    assert issues == {f"302 {reverse('certificaat_list', args=[cohort.pk])}"}
    assert part(process, "gunicorn") == web
    assert Aanwezigheid.objects.filter(bijeenkomst=vandaag).count() == 2 * PEOPLE
    assert Aanwezigheidswijziging.objects.count() == 2 * PEOPLE
    assert Certificaat.objects.count() == PEOPLE

    deadline = time.monotonic() + SETTLE_SECONDS
    while not is_settled() and time.monotonic() < deadline:
        time.sleep(0.5)
    assert is_settled()
    # A worker killed between the mail server's yes and its own note mails again (besluit 0004),
    # by the same Message-ID.
    assert len(set(message_ids(mailserver.taken))) == PEOPLE
