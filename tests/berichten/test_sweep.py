"""The sweep of every half minute: what it ends, what it frees, and what it sends."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.utils import timezone

from berichten import mail as letters
from berichten import tasks
from berichten.models import Bericht

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def make(ontvanger, time_machine):
    time_machine.move_to("2026-11-24 10:00 +0100", tick=False)

    def bericht(naam: str, **fields: object) -> Bericht:
        return Bericht.objects.create(
            **{"soort": "proef", "ontvanger": ontvanger, "adres": ontvanger.email} | fields,
            aanleiding=naam,
            onderwerp=naam,
        )

    return bericht


def test_the_sweep_ends_what_is_late_frees_what_is_stuck_and_sends_what_is_due(make):
    now = timezone.now()
    stuck = {"status": "bezig", "pogingen": 1}
    make("due")
    make("later", klaar_vanaf=now + SECOND)
    make("late", klaar_vanaf=now - 2 * SECOND, uiterlijk=now - SECOND, tekst="x", geheim=True)
    make("stuck", **stuck, geclaimd_op=now - timedelta(minutes=10) - SECOND)
    make("at work", **stuck, geclaimd_op=now - timedelta(minutes=10))

    tasks.deliver_due()

    assert dict(Bericht.objects.values_list("aanleiding", "status")) == {
        "due": "verzonden",
        "later": "klaar",
        "late": "vervallen",
        "stuck": "verzonden",
        "at work": "bezig",
    }
    assert sorted(sent.subject for sent in mail.outbox) == ["due", "stuck"]
    assert Bericht.objects.get(aanleiding="late").tekst == ""
    assert Bericht.objects.get(aanleiding="due").verzonden_op == now


def test_one_sweep_takes_a_batch_and_the_oldest_first(make, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    for age in (1, 3, 2):
        make(f"{age}", klaar_vanaf=timezone.now() - age * SECOND)

    tasks.deliver_due()

    assert [sent.subject for sent in mail.outbox] == ["3", "2"]


def test_a_delivery_is_of_that_message_alone(make):
    mine = make("mine")
    make("other")

    tasks.deliver(bericht_id=mine.pk)
    tasks.deliver(bericht_id=0)

    assert [sent.subject for sent in mail.outbox] == ["mine"]


@pytest.mark.parametrize("geheim", [True, False])
@pytest.mark.parametrize(
    ("error", "status", "name"),
    [
        (SMTPDataError(451, b"refused: hello Anna"), "klaar", "SMTPDataError 451"),
        (
            SMTPRecipientsRefused({"a@x.nl": (550, b"hello Anna")}),
            "mislukt",
            "SMTPRecipientsRefused 550",
        ),
        (OSError("hello Anna"), "klaar", "OSError"),
    ],
)
def test_the_log_never_repeats_what_a_server_says_and_the_row_unless_secret(
    make, monkeypatch, caplog, geheim, error, status, name
):
    def refuse(_: Bericht) -> None:
        raise error

    monkeypatch.setattr(letters, "send", refuse)
    bericht = make("x", geheim=geheim, tekst="hello Anna")

    tasks.deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert bericht.status == status
    said = [line.getMessage() for line in caplog.records if line.name == "berichten.tasks"]
    assert said == [f"bericht {bericht.pk}: {name}"]
    assert "hello" not in caplog.text
    assert bericht.laatste_fout.startswith(name)
    assert ("hello Anna" in bericht.laatste_fout) is not geheim
