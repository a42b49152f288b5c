"""Delivery against a real SMTP server: one mail per row, whatever the server does."""

from datetime import timedelta
from email import message_from_bytes, policy
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from berichten.actions import queue_bericht
from berichten.models import PAUSES, Bericht
from berichten.tasks import deliver, deliver_due
from leergang.celery import app
from tests import servers

pytestmark = pytest.mark.django_db


def queue(ontvanger, **fields) -> Bericht:
    return queue_bericht(
        **{
            "soort": "herinnering",
            "ontvanger": ontvanger,
            "aanleiding": "bijeenkomst 1",
            "onderwerp": "Over twee dagen",
            "tekst": "Dag Anna,\n\nTot donderdag.",
            **fields,
        }
    )


def test_deliver_sends_the_row_with_its_own_message_id(ontvanger, mailserver):
    bericht = queue(ontvanger, antwoord_aan="carla@beroepseer.example")

    deliver(bericht_id=bericht.pk)

    mail = message_from_bytes(mailserver.taken[0], policy=policy.default)
    assert {name: mail[name] for name in ("To", "Subject", "Message-ID", "Reply-To")} == {
        "To": "anna@gemeente.example",
        "Subject": "Over twee dagen",
        "Message-ID": bericht.message_id,
        "Reply-To": "carla@beroepseer.example",
    }
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_deliver_marks_the_row_as_sent(ontvanger, mailserver):
    bericht = queue(ontvanger)

    deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, bericht.laatste_fout) == ("verzonden", 1, "")
    assert bericht.verzonden_op is not None
    assert bericht.tekst == "Dag Anna,\n\nTot donderdag."


def test_a_replay_sends_nothing(ontvanger, mailserver):
    bericht = queue(ontvanger)

    for _ in range(3):
        deliver(bericht_id=bericht.pk)

    assert len(mailserver.taken) == 1


def test_deliver_wipes_a_secret_text_in_the_same_breath(ontvanger, mailserver):
    bericht = queue(ontvanger, tekst="123456", geheim=True)

    deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.status, bericht.tekst, bericht.html) == ("verzonden", "", "")
    assert b"123456" in mailserver.taken[0]


@pytest.mark.parametrize(
    ("step", "answer"),
    [("rcpt", "450 too busy"), ("data", "451 try later"), ("data", "554 no mail today")],
)
def test_a_refused_mail_waits_and_goes_again(ontvanger, mailserver, step, answer):
    bericht = queue(ontvanger)
    mailserver.refuse_at, mailserver.answer = step, answer
    now = timezone.now()

    deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen) == ("klaar", 1)
    assert bericht.klaar_vanaf >= now + PAUSES[0]
    assert answer[:3] in bericht.laatste_fout

    mailserver.refuse_at = ""
    Bericht.objects.update(klaar_vanaf=now)
    deliver_due()

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, len(mailserver.taken)) == ("verzonden", 2, 1)


def test_an_address_refused_for_good_fails_at_once(ontvanger, mailserver):
    bericht = queue(ontvanger)
    mailserver.refuse_at, mailserver.answer = "rcpt", "550 no such user"

    deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen) == ("mislukt", 1)
    assert "550 no such user" in bericht.laatste_fout


def test_a_dropped_connection_keeps_the_row(ontvanger, mailserver):
    bericht = queue(ontvanger)
    mailserver.hangs_up = True

    deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.status, mailserver.taken) == ("klaar", [])


@pytest.mark.parametrize("error", [SMTPServerDisconnected("bye"), OSError("gone")])
def test_a_broken_goodbye_is_no_reason_to_send_again(ontvanger, mailserver, monkeypatch, error):
    class Rude(EmailBackend):
        def close(self):
            super().close()
            raise error

    monkeypatch.setattr("berichten.mail.get_connection", Rude)
    bericht = queue(ontvanger)

    deliver(bericht_id=bericht.pk)
    deliver_due()

    bericht.refresh_from_db()
    assert (bericht.status, bericht.laatste_fout) == ("verzonden", "")
    assert len(mailserver.taken) == 1


def test_what_a_backend_did_not_take_was_not_sent(ontvanger, mailserver, monkeypatch):
    monkeypatch.setattr(EmailBackend, "send_messages", lambda self, messages: 0)
    bericht = queue(ontvanger)

    deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen) == ("klaar", 1)


def test_what_does_not_come_back_by_itself_is_acknowledged_after_the_work():
    """A worker that dies with a call in hand gives it back; a sweep comes again anyhow."""
    by_the_clock = {entry["task"] for entry in app.conf.beat_schedule.values()}
    app.loader.import_default_modules()
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}

    assert by_the_clock < set(ours)
    assert {name for name in set(ours) - by_the_clock if not ours[name].acks_late} == set()


def test_no_mail_server_keeps_the_row(ontvanger, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.free_port()
    bericht = queue(ontvanger)

    deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.status, bericht.laatste_fout[:22]) == ("klaar", "ConnectionRefusedError")


def test_pauses_grow_and_the_last_try_ends_the_row(ontvanger, mailserver):
    bericht = queue(ontvanger, tekst="123456", geheim=True)
    mailserver.refuse_at, mailserver.answer = "data", "451 try later"
    pauses = []

    for _ in range(len(PAUSES) + 1):
        now = timezone.now()
        Bericht.objects.update(klaar_vanaf=now)
        deliver(bericht_id=bericht.pk)
        bericht.refresh_from_db()
        pauses.append(bericht.klaar_vanaf - now)

    assert [round(pause / timedelta(minutes=1)) for pause in pauses] == [1, 5, 15, 60, 240, 720, 0]
    assert (bericht.status, bericht.pogingen, bericht.tekst) == ("mislukt", 7, "")


def test_a_failed_try_of_a_secret_message_keeps_no_answer_of_the_server(
    ontvanger, mailserver, caplog
):
    bericht = queue(ontvanger, tekst="123456", geheim=True)
    mailserver.refuse_at, mailserver.answer = "data", "451 refused because of 123456"

    deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert bericht.laatste_fout == "SMTPDataError 451"
    assert "123456" not in caplog.text
    assert "123456" not in repr(bericht)


def test_a_message_past_its_moment_is_never_sent(ontvanger, mailserver):
    now = timezone.now()
    bericht = queue(ontvanger, uiterlijk=now - timedelta(minutes=1), tekst="123456", geheim=True)

    deliver(bericht_id=bericht.pk)
    deliver_due()

    bericht.refresh_from_db()
    assert (bericht.status, bericht.tekst, mailserver.taken) == ("vervallen", "", [])


def test_no_try_is_planned_past_the_moment(ontvanger, mailserver):
    bericht = queue(ontvanger, uiterlijk=timezone.now() + timedelta(seconds=30))
    mailserver.refuse_at, mailserver.answer = "data", "451 try later"

    deliver(bericht_id=bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.status, bericht.laatste_fout) == (
        "vervallen",
        "SMTPDataError 451 try later",
    )


def test_a_message_for_later_waits(ontvanger, mailserver):
    bericht = queue(ontvanger, klaar_vanaf=timezone.now() + timedelta(hours=1))

    deliver(bericht_id=bericht.pk)
    deliver_due()

    assert mailserver.taken == []


def test_deliver_due_frees_a_claim_that_got_stuck(ontvanger, mailserver):
    old = timezone.now() - timedelta(minutes=11)
    bericht = queue(ontvanger)
    Bericht.objects.update(status="bezig", geclaimd_op=old, pogingen=1)

    deliver_due()

    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, len(mailserver.taken)) == ("verzonden", 2, 1)


def test_deliver_due_leaves_a_fresh_claim_alone(ontvanger, mailserver):
    queue(ontvanger)
    Bericht.objects.update(status="bezig", geclaimd_op=timezone.now(), pogingen=1)

    deliver_due()

    assert mailserver.taken == []


def test_a_message_that_gets_stuck_every_time_ends(ontvanger, mailserver):
    old = timezone.now() - timedelta(minutes=11)
    bericht = queue(ontvanger, tekst="123456", geheim=True)
    Bericht.objects.update(status="bezig", geclaimd_op=old, pogingen=len(PAUSES) + 1)

    deliver_due()

    bericht.refresh_from_db()
    assert (bericht.status, bericht.tekst, mailserver.taken) == ("mislukt", "", [])


def test_a_worker_that_lost_its_claim_changes_nothing(ontvanger):
    bericht = queue(ontvanger)
    now = timezone.now()
    slow = Bericht.objects.claim(bericht.pk, now)
    Bericht.objects.free_stuck(now + timedelta(minutes=1))
    quick = Bericht.objects.claim(bericht.pk, now)

    assert slow.postpone(now, "te laat") is False
    assert slow.mark_verzonden(now) is False
    assert quick.mark_verzonden(now) is True
