"""Figures for whoever watches over the platform: right, few, and about nobody."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from berichten.models import Bericht
from tests.tree import ROOT
from tests.world import World

pytestmark = pytest.mark.django_db

TOKEN = "only-for-tests-0123456789-0123456789"


@pytest.fixture
def open_page(settings):
    settings.METRICS_TOKEN = TOKEN


def ask(client: Client, token: str = TOKEN):
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def read(text: str) -> dict[tuple[str, ...], float]:
    """Each figure by its name and the values of its labels, in the order of their names."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_without_a_token_in_the_settings_there_is_no_page(client):
    assert ask(client, "").status_code == 404
    assert ask(client).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer x", TOKEN, f"Basic {TOKEN}", "Bearer é"])
def test_without_the_token_it_stays_closed(open_page, client, given):
    answer = client.get("/metrics", headers={"Authorization": given})

    assert (answer.status_code, answer.content) == (401, b"")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_it_tells_what_waits(open_page, client, world: World, anna, django_assert_num_queries):
    now = timezone.now()
    Bericht.objects.all().delete()
    for number, (status, age) in enumerate(
        [("klaar", 60), ("klaar", 3600), ("klaar", -60), ("mislukt", 60)]
    ):
        Bericht.objects.create(
            ontvanger=anna,
            soort="uitnodiging",
            aanleiding=f"test:{number}",
            adres=anna.email,
            onderwerp="Welkom",
            status=status,
            klaar_vanaf=now - timedelta(seconds=age),
        )

    with django_assert_num_queries(4):
        answer = ask(client)

    found = read(answer.text)
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert found["leergang_berichten", "due"] == 2
    assert found["leergang_berichten", "overdue"] == 1
    assert found["leergang_berichten", "failed"] == 1
    assert 3600 <= found["leergang_oldest_due_bericht_seconds",] < 3610
    assert found["leergang_certificaten_without_pdf",] == 1
    assert anna.email not in answer.text


def test_it_counts_requests_by_name_method_and_kind_of_status(open_page, client):
    def counted() -> dict[tuple[str, ...], float]:
        return read(ask(client).text)

    before = counted()
    for _ in range(3):
        client.get("/healthz")
    client.post("/healthz")
    client.generic("BREW", "/healthz")
    client.get("/nergens/Jansen/")
    after = counted()

    def more(*labels: str) -> float:
        name = ("leergang_request_seconds_count", *labels)
        return after[name] - before.get(name, 0)

    assert more("GET", "healthz", "2xx") == 3
    assert more("POST", "healthz", "4xx") == 1
    assert more("other", "healthz", "4xx") == 1
    assert more("GET", "-", "4xx") == 1
    assert not any("Jansen" in label or "BREW" in label for key in after for label in key)


TWO_PROCESSES = """
import os
import django
from leergang.watching import web
web.on_starting(None)
django.setup()
from django.test import Client
children = []
for number in (3, 4):
    if not (child := os.fork()):
        for _ in range(number):
            Client().get("/healthz")
        os._exit(0)
    children.append(child)
assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
from leergang.watching import figures
figures.Waiting.collect = lambda self: ()
print(figures.text().decode())
"""


def test_two_processes_count_together_and_from_nought(tmp_path):
    (tmp_path / "leergang-figures").mkdir()
    (tmp_path / "leergang-figures/counter_1.db").write_text("of an earlier start")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": "sqlite://:memory:",
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, "-c", TWO_PROCESSES]

    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )

    assert ended.returncode == 0, ended.stderr
    found = read("\n".join(line for line in ended.stdout.splitlines() if " INFO " not in line))
    name = ("leergang_request_seconds_count",)
    assert sorted(found[key] for key in found if key[:1] == name) == [7]
